"""Requests that cannot be meant, and how each is told so."""

import io
import json
import socket
import time
from http.client import HTTPResponse

import pytest

from .client import Answer, Connection, Customer, new_message_id

START = "/api/v1/customer/conversations/start"
SAY = "/api/v1/customer/conversations/{id}/messages"
JSON = {"Content-Type": "application/json"}


def nested(levels):
    return b'{"content":' + b"[" * (levels - 1) + b"]" * (levels - 1) + b"}"


def said(content):
    return json.dumps({"content": content}).encode()


MALFORMED = {
    "no body": ("POST", SAY, b"", JSON, 400, "malformed"),
    "no JSON": ("POST", SAY, b"content=hello", JSON, 400, "malformed"),
    "half a JSON": ("POST", SAY, b'{"content": "hel', JSON, 400, "malformed"),
    "two values": ("POST", SAY, b'{"content": "a"} {"content": "b"}', JSON, 400, "malformed"),
    "too deep": ("POST", SAY, nested(33), JSON, 400, "malformed"),
    "far too deep": ("POST", SAY, nested(20_000), JSON, 400, "malformed"),
    "not UTF-8": ("POST", SAY, b'{"content": "caf\xe9 au lait"}', JSON, 400, "malformed"),
    "overlong UTF-8": ("POST", SAY, b'{"content": "\xc0\xaf slash"}', JSON, 400, "malformed"),
    "a surrogate in UTF-8": ("POST", SAY, b'{"content": "\xed\xa0\x80 half"}', JSON, 400, "malformed"),
    "another media type": ("POST", SAY, said("hello"), {"Content-Type": "text/plain"}, 415, "unsupported_media_type"),
    "a form": (
        "POST", SAY, b"content=hello", {"Content-Type": "application/x-www-form-urlencoded"}, 415,
        "unsupported_media_type",
    ),
    "a body of 64 KiB and one": ("POST", SAY, b" " * (64 * 1024 + 1), JSON, 413, None),
    "an unknown quick reply": (
        "POST", "/api/v1/customer/conversations/{id}/quick-replies/no-such-entry", None, {}, 404, "not_found",
    ),
    "an unknown path": ("GET", "/api/v1/customer/nothing", None, {}, 404, "not_found"),
    "a slash too many": ("GET", "/api/v1/customer/quick-questions/", None, {}, 404, "not_found"),
    "an unknown query": ("GET", "/api/v1/customer/quick-questions?colour=red", None, {}, 400, "malformed"),
    "a limit of 0": ("GET", SAY + "?limit=0", None, {}, 400, "malformed"),
    "a limit of 201": ("GET", SAY + "?limit=201", None, {}, 400, "malformed"),
    "a limit in words": ("GET", SAY + "?limit=many", None, {}, 400, "malformed"),
    "a limit twice": ("GET", SAY + "?limit=1&limit=2", None, {}, 400, "malformed"),
    "a negative place": ("GET", SAY + "?after=-1", None, {}, 400, "malformed"),
    "a huge place": ("GET", SAY + "?after=99999999999999999999", None, {}, 400, "malformed"),
    "an unknown format": (
        "GET", "/api/v1/customer/conversations/{id}/transcript?format=pdf", None, {}, 400, "malformed",
    ),
    "a long address": ("GET", "/api/v1/customer/" + "a" * 9000, None, {}, 414, None),
    "a head of 17 KiB": ("GET", "/health", None, {"X-Filler": "x" * 17 * 1024}, 431, None),
    "101 fields": ("GET", "/health", None, {f"X-{number}": "x" for number in range(101)}, 431, None),
    "no upgrade": ("GET", "/api/v1/realtime/ws", None, {}, 426, "upgrade_required"),
}

