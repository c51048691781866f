"""The editors' writing tools: one layout, and a spreadsheet's way there and back."""

import csv
import io
import shutil

import pytest

from .faq_folder import write_entry, write_small_faq
from .program import FAQ_DATA, run

LAID_OUT = """---
question: Do you repair shoes?
asks:
  - 'yes'
  - repair my shoes # often
  # - resole them
owner: shop
---
Yes.
"""
AS_WRITTEN = """---
owner: "shop"
asks: ['yes', repair my shoes, # often
  # - resole them
  ]
question: 'Do you repair shoes?'
---

Yes.\x20\x20

"""


@pytest.fixture
def faq(tmp_path):
    folder = write_small_faq(tmp_path / "faq")
    assert run("faq", "format", folder).returncode == 0
    return folder


def contents(folder):
    """Every file below a folder, hidden ones too, as bytes."""
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def table(folder):
    exported = run("faq", "export", folder)
    assert exported.returncode == 0, exported.stdout + exported.stderr
    return list(csv.DictReader(io.StringIO(exported.stdout.removeprefix("\ufeff"), newline="")))


def write_table(path, rows, columns=None, delimiter=",", encoding="utf-8"):
    columns = columns or list(rows[0])
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.DictWriter(file, columns, delimiter=delimiter, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_format_rewrites_what_has_another_layout_and_nothing_else(faq):
    (faq / "shop" / "shoes.md").write_text(AS_WRITTEN, encoding="utf-8")
    before = contents(faq)
    checked = run("faq", "format", faq, "--check")
    assert checked.returncode == 1 and checked.stdout == f"would format {faq}/shop/shoes.md\n"
    assert contents(faq) == before
    formatted = run("faq", "format", faq)
    assert formatted.returncode == 0 and formatted.stdout == f"formatted {faq}/shop/shoes.md\n"
    after = contents(faq)
    assert (faq / "shop" / "shoes.md").read_text(encoding="utf-8") == LAID_OUT
    assert {path for path in after if after[path] != before.get(path)} == {(faq / "shop/shoes.md").relative_to(faq)}
    again = run("faq", "format", faq)
    assert (again.returncode, again.stdout) == (0, "")


def test_format_leaves_a_file_alone_that_it_cannot_read_and_says_why(faq):
    (faq / "shop" / "shoes.md").write_text(AS_WRITTEN, encoding="utf-8")
    broken = write_entry(faq, "broken", "Is it broken?", "Yes.", keys="qick_reply: 2\n")
    text = broken.read_bytes()
    formatted = run("faq", "format", faq)
    assert formatted.returncode == 1
    assert f"{broken}:3:1: error: an entry has no key `qick_reply`" in formatted.stdout
    assert broken.read_bytes() == text
    assert (faq / "shop" / "shoes.md").read_text(encoding="utf-8") == LAID_OUT


def test_a_table_comes_back_and_changes_no_file_of_the_shop(tmp_path):
    folder = tmp_path / "faq"
    shutil.copytree(FAQ_DATA, folder)
    before = contents(folder)
    sheet = tmp_path / "answers.csv"
    assert run("faq", "export", folder, "--output", sheet).returncode == 0
    assert run("faq", "export", folder, "--output", sheet).returncode == 3, "a table is not overwritten"
    imported = run("faq", "import", sheet, "--faq", folder)
    assert imported.returncode == 0, imported.stdout
    assert imported.stdout == "The table says what the folder says already.\n"
    assert contents(folder) == before
    # As a spreadsheet in Europe saves it.
    rows = table(folder)
    european = write_table(tmp_path / "answers-2.csv", rows, delimiter=";", encoding="utf-8-sig")
    assert run("faq", "import", european, "--faq", folder).returncode == 0
    assert contents(folder) == before


def test_a_table_changes_makes_and_moves_entries(faq, tmp_path):
    rows = table(faq)
    cost = next(row for row in rows if row["slug"] == "parcel-cost")
    cost["answer"], cost["asks"] = "=6 euros", "how much is a parcel\nparcel price"
    key = next(row for row in rows if row["slug"] == "lost-key")
    key["topic"] = "keys"
    rows.append({"slug": "gift-wrap", "topic": "gifts", "question": "Do you wrap gifts?", "answer": "'- Yes."})
    sheet = write_table(tmp_path / "answers.csv", rows)
    before = contents(faq)
    rehearsed = run("faq", "import", sheet, "--faq", faq, "--dry-run")
    assert rehearsed.returncode == 0 and "Nothing was changed." in rehearsed.stdout
    assert contents(faq) == before
    imported = run("faq", "import", sheet, "--faq", faq)
    assert imported.returncode == 0, imported.stdout
    assert set(imported.stdout.splitlines()) == {
        f"changes {faq}/shop/parcel-cost.md", f"moves {faq}/keys/lost-key.md (was shop/lost-key.md)",
        f"creates {faq}/gifts/gift-wrap.md",
    }
    assert (faq / "shop/parcel-cost.md").read_text(encoding="utf-8").endswith("---\n=6 euros\n")
    assert not (faq / "shop/lost-key.md").exists()
    assert (faq / "gifts/gift-wrap.md").read_text(encoding="utf-8") == "---\nquestion: Do you wrap gifts?\n---\n- Yes.\n"
    assert run("faq", "check", faq).returncode == 0
    assert run("faq", "try", "parcel price", "--faq", faq).returncode == 0
    assert run("faq", "format", faq, "--check").returncode == 0


def test_a_wrong_table_changes_nothing_and_every_error_has_its_cell(faq, tmp_path):
    rows = table(faq)
    rows[0]["mode"], rows[1]["valid_from"] = "lvie", "1/3/2027"
    rows.append({"slug": "gift wrap", "question": "?", "answer": "x"})
    before = contents(faq)
    sheet = write_table(tmp_path / "answers.csv", rows[:2])
    imported = run("faq", "import", sheet, "--faq", faq)
    assert imported.returncode == 1
    assert f"{sheet}: row 2, column mode: `mode` must be one of live, shadow, off\n  Did you mean `live`?" in imported.stdout
    assert f"{sheet}: row 3, column valid_from: " in imported.stdout and "Nothing was changed." in imported.stdout
    imported = run("faq", "import", write_table(tmp_path / "slugs.csv", rows), "--faq", faq)
    assert imported.returncode == 1 and "row 5, column slug: “gift wrap” is no slug" in imported.stdout
    # Two that are right alone, and not together.
    clash = [{"slug": "one", "question": "Where?", "answer": "x"}, {"slug": "two", "question": "where", "answer": "y"}]
    imported = run("faq", "import", write_table(tmp_path / "clash.csv", clash), "--faq", faq)
    assert imported.returncode == 1 and "column question" in imported.stdout
    assert run("faq", "import", tmp_path / "none.csv", "--faq", faq).returncode == 3
    assert contents(faq) == before
