"""Bodies and frames made to hurt who reads them: told off at once, and nothing grows."""

import json
import time
from pathlib import Path

import pytest
import websocket

from System.client import Connection
from System.soak import amount, measured

from .identities import Victim, bearer, session
from .operations import ROWS, filled
from .test_login import memory

KIB = 1024
PATIENCE = 0.05
"""Seconds of the server's processor time, which another's work on the machine hardly changes."""

JSON_HEAD = {"Content-Type": "application/json"}


def within(text):
    """As the words of a message: what a field makes of it."""
    return b'{"content": ' + text + b', "seq": 1, "is_typing": true, "text": "a"}'


REFUSED = {
    "64 KiB of brackets": b"[" * 64 * KIB,
    "brackets in a field": within(b"[" * 60_000),
    "nested arrays": within(b"[" * 20_000 + b"]" * 20_000),
    "nested objects": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "33 levels": within(b"[" * 32 + b"]" * 32),
    "closing first": b"]" * 1000,
    "closing too often": b"{}" + b"}" * 1000,
    "an array of 30,000": b"[" + b"0," * 30_000 + b"0]",
    "only an array": b'["content"]',
    "only a number": b"7",
    "only a word": b'"content"',
    "only true": b"true",
    "only null": b"null",
    "a number of 60,000 digits": b'{"content": ' + b"9" * 60_000 + b"}",
    "a fraction of 60,000 digits": b'{"content": 0.' + b"9" * 60_000 + b"}",
    "an exponent of 60,000 digits": b'{"content": 1e' + b"9" * 60_000 + b"}",
    "an exponent of 400": within(b"1e400"),
    "NaN": within(b"NaN"),
    "Infinity": within(b"Infinity"),
    "minus Infinity": within(b"-Infinity"),
    "hexadecimal": within(b"0x10"),
    "a plus": within(b"+1"),
    "a leading zero": within(b"007"),
    "a bare point": within(b".5"),
    "a comma too many": b'{"content": "a",}',
    "a comma too few": b'{"content": "a" "seq": 1}',
    "a comment": b'{"content": "a" /* b */}',
    "single quotes": b"{'content': 'a'}",
    "no quotes": b"{content: a}",
    "half an escape": b'{"content": "a\\u12"}',
    "an escape that is none": b'{"content": "a\\x41"}',
    "an escape at the end": b'{"content": "a\\',
    "a bare control character": b'{"content": "a\x01b"}',
    "a bare line end": b'{"content": "a\nb"}',
    "a NUL byte": b'{"content": "a\x00b"}',
    "NUL bytes behind": b'{"content": "a"}' + b"\0" * 100,
    "a high surrogate alone": b'{"content": "\\ud800"}',
    "a low surrogate alone": b'{"content": "\\udc00"}',
    "surrogates the wrong way round": b'{"content": "\\udc00\\ud800"}',
    "a surrogate in UTF-8": b'{"content": "\xed\xa0\x80"}',
    "half a character": b'{"content": "\xe2\x82"}',
    "an overlong slash": b'{"content": "\xc0\xaf"}',
    "beyond Unicode": b'{"content": "\xf4\x90\x80\x80"}',
    "Latin-1": '{"content": "café"}'.encode("latin-1"),
    "UTF-16": '{"content": "a"}'.encode("utf-16"),
    "UTF-16 without a mark": '{"content": "a"}'.encode("utf-16-le"),
    "UTF-32": '{"content": "a"}'.encode("utf-32"),
    "a bell": b'{"content": "a\\u0007b"}',
    "an escape sequence": b'{"content": "\\u001b[2J"}',
    "a C1 control": b'{"content": "a\\u0085b"}',
    "an escaped NUL": b'{"content": "a\\u0000b"}',
    "two values": b'{"content": "a"}{"content": "b"}',
    "something behind": b'{"content": "a"} and more',
    "60,000 letters": b'{"content": "' + b"a" * 60_000 + b'"}',
    "60,000 escapes": b'{"content": "' + b"\\n" * 30_000 + b'"}',
    "only blanks": b" " * 60_000,
    "an empty object": b"{}",
    "a field that is an object": b'{"content": {"content": "a"}}',
    "a field that is a list": b'{"content": ["a"]}',
    "a field that is true": b'{"content": true}',
}
"""No message: 400 for what is no JSON, 413 for too much, 422 for what is no words."""

TAKEN_OR_REFUSED = {
    "the same key twice": b'{"content": "first", "content": "second"}',
    "the same key in two spellings": b'{"client_message_id": "a", "clientMessageId": "b", "content": "c"}',
    "the same key escaped": b'{"content": "first", "\\u0063ontent": "second"}',
    "a byte order mark": b'\xef\xbb\xbf{"content": "a"}',
    "5,000 keys": b'{"content": "a", ' + b",".join(b'"k%d":0' % number for number in range(5000)) + b"}",
    "a key of 60,000 letters": b'{"content": "a", "' + b"k" * 60_000 + b'": 1}',
    "an empty key": b'{"content": "a", "": 1}',
    "keys of a prototype": b'{"content": "a", "__proto__": {"role": "admin"}, "constructor": {"prototype": {}}}',
    "a number that is no float": b'{"content": "a", "more": 123456789012345678901234567890}',
    "a number beyond floats beside": b'{"content": "a", "more": 1e400}',
    "minus zero": b'{"content": "a", "more": -0}',
    "the other direction": '{"content": "\u202eolleh\u202c \u2066a\u2069"}'.encode(),
    "a thousand accents": json.dumps({"content": "a" + "\u0301" * 3000}).encode(),
    "a family of emoji": json.dumps({"content": "👩‍👩‍👧‍👦" * 500}).encode(),
    "no characters": '{"content": "\ufffe \uffff \ufdd0"}'.encode(),
    "31 levels beside": b'{"content": "a", "more": ' + b"[" * 31 + b"]" * 31 + b"}",
}