INVALID = {
    "a number for words": (SAY, b'{"content": 7}', "/content"),
    "null for words": (SAY, b'{"content": null}', "/content"),
    "nothing for words": (SAY, b"{}", "/content"),
    "a list for an object": (SAY, b'["content"]', ""),
    "no words": (SAY, said(""), "/content"),
    "only blanks": (SAY, said(" \n\t "), "/content"),
    "4001 characters": (SAY, said("x" * 4001), "/content"),
    "a bell": (SAY, said("ring \a ring"), "/content"),
    "a NUL": (SAY, said("nothing \0 more"), "/content"),
    "an escape": (SAY, said("\x1b[31mred"), "/content"),
    "a C1 control": (SAY, said("next \x85 line"), "/content"),
    "an empty name": (SAY, b'{"content": "hello there", "client_message_id": ""}', "/client_message_id"),
    "a long name": (
        SAY, json.dumps({"content": "hello", "client_message_id": "n" * 129}).encode(), "/client_message_id",
    ),
    "a score of 6": ("/api/v1/customer/conversations/{id}/rating", b'{"score": 6}', "/score"),
    "a score of 4.5": ("/api/v1/customer/conversations/{id}/rating", b'{"score": 4.5}', "/score"),
    "a word for a number": ("/api/v1/customer/conversations/{id}/read", b'{"seq": "one"}', "/seq"),
    "reading ahead": ("/api/v1/customer/conversations/{id}/read", b'{"seq": 4000}', "/seq"),
    "a word for yes": ("/api/v1/customer/conversations/{id}/typing", b'{"is_typing": "yes"}', "/is_typing"),
    "a name in pieces": (START, b'{"profile": {"name": ["A", "B"]}}', "/profile/name"),
}


@pytest.fixture(scope="module")
def someone(house):
    return Customer(house)


@pytest.mark.parametrize("what", MALFORMED)
def test_what_is_malformed_is_told_so(someone, what):
    method, path, body, headers, status, code = MALFORMED[what]
    events = someone.events()
    headers = {"X-Customer-Session-Id": someone.session, **headers}
    answer = someone.http.request(method, path.format(id=someone.id), body, headers)
    answer.problem(status, code)
    assert someone.events() == events


@pytest.mark.parametrize("what", INVALID)
def test_what_is_invalid_is_pointed_at(someone, what):
    path, body, pointer = INVALID[what]
    events = someone.events()
    headers = {"X-Customer-Session-Id": someone.session, **JSON}
    problem = someone.http.request("POST", path.format(id=someone.id), body, headers).problem(422, "invalid")
    assert [error["pointer"] for error in problem["errors"]] == [pointer]
    assert problem["errors"][0]["detail"]
    assert someone.events() == events


def test_what_just_fits_is_taken(someone):
    assert someone.say("é" * 4000).expect(200).json["customer_message"]["content"] == "é" * 4000
    padded = said("how much is a parcel").ljust(64 * 1024)
    headers = {"X-Customer-Session-Id": someone.session, **JSON}
    someone.http.request("POST", SAY.format(id=someone.id), padded, headers).expect(200)
    flat = b'{"content": "how much is a parcel", "more": ' + b"[" * 31 + b"]" * 31 + b"}"
    someone.http.request("POST", SAY.format(id=someone.id), flat, headers).expect(200)
    said_back = someone.say("two lines\n\tand a tab").expect(200).json["customer_message"]["content"]
    assert said_back == "two lines\n\tand a tab"
    someone.http.request("GET", "/health", headers={"X-Filler": "x" * 15 * 1024}).expect(200)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", START, {"POST"}),
        ("GET", START, {"POST"}),
        ("DELETE", "/health", {"GET", "HEAD"}),
        ("PATCH", SAY, {"GET", "HEAD", "POST"}),
        ("POST", "/api/v1/agent/me", {"GET", "HEAD"}),
    ],
)
def test_a_wrong_method_is_told_which_are_right(someone, method, path, allowed):
    answer = someone.http.request(method, path.format(id=someone.id))
    answer.problem(405, "method_not_allowed")
    assert set(answer.headers["Allow"].split(", ")) == allowed


