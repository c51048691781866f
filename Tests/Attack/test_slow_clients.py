"""Clients that take their time: each is cut when its time is up, and nobody else waits for them."""

import json
import re
import selectors
import time

import pytest
from System.client import Customer, wait_until
from System.soak import amount, measured

from .wire import (
    CLOSE, PING, TEXT, Neighbour, RawSocket, Wire, close_code, frame, metric, open_files, request, resident,
)

ADDRESSES = [f"127.0.0.{number}" for number in range(20, 40)]
"""Of this machine: the limit of one address would end these tests before the deadlines do."""


class Crowd:
    """Many connections that one thread looks after, each sending a byte now and then until it is cut."""

    def __init__(self, server, count, script):
        self.script = script
        self.began = {}
        self.lived = []
        self.last_words = []
        self.selector = selectors.DefaultSelector()
        self.open = {}
        for number in range(count):
            wire = Wire(server, source=ADDRESSES[number % len(ADDRESSES)])
            wire.socket.setblocking(False)
            self.open[wire.socket] = [wire, 0]
            self.began[wire.socket] = time.monotonic()
            self.selector.register(wire.socket, selectors.EVENT_READ)

    def drip_until_cut(self, pause, within):
        """Sends each its next byte every `pause` seconds; returns the seconds the longest-lived one had."""
        end = time.monotonic() + within
        while self.open:
            assert time.monotonic() < end, f"{len(self.open)} of them are still there after {within} s"
            for client in list(self.open):
                self.drip(client)
            until = time.monotonic() + pause
            while self.open and time.monotonic() < until:
                for key, _ in self.selector.select(max(0, until - time.monotonic())):
                    self.hear(key.fileobj)
        return max(self.lived)

    def drip(self, client):
        place = self.open[client][1]
        self.open[client][1] += 1
        try:
            client.send(self.script[place : place + 1] or b"a")
        except (BrokenPipeError, ConnectionResetError):
            self.lose(client)

    def hear(self, client):
        wire = self.open[client][0]
        try:
            piece = client.recv(65536)
        except ConnectionResetError:
            piece = b""
        wire.bytes += piece
        if not piece:
            self.lose(client)

    def lose(self, client):
        wire, _ = self.open.pop(client)
        self.lived.append(time.monotonic() - self.began[client])
        self.last_words.append(wire.bytes[:12])
        self.selector.unregister(client)
        client.close()


def crowd(short, long):
    count = amount(short, long)
    open_files(count + 500)
    return count


@pytest.mark.soak
@pytest.mark.parametrize("which", ["heads", "bodies"])
def test_slow_requests_are_cut_and_nobody_waits(new_server, which):
    count = crowd(200, 2000)
    seconds = amount(1, {"heads": 10, "bodies": 15}[which])
    option = {"heads": "--header-deadline", "bodies": "--body-deadline"}[which]
    server = new_server(*([option, f"{seconds}s"] if amount(True, False) else []))
    script = {
        "heads": request("GET", "/health", "A: b\r\n" * 50),
        "bodies": b"",
    }[which]
    memory = resident(server)
    with Neighbour(server) as neighbour:
        slow = Crowd(server, count, script)
        if which == "bodies":
            for client in slow.open:
                client.sendall(request("POST", "/api/v1/customer/conversations/start", body=b"{" * 5000)[:-5000])
                # The body's time begins behind the head.
                slow.began[client] = time.monotonic()
        lived = slow.drip_until_cut(pause=amount(0.1, 1), within=seconds + 20)
        growth = resident(server) - memory
    assert lived <= seconds + 1
    # Each was told why before it was cut.
    assert set(slow.last_words) == {b"HTTP/1.1 408"}
    wait_until(lambda: metric(server, "support_connections") <= 1, "their places are free again")
    measured(
        f"slow {which}", connections=count, deadline_s=seconds, longest_s=round(lived, 2),
        neighbours_p99_ms=neighbour.p99(), growth_kB_each=round(growth / 1024 / count, 1))


@pytest.mark.soak
def test_a_connection_that_says_nothing_is_closed_like_a_slow_head(new_server):
    seconds = amount(1, 10)
    server = new_server(*(["--header-deadline", "1s"] if amount(True, False) else []))
    with Wire(server, within=seconds + 5) as silent:
        began = time.monotonic()
        assert silent.is_over(within=seconds + 5), "a connection without a request is closed without a word"
        assert seconds - 0.2 <= time.monotonic() - began <= seconds + 1


@pytest.mark.soak
def test_a_connection_between_requests_has_a_minute(house):
    if not amount(False, True):
        pytest.skip("takes its minute in make soak; DeadlinesTests has the short form")
    with Wire(house) as idle:
        assert idle.get().status == 200
        began = time.monotonic()
        assert idle.is_over(within=70)
    lived = time.monotonic() - began
    assert 59 <= lived <= 61.5
    measured("idle keep-alive", closed_after_s=round(lived, 1))


