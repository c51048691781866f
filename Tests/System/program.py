"""The program under test: started, killed, stopped, and asked single things."""

import os
import queue
import re
import signal
import subprocess
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FAQ_DATA = ROOT / "faq-data"
START_DEADLINE = 60.0
STOP_DEADLINE = 15.0


def binary():
    named = os.environ.get("SUPPORT_SERVER_BINARY") or os.environ.get("SUPPORT_SERVER")
    return Path(named).resolve() if named else ROOT / ".build/debug/support-server"


def environment():
    """Ours, without what would be read as options."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SUPPORT_")}


def run(*words, stdin="", timeout=300):
    """One command to its end."""
    return subprocess.run(
        [binary(), *map(str, words)],
        input=stdin, capture_output=True, text=True, timeout=timeout, env=environment(), check=False,
    )


class Server:
    """A running server over a data folder that outlives it."""

    def __init__(self, folder, faq, *options, rates="off", demo=True, variables=None):
        self.folder = Path(folder)
        self.data = self.folder / "data"
        self.faq = Path(faq)
        self.options = ["--data", self.data, "--faq", self.faq, *options]
        if demo:
            self.options.append("--demo")
        if rates is not None:
            self.options += ["--rates", rates]
        self.log_file = self.folder / "server.log"
        self.variables = variables or {}
        self.process = None
        # Another port each time, unless a test wants the one it knows.
        self.listen = "127.0.0.1:0"
        self.address = None
        self.output = ""

    def start(self):
        """Returns once the server has said where it listens."""
        self.folder.mkdir(parents=True, exist_ok=True)
        command = [binary(), "serve", "--listen", self.listen, *self.options]
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                [str(word) for word in command], stdout=subprocess.PIPE, stderr=log, stdin=subprocess.DEVNULL,
                text=True, env={**environment(), **self.variables},
            )
        lines = queue.SimpleQueue()
        threading.Thread(target=self._pass_on, args=(self.process.stdout, lines), daemon=True).start()
        end = time.monotonic() + START_DEADLINE
        self.output = ""
        while True:
            try:
                line = lines.get(timeout=max(0.001, end - time.monotonic()))
            except queue.Empty:
                self.kill()
                raise AssertionError(f"no address within {START_DEADLINE} s:\n{self.output}\n{self.log}") from None
            if line is None:
                code = self.process.wait(STOP_DEADLINE)
                raise AssertionError(f"the server ended with {code}:\n{self.output}\n{self.log}")
            self.output += line
            if found := re.search(r"http://(127\.0\.0\.1):(\d+)/", line):
                self.address = (found[1], int(found[2]))
                return self

    @staticmethod
    def _pass_on(stream, lines):
        for line in stream:
            lines.put(line)
        lines.put(None)

    @property
    def log(self):
        return self.log_file.read_text(errors="replace")

    def kill(self):
        """As the power cord would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(STOP_DEADLINE)

    def stop(self):
        """As a service manager would; returns the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOP_DEADLINE)

    def run(self, *words, stdin=""):
        """A command over the same data folder."""
        return run(*words, "--data", self.data, stdin=stdin)
