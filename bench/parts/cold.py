"""The cold start, which `bench/cold` measures by itself."""

import json
import statistics
import subprocess

from .report import Figure, Table
from .server import ROOT

KINDS = {"again": "after a stop", "after kill": "after a kill"}


def run(options):
    table = Table(
        "from the beginning of the process until `/ready` answers; medians", ("entries", 28), ("start", 14), ("ms", 8))
    measured = subprocess.run(
        [ROOT / "bench/cold", "--binary", options.binary, "--measure", options.binary.with_name("measure"),
         "--messages", str(options.messages)], capture_output=True, text=True, check=True).stdout
    rows = json.loads(measured.splitlines()[-1])["results"]
    for entries, start in dict.fromkeys((row["entries"], row["start"]) for row in rows):
        chosen = [row for row in rows if (row["entries"], row["start"]) == (entries, start)]
        middle = {
            part: statistics.median(row[part] for row in chosen) for part in ("link", "faq", "rest", "ready", "cpu")}
        table.row(entries, start, f'{middle["ready"]:.0f}', kept={"entries": entries, "start": start, **middle})
    large = {row["start"]: row["ready"] for row in table.kept if "messages" in row["entries"]}
    return table, [Figure(
        "cold", ", ".join(f"{large[kind]:.0f} ms {name}" for kind, name in KINDS.items()),
        all(large[kind] <= 300 for kind in KINDS))]
