"""Watchers of one conversation that are cut off at any byte and come back, and check that nothing fell between."""

import http.client
import json
import os
import random
import re
import selectors
import socket
import struct
import time

TAIL = re.compile(rb'"seq":(\d+),"previous_seq":(\d+)\}$')
DEADLINE = 60.0


class Broken(AssertionError):
    """An event is missing, came twice, or came out of order."""


class Watcher:
    """One socket over its many lives; reads frames without a library, so that it can stop within one."""

    def __init__(self, address, query, events, chance):
        self.address = address
        self.query = query
        self.events_path, self.headers = events
        self.seq = 0
        self.is_behind = False
        self.fetched = 0
        self.chance = chance
        self.events = 0
        self.cuts = 0
        self.dropped = 0
        self.within_frames = 0
        self.socket = None
        self.connect()

    def connect(self):
        """Upgrades, and asks for what came since the last event that was whole; too far behind, it fetches first."""
        if self.is_behind:
            self.fetch()
        self.socket = socket.create_connection(self.address, DEADLINE)
        self.socket.sendall((
            f"GET /api/v1/realtime/ws?{self.query}&after={self.seq} HTTP/1.1\r\nHost: {self.address[0]}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        ).encode())
        self.buffer = b""
        while b"\r\n\r\n" not in self.buffer:
            more = self.socket.recv(4096)
            if not more:
                raise Broken("closed instead of an upgrade")
            self.buffer += more
        head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 101"):
            raise Broken(head[:200])
        # So many bytes this life has, at most.
        self.budget = 1 + self.chance.randrange(60_000)
        self.take()

    def fetch(self):
        """What was missed, page by page, as one who is told `system.resync` does."""
        connection = http.client.HTTPConnection(*self.address, timeout=DEADLINE)
        page = [None] * 200
        while len(page) == 200:
            connection.request("GET", f"{self.events_path}?after={self.seq}", headers=self.headers)
            page = json.loads(connection.getresponse().read())["events"]
            for event in page:
                self.link(event["previous_seq"], event["seq"], event)
            self.fetched += len(page)
        connection.close()
        self.is_behind = False

    def cut(self):
        """Goes without a word, wherever it is; every other time the server notices only by its own writing."""
        self.cuts += 1
        self.within_frames += bool(self.buffer)
        if self.chance.random() < 0.5:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()
        self.connect()

    def read(self, may_cut):
        """Takes what there is, or as much of it as this life may still have; true when the life is over."""
        try:
            more = self.socket.recv(min(65536, self.budget) if may_cut else 65536)
        except ConnectionResetError:
            more = b""
        if not more:
            self.dropped += 1
            return True
        self.budget -= len(more)
        self.buffer += more
        self.take()
        return self.is_behind or may_cut and self.budget <= 0

    def take(self):
        """Every whole frame of the buffer."""
        data, place = self.buffer, 0
        while len(data) - place >= 2:
            length, start = data[place + 1] & 127, place + 2
            if length == 126:
                if len(data) < place + 4:
                    break
                length, start = int.from_bytes(data[place + 2:place + 4]), place + 4
            elif length == 127:
                if len(data) < place + 10:
                    break
                length, start = int.from_bytes(data[place + 2:place + 10]), place + 10
            if len(data) < start + length:
                break
            self.frame(data[place] & 15, data[start:start + length])
            place = start + length
        self.buffer = data[place:]

    def frame(self, opcode, payload):
        # Too slow for the server is a cut as well, though none of ours.
        if opcode == 8 and int.from_bytes(payload[:2]) == 1013:
            return
        if opcode == 8:
            raise Broken(f"closed with {int.from_bytes(payload[:2])} {payload[2:]!r} at {self.seq}")
        if opcode != 1:
            return
        found = TAIL.search(payload, max(0, len(payload) - 64))
        if found is None:
            if b'"system.resync"' in payload:
                self.is_behind = True
            return
        # What comes live behind a resync is not the next: it is fetched with the rest.
        if not self.is_behind:
            self.link(int(found[2]), int(found[1]), payload[:200])

    def link(self, previous, seq, what):
        """The next event of the chain."""
        if previous != self.seq or seq <= previous:
            raise Broken(f"{previous} → {seq} came behind {self.seq}: {what!r}")
        self.seq = seq
        self.events += 1


class Pace:
    """How far the slowest watcher of each process is, so that nobody writes far ahead of who reads in Python."""

    LEAD = 1500
    """Events: so many that the slowest is dropped, and told to fetch, now and then."""

    def __init__(self, context, processes):
        self.moved = context.Condition()
        self.seen = context.Array("q", processes, lock=False)

    def reached(self, process, seq):
        with self.moved:
            self.seen[process] = seq
            self.moved.notify_all()

    def wait(self, seq):
        """Returns once everybody has come close to an event."""
        with self.moved:
            if not self.moved.wait_for(lambda: seq - min(self.seen) < self.LEAD, DEADLINE):
                raise Broken(f"watchers are at {list(self.seen)}, {seq} was written {DEADLINE} s ago")


def watch(address, queries, last, cuts, number, pace, ready, results):
    """One process: some watchers, each until it has seen event number `last.value`, with `cuts` cuts for all of them."""
    try:
        chance = random.Random(number)
        watchers = [Watcher(address, query, events, chance) for query, events in queries]
        ready.set()
        left = cuts
        with selectors.DefaultSelector() as selector:
            for watcher in watchers:
                selector.register(watcher.socket, selectors.EVENT_READ, watcher)
            end = time.monotonic() + DEADLINE
            while not last.value or left or any(watcher.seq < last.value for watcher in watchers):
                if time.monotonic() > end:
                    places = [watcher.seq for watcher in watchers]
                    raise Broken(f"nothing came for {DEADLINE} s at {places} of {last.value}, {left} cuts left")
                for key, _ in selector.select(1):
                    end = time.monotonic() + DEADLINE
                    watcher = key.data
                    if not watcher.read(left > 0):
                        continue
                    selector.unregister(watcher.socket)
                    watcher.cut()
                    left -= left > 0
                    selector.register(watcher.socket, selectors.EVENT_READ, watcher)
                pace.reached(number, min(watcher.seq for watcher in watchers))
        results.put({
            name: sum(getattr(watcher, name) for watcher in watchers)
            for name in ("events", "fetched", "cuts", "dropped", "within_frames")
        })
    except BaseException as error:
        results.put({"error": f"{type(error).__name__}: {error}", "pid": os.getpid()})
        ready.set()
        raise


def said(number):
    """A message whose length varies, so that frames end anywhere."""
    return json.dumps({"content": f"number {number} " + "é" * (number * 37 % 300)}).encode()
