"""Hostile HTTP: what must be refused is refused once, the connection ends, and nothing behind it is ever answered."""

import pytest
from System.soak import amount, measured

from .wire import DOCUMENTED_5XX, Neighbour, Wire, dice, pieces, request, resident

HOST = "Host: a\r\n"
CHUNKED = f"POST /health HTTP/1.1\r\n{HOST}Transfer-Encoding: chunked\r\n\r\n"
SMUGGLED = request("GET", "/ready")
"""What an attacker hides behind a request; each table says whether it may be seen."""


def get(fields="", target="/health", version="HTTP/1.1", host=HOST, method="GET"):
    return f"{method} {target} {version}\r\n{host}{fields}\r\n".encode("latin-1")


def post(fields, body=b"", target="/health"):
    return f"POST {target} HTTP/1.1\r\n{HOST}{fields}\r\n".encode("latin-1") + body


def chunks(text):
    return CHUNKED.encode() + text.encode("latin-1")


REFUSED = {
    # Where one request ends and the next begins: RFC 9112 sections 6 and 11.2.
    "length, then coding": (post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n"), 400),
    "coding, then length": (post("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", b"0\r\n\r\n"), 400),
    "coding, then length 0": (post("Transfer-Encoding: chunked\r\nContent-Length: 0\r\n", b"0\r\n\r\n"), 400),
    "two lengths that differ": (post("Content-Length: 5\r\nContent-Length: 6\r\n", b"hello"), 400),
    "two lengths that agree": (post("Content-Length: 5\r\nContent-Length: 5\r\n", b"hello"), 400),
    "lengths in a list": (post("Content-Length: 5, 5\r\n", b"hello"), 400),
    "length with a plus": (post("Content-Length: +5\r\n", b"hello"), 400),
    "length with a minus": (post("Content-Length: -5\r\n", b"hello"), 400),
    "length in hexadecimal": (post("Content-Length: 0x5\r\n", b"hello"), 400),
    "length with a fraction": (post("Content-Length: 5.0\r\n", b"hello"), 400),
    "length with a space within": (post("Content-Length: 1 0\r\n", b"helloworld"), 400),
    "length that is empty": (post("Content-Length:\r\n"), 400),
    "length in digits of another script": (post("Content-Length: \xb2\r\n", b"he"), 400),
    "length beyond 64 bits": (post("Content-Length: 18446744073709551621\r\n", b"hello"), 400),
    "length of a thousand digits": (post(f"Content-Length: {'1' * 1000}\r\n", b"hello"), 400),
    "length beyond the limit": (post("Content-Length: 65537\r\n", b"hello"), 413),
    "length of a terabyte": (post("Content-Length: 1099511627776\r\n", b"hello"), 413),
    "coding gzip": (post("Transfer-Encoding: gzip\r\n", b"hello"), 501),
    "coding gzip, chunked": (post("Transfer-Encoding: gzip, chunked\r\n", b"0\r\n\r\n"), 501),
    "coding chunked, identity": (post("Transfer-Encoding: chunked, identity\r\n", b"0\r\n\r\n"), 501),
    "coding chunked twice in a list": (post("Transfer-Encoding: chunked, chunked\r\n", b"0\r\n\r\n"), 501),
    "coding twice": (post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n"), 400),
    "coding identity, then chunked": (
        post("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n"), 501),
    "coding in quotes": (post('Transfer-Encoding: "chunked"\r\n', b"0\r\n\r\n"), 501),
    "coding with a vertical tab": (post("Transfer-Encoding: \x0bchunked\r\n", b"0\r\n\r\n"), 400),
    "coding with a suffix": (post("Transfer-Encoding: xchunked\r\n", b"0\r\n\r\n"), 501),
    "coding with a parameter": (post("Transfer-Encoding: chunked;q=1\r\n", b"0\r\n\r\n"), 501),
    "coding that is empty": (post("Transfer-Encoding:\r\n", b"0\r\n\r\n"), 501),
    "coding with a space before its colon": (post("Transfer-Encoding : chunked\r\n", b"0\r\n\r\n"), 400),
    "coding on a folded line": (post("Transfer-Encoding:\r\n chunked\r\n", b"0\r\n\r\n"), 501),
    "coding behind a bare CR": (post("A: b\rTransfer-Encoding: chunked\r\n", b"0\r\n\r\n"), 400),
    "coding behind a bare LF": (post("A: b\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n"), 400),
    "coding in HTTP/1.0": (
        b"POST /health HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    # Chunks: RFC 9112 section 7.1.
    "chunk size missing": (chunks("\r\n"), 400),
    "chunk size with a plus": (chunks("+5\r\nhello\r\n0\r\n\r\n"), 400),
    "chunk size with a minus": (chunks("-1\r\nhello\r\n0\r\n\r\n"), 400),
    "chunk size with 0x": (chunks("0x5\r\nhello\r\n0\r\n\r\n"), 400),
    "chunk size after a space": (chunks(" 5\r\nhello\r\n0\r\n\r\n"), 400),
    "chunk size before a space": (chunks("5 \r\nhello\r\n0\r\n\r\n"), 400),
    "chunk size with an underscore": (chunks("1_0\r\nhello\r\n0\r\n\r\n"), 400),
    "chunk size that overflows 64 bits": (chunks("10000000000000005\r\nhello\r\n0\r\n\r\n"), 400),
    "chunk size of a hundred zeros": (chunks("0" * 100 + "5\r\nhello\r\n0\r\n\r\n"), 400),
    "chunk size beyond the limit": (chunks("10001\r\n"), 413),
    "chunk sizes that add up beyond it": (chunks("ffff\r\n" + "a" * 65535 + "\r\n2\r\nbb\r\n0\r\n\r\n"), 413),
    "chunk size before a bare LF": (chunks("5\nhello\r\n0\r\n\r\n"), 400),
    "chunk that is longer than its size": (chunks("5\r\nhelloworld\r\n0\r\n\r\n"), 400),
    "chunk that ends with a bare LF": (chunks("5\r\nhello\n0\r\n\r\n"), 400),
    "chunk that ends with CR CR": (chunks("5\r\nhello\r\r0\r\n\r\n"), 400),
    "chunk extension of 64 kB": (chunks("5;" + "x" * 65536 + "\r\nhello\r\n0\r\n\r\n"), 431),
    "chunk extensions that add up to 64 kB": (chunks("1;xxxxxxxxxxxxxxxx\r\na\r\n" * 4000 + "0\r\n\r\n"), 431),
    "chunk extension with a bare LF": (chunks("5;x\nhello\r\n0\r\n\r\n"), 400),
    "chunk extension with NUL": (chunks("5;\0\r\nhello\r\n0\r\n\r\n"), 400),
    "trailer of 64 kB": (chunks("0\r\nA: " + "x" * 65536 + "\r\n\r\n"), 431),
    "trailer that is folded": (chunks("0\r\nA: b\r\n c\r\n\r\n"), 400),
    "trailer without a colon": (chunks("0\r\nabc\r\n\r\n"), 400),
    "trailer with a bare LF": (chunks("0\r\nA: b\n\r\n"), 400),
    "end of chunks with a bare LF": (chunks("0\r\n\n"), 400),
    # Lines and fields: RFC 9112 sections 2.2 and 5.
    "lines that end with LF": (get().replace(b"\r\n", b"\n"), 400),
    "one line that ends with LF": (b"GET /health HTTP/1.1\nHost: a\r\n\r\n", 400),
    "lines that end with CR": (b"GET /health HTTP/1.1\rHost: a\r\r\n\r\n", 400),
    "CR within a value": (get("A: b\rc\r\n"), 400),
    "NUL within a value": (get("A: b\0c\r\n"), 400),
    "NUL within a name": (get("A\0: b\r\n"), 400),
    "escape within a value": (get("A: \x1b[2J\r\n"), 400),
    "fold with a space": (get("A: b\r\n c\r\n"), 400),
    "fold with a tab": (get("A: b\r\n\tc\r\n"), 400),
    "space before the first field": (b"GET /health HTTP/1.1\r\n Host: a\r\n\r\n", 400),
    "space before the colon": (get("A : b\r\n"), 400),
    "name that is empty": (get(": b\r\n"), 400),
    "name above ASCII": (get("\xc3\xa9: b\r\n"), 400),
    "name with a slash": (get("A/B: b\r\n"), 400),
    "field without a colon": (get("nonsense\r\n"), 400),
    "two empty lines before": (b"\r\n\r\n" + get(), 400),
    # The first line: RFC 9112 section 3.
    "no Host": (get(host=""), 400),
    "two Hosts": (get("Host: b\r\n"), 400),
    "two equal Hosts": (get(HOST), 400),
    "Hosts in a list": (get(host="Host: a, b\r\n"), 400),
    "Host with a path": (get(host="Host: a/b\r\n"), 400),
    "Host with a user": (get(host="Host: b@a\r\n"), 400),
    "Host with NUL": (get(host="Host: a\0b\r\n"), 400),
    "HTTP/0.9": (b"GET /health\r\n\r\n", 400),
    "HTTP/0.9 with a version": (get(version="HTTP/0.9"), 505),
    "HTTP/2.0": (get(version="HTTP/2.0"), 505),
    "HTTP/3": (get(version="HTTP/3"), 400),
    "preface of HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    "version in small letters": (get(version="http/1.1"), 400),
    "version with more digits": (get(version="HTTP/1.10"), 400),
    "version with a space behind": (get(version="HTTP/1.1 "), 400),
    "version of something else": (get(version="ICAP/1.0"), 400),
    "two spaces": (get(target=" /health"), 400),
    "tab for a space": (get().replace(b" ", b"\t", 1), 400),
    "method that is empty": (get(method=""), 400),
    "method with a colon": (get(method="GET:"), 400),
    "method above ASCII": (get(method="G\xcbT"), 400),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"a" * 30 + b"\r\n\r\n", 400),
    "SSH": (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", 400),
    "target above ASCII": (get(target="/\xc3\xa9"), 400),
    "target with NUL": (get(target="/\0"), 400),
    "target with a tab": (get(target="/a\tb"), 400),
    "target with a fragment": (get(target="/health#a"), 400),
    "target with half a percent code": (get(target="/%4"), 400),
    "target with no percent code": (get(target="/%zz"), 400),
    "target that is relative": (get(target="health"), 400),
    "target with authority alone": (get(target="a:80"), 400),
    "target of another scheme": (get(target="gopher://a/health"), 400),
    "target without authority": (get(target="http:///health"), 400),
    "asterisk with GET": (get(target="*"), 400),
    "CONNECT": (get(target="a:443", method="CONNECT"), 501),
    "CONNECT with a path": (get(target="/health", method="CONNECT"), 501),
    # Sizes.
    "target of 8193 bytes": (get(target="/" + "a" * 8192), 414),
    "target that never ends": (b"GET /" + b"a" * 20000, 414),
    "head of 16385 bytes": (get("A: " + "b" * (16385 - len(get()) - 5) + "\r\n"), 431),
    "head that never ends": (get("A: b\r\n" * 10)[:-2] + b"B: " + b"c" * 20000, 431),
    "101 fields": (get("A: b\r\n" * 100), 431),
    "an expectation that is not known": (post("Expect: 200-ok\r\nContent-Length: 2\r\n", b"hi"), 417),
}
"""Bytes no server may take for a request, and the status of the one answer they get."""

ANSWERED = {
    "a path with dots": (get(target="/../../etc/passwd"), [404]),
    "a path with dots in percent codes": (get(target="/%2e%2e/%2e%2e/etc/passwd"), [404]),
    "a path with a NUL in a percent code": (get(target="/health%00"), [404]),
    "a path with bytes that are no UTF-8": (get(target="/%ff%fe"), [404]),
    "a path with backslashes": (get(target="/..\\..\\etc\\passwd"), [404]),
    "a path of slashes": (get(target="////health"), [404]),
    "an absolute target": (get(target="http://a/health"), [200]),
    "an absolute target with a user": (get(target="http://u:p@a/health"), [200]),
    "an absolute target of another host": (get(target="http://b/health"), [200]),
    "an asterisk": (get(target="*", method="OPTIONS"), [405]),
    "a method in small letters": (get(method="get"), [405]),
    "a method nobody knows": (get(method="BREW"), [405]),
    "TRACE": (get(method="TRACE"), [405]),
    "a target of 8192 bytes": (get(target="/" + "a" * 8191), [404]),
    "a head of 16384 bytes": (get("A: " + "b" * (16384 - len(get()) - 5) + "\r\n"), [200]),
    "100 fields": (get("A: b\r\n" * 99), [200]),
    "an empty line before": (b"\r\n" + get(), [200]),
    "space around values": (get("A: \t b \t\r\nB:\r\n"), [200]),
    "a value above ASCII": (get("A: \xff\xfe\r\n"), [200]),
    "a body with GET": (get("Content-Length: 5\r\n") + b"hello", [200]),
    "a body with HEAD": (get("Content-Length: 5\r\n", method="HEAD") + b"hello", [200]),
    "a body with OPTIONS": (get("Content-Length: 5\r\n", method="OPTIONS") + b"hello", [405]),
    "a body that is a request": (post(f"Content-Length: {len(SMUGGLED)}\r\n", SMUGGLED), [405]),
    "chunks that are a request": (
        CHUNKED.encode() + f"{len(SMUGGLED):x}\r\n".encode() + SMUGGLED + b"\r\n0\r\n\r\n", [405]),
    "a trailer that is a request": (chunks("0\r\nGET: /ready HTTP/1.1\r\nHost: a\r\n\r\n"), [405]),
    "trailers that would frame": (chunks("0\r\nContent-Length: 50\r\nTransfer-Encoding: gzip\r\n\r\n"), [405]),
    "a coding in mixed case": (post("tRANSFER-eNCODING: cHUNKED\r\n", b"0\r\n\r\n"), [405]),
    "a chunk extension with a quoted CR LF's look": (chunks('5;a="b;c";d\r\nhello\r\n00;x=y\r\n\r\n'), [405]),
    "an unknown Upgrade": (get("Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAAA\r\n"), [200]),
    "a client that waits for 100": (post("Expect: 100-continue\r\nContent-Length: 2\r\n", b"hi"), [405]),
}
"""Odd requests that are requests: each is answered once, and so is what comes behind it."""


def cut_ways(data, name):
    """Whole, and cut at random places, seeded by its name; long ones are not sent byte by byte."""
    chance = dice(name)
    yield [data]
    if len(data) < 400:
        yield [data[place : place + 1] for place in range(len(data))]
    for _ in range(amount(2, 20)):
        yield pieces(data, chance)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_request_gets_one_answer_and_the_end(house, name):
    data, status = REFUSED[name]
    for way in cut_ways(data, name):
        with Wire(house) as wire:
            # Behind the first bytes that break a rule, whatever comes is none of our business.
            answers = wire.send(*way, SMUGGLED, SMUGGLED).end().answers()
        assert [answer.status for answer in answers] == [status], (answers, [len(piece) for piece in way])
        assert answers[0].closes
        assert answers[0].fields["content-type"] == "application/problem+json"
        assert answers[0].fields["x-request-id"]


@pytest.mark.parametrize("name", ANSWERED)
def test_what_is_a_request_gets_one_answer_and_so_does_the_next(house, name):
    data, statuses = ANSWERED[name]
    heads = {0} if data.startswith(b"HEAD") else set()
    for way in cut_ways(data, name):
        with Wire(house) as wire:
            answers = wire.send(*way, request("GET", "/ready", "Connection: close\r\n"), SMUGGLED).answers(heads)
        got = [answer.status for answer in answers if answer.status != 100]
        assert got == [*statuses, 200], (answers, [len(piece) for piece in way])
        assert answers[-1].closes


def test_a_refusal_of_head_has_no_body(house):
    for fields in ("Content-Length: 70000\r\n", "A : b\r\n", "A: b\r\n" * 100, "Upgrade: websocket\r\n"):
        with Wire(house) as wire:
            wire.send(get(fields, method="HEAD")).end()
            answer = wire.answer(to_head=True)
            assert 400 <= answer.status < 500
            assert wire.is_over(), f"behind the answer to HEAD came {wire.bytes[:100]!r}"


def test_refusals_can_be_read_by_the_shop_they_are_for(house):
    shop = "Origin: https://shop.example\r\n"
    refused = {
        "a body beyond the limit": (post(shop + "Content-Length: 65537\r\n"), 413),
        "chunks beyond the limit": (post(shop + "Transfer-Encoding: chunked\r\n", b"10001\r\n"), 413),
        "fields without end": (get(shop + "A: " + "b" * 20000), 431),
        "101 fields": (get(shop + "A: b\r\n" * 100), 431),
        "an unknown expectation": (post(shop + "Expect: 200-ok\r\nContent-Length: 2\r\n", b"hi"), 417),
    }
    for name, (data, status) in refused.items():
        for origin, allowed in (("https://shop.example", "https://shop.example"), ("https://evil.example", None)):
            with Wire(house) as wire:
                answer = wire.send(data.replace(b"https://shop.example", origin.encode())).answer()
            assert answer.status == status, name
            assert answer.fields.get("access-control-allow-origin") == allowed, name
            assert answer.fields["vary"] == "Origin", name


def test_a_thousand_requests_at_once_are_answered_in_order(house):
    count = 1000
    with Wire(house) as wire:
        data = b"".join(request("GET", f"/health?{number}" if number % 3 else "/nowhere") for number in range(count))
        wire.send(*pieces(data, dice(1), most=50)).end()
        statuses = [answer.status for answer in wire.answers()]
    assert statuses == [200 if number % 3 else 404 for number in range(count)]


def test_a_client_that_waits_for_the_body_is_told_to_send_it(house):
    with Wire(house) as wire:
        wire.send(post("Expect: 100-continue\r\nContent-Length: 2\r\n"))
        assert wire.answer().status == 100
        assert wire.send(b"hi").answer().status == 405
        # A body that would not be taken is refused before it is sent.
        wire.send(post("Expect: 100-continue\r\nContent-Length: 70000\r\n"))
        assert [answer.status for answer in wire.answers()] == [413]


@pytest.mark.soak
def test_damaged_requests_read_the_same_however_they_are_cut(new_server):
    """Bytes changed, left out and doubled at random: the answers depend on the bytes and not on their pieces."""
    server = new_server("--max-connections-per-address", "2000")
    chance = dice(9112)
    # What is sound more often, for it takes the parser further before it is damaged.
    known = [data for data, _ in [*REFUSED.values(), *list(ANSWERED.values()) * 12] if len(data) < 3000]
    rounds = amount(1500, 50_000)
    statuses = {}
    with Neighbour(server) as neighbour:
        before = 0
        for number in range(rounds):
            if number == rounds // 5:
                before = resident(server)
            data = damaged(chance, known)
            seen = [answers_to(server, [data]), answers_to(server, pieces(data, chance))]
            assert seen[0] == seen[1], data
            for status in seen[0]:
                assert status < 500 or status in DOCUMENTED_5XX, (status, data)
                statuses[status] = statuses.get(status, 0) + 1
            # Each request names its version, and one refusal may come behind the last.
            assert len([status for status in seen[0] if status != 100]) <= data.count(b"HTTP/") + 1, data
        growth = resident(server) - before
    assert growth < 8 << 20, f"{growth} bytes more after {rounds} damaged requests"
    measured(
        "hostile HTTP inputs", table=len(REFUSED) + len(ANSWERED), damaged=rounds * 2,
        statuses=dict(sorted(statuses.items())), growth_kB=growth // 1024, neighbours_p99_ms=neighbour.p99())


def damaged(chance, known):
    """One to three requests in a row with a few bytes made wrong."""
    data = bytearray(b"".join(chance.choice(known) for _ in range(chance.randint(1, 3))))
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(data))
        match chance.randrange(6):
            case 0: data[place] = chance.randrange(256)
            case 1: del data[place : place + chance.randint(1, 8)]
            case 2: data[place:place] = data[place : place + chance.randint(1, 20)]
            case 3: data[place:place] = bytes([chance.choice(b"\r\n\0 :,\t0;\xff")])
            case 4: data[place : place + 1] = bytes([data[place] ^ 1 << chance.randrange(8)])
            case 5: data[place:place] = chance.choice(
                [b"Content-Length: 5\r\n", b"Transfer-Encoding: chunked\r\n", b"\r\n\r\n", b"GET / HTTP/1.1\r\n"])
        if not data:
            return b"\r\n"
    return bytes(data)


def answers_to(server, way):
    """The statuses of all answers; a connection that is kept for more is ended by our end."""
    with Wire(server) as wire:
        wire.send(*way).end()
        answers, place = [], 0
        while True:
            try:
                answer = wire.answer()
            except AssertionError:
                # A damaged request may have become HEAD, whose answer has no body.
                return answers
            if answer is None:
                return answers
            answers.append(answer.status)
            place += 1
