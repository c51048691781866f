"""Too much of everything: connections, frames, pings, and everybody coming back at once."""

import json
import os
import resource
import signal
import threading
import time

import pytest
from System.client import Customer, wait_until
from System.soak import amount, measured

from .wire import (
    CLOSE, PING, PONG, TEXT, Neighbour, RawSocket, Wire, close_code, frame, metric, open_files, request, resident,
)


def test_one_address_has_its_share_and_others_have_theirs(new_server):
    server = new_server()
    mine = [Wire(server, source="127.0.0.20") for _ in range(200)]
    assert all(wire.get().status == 200 for wire in mine)
    with Neighbour(server) as neighbour:
        refused = []
        for _ in range(300):
            # Who sends at once is told as much as who waits.
            with Wire(server, source="127.0.0.20") as wire:
                refused.append(wire.send(request()).answer())
        assert {answer.status for answer in refused} == {503}
        assert all(answer.fields["retry-after"] == "5" and answer.closes for answer in refused)
        assert all(wire.get().status == 200 for wire in mine)
    neighbour.p99()
    assert metric(server, "support_connections_refused_total") == 300
    mine.pop().close()
    wait_until(lambda: has_room(server), "a place that was left is free")


def has_room(server):
    with Wire(server, source="127.0.0.20") as wire:
        return wire.get().status == 200


def test_a_full_house_says_so_and_has_room_again(new_server):
    server = new_server("--max-connections", "100")
    guests = [Wire(server, source=f"127.0.0.{20 + number % 20}") for number in range(100)]
    assert all(wire.get().status == 200 for wire in guests)
    for _ in range(50):
        with Wire(server, source="127.0.0.50") as wire:
            assert wire.answer().status == 503
    for wire in guests[:50]:
        wire.reset()
    wait_until(lambda: has_room(server), "places that were left are free")
    assert all(wire.get().status == 200 for wire in guests[50:])


@pytest.mark.soak
def test_connections_that_come_and_go_leave_nothing(new_server):
    count = amount(2000, 100_000)
    server = new_server()
    before = 0
    with Neighbour(server) as neighbour:
        for number in range(count):
            if number == count // 4:
                before = resident(server)
            wire = Wire(server, source=f"127.0.0.{20 + number % 50}")
            match number % 4:
                case 0: wire.close()
                case 1: wire.send(request()).reset()
                case 2: wire.send(request()[: number % 30]).close()
                case 3:
                    wire.get()
                    wire.close()
        wait_until(lambda: metric(server, "support_connections") <= 2, "all have gone")
        growth = resident(server) - before
    assert growth < 8 << 20
    measured(
        "connections that come and go", connections=count, growth_kB=growth // 1024,
        neighbours_p99_ms=neighbour.p99())


@pytest.mark.soak
def test_a_server_out_of_file_descriptors_serves_those_it_has(new_server):
    """Beyond what the system gives, connections end at once; nobody who is there notices, and room is used again."""
    server = new_server("--max-connections-per-address", "5000")
    limit = 200
    resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (limit, limit))
    open_files(2000)
    with Neighbour(server) as neighbour:
        customer = Customer(server)
        flood = []
        for _ in range(amount(2, 20)):
            for number in range(500):
                flood.append(Wire(server, source=f"127.0.0.{20 + number % 50}"))
            assert len(os.listdir(f"/proc/{server.process.pid}/fd")) <= limit
            # A write and a read of what is on disk need no new file.
            customer.say("are you there").expect(200)
            served = sum(1 for wire in flood if is_served(wire))
            assert 50 < served < limit
            for wire in flood:
                wire.reset()
            flood = []
            wait_until(lambda: metric(server, "support_connections") <= 3, "the flood has gone")
            assert has_room(server)
    measured("out of file descriptors", limit=limit, connections=amount(2, 20) * 500, neighbours_p99_ms=neighbour.p99())


def is_served(wire):
    try:
        answer = wire.get()
    except (OSError, AssertionError):
        return False
    return answer is not None and answer.status == 200


