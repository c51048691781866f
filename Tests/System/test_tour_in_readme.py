"""The tour in the README is true: its commands are run one after the other, and what they print is what it shows."""

import re
import subprocess
import threading

import pytest

from .client import keep_secret
from .program import ROOT

DEADLINE = 30.0


def steps():
    """The commands of the tour with the answer shown for each; empty where it shows none."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    tour = re.search(r"^## A five-minute tour\n(.*?)^## ", text, re.MULTILINE | re.DOTALL)[1]
    found = []
    for language, block in re.findall(r"^```(\w*)\n(.*?)^```$", tour, re.MULTILINE | re.DOTALL):
        if language == "sh":
            found.append([block, ""])
        else:
            # Lines of JSON are broken for readers; those of a text are its own.
            found[-1][1] = re.sub(r"\n *", "", block) if language == "json" else block.rstrip("\n")
    return found


def shows(shown, printed):
    """Whether the answer in the README is what was printed; `…` stands for anything, or nothing."""
    return re.fullmatch(".*".join(map(re.escape, shown.split("…"))), printed.strip("\n"), re.DOTALL) is not None


class Shell:
    """A bash that remembers what the blocks before have set."""

    END = "--- end of block ---"

    def __init__(self, folder):
        self.bash = subprocess.Popen(
            ["bash"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def run(self, block):
        """What the block prints."""
        self.bash.stdin.write(f"{block}\nprintf '\\n%s\\n' '{self.END}'\n")
        self.bash.stdin.flush()
        printed = ""
        guard = threading.Timer(DEADLINE, self.bash.kill)
        guard.start()
        try:
            for line in self.bash.stdout:
                if line.strip() == self.END:
                    return printed
                printed += line
        finally:
            guard.cancel()
        raise AssertionError(f"bash ended in:\n{block}\n{printed}")

    def close(self):
        self.bash.stdin.close()
        self.bash.wait(DEADLINE)


@pytest.fixture
def shell(server):
    shell = Shell(server.folder)
    yield shell
    shell.close()


def address(server):
    host, port = server.address
    return f"http://{host}:{port}"


def test_the_tour_in_the_readme_shows_what_happens(server, shell):
    tour = steps()
    assert len(tour) >= 13, "the README has lost a part of its tour"
    for block, shown in tour:
        printed = shell.run(block.replace("http://127.0.0.1:8080", address(server)))
        assert shows(shown, printed), f"{block}\nthe README shows\n{shown}\nand this was printed\n{printed}"
        if "kill -9" in block:
            assert server.process.wait(DEADLINE) == -9
            server.start()
            # The test's server takes another port each time; the one of `make run` does not.
            shell.run(f"URL={address(server)}; CHAT=$URL/api/v1/customer/conversations/$ID")
    for text in ("Can I pay with PayPal?", "Wher is my pacel?", "Hello, Ana here. I am looking for your parcel."):
        keep_secret(text)


def test_every_answer_of_the_tour_would_be_missed_if_it_changed():
    for block, shown in steps():
        if "…" not in shown:
            continue
        printed = shown.replace("…", "")
        assert shows(shown, printed), f"the tour's answer does not show itself:\n{shown}"
        for word in re.findall(r"\w{4,}", printed)[:20]:
            assert not shows(shown, printed.replace(word, "other")), f"nobody would miss “{word}” in:\n{shown}"


def test_every_command_of_the_tour_that_prints_shows_what():
    for block, shown in steps():
        assert shown or "curl -sw" not in block, f"the README does not show what this prints:\n{block}"
