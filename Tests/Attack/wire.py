"""Raw connections: bytes out in any pieces, answers and frames in, read strictly and to the end."""

import os
import random
import re
import resource
import socket
import statistics
import struct
import threading
import time

from System.client import DEADLINE, wait_until
from System.soak import amount

DOCUMENTED_5XX = {501, 503, 505}
"""Those that docs/protocol.md has for requests: a coding or tunnel we do not have, too many, another HTTP."""


class Answer:
    """A response as it came: nothing before it is skipped and nothing in it is forgiven."""

    def __init__(self, head, body):
        lines = head.decode("latin-1").split("\r\n")
        match = re.fullmatch(r"HTTP/1\.1 ([1-5]\d\d) [ -~]*", lines[0])
        assert match, f"this begins no answer: {lines[0][:200]!r}"
        self.status = int(match[1])
        self.fields = {}
        for line in lines[1:]:
            name, colon, value = line.partition(": ")
            assert colon and re.fullmatch(r"[A-Za-z0-9-]+", name), f"this is no field: {line[:200]!r}"
            assert name.lower() not in self.fields, f"{name} came twice"
            self.fields[name.lower()] = value
        self.body = body

    @property
    def closes(self):
        return self.fields.get("connection") == "close"

    def __repr__(self):
        return f"{self.status}{' and the end' if self.closes else ''}"


class Wire:
    """One TCP connection to a server."""

    def __init__(self, server, source=None, receive_buffer=None, within=DEADLINE):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        if source:
            # Other addresses of this machine: the limits of one address would end a flood too early.
            self.socket.setsockopt(socket.SOL_IP, 24, 1)  # IP_BIND_ADDRESS_NO_PORT
            self.socket.bind((source, 0))
        self.socket.settimeout(within)
        self.socket.connect(server.address)
        self.bytes = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.socket.close()

    def reset(self):
        """Goes without a word, as a machine whose power fails and comes back."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    # Bytes

    def send(self, *pieces):
        """Sends what the server still takes; it may have closed already, which what it says will show."""
        try:
            for piece in pieces:
                self.socket.sendall(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass
        return self

    def end(self):
        """Says that nothing more is coming."""
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        return self

    def more(self):
        """Reads on; false at the end."""
        try:
            piece = self.socket.recv(65536)
        except ConnectionResetError:
            return False
        self.bytes += piece
        return bool(piece)

    def take(self, count):
        while len(self.bytes) < count:
            assert self.more(), f"the connection ended in the middle, after {self.bytes[:200]!r}"
        taken, self.bytes = self.bytes[:count], self.bytes[count:]
        return taken

    def is_over(self, within=DEADLINE):
        """Whether the server ends the connection and says nothing more before."""
        self.socket.settimeout(within)
        try:
            return not self.bytes and not self.more()
        except TimeoutError:
            return False

    # HTTP

    def answer(self, to_head=False):
        """The next answer, or None at the end of the connection."""
        while b"\r\n\r\n" not in self.bytes:
            if not self.more():
                assert not self.bytes, f"the connection ended in the middle of {self.bytes[:300]!r}"
                return None
        head, self.bytes = self.bytes.split(b"\r\n\r\n", 1)
        answer = Answer(head, b"")
        if not to_head and answer.status not in (100, 101, 204, 304):
            answer.body = self.take(int(answer.fields["content-length"]))
        return answer

    def answers(self, heads=()):
        """All answers up to the end of the connection; `heads` are the places of those to HEAD."""
        answers = []
        while (answer := self.answer(to_head=len(answers) in heads)) is not None:
            answers.append(answer)
        return answers

    def get(self, target="/health", fields=""):
        self.send(request("GET", target, fields))
        return self.answer()


def request(method="GET", target="/health", fields="", body=b"", host="Host: a\r\n"):
    if body:
        fields += f"Content-Length: {len(body)}\r\n"
    return f"{method} {target} HTTP/1.1\r\n{host}{fields}\r\n".encode("latin-1") + body


def pieces(data, dice, most=4):
    """The same bytes, cut at random places."""
    cuts = sorted({dice.randrange(1, len(data)) for _ in range(dice.randint(1, most))}) if len(data) > 1 else []
    return [data[start:end] for start, end in zip([0, *cuts], [*cuts, len(data)])]


# The process and its neighbours


def resident(server):
    """What the server has in memory, in bytes."""
    with open(f"/proc/{server.process.pid}/status", encoding="utf-8") as status:
        return int(re.search(r"VmRSS:\s*(\d+) kB", status.read())[1]) * 1024


def metric(server, name):
    """A figure of /metrics."""
    with Wire(server, source="127.0.0.9") as wire:
        page = wire.get("/metrics", "Connection: close\r\n").body.decode()
    return sum(float(value) for value in re.findall(rf"^{name}(?:{{[^}}]*}})? ([0-9.e+]+)$", page, re.M))


def open_files(count):
    """Lets this process have that many sockets, or skips what needs them."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(count, hard), hard))
    assert hard >= count, f"this test needs {count} open files and may have {hard}: see ulimit -n"