@pytest.mark.soak
def test_everybody_comes_back_after_a_kill(new_server):
    """Sockets of many customers, all lost at once; all return at once with what they have seen."""
    count = amount(200, 2000)
    open_files(count * 2 + 500)
    server = new_server("--max-connections-per-address", "5000")
    customers = [Customer(server) for _ in range(count)]
    sockets = [connect(server, customer) for customer in customers]
    server.kill()
    for customer in customers:
        customer.http.close()
    for socket in sockets:
        socket.close()
    began = time.monotonic()
    server.start()
    ready = time.monotonic() - began
    back = []
    with Neighbour(server) as neighbour:
        def come_back(part):
            for customer in part:
                back.append(connect(server, customer))
        crowd = [threading.Thread(target=come_back, args=(customers[start::8],)) for start in range(8)]
        for thread in crowd:
            thread.start()
        for thread in crowd:
            thread.join(60)
        took = time.monotonic() - began - ready
        assert len(back) == count
    each = resident(server) / count
    for socket in back:
        socket.close()
    measured(
        "reconnect storm", sockets=count, ready_s=round(ready, 2), all_back_s=round(took, 2),
        neighbours_p99_ms=neighbour.p99(within=250), resident_kB_each=round(each / 1024, 1))


def connect(server, customer):
    query = f"role=customer&conversation_id={customer.id}&customer_session_id={customer.session}&after=0"
    socket = RawSocket(server).opened(f"/api/v1/realtime/ws?{query}")
    while True:
        opcode, payload = socket.frame()
        assert opcode == TEXT, (opcode, payload)
        if json.loads(payload)["event"] == "system.resumed":
            return socket


# Frames


def test_a_hundred_thousand_empty_fragments_end_at_the_sixty_fifth(new_server):
    server = new_server()
    flood = frame(TEXT, b"", final=False) + frame(0, b"", final=False) * 100_000
    before = resident(server)
    with Neighbour(server) as neighbour:
        for _ in range(amount(5, 50)):
            with RawSocket(server) as socket:
                socket.opened()
                socket.send(flood)
                heard = socket.frames()
                assert [(opcode, close_code(payload)) for opcode, payload in heard] == [(CLOSE, 1008)]
        growth = resident(server) - before
    assert growth < 8 << 20
    measured("empty fragments", sockets=amount(5, 50), each=100_000, growth_kB=growth // 1024,
             neighbours_p99_ms=neighbour.p99())


@pytest.mark.parametrize("opcode", [PING, PONG])
def test_a_flood_of_pings_ends_at_the_eleventh(house, opcode):
    with RawSocket(house) as socket:
        socket.opened().send(frame(opcode, b"x") * 50_000)
        heard = socket.frames()
    assert close_code(heard[-1][1]) == 1008
    assert heard[:-1] == [(PONG, b"x")] * (10 if opcode == PING else 0)


@pytest.mark.soak
@pytest.mark.parametrize("what", ["requests", "messages"])
def test_who_sends_much_at_once_does_not_keep_others_waiting(new_server, what):
    """Pipelined requests for the dearest page, and texts without end, on nearly all connections of an address."""
    count = amount(50, 180)
    server = new_server()
    burst = request("GET", "/metrics") * 1000 if what == "requests" else frame(TEXT, b"ping") * 5000
    stop = threading.Event()

    def flood(wire):
        wire.socket.settimeout(0.2)
        while not stop.is_set():
            try:
                wire.socket.sendall(burst)
            except TimeoutError:
                pass
            except OSError:
                return
            try:
                wire.socket.recv(1 << 20)
            except TimeoutError:
                continue

    wires = [RawSocket(server, source="127.0.0.20") for _ in range(count)]
    if what == "messages":
        for wire in wires:
            wire.opened()
    before = resident(server)
    with Neighbour(server) as neighbour:
        threads = [threading.Thread(target=flood, args=(wire,), daemon=True) for wire in wires]
        for thread in threads:
            thread.start()
        stop.wait(amount(2, 20))
        most = resident(server)
        stop.set()
        for thread in threads:
            thread.join(5)
        for wire in wires:
            wire.reset()
    each = (most - before) / count
    assert each < 300 * 1024
    measured(
        f"floods of {what}", connections=count, neighbours_p99_ms=neighbour.p99(within=250),
        neighbours_requests=len(neighbour.times), kB_each=round(each / 1024, 1))


@pytest.mark.soak
def test_clients_that_vanish_are_noticed(new_server):
    """A process that stands still keeps its connections open and answers no ping: its sockets are cut all the same."""
    if not amount(False, True):
        pytest.skip("takes 35 s in make soak; WebSocketServerTests has the short form")
    server = new_server()
    child = os.fork()
    if child == 0:
        wires = [RawSocket(server).opened() for _ in range(100)] + [Wire(server) for _ in range(50)]
        os.kill(os.getpid(), signal.SIGSTOP)
        os._exit(len(wires) and 0)
    began = time.monotonic()
    wait_until(lambda: metric(server, "support_connections") > 140, "the child has connected")
    wait_until(lambda: metric(server, "support_connections") <= 1, "all were cut", within=45)
    took = time.monotonic() - began
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    measured("clients that vanish", connections=150, all_cut_after_s=round(took, 1))
