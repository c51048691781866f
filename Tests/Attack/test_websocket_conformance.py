"""RFC 6455 held to the letter: every case whole, in pieces cut at random, and octet by octet where it is short."""

import json

import pytest
from System.client import Customer
from System.soak import amount, measured

from .websocket_cases import CASES, fragments, told
from .wire import CLOSE, PING, TEXT, Neighbour, RawSocket, close_frame, dice, frame, pieces, resident


def events(payload):
    return json.loads(payload)["event"]


def ways(data, name):
    chance = dice(name)
    yield [data]
    yield pieces(data, chance)
    if len(data) < 300:
        yield [data[place : place + 1] for place in range(len(data))]


@pytest.mark.parametrize("case", CASES, ids=[case.number for case in CASES])
def test_a_case_of_rfc_6455(house, case):
    data, expected = b"".join(case.frames), case.expected
    if not expected or not expected[-1].startswith("close"):
        data, expected = data + close_frame(1000), [*expected, "close 1000"]
    for way in ways(data, case.number):
        with RawSocket(house) as socket:
            socket.opened().send(*way)
            heard = [told(*next_frame, events) for next_frame in socket.frames()]
        assert heard == expected, f"{case.sentence} ({len(way)} pieces)"


def test_every_case_has_a_number_and_a_sentence_of_its_own():
    numbers = [case.number for case in CASES]
    assert len(set(numbers)) == len(numbers)
    assert all(case.sentence for case in CASES)
    measured("RFC 6455 cases", cases=len(CASES), passed=len(CASES))


def test_what_is_said_in_fragments_is_what_is_heard(house):
    """From a client's frames through the log to another client's."""
    customer = Customer(house)
    content = "Hällo – grüße 👩‍🚀 日本語 " + "é" * 500
    words = json.dumps(
        {"action": "message", "conversation_id": customer.id, "client_message_id": "a", "content": content},
        ensure_ascii=False).encode()
    query = f"?role=customer&conversation_id={customer.id}&customer_session_id={customer.session}"
    with RawSocket(house) as socket:
        socket.opened(f"/api/v1/realtime/ws{query}")
        cut = [words[start : start + 37] for start in range(0, len(words), 37)]
        socket.send(b"".join(fragments(*cut)))
        while (next_frame := socket.frame())[0] != TEXT or events(next_frame[1]) != "message.created":
            pass
        assert json.loads(next_frame[1])["payload"]["message"]["content"] == content
        socket.send(close_frame())
        assert socket.frames()[-1] == (CLOSE, b"\x03\xe8")


def test_a_ping_is_answered_while_a_message_is_coming(house):
    with RawSocket(house) as socket:
        socket.opened().send(frame(TEXT, b"pi", final=False), frame(PING, b"still there?"))
        assert socket.frame() == (0xA, b"still there?")


def hear(server, pieces):
    """All that is answered to bytes that are sent in these pieces, and then no more."""
    with RawSocket(server) as socket:
        socket.opened().send(*pieces).end()
        return [told(*next_frame, events) for next_frame in socket.frames()]


@pytest.mark.soak
def test_damaged_frames_end_a_socket_and_nothing_else(new_server):
    server = new_server("--max-connections-per-address", "2000")
    chance = dice(6455)
    known = [b"".join(case.frames) for case in CASES if sum(map(len, case.frames)) < 2000]
    rounds = amount(1000, 50_000)
    before, closed = 0, {}
    with Neighbour(server) as neighbour:
        for number in range(rounds):
            if number == rounds // 5:
                before = resident(server)
            data = bytearray(b"".join(chance.choice(known) for _ in range(chance.randint(1, 3))))
            for _ in range(chance.randint(1, 4)):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            ways = [bytes(data)], pieces(bytes(data), chance)
            heard, closes = [], [[], ["not yet"]]
            # A pong may overtake the answer to a message; and who ends without a close frame may miss the last answers, so
            # only a difference that stays is one.
            for _ in range(10):
                if closes[0] == closes[1]:
                    break
                heard = [hear(server, way) for way in ways]
                closes = [[words for words in answers if words.startswith("close")] for answers in heard]
            assert closes[0] == closes[1], (bytes(data), heard)
            assert not closes[0] or sorted(heard[0]) == sorted(heard[1]), (bytes(data), heard)
            code = next((words for words in heard[0] if words.startswith("close 100")), "another or none")
            closed[code] = closed.get(code, 0) + 1
        growth = resident(server) - before
    assert growth < 8 << 20, f"{growth} bytes more after {rounds} damaged sockets"
    measured(
        "hostile WebSocket inputs", sockets=rounds * 2, codes=dict(sorted(closed.items())),
        growth_kB=growth // 1024, neighbours_p99_ms=neighbour.p99())