def test_a_socket_that_never_says_hello_is_sent_away(house):
    with RawSocket(house, within=8) as socket:
        began = time.monotonic()
        socket.opened()
        opcode, payload = socket.frame()
        assert (opcode, payload[:2]) == (8, (4401).to_bytes(2))
        assert 4.9 <= time.monotonic() - began <= 6


def test_pings_do_not_stand_for_a_hello(house):
    with RawSocket(house, within=8) as socket:
        began = time.monotonic()
        socket.opened()
        socket.socket.settimeout(0.3)
        code, pings = None, 0
        while code is None:
            assert time.monotonic() - began < 7
            # Fewer than ten in any second.
            if pings < (time.monotonic() - began) * 4:
                socket.send(frame(PING))
                pings += 1
            try:
                opcode, payload = socket.frame()
            except TimeoutError:
                continue
            code = close_code(payload) if opcode == CLOSE else None
        assert code == 4401


# Readers


class Room:
    """One conversation, somebody who speaks in it, and watchers of it."""

    def __init__(self, server):
        self.server = server
        self.customer = Customer(server)
        self.query = f"?role=customer&conversation_id={self.customer.id}&customer_session_id={self.customer.session}"

    def watcher(self, number=0, receive_buffer=None):
        source = ADDRESSES[number % len(ADDRESSES)]
        socket = RawSocket(self.server, source=source, receive_buffer=receive_buffer)
        return socket.opened(f"/api/v1/realtime/ws{self.query}")


@pytest.mark.soak
def test_readers_that_do_not_read_cost_little_and_are_closed(new_server):
    """They watch a conversation in which much is said, and their sockets take next to nothing."""
    if not amount(False, True):
        pytest.skip("takes half a minute in make soak; WebSocketServerTests has the short form")
    count = 200
    open_files(count + 500)
    server = new_server("--max-connections-per-address", "500")
    room = Room(server)
    with Neighbour(server) as neighbour:
        # What the process takes for the messages themselves is there before any slow reader is.
        for number in range(3000):
            room.customer.say("warm " + "x" * 3900 + str(number)).expect(200)
        good = room.watcher()
        before = resident(server)
        slow = [room.watcher(number, receive_buffer=2048) for number in range(count)]
        began = time.monotonic()
        most, said = before, 0
        while metric(server, "support_sockets") > 1:
            assert time.monotonic() - began < 45, f"{metric(server, 'support_sockets')} sockets are left"
            room.customer.say("much " + "x" * 3900 + str(said)).expect(200)
            said += 1
            most = max(most, resident(server))
            # The neighbour who reads hears everything.
            while True:
                opcode, payload = good.frame()
                if opcode != TEXT:
                    continue
                told = json.loads(payload)
                if told["event"] != "message.created":
                    continue
                if told["payload"]["message"]["content"].endswith(f"x{said - 1}"):
                    break
        closed = time.monotonic() - began
        each = (most - before) / count
    for socket in slow:
        socket.close()
    assert closed <= 30
    assert each < 300 * 1024, f"{each} bytes for each slow reader"
    measured(
        "slow readers", readers=count, messages=said, kB_each=round(each / 1024, 1), closed_after_s=round(closed, 1),
        neighbours_p99_ms=neighbour.p99())


@pytest.mark.soak
def test_answers_that_nobody_reads_are_bounded(new_server):
    """A thousand requests for the largest page on each connection, and not a byte read."""
    count = amount(50, 180)
    open_files(count + 500)
    server = new_server()
    with Wire(server) as wire:
        targets = ["/openapi.json", *re.findall(r'(?:src|href)="(/[^"]+)"', wire.get("/agent").body.decode())]
        sizes = {target: len(wire.get(target).body) for target in targets}
    target = max(sizes, key=sizes.get)
    before = resident(server)
    with Neighbour(server) as neighbour:
        greedy = [Wire(server, receive_buffer=2048) for _ in range(count)]
        for wire in greedy:
            wire.socket.settimeout(0.2)
            try:
                wire.socket.sendall(request("GET", target) * 1000)
            except TimeoutError:
                pass
        wait_until(lambda: len(neighbour.times) > 50, "the server has had time to answer them")
        each = (resident(server) - before) / count
    for wire in greedy:
        wire.reset()
    assert each < 300 * 1024 + 2 * sizes[target]
    measured(
        "answers that nobody reads", connections=count, page_kB=sizes[target] // 1024, kB_each=round(each / 1024, 1),
        neighbours_p99_ms=neighbour.p99(within=250))


def test_a_reader_that_goes_without_a_word_leaves_nothing(new_server):
    server = new_server()
    room = Room(server)
    for number in range(amount(30, 500)):
        room.watcher(number).reset()
    wait_until(lambda: metric(server, "support_sockets") == 0, "their places are free again")