class Reader:
    """Somebody who sends a body, and what it cost at worst."""

    def __init__(self, server):
        self.http = Connection(server)
        self.process = server.process
        self.dearest = 0.0
        self.sent = 0

    def used(self):
        """Seconds that the server's threads have had a processor; the first figure of schedstat, in nanoseconds."""
        threads = Path(f"/proc/{self.process.pid}/task").iterdir()
        return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9

    def send(self, method, path, body, headers):
        """Asked up to three times, as a sweep of the server's may fall into one, and the cheapest counts."""
        cheapest = None
        for _ in range(3):
            before = self.used()
            answer = self.http.request(method, path, body, {**JSON_HEAD, **headers})
            took = self.used() - before
            cheapest = took if cheapest is None else min(took, cheapest)
            self.sent += 1
            if cheapest < PATIENCE:
                break
        self.dearest = max(self.dearest, cheapest)
        assert cheapest < PATIENCE, f"{path}: {cheapest * 1000:.0f} ms of processor time for {body[:60]}"
        return answer


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_message_is_refused_at_once(house, customer, what):
    reader, events = Reader(house), customer.events()
    path = f"/api/v1/customer/conversations/{customer.id}/messages"
    answer = reader.send("POST", path, REFUSED[what], session(customer.session))
    assert answer.status in (400, 413, 422), answer.body[:300]
    answer.problem(answer.status)
    assert customer.events() == events
    reader.http.close()


@pytest.mark.parametrize("what", TAKEN_OR_REFUSED)
def test_what_is_odd_and_no_lie_is_taken_or_refused(house, customer, what):
    reader = Reader(house)
    path = f"/api/v1/customer/conversations/{customer.id}/messages"
    answer = reader.send("POST", path, TAKEN_OR_REFUSED[what], session(customer.session))
    assert answer.status in (200, 400, 422), answer.body[:300]
    # What was taken reads back as it was written.
    for message in customer.messages():
        json.dumps(message)
    customer.get("/transcript").expect(200)
    reader.http.close()


@pytest.mark.soak
def test_no_operation_chokes_on_an_odd_body(house, admin, ana):
    """Everything that takes a body, by somebody who may; the server is as large behind it as before."""
    customer = Victim(house, None, "talking")
    names = {
        "id": customer.id, "slug": "parcel-cost", "fresh": "x-odd", "owner": "ana", "password": "nine-quiet-lamps",
        "supervisor": ana.id, "message": customer.id, "answer": "1",
    }
    reader, statuses = Reader(house), set()
    # What needs no body does what it is for, whatever is in it.
    bare = ("/logout", "/end", "/claim", "/hand-back", "/release", "/claim-next", "/quick-replies/{slug}")
    rows = {
        row.operation: row for row in ROWS
        if row.method in ("POST", "PUT") and not row.path.endswith(bare) and not row.is_public
    }.values()

    def everything():
        for row in rows:
            headers = session(customer.session) if row.side == "customer" else bearer(admin.token)
            for body in [*REFUSED.values(), *TAKEN_OR_REFUSED.values()]:
                status = reader.send(row.method, filled(row.path + row.query, names), body, headers).status
                assert status < 500, f"{row.operation}: {status} for {body[:60]}"
                statuses.add(status)

    everything()
    before = memory(house)
    for _ in range(amount(2, 40)):
        everything()
    grown = (memory(house) - before) / 2**20
    measured(
        "odd bodies", operations=len(rows), requests=reader.sent, dearest_ms=round(reader.dearest * 1000, 1),
        grown_mb=round(grown, 1), server_errors=0)
    assert grown < 30
    assert {400, 422} <= statuses


@pytest.mark.soak
def test_no_socket_chokes_on_an_odd_frame(house, customer):
    """Each is answered with an error, or closes its own socket; the next frame of another is answered at once."""
    events, frames = customer.events(), 0
    with customer.socket() as neighbour:
        for _ in range(amount(1, 20)):
            for what, body in REFUSED.items():
                frame = body.replace(b'{"content"', b'{"action": "message", "content"', 1)
                with customer.socket() as socket:
                    try:
                        frame.decode()
                        socket.socket.send(frame, websocket.ABNF.OPCODE_TEXT)
                        assert socket.one("system.error")["payload"]["code"] in ("malformed", "invalid"), what
                        socket.pending()
                    except UnicodeDecodeError:
                        socket.socket.send(frame, websocket.ABNF.OPCODE_TEXT)
                        assert socket.close_code() == 1007, what
                begun = time.perf_counter()
                neighbour.pending()
                assert time.perf_counter() - begun < 20 * PATIENCE
                frames += 1
    measured("odd frames", frames=frames)
    assert customer.events() == events


def test_a_frame_of_64_kib_and_one_closes_its_socket(customer):
    with customer.socket() as socket:
        socket.socket.send(b"[" * (64 * KIB + 1), websocket.ABNF.OPCODE_TEXT)
        assert socket.close_code() == 1009
    with customer.socket() as socket:
        assert socket.pending() == []