class Neighbour:
    """Somebody else who uses the server meanwhile: a request every few milliseconds, each timed.

    A process of its own would be scheduled more evenly, but the same clock has to time what the test does.
    """

    def __init__(self, server, pause=0.01, source="127.0.0.10"):
        self.server = server
        self.pause = pause
        self.source = source
        self.times = []
        self.failures = []
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, error, *_):
        if error is None:
            wait_until(lambda: len(self.times) >= 20 or self.failures, "the neighbour was served twenty times", 30)
        self.stopped.set()
        self.thread.join(DEADLINE)

    def run(self):
        try:
            with Wire(self.server, source=self.source) as wire:
                while not self.stopped.wait(self.pause):
                    began = time.perf_counter()
                    answer = wire.get()
                    self.times.append(time.perf_counter() - began)
                    assert answer is not None and answer.status == 200, answer
        except Exception as failure:  # Told to the test, which looks at it on its own thread.
            self.failures.append(failure)

    def p99(self, within=100):
        """Milliseconds; fails when a request failed, and in the long form when they are `within` or more.

        The short form runs beside whatever else the machine does, so there it only has to be served at all.
        """
        assert not self.failures, self.failures
        p99 = round(statistics.quantiles(self.times, n=100)[98] * 1000, 1)
        assert p99 < amount(5000, within), f"a neighbour waited {p99} ms"
        return p99


# WebSocket

TEXT, BINARY, CLOSE, PING, PONG = 0x1, 0x2, 0x8, 0x9, 0xA
HANDSHAKE = {
    "Host": "a", "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
}
SOCKETS = "/api/v1/realtime/ws"


def frame(opcode, payload=b"", final=True, mask=None, reserved=0, length=None):
    """A client's frame; `mask=b""` leaves it unmasked, `length` writes another length than it has."""
    if isinstance(payload, str):
        payload = payload.encode()
    mask = os.urandom(4) if mask is None else mask
    masked = 0x80 if mask else 0
    first = bytes([(0x80 if final else 0) | reserved << 4 | opcode])
    if length is None:
        count = len(payload)
        length = (
            bytes([masked | count]) if count < 126
            else bytes([masked | 126]) + count.to_bytes(2) if count < 65536
            else bytes([masked | 127]) + count.to_bytes(8)
        )
    else:
        length = bytes([masked | length[0]]) + length[1:]
    if mask:
        key = int.from_bytes((mask * (len(payload) // 4 + 1))[: len(payload)])
        payload = (int.from_bytes(payload) ^ key).to_bytes(len(payload))
    return first + length + mask + payload


def close_frame(code=1000, reason=b""):
    return frame(CLOSE, struct.pack("!H", code) + reason)


class RawSocket(Wire):
    """A WebSocket of which every byte is ours."""

    def open(self, target=SOCKETS, **fields):
        """Asks for the socket; returns the answer. A field of `None` is left out."""
        fields = {**HANDSHAKE, **{name.replace("_", "-"): value for name, value in fields.items()}}
        lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value is not None)
        self.send(f"GET {target} HTTP/1.1\r\n{lines}\r\n".encode("latin-1"))
        return self.answer()

    def opened(self, target=SOCKETS, **fields):
        answer = self.open(target, **fields)
        assert answer.status == 101, answer
        return self

    def frame(self):
        """The next frame as (opcode, payload), or None at the end; the server's are whole, unmasked and short."""
        if not self.bytes and not self.more():
            return None
        first, second = self.take(2)
        assert first & 0xF0 == 0x80, f"a server's frames are whole and have no reserved bit: {first:#x}"
        assert second & 0x80 == 0, "a server does not mask"
        length = second
        if length == 126:
            length = int.from_bytes(self.take(2))
            assert length > 125
        elif length == 127:
            length = int.from_bytes(self.take(8))
            assert length > 65535
        opcode = first & 0x0F
        assert opcode in (TEXT, CLOSE, PING, PONG)
        assert opcode == TEXT or length <= 125
        return opcode, self.take(length)

    def frames(self):
        """All frames up to the end of the connection; after a close frame there is none."""
        frames = []
        while (next_frame := self.frame()) is not None:
            assert not frames or frames[-1][0] != CLOSE, f"{next_frame} came after the close frame"
            frames.append(next_frame)
            if next_frame[0] == CLOSE:
                # As the RFC wants it; the server need not wait for ours any longer.
                self.send(close_frame())
        return frames


def close_code(payload):
    return struct.unpack("!H", payload[:2])[0] if payload else None


def dice(seed):
    return random.Random(seed)
