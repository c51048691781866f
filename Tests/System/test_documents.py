"""What the pages for operators, editors and builders say is what the program says."""

import json
import re

import pytest

from .client import Connection
from .program import ROOT, run

OPERATING = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
HANDBOOK = (ROOT / "docs/faq-format.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def sources(*folders):
    """All Swift of these modules."""
    return "\n".join(
        file.read_text(encoding="utf-8")
        for folder in folders
        for file in sorted((ROOT / "Sources" / folder).rglob("*.swift"))
    )


def blocks(page, language):
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def options_of(help_page):
    """Every option with its value's name and its default, from a page of --help."""
    found = {}
    for flag, value, text in re.findall(
        r"^  --([a-z-]+)(?: (\S+))?\n((?:      .*\n)+)", help_page, re.MULTILINE
    ):
        default = re.search(r"Default (\S+)\. ", " ".join(text.split()))
        found[flag] = (value, default[1] if default else "")
    return found


def test_the_table_of_options_is_that_of_help():
    table = {}
    for row in re.findall(r"^\| `--(.*)$", OPERATING, re.MULTILINE):
        # A bar inside a cell is written with a backslash before it.
        option, default = [cell.strip().strip("`") for cell in row.replace("\\|", "\0").split("|")][:2]
        flag, _, value = option.replace("\0", "|").partition(" ")
        table[flag] = (value, default)
    assert table == options_of(run("serve", "--help").stdout)


def test_every_log_line_is_explained_and_no_other():
    table = OPERATING.split("### Log lines")[1].split("\n## ")[0]
    explained = set(re.findall(r"`([a-z]+\.[a-z_]+)`", "\n".join(re.findall(r"^\|[^|]*\|", table, re.MULTILINE))))
    code = sources("WebAPI", "support-server")
    written = set()
    for call in re.findall(r"LogLine\(\s*\.[a-z]+, ([^\[\n]*)", code):
        written |= set(re.findall(r'"([a-z]+\.[a-z_]+)"', call))
    assert explained == written


def test_every_figure_that_is_explained_exists(house):
    figures = Connection(house).request("GET", "/metrics").expect(200).text
    for name in set(re.findall(r"support_[a-z_]+[a-z]", OPERATING)):
        assert f"# TYPE {name} " in figures, f"{name} is not in /metrics"


def test_every_diagnostic_is_explained_and_no_other():
    tables = HANDBOOK.split("## Checking it")[1].split("\n## ")[0]
    first_cells = "\n".join(re.findall(r"^\|[^|]*\|", tables, re.MULTILINE))
    explained = set(re.findall(r"`([a-z]+(?:-[a-z0-9]+)+)`", first_cells))
    code = sources("FAQ").split("enum Code")[1].split("}")[0]
    named = {name or word for word, name in re.findall(r'case (\w+)(?: = "([a-z0-9-]+)")?', code)}
    assert explained | {"expired"} == named and "`expired`" in tables


def test_the_winner_rule_stands_in_the_handbook_word_for_word():
    sentence = re.search(r'static let sentence =\s*"(.*?)"', sources("FAQ"))[1]
    assert sentence in " ".join(HANDBOOK.split())


@pytest.fixture
def handbook_folder(tmp_path):
    """The entry and the script that the handbook explains, with the entries it points to."""
    folder = tmp_path / "faq"
    folder.mkdir()
    (folder / "delivery-times.md").write_text(blocks(HANDBOOK, "markdown")[0], encoding="utf-8")
    (folder / "bot.yaml").write_text(blocks(HANDBOOK, "yaml")[0], encoding="utf-8")
    for slug in ("delivery-costs", "track-order"):
        (folder / f"{slug}.md").write_text(f"---\nquestion: {slug}?\n---\nYes.\n", encoding="utf-8")
    return folder


def test_what_the_handbook_explains_is_sound(handbook_folder):
    report = json.loads(run("faq", "check", handbook_folder, "--format", "json").stdout)
    # The day on which the entry in it is to be reviewed will come.
    assert {diagnostic["code"] for diagnostic in report} <= {"review-due"}, report


@pytest.mark.parametrize("section", ["words", "pcre"])
def test_every_rule_of_the_handbook_fits_what_it_says_and_nothing_else(tmp_path, section):
    table = HANDBOOK.split(f"### `{section}`")[1].split("\n## ")[0].split("\n### ")[0]
    rows = [row.replace("\\|", "\0").split("|")[1:4] for row in re.findall(r"^\| `.*$", table, re.MULTILINE)]
    assert len(rows) >= 3
    for number, row in enumerate(rows):
        rule, fitting, other = [cell.strip().replace("\0", "|").replace("*" * 2, "") for cell in row]
        folder = tmp_path / str(number)
        folder.mkdir()
        entry = f"---\nquestion: Nobody asks this\nmatch:\n  - {section}: {rule.strip('`')}\n---\nYes.\n"
        (folder / "entry.md").write_text(entry, encoding="utf-8")
        for cell, code in ((fitting, 0), (other, 1)):
            for text in re.findall("“(.*?)”", cell):
                tried = run("faq", "try", text, "--faq", folder)
                assert tried.returncode == code, f"{rule} with “{text}”:\n{tried.stdout}{tried.stderr}"


def test_the_answer_that_the_readme_writes_is_sound_and_answers(tmp_path):
    (tmp_path / "kettles.md").write_text(blocks(README, "markdown")[0], encoding="utf-8")
    assert run("faq", "check", tmp_path, "--strict").returncode == 0
    tried = run("faq", "try", "My cat sat on the kettle", "--faq", tmp_path)
    assert tried.returncode == 0 and "stoneware" in tried.stdout


def test_every_page_that_a_page_links_to_is_there():
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\(([^)#:\s]+)\)", page.read_text(encoding="utf-8")):
            if not target.startswith("…"):
                assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} links to {target}"
