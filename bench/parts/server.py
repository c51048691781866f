"""The server that is measured, and the smallest clients that can keep up with it."""

import base64
import contextlib
import json
import os
import pathlib
import re
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
from urllib.parse import urlencode

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CUSTOMER = "/api/v1/customer"
AGENT = "/api/v1/agent"


class Server:
    """One release build over a data folder of its own; `demo` adds the accounts to log in with."""

    def __init__(self, binary, folder, *options, demo=False):
        self.folder = pathlib.Path(folder)
        self.log = self.folder / "server.log"
        command = [
            binary, "serve", "--listen", "127.0.0.1:0", "--data", folder, "--faq", ROOT / "faq-data", "--rates", "off",
            *options, *(["--demo"] if demo else []),
        ]
        # A socket each: the soft limit of a shell is often 1,024.
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        with self.log.open("w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [str(word) for word in command], stdout=subprocess.PIPE, stderr=log, stdin=subprocess.DEVNULL,
                text=True)
        for line in self.process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
                self.port = int(found[1])
                return
        sys.exit(f"The server did not start:\n{self.log.read_text(encoding='utf-8')[-2000:]}")

    def memory(self):
        """Bytes of memory that are the process's alone and not a file's."""
        text = pathlib.Path(f"/proc/{self.process.pid}/smaps_rollup").read_text(encoding="ascii")
        return int(re.search(r"^Anonymous:\s+(\d+) kB", text, re.M)[1]) * 1024

    def seconds(self):
        """Of processor time, of all threads, since the start."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        self.process.terminate()
        self.process.wait()


@contextlib.contextmanager
def running(options, *words, demo=False, store=None):
    """A server for a while over a folder of its own, which begins as a copy of `store`."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.disk) as folder:
        if store:
            shutil.copytree(store, folder, dirs_exist_ok=True)
        server = Server(options.binary, folder, *words, demo=demo)
        try:
            yield server
        finally:
            server.stop()


class Http:
    """A keep-alive connection that does no more than it must, so that what is measured is the server."""

    def __init__(self, port, **headers):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        fields = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        self.fields = f"Host: 127.0.0.1\r\n{fields}"

    def encoded(self, method, path, body=None):
        content = b"" if body is None else json.dumps(body).encode()
        length = "" if body is None else f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n"
        return f"{method} {path} HTTP/1.1\r\n{self.fields}{length}\r\n".encode() + content

    def answer(self):
        """Status, head and body of the next response."""
        read = b""
        while (end := read.find(b"\r\n\r\n")) < 0:
            read += self.more()
        head = read[:end].decode()
        length = re.search(r"^content-length: (\d+)", head, re.M | re.I)
        size = end + 4 + (int(length[1]) if length else 0)
        parts, count = [read], len(read)
        while count < size:
            parts.append(self.more())
            count += len(parts[-1])
        return int(head.split(" ", 2)[1]), head, b"".join(parts)[end + 4:]

    def more(self):
        piece = self.socket.recv(1 << 20)
        if not piece:
            raise ConnectionError("the server closed the connection")
        return piece

    def send(self, method, path, body=None):
        """The body of a response that must be a success."""
        self.socket.sendall(self.encoded(method, path, body))
        status, head, content = self.answer()
        if not 200 <= status < 300:
            sys.exit(f"{method} {path} was answered with {head.splitlines()[0]}: {content[:300]!r}")
        return content

    def json(self, method, path, body=None):
        return json.loads(self.send(method, path, body))


def begin(server, count):
    """So many conversations, as pairs of id and session; asked for 64 at a time."""
    http, talks = Http(server.port), []
    one = http.encoded("POST", f"{CUSTOMER}/conversations/start", {})
    while len(talks) < count:
        some = min(64, count - len(talks))
        http.socket.sendall(one * some)
        rest = b""
        while some:
            rest += http.more()
            while (found := re.match(rb"HTTP/1.1 200 .*?\r\nContent-Length: (\d+)\r\n\r\n", rest, re.S)) and (
                    len(rest) >= found.end() + int(found[1])):
                content = rest[found.end():found.end() + int(found[1])]
                rest = rest[found.end() + len(content):]
                conversation = json.loads(content)["conversation"]
                talks.append((conversation["id"], conversation["customer_session_id"]))
                some -= 1
    return talks


def log_in(server, username="ana"):
    """A connection that is an agent's."""
    answer = Http(server.port).json(
        "POST", f"{AGENT}/auth/login", {"username": username, "password": "demo-only"})
    return Http(server.port, Authorization=f"Bearer {answer['access_token']}"), answer["access_token"]


def open_socket(server, source=None, **query):
    """A WebSocket's connection, let in: what it is sent first has been read."""
    key = base64.b64encode(os.urandom(16)).decode()
    connection = socket.create_connection(("127.0.0.1", server.port), source_address=source and (source, 0))
    connection.sendall(
        f"GET /api/v1/realtime/ws?{urlencode(query)} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode())
    read = b""
    while b"system.connected" not in read:
        piece = connection.recv(4096)
        if not piece:
            sys.exit(f"A WebSocket was not let in: {read[:300]!r}")
        read += piece
    return connection