@pytest.mark.parametrize("path", ["/health", "/ready", "/openapi.json", "/api/v1/customer/nothing"])
def test_head_answers_as_get_without_a_body(house, path):
    got = Connection(house).request("GET", path)
    raw = exchange(house, f"HEAD {path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n".encode())
    head, _, body = raw.partition(b"\r\n\r\n")
    assert body == b""
    assert head.split()[1] == str(got.status).encode()
    assert f"Content-Type: {got.headers['Content-Type']}".encode() in head


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"GET /health HTTP/1.1\nHost: a\n\n", 400),
        (b"GET /health HTTP/1.1\r\nHost: a\r\n folded: yes\r\n\r\n", 400),
        (b"GET /hea\0lth HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"POST /health HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        (b"POST /health HTTP/1.1\r\nHost: a\r\nContent-Length: -2\r\n\r\n", 400),
        (b"POST /health HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n", 400),
        (b"GET /health HTTP/3.7\r\nHost: a\r\n\r\n", 505),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01", 400),
    ],
)
def test_what_is_no_http_is_refused_once_and_the_connection_ends(house, request_bytes, status):
    follower = b"GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    raw = exchange(house, request_bytes + follower)
    assert raw.count(b"HTTP/1.1 ") == 1, raw
    answer(raw).problem(status)


def test_every_answer_has_a_request_id_of_its_own(someone):
    ids = set()
    for _ in range(20):
        ids.add(someone.get().expect(200).headers["X-Request-Id"])
        ids.add(someone.http.request("GET", "/nothing").headers["X-Request-Id"])
    assert len(ids) == 40 and None not in ids


def test_every_code_is_in_the_published_contract(someone):
    contract = someone.http.request("GET", "/openapi.json").expect(200)
    assert contract.json["openapi"].startswith("3.1")
    for _, _, _, _, _, code in MALFORMED.values():
        assert code is None or f'"{code}"'.encode() in contract.body


def test_only_allowed_origins_may_call_from_a_page(house):
    connection = Connection(house)
    ask = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "X-Customer-Session-Id"}
    preflight = connection.request("OPTIONS", START, headers={"Origin": "https://shop.example", **ask})
    assert preflight.expect(204).headers["Access-Control-Allow-Origin"] == "https://shop.example"
    assert "X-Customer-Session-Id" in preflight.headers["Access-Control-Allow-Headers"]
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert "Origin" in preflight.headers["Vary"]
    for origin in ("https://evil.example", "https://shop.example.evil.example", "http://shop.example", "null"):
        for answer in (
            connection.request("OPTIONS", START, headers={"Origin": origin, **ask}),
            connection.request("GET", "/health", headers={"Origin": origin}),
        ):
            assert answer.headers["Access-Control-Allow-Origin"] is None, origin
    called = connection.request("GET", "/health", headers={"Origin": "https://shop.example"})
    assert called.headers["Access-Control-Allow-Origin"] == "https://shop.example"


def test_the_thirty_first_message_of_a_minute_is_too_much(new_server):
    customer = Customer(new_server(rates=None))
    customer.escalate().expect(200)
    begun = time.monotonic()
    taken = 0
    while (answer := customer.say(f"message number {taken}", new_message_id())).status == 200:
        taken += 1
        assert taken < 90, "nothing is ever too much"
    # The bucket fills again while it is emptied: half a message for each second.
    assert 30 <= taken <= 30 + (time.monotonic() - begun) * 0.5
    answer.problem(429, "too_many_requests")
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    with customer.socket() as socket:
        socket.send(
            action="message", conversation_id=customer.id, content="by another way", client_message_id="another-way"
        )
        assert socket.one("system.error")["payload"]["code"] == "too_many_requests"
    # Others are not held up, and reading is not counted.
    Customer(customer.server).say("are you open on monday").expect(200)
    customer.get("/messages").expect(200)


def test_guessing_passwords_is_slowed_down(new_server):
    server = new_server(rates=None)
    connection = Connection(server)
    login = {"username": "ana", "password": "wrong-but-long"}
    codes = [connection.request("POST", "/api/v1/agent/auth/login", login).status for _ in range(13)]
    assert codes[:10] == [401] * 10 and codes[-1] == 429


def exchange(server, request):
    """Sends bytes as they are and reads until the server closes."""
    with socket.create_connection(server.address, timeout=10) as connection:
        connection.sendall(request)
        received = b""
        while True:
            try:
                more = connection.recv(65536)
            except ConnectionResetError:
                more = b""
            if not more:
                return received
            received += more


def answer(raw):
    """The one response that these bytes are."""

    class Bytes:
        def makefile(self, _):
            return io.BytesIO(raw)

    response = HTTPResponse(Bytes())
    response.begin()
    return Answer(response)
