"""Bot turns over HTTP: one customer message in, two durable messages, the answer out."""

import json
import pathlib
import re
import subprocess

from .report import Figure, Table
from .server import ROOT, begin, running

TALKS = 8192
"""Conversations of a run: with ten turns in each, enough for eight seconds at 10,000 turns a second."""


def sentences():
    """Every `asks` line of the FAQ with a word before it, so that the rules find the answer and not equality."""
    lines = []
    for path in sorted((ROOT / "faq-data").rglob("*.md")):
        front = path.read_text(encoding="utf-8").split("\n---", 1)[0]
        block = re.search(r"^asks:\n((?:  - .*\n)+)", front + "\n", re.M)
        for line in block[1].splitlines() if block else ():
            lines.append("please, " + line[4:].strip(" \"'"))
    return lines


def measure(options, batch, connections):
    """One run of wrk against a server of its own."""
    with running(options, "--batch", str(batch)) as server:
        talks, words = server.folder / "talks", server.folder / "words"
        talks.write_text("".join(f"{id} {session}\n" for id, session in begin(server, TALKS)), encoding="utf-8")
        words.write_text("".join(line + "\n" for line in sentences()), encoding="utf-8")
        worked = server.seconds()
        wrk = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{options.seconds}s", "--timeout", "10s",
             "-s", pathlib.Path(__file__).with_name("turns.lua"), f"http://127.0.0.1:{server.port}", "--", talks,
             words],
            capture_output=True, text=True, check=True)
        row = json.loads(re.search(r"^RESULT (.*)$", wrk.stdout, re.M)[1])
        row["turns_per_second"] = row["turns"] / row["seconds"]
        row["cpu_us"] = (server.seconds() - worked) / max(1, row["turns"]) * 1e6
    return {"batch": batch, "connections": connections, **row}


def run(options):
    table = Table(
        f"wrk with one thread beside the server, {options.seconds} s each, store on FULL, data in {options.disk}",
        ("commit", 20), ("connections", 12), ("turns/s", 10), ("p50 ms", 9), ("p99 ms", 9), ("max ms", 9),
        ("CPU µs", 9), ("refused", 9))
    for name, batch in (("group", 256), ("one per request", 1)):
        for connections in (1, 16, 64):
            row = measure(options, batch, connections)
            refused = row["refused"] + row["broken"]
            table.row(
                name, connections, f'{row["turns_per_second"]:.0f}', f'{row["p50_ms"]:.2f}', f'{row["p99_ms"]:.2f}',
                f'{row["max_ms"]:.2f}', f'{row["cpu_us"]:.0f}', refused, kept={"commit": name, **row})
            if refused:
                raise SystemExit("Some turns were refused or broken off: the figures do not count.")
    best = next(row for row in table.kept if row["commit"] == "group" and row["connections"] == 64)
    return table, [Figure(
        "turns", f'{best["turns_per_second"]:,.0f} turns/s, p99 {best["p99_ms"]:.1f} ms',
        best["turns_per_second"] >= 10_000 and best["p99_ms"] <= 20)]
