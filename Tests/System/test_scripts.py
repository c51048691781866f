"""The scripts of the pages, as a type checker reads them."""

import subprocess
from pathlib import Path

root = Path(__file__).resolve().parents[2]


def test_no_script_of_the_pages_has_a_type_error():
    checked = subprocess.run(["tsc", "--project", "tsconfig.json"], cwd=root, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout
