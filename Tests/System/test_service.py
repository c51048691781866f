"""What a service manager is told: sd_notify(3) says in which words."""

import os
import re
import signal
import socket
import subprocess

from .program import binary, environment


def test_the_manager_hears_that_it_is_ready_lives_and_stops(tmp_path, small_faq):
    manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    manager.settimeout(20)
    manager.bind(str(tmp_path / "notify"))
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(
            [binary(), "serve", "--listen", "127.0.0.1:0", "--data", tmp_path / "data", "--faq", small_faq],
            stdout=log, stderr=log,
            env={**environment(), "NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "200000"})
    try:
        first = manager.recv(4096).decode()
        address = re.fullmatch(r"READY=1\nSTATUS=Serving on http://127\.0\.0\.1:(\d+)", first)
        assert address, first
        # Ready is what it says: it answers at once.
        socket.create_connection(("127.0.0.1", int(address[1])), 5).close()
        assert [manager.recv(4096) for _ in range(3)] == [b"WATCHDOG=1"] * 3
        # A loop that no longer turns is silent, and the manager starts the server anew.
        server.send_signal(signal.SIGSTOP)
        os.waitpid(server.pid, os.WUNTRACED)
        drain(manager)
        manager.settimeout(1)
        assert drain(manager) == 0
        server.send_signal(signal.SIGCONT)
        manager.settimeout(20)
        server.send_signal(signal.SIGTERM)
        while (word := manager.recv(4096)) == b"WATCHDOG=1":
            pass
        assert word.startswith(b"STOPPING=1\n")
        assert server.wait(20) == 0
    finally:
        server.kill()
        server.wait()


def drain(manager):
    """Takes what has come already, or comes within the socket's patience once; how much that was."""
    count = 0
    patience = manager.gettimeout()
    try:
        manager.settimeout(min(patience, 1))
        while True:
            manager.recv(4096)
            count += 1
    except TimeoutError:
        return count
    finally:
        manager.settimeout(patience)


def test_the_journal_is_told_how_bad_a_line_is(tmp_path, small_faq):
    """Where standard error is the journal's, each line has its priority before it; otherwise none."""
    for variables, head in (({"JOURNAL_STREAM": "8:1"}, "<6>2"), ({}, "2")):
        server = subprocess.Popen(
            [binary(), "serve", "--listen", "127.0.0.1:0", "--data", tmp_path / "data", "--faq", small_faq],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env={**environment(), **variables})
        try:
            line = server.stderr.readline()
            assert line.startswith(head) and " info " in line
        finally:
            server.kill()
            server.wait()
