"""The program under test as a process of its own."""

import os
import re
import shutil
import subprocess
from datetime import datetime, timedelta, timezone
from itertools import chain
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

root = Path(__file__).resolve().parents[2]


def binary() -> Path:
    """`SUPPORT_SERVER_BINARY`, else the debug build."""
    return Path(os.environ.get("SUPPORT_SERVER_BINARY", root / ".build" / "debug" / "support-server"))


always_open = ""


def closed_for_days() -> str:
    """Opening hours of a shop that nobody is in today, nor tomorrow."""
    day = datetime.now(timezone.utc) + timedelta(days=3)
    return f"hours:\n  time_zone: UTC\n  {day.strftime('%a').lower()}: '09:00-18:00'\n"


def copy_of_faq(folder: Path, hours: str, entries: dict[str, str]) -> Path:
    """The shop's answers with other opening hours: the tests are the same by day, by night and on Sundays."""
    shutil.copytree(root / "faq-data", folder)
    script = folder / "bot.yaml"
    text, found = re.subn(r"(?m)^hours:\n(?:[ ].*\n)+", hours, script.read_text())
    assert found == 1, "bot.yaml has no `hours` to be replaced"
    script.write_text(text)
    for name, entry in entries.items():
        (folder / name).write_text(entry)
    return folder


class Server:
    """A server with a data folder that outlives its process, so that it can be killed and started again."""

    def __init__(self, data: Path, *options: str, hours: str = always_open, entries: dict[str, str] = {}):
        """Its answers are the shop's, with other opening hours and with more entries, unless the options name a folder."""
        self.data = data
        if "--faq" not in options:
            options = ("--faq", str(copy_of_faq(data.with_name(f"{data.name}-faq"), hours, entries)), *options)
        self.options = options
        self.port = 0
        self.process: subprocess.Popen | None = None
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Starts it, the first time on a free port, later on the same one, and returns once it listens."""
        command = [binary(), "serve", "--demo", "--listen", f"127.0.0.1:{self.port}", "--data", self.data]
        log = open(self.data.with_suffix(".log"), "ab")
        self.process = subprocess.Popen(
            [*map(str, command), *self.options], cwd=root, stdout=subprocess.PIPE, stderr=log, text=True
        )
        self.port = self._port_from_greeting()

    def _port_from_greeting(self) -> int:
        lines: Queue = Queue()
        # Read to its end, lest the pipe fill up and the server wait.
        Thread(target=lambda: [lines.put(line) for line in chain(self.process.stdout, [""])], daemon=True).start()
        try:
            while line := lines.get(timeout=20):
                if found := re.search(r"http://127\.0\.0\.1:(\d+)", line):
                    return int(found[1])
        except Empty:
            pass
        self.kill()
        raise AssertionError(f"The server did not say where it listens:\n{self.log}")

    @property
    def log(self) -> str:
        return self.data.with_suffix(".log").read_text()

    def kill(self) -> None:
        """Ends it as a power cut would: with no chance to say goodbye."""
        self.process.kill()
        self.process.wait()
