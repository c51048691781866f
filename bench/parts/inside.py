"""What is measured inside one process: `measure match`."""

import json
import subprocess

from .report import Figure, Table


def run(options):
    table = Table(
        "one thread, sentences of customers, all matches collected; `measure match` has more",
        ("patterns", 10), ("mean µs", 10), ("p99 µs", 10), ("load s", 10))
    measured = subprocess.run(
        [options.binary.with_name("measure"), "match", "--json", "--counts", "1000,10000", "--sets", options.sets],
        capture_output=True, text=True, check=False)
    if measured.returncode:
        print(f"left out: {measured.stdout.strip()}")
        return table, []
    rows = {row["patterns"]: row for row in json.loads(measured.stdout)["rows"] if row["engine"] == "prefilter + PCRE2"}
    for count, row in rows.items():
        load = sum(row[part] or 0 for part in ("analysis_s", "automaton_s", "compile_s"))
        table.row(
            count, f'{row["mean_us"]:.2f}', f'{row["p99_us"]:.1f}', f"{load:.3f}", kept={**row, "load_s": load})
    few, many = rows[1000], table.kept[-1]
    return table, [
        Figure(
            "match", f'{few["mean_us"]:.1f} µs / {many["mean_us"]:.1f} µs',
            few["mean_us"] <= 5 and many["mean_us"] <= 25),
        Figure("load", f'{many["load_s"]:.2f} s', many["load_s"] <= 0.5),
    ]
