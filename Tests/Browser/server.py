"""The program under test as a process of its own."""

import os
import re
import subprocess
from itertools import chain
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

root = Path(__file__).resolve().parents[2]


def binary() -> Path:
    """`SUPPORT_SERVER_BINARY`, else the debug build."""
    return Path(os.environ.get("SUPPORT_SERVER_BINARY", root / ".build" / "debug" / "support-server"))


class Server:
    """A server with a data folder that outlives its process, so that it can be killed and started again."""

    def __init__(self, data: Path, *options: str):
        self.data = data
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
        # Run from the root, it takes the FAQ from `faq-data`; its own variables, such as SUPPORT_FAQ, say otherwise.
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
