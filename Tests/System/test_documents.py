"""What the pages for operators, editors and builders say is what the program says."""

import json
import re
import shutil
import subprocess
import sys

import pytest

from .client import Connection
from .program import FAQ_DATA, ROOT, run

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


def fences(page):
    """Every fenced block with what stands behind its opening fence, such as `markdown faq-data/contact/cafe.md`."""
    return re.findall(r"^```([^\n]+)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def chapter(title):
    return HANDBOOK.split(f"\n## {title}\n")[1].split("\n## ")[0]


def write_entry(folder, info, text):
    """Writes a block to the file that its fence names; `folder` stands for `faq-data`."""
    file = folder / info.removeprefix("markdown faq-data/")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


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


def test_every_figure_that_is_explained_exists(house, tmp_path):
    # One is not there before the first backup.
    house.run("backup", tmp_path / "copy.db").check_returncode()
    figures = Connection(house).request("GET", "/metrics").expect(200).text
    for name in set(re.findall(r"support_[a-z_]+[a-z]", OPERATING)):
        assert f"# TYPE {name} " in figures, f"{name} is not in /metrics"


def test_every_diagnostic_is_explained_and_no_other():
    tables = chapter("Every message of `faq check`")
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
    [(info, text)] = [fence for fence in fences(chapter("An entry, key by key")) if fence[0].startswith("markdown ")]
    write_entry(folder, info, text)
    (folder / "bot.yaml").write_text(blocks(HANDBOOK, "yaml")[0], encoding="utf-8")
    for slug in ("delivery-costs", "track-order"):
        (folder / f"{slug}.md").write_text(f"---\nquestion: {slug}?\n---\nYes.\n", encoding="utf-8")
    return folder


def test_what_the_handbook_explains_is_sound(handbook_folder):
    checked = run("faq", "check", handbook_folder, "--strict")
    assert checked.returncode == 0, checked.stdout


@pytest.fixture(scope="module")
def shop_with_a_cafe(tmp_path_factory):
    """The shop's folder as it is after the first chapter."""
    folder = tmp_path_factory.mktemp("shop") / "faq-data"
    shutil.copytree(FAQ_DATA, folder)
    write_entry(folder, *fences(chapter("Five minutes to your first entry"))[0])
    return folder


def test_the_first_entry_finds_its_place_in_the_shop(shop_with_a_cafe):
    checked = run("faq", "check", shop_with_a_cafe, "--strict")
    assert checked.returncode == 0, checked.stdout


TRIED = [text for info, text in fences(HANDBOOK) if info == "text" and text.startswith("$ support-server faq try")]


@pytest.mark.parametrize("session", TRIED, ids=range(len(TRIED)))
def test_what_the_handbook_tries_comes_out_as_printed(shop_with_a_cafe, session):
    """An ellipsis stands for anything, within a line or for whole lines."""
    command, *printed = session.splitlines()
    text = re.search('"(.*)"', command)[1]
    tried = run("faq", "try", text, "--faq", shop_with_a_cafe).stdout
    expected = "".join(
        r"(?:.*\n)*?" if line == "…" else ".*".join(map(re.escape, line.split("…"))) + r"\n" for line in printed
    )
    assert re.fullmatch(expected, tried), tried


MISTAKES = re.split(r"^### ", chapter("Ten worked mistakes"), flags=re.MULTILINE)[1:]


def test_there_are_ten_worked_mistakes():
    assert len(MISTAKES) == 10


@pytest.mark.parametrize("mistake", MISTAKES, ids=[text.splitlines()[0] for text in MISTAKES])
def test_a_worked_mistake_is_reported_as_printed_and_its_mended_entry_is_sound(tmp_path, mistake):
    """The entries before the report are broken; those behind it take their place and mend them."""
    folder = tmp_path / "faq-data"
    kinds = [info.partition(" ")[0] for info, _ in fences(mistake)]
    assert kinds.count("text") == 1 and kinds[0] == kinds[-1] == "markdown", kinds
    for info, text in fences(mistake):
        if info == "text":
            report = run("faq", "check", folder).stdout.replace(str(folder), "faq-data")
            assert re.sub(r"version [0-9a-f]{12}", "version …", report) == text
        else:
            write_entry(folder, info, text)
    mended = run("faq", "check", folder, "--strict")
    assert mended.returncode == 0, mended.stdout


@pytest.mark.parametrize(
    ("section", "kind"), [("`words`", "words"), ("`pcre`", "pcre"), ("A dozen shapes to copy", "pcre")]
)
def test_every_rule_of_the_handbook_fits_what_it_says_and_nothing_else(tmp_path, section, kind):
    table = HANDBOOK.split(f"\n### {section}\n")[1].split("\n## ")[0].split("\n### ")[0]
    rows = [row.replace("\\|", "\0").split("|")[1:4] for row in re.findall(r"^\| `.*$", table, re.MULTILINE)]
    assert len(rows) >= 3
    for number, row in enumerate(rows):
        rule, fitting, other = [cell.strip().replace("\0", "|").replace("*" * 2, "") for cell in row]
        folder = tmp_path / str(number)
        folder.mkdir()
        entry = f"---\nquestion: Nobody asks this\nmatch:\n  - {kind}: {rule.strip('`')}\n---\nYes.\n"
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


def test_every_file_the_tour_of_the_code_names_is_there():
    """Behind the first of a row, a name alone is beside it."""
    tour = (ROOT / "docs/architecture.md").read_text(encoding="utf-8").split("## Reading order")[1].split("\n## ")[0]
    rows = [re.findall(r"`([\w/+-]+\.(?:swift|js))`", row) for row in tour.splitlines() if row.startswith("|")]
    assert sum(map(len, rows)) > 30
    for row in rows:
        folder = None
        for name in row:
            folder = name.rsplit("/", 1)[0] if "/" in name else folder
            assert folder and (ROOT / "Sources" / folder / name.rsplit("/", 1)[-1]).is_file(), name


def test_every_page_that_a_page_links_to_is_there():
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(([^)#:\s]+)\)", text):
            if not target.startswith("…"):
                assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} links to {target}"


def test_every_command_about_reliability_finds_its_test():
    text = (ROOT / "docs/reliability.md").read_text(encoding="utf-8")
    # In another process: this one has its own idea of which tests there are.
    listed = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", "soak", "Tests/System", "Tests/Faults", "Tests/Attack"],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=120).stdout
    names = set(re.findall(r"make soak ONLY=(\w+)", text))
    assert len(names) > 10
    assert [name for name in sorted(names) if name not in listed] == []
    files = re.findall(r"`(Tests/[\w/.]+)`", text)
    assert files and [file for file in files if not (ROOT / file).exists()] == []
