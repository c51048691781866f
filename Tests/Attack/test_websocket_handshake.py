"""Opening a WebSocket, well and badly: RFC 6455 section 4.2, and the pages that may."""

import pytest
from System.soak import measured

from .wire import PING, PONG, SOCKETS, RawSocket, Wire, close_frame, frame, request

REFUSED = {
    "by POST": (dict(method="POST"), 400),
    "by HEAD": (dict(method="HEAD"), 400),
    "by HTTP/1.0": (dict(version="HTTP/1.0"), 400),
    "with a body": (dict(Content_Length="2", body=b"hi"), 400),
    "with chunks": (dict(Transfer_Encoding="chunked", body=b"1\r\na\r\n0\r\n\r\n"), 400),
    "without Host": (dict(Host=None), 400),
    "without Upgrade": (dict(Upgrade=None), 426),
    "with another Upgrade": (dict(Upgrade="h2c"), 426),
    "with an Upgrade that only begins so": (dict(Upgrade="websockets"), 426),
    "without Connection": (dict(Connection=None), 400),
    "with another Connection": (dict(Connection="keep-alive"), 400),
    "with a Connection that only begins so": (dict(Connection="Upgrades"), 400),
    "without a version": (dict(Sec_WebSocket_Version=None), 426),
    "with version 0": (dict(Sec_WebSocket_Version="0"), 426),
    "with version 8": (dict(Sec_WebSocket_Version="8"), 426),
    "with version 14": (dict(Sec_WebSocket_Version="14"), 426),
    "with version 13.0": (dict(Sec_WebSocket_Version="13.0"), 426),
    "with versions in a list": (dict(Sec_WebSocket_Version="13, 8"), 426),
    "without a key": (dict(Sec_WebSocket_Key=None), 400),
    "with an empty key": (dict(Sec_WebSocket_Key=""), 400),
    "with a key of 15 bytes": (dict(Sec_WebSocket_Key="AAAAAAAAAAAAAAAAAAAA"), 400),
    "with a key of 17 bytes": (dict(Sec_WebSocket_Key="AAAAAAAAAAAAAAAAAAAAAAA="), 400),
    "with a key that is no base64": (dict(Sec_WebSocket_Key="dGhlIHNhbXBsZSBub25j*Q=="), 400),
    "with a key of 8 kB": (dict(Sec_WebSocket_Key="A" * 8000), 400),
    "at another address": (dict(target="/api/v1/realtime"), 404),
    "at the widget's page": (dict(target="/"), 404),
    "from another site": (dict(Origin="https://evil.example"), 403),
    "from a site whose name begins alike": (dict(Origin="https://shop.example.evil.example"), 403),
    "from a site whose name ends alike": (dict(Origin="https://evilshop.example"), 403),
    "from the shop without TLS": (dict(Origin="http://shop.example"), 403),
    "from another port of the shop": (dict(Origin="https://shop.example:8443"), 403),
    "from a page without an origin": (dict(Origin="null"), 403),
    "from an origin with a path": (dict(Origin="https://shop.example/"), 403),
    "from an origin that is empty": (dict(Origin=""), 403),
}

ACCEPTED = {
    "as the RFC has it": {},
    "with other words in Upgrade and Connection": dict(Upgrade="h2c, WebSocket", Connection="keep-alive, UPGRADE"),
    "with a protocol and an extension, of which none is taken": dict(
        Sec_WebSocket_Protocol="chat, superchat",
        Sec_WebSocket_Extensions="permessage-deflate; client_max_window_bits"),
    "from the shop": dict(Origin="https://shop.example"),
    "from the server's own pages": dict(Origin="http://a"),
    "from the server's own pages behind TLS": dict(Origin="https://a"),
}


def opening(method="GET", target=SOCKETS, version="HTTP/1.1", body=b"", **fields):
    """The request's bytes, with what the fields change of a good one."""
    good = {
        "Host": "a", "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    good |= {name.replace("_", "-"): value for name, value in fields.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in good.items() if value is not None)
    return f"{method} {target} {version}\r\n{lines}\r\n".encode() + body


@pytest.mark.parametrize("how", REFUSED)
def test_a_socket_is_not_opened(house, how):
    changes, status = REFUSED[how]
    with Wire(house) as wire:
        # Frames that come at once with the request are never taken for a socket's.
        wire.send(opening(**changes), frame(PING, b"early"))
        answer = wire.answer(to_head=changes.get("method") == "HEAD")
        assert answer.status == status
        assert answer.fields.get("sec-websocket-version") == ("13" if status == 426 else None)
        assert "sec-websocket-accept" not in answer.fields
        wire.end()
        # Whatever was behind is either nothing or bytes that are no request.
        assert [rest.status for rest in wire.answers()] in ([], [400])


@pytest.mark.parametrize("how", ACCEPTED)
def test_a_socket_is_opened(house, how):
    with RawSocket(house) as socket:
        socket.send(opening(**ACCEPTED[how]), frame(PING, b"early"), close_frame())
        answer = socket.answer()
        assert answer.status == 101
        # Of the key in RFC 6455 section 1.3.
        assert answer.fields["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
        assert answer.fields["upgrade"].lower() == "websocket"
        assert answer.fields["connection"].lower() == "upgrade"
        assert "sec-websocket-protocol" not in answer.fields
        assert "sec-websocket-extensions" not in answer.fields
        assert socket.frames()[0] == (PONG, b"early")


def test_two_versions_and_two_keys_are_refused(house):
    for line, status in (("Sec-WebSocket-Version: 13", 426), ("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", 400)):
        with Wire(house) as wire:
            data = opening().replace(line.encode(), f"{line}\r\n{line}".encode())
            assert [answer.status for answer in wire.send(data).answers()] == [status]


def test_a_refused_socket_leaves_a_connection_for_requests(house):
    with Wire(house) as wire:
        wire.send(opening(target="/nowhere"))
        assert wire.answer().status == 404
        assert wire.get().status == 200
        wire.send(opening(Origin="https://evil.example"), request("GET", "/health", "Connection: close\r\n"))
        assert [answer.status for answer in wire.answers()] == [403, 200]


def test_the_handshake_is_read_however_it_is_cut(house):
    data = opening()
    for place in range(1, len(data), 7):
        with RawSocket(house) as socket:
            socket.send(data[:place], data[place:] + frame(PING, b"a"), close_frame())
            assert socket.answer().status == 101
            assert socket.frames() == [(PONG, b"a"), (8, b"\x03\xe8")]
    measured("RFC 6455 handshakes", refused=len(REFUSED) + 2, accepted=len(ACCEPTED))
