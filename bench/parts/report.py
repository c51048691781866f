"""What a part of the benchmark hands back, and how it is shown."""

import os
import pathlib
import platform
import re
from dataclasses import dataclass, field

TARGETS = {
    "match": (
        "find the answer among 1,000 / 10,000 patterns, mean", "≤ 5 µs / ≤ 25 µs", "measure match"),
    "load": ("load and compile 10,000 patterns", "≤ 0.5 s", "measure match"),
    "turns": (
        "one bot turn over HTTP, store on FULL, 64 connections", "≥ 10,000 turns/s, p99 ≤ 20 ms", "bench/run turns"),
    "idle": ("5,000 idle WebSockets", "≤ 4 KiB of user memory each", "bench/run idle"),
    "fanout": ("one message to 1,000 watching sockets", "p99 ≤ 20 ms", "bench/run fanout"),
    "cold": ("cold start, 1,000 entries and 1,000,000 messages", "≤ 300 ms to ready", "bench/cold"),
    "pages": ("queue, history and search pages, 1,000,000 messages", "p99 ≤ 10 ms", "bench/run pages"),
    "widget": ("widget on a shop page before it is opened", "≤ 2.5 kB gzipped, one request", "bench/run widget"),
}
"""The rows of the table, in order: the work, its target, and the command that measures it."""


@dataclass
class Figure:
    """What was measured for a row of ``TARGETS``, and whether it is what it must be."""

    row: str
    text: str
    is_met: bool


@dataclass
class Table:
    """Rows printed as they come, and kept for the JSON."""

    title: str
    columns: list = field(default_factory=list)
    kept: list = field(default_factory=list)

    def __init__(self, title, *columns):
        self.title, self.columns, self.kept = title, columns, []
        print(f"{title}\n")
        self.line(name for name, _ in columns)

    def row(self, *values, kept):
        self.line(values)
        self.kept.append(kept)

    def line(self, values):
        first, *rest = zip(self.columns, values)
        print(f"{first[1]:<{first[0][1]}}" + "".join(f"{value:>{column[1]}}" for column, value in rest), flush=True)


def machine():
    model = re.search(r"model name\s*:\s*(.*)", pathlib.Path("/proc/cpuinfo").read_text(encoding="ascii"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    return (
        f"{model[1] if model else platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"{platform.system()} {platform.release()}")


def percentile(values, part):
    """The smallest value that `part` of 1 of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * round(part * 1000) // 1000) - 1)]


def markdown(figures):
    """The table of bench/README.md, with what was measured now."""
    found = {figure.row: figure for figure in figures}
    lines = ["| work | target | here | command | |", "|---|---|---|---|---|"]
    for row, (work, target, command) in TARGETS.items():
        figure = found.get(row)
        verdict = "not measured" if figure is None else "met" if figure.is_met else "**missed**"
        lines.append(f"| {work} | {target} | {figure.text if figure else ''} | `{command}` | {verdict} |")
    return "\n".join(lines)
