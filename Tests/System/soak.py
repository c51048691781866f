"""Tests that come in two lengths: short in `make test`, and as long as the promise says in `make soak`."""

import json
import os
from pathlib import Path

IS_SOAK = bool(os.environ.get("SOAK"))
REPORT = Path(__file__).resolve().parent.parent.parent / ".build/soak.jsonl"


def amount(short, long):
    """How often, how many or how long: `short` in `make test`, `long` in `make soak`."""
    return long if IS_SOAK else short


def measured(row, **figures):
    """Prints what a test has seen, as one line for the row of docs/reliability.md that it is about."""
    print(f"\n== {row}: " + ", ".join(f"{name.replace('_', ' ')} {figure}" for name, figure in figures.items()))
    if IS_SOAK:
        with REPORT.open("a", encoding="utf-8") as report:
            report.write(json.dumps({"row": row, **figures}) + "\n")
