"""What RFC 6455 demands of a server, case by case.

The sections are those of the Autobahn test suite; the cases are ours. This server answers instead of echoing: the text
`ping` with `system.pong`, and any other text that is no JSON with `system.error`. It takes text alone.
"""

import struct
from typing import NamedTuple

from .wire import BINARY, CLOSE, PING, PONG, TEXT, close_frame, frame

CONTINUATION = 0
KIB = 1024
GREEK = "Hello-µ@ßöäüàá-UTF-8!!".encode()


class Case(NamedTuple):
    """Frames and what comes back up to the end: `pong a`, an event's name, `close 1002`."""

    number: str
    sentence: str
    frames: list
    expected: list


def text(payload, **options):
    return frame(TEXT, payload, **options)


def fragments(*payloads, between=b""):
    """One message in as many frames."""
    last = len(payloads) - 1
    return [
        frame(CONTINUATION if place else TEXT, payload, final=place == last) + (between if place < last else b"")
        for place, payload in enumerate(payloads)
    ]


def octets(data):
    """A message with a frame for each octet."""
    return fragments(*[data[place : place + 1] for place in range(len(data))])


READ = ["system.error"]
"""A message that was read whole and is no JSON."""


def framing():
    for number, size in enumerate((0, 125, 126, 127, 128, 65535, 65536), 1):
        yield Case(f"1.1.{number}", f"a text of {size} bytes is read", [text(b"*" * size)], READ)
    for number, size in enumerate((0, 125, 126, 127, 128, 65535, 65536), 1):
        data = frame(BINARY, b"\xfe" * size)
        yield Case(f"1.2.{number}", f"a binary message of {size} bytes is refused", [data], ["close 1003"])
    for number, (sentence, length, code) in enumerate([
        ("16 bits for a length below 126 are refused", b"\x7e\0\x02", 1002),
        ("64 bits for a length below 65536 are refused", b"\x7f\0\0\0\0\0\0\0\x02", 1002),
        ("a length with its topmost bit is refused", b"\x7f\x80" + b"\0" * 7, 1002),
        ("a length of 2^63 - 1 is refused at once", b"\x7f\x7f" + b"\xff" * 7, 1009),
    ], 1):
        yield Case(f"1.3.{number}", sentence, [text(b"ab", length=length)], [f"close {code}"])
    yield Case("1.4.1", "a text without a mask is refused", [text(b"ping", mask=b"")], ["close 1002"])
    yield Case("1.4.2", "a ping without a mask is refused", [frame(PING, b"a", mask=b"")], ["close 1002"])
    yield Case("1.4.3", "a close without a mask is refused", [frame(CLOSE, b"\x03\xe8", mask=b"")], ["close 1002"])
    yield Case("1.4.4", "an empty text without a mask is refused", [text(b"", mask=b"")], ["close 1002"])
    yield Case("1.4.5", "a mask of zeros is a mask", [text(b"ping", mask=b"\0" * 4)], ["system.pong"])
    yield Case("1.4.6", "a mask of ones is a mask", [text(b"ping", mask=b"\xff" * 4)], ["system.pong"])
    yield Case(
        "1.4.7", "a fragment without a mask is refused",
        [frame(TEXT, b"pi", final=False), frame(CONTINUATION, b"ng", mask=b"")], ["close 1002"])


def pings():
    yield Case("2.1", "a ping without a payload is answered", [frame(PING)], ["pong "])
    yield Case("2.2", "a ping with a text is answered with it", [frame(PING, "Hello")], ["pong Hello"])
    yield Case("2.3", "a ping with octets is answered with them", [frame(PING, b"\0\xff\xfe\xfd")], ["pong \0ÿþý"])
    yield Case("2.4", "a ping of 125 bytes is answered", [frame(PING, b"a" * 125)], ["pong " + "a" * 125])
    yield Case("2.5", "a ping of 126 bytes is refused", [frame(PING, b"a" * 126)], ["close 1002"])
    yield Case("2.6", "a ping in 64 bits of length is refused", [frame(PING, b"a" * 65536)], ["close 1002"])
    yield Case("2.7", "a pong nobody asked for is ignored", [frame(PONG)], [])
    yield Case("2.8", "so is one with a payload", [frame(PONG, "unasked")], [])
    yield Case("2.9", "and the ping behind it is answered", [frame(PONG, "no"), frame(PING, "yes")], ["pong yes"])
    yield Case(
        "2.10", "ten pings are answered in order", [frame(PING, f"{place}") for place in range(10)],
        [f"pong {place}" for place in range(10)])
    yield Case(
        "2.11", "the eleventh ping of a second is one too many", [frame(PING, f"{place}") for place in range(12)],
        [f"pong {place}" for place in range(10)] + ["close 1008"])
    yield Case("2.12", "a pong of 126 bytes is refused", [frame(PONG, b"a" * 126)], ["close 1002"])
    yield Case("2.13", "eleven pongs are one too many", [frame(PONG)] * 11, ["close 1008"])


def reserved():
    for bits in range(1, 8):
        for name, opcode in (("text", TEXT), ("binary", BINARY), ("ping", PING), ("pong", PONG), ("close", CLOSE)):
            yield Case(
                f"3.{bits}.{opcode}", f"a {name} with the reserved bits {bits:03b} is refused",
                [frame(opcode, b"", reserved=bits)], ["close 1002"])
    yield Case(
        "3.8", "what came before a reserved bit is answered", [text("ping"), text("ping", reserved=2), frame(PING)],
        ["system.pong", "close 1002"])
    yield Case(
        "3.9", "a continuation with a reserved bit is refused",
        [frame(TEXT, b"pi", final=False), frame(CONTINUATION, b"ng", reserved=4)], ["close 1002"])
    for opcode in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15):
        kind = "control" if opcode > 7 else "data"
        for number, payload in enumerate((b"", b"reserved"), 1):
            yield Case(
                f"4.{opcode}.{number}", f"the reserved {kind} opcode {opcode} is refused, with {len(payload)} bytes",
                [text("ping"), frame(opcode, payload), frame(PING)], ["system.pong", "close 1002"])
        yield Case(
            f"4.{opcode}.3", f"the reserved {kind} opcode {opcode} is refused within a message",
            [frame(TEXT, b"pi", final=False), frame(opcode)], ["close 1002"])


def fragmentation():
    for number, opcode in enumerate((PING, PONG, CLOSE), 1):
        yield Case(
            f"5.1.{number}", f"a control frame {opcode} in two fragments is refused",
            [frame(opcode, b"", final=False), frame(CONTINUATION)], ["close 1002"])
    yield Case("5.3", "a text in two fragments is one text", fragments(b"pi", b"ng"), ["system.pong"])
    yield Case("5.4", "a text in a fragment for each octet is one text", octets(b"ping"), ["system.pong"])
    yield Case(
        "5.5", "a ping between two fragments is answered at once", fragments(b"pi", b"ng", between=frame(PING, "now")),
        ["pong now", "system.pong"])
    yield Case(
        "5.6", "pings between five fragments too", fragments(b"p", b"i", b"", b"n", b"g", between=frame(PING, "now")),
        ["pong now"] * 4 + ["system.pong"])
    yield Case(
        "5.7", "a pong between two fragments is ignored", fragments(b"pi", b"ng", between=frame(PONG)), ["system.pong"])
    yield Case(
        "5.8", "a close between two fragments closes", fragments(b"pi", b"ng", between=close_frame()), ["close 1000"])
    for number, final in ((9, True), (10, False)):
        yield Case(
            f"5.{number}", f"a continuation of nothing is refused, {'last' if final else 'first'}",
            [frame(CONTINUATION, b"ping", final=final), text("ping")], ["close 1002"])
    yield Case(
        "5.11", "a continuation behind a whole message is refused", [text("ping"), frame(CONTINUATION, b"ping")],
        ["system.pong", "close 1002"])
    yield Case(
        "5.12", "a continuation behind a message in fragments is refused",
        [*fragments(b"pi", b"ng"), frame(CONTINUATION, b"", final=False)], ["system.pong", "close 1002"])
    yield Case(
        "5.13", "a text within a text is refused", [frame(TEXT, b"pi", final=False), text("ng")], ["close 1002"])
    yield Case(
        "5.14", "a fragment of a text within a text is refused",
        [frame(TEXT, b"pi", final=False), frame(TEXT, b"ng", final=False)], ["close 1002"])
    yield Case(
        "5.15", "a binary within a text is refused", [frame(TEXT, b"pi", final=False), frame(BINARY, b"ng")],
        ["close 1003"])
    yield Case(
        "5.16", "messages in fragments follow each other", fragments(b"pi", b"ng") + fragments(b"", b"ping", b""),
        ["system.pong"] * 2)


UTF8_TEXTS = {
    "6.5": ("the first sequence of each length", ["\0", "\x80", "\u0800", "\U00010000"]),
    "6.7": ("the last sequence of each length", ["\x7f", "\u07ff", "\uffff", "\U0010ffff"]),
    "6.9": ("the edges of the surrogates", ["\ud7ff", "\ue000", "\ufffd"]),
    "6.22": (
        "code points that are no characters",
        [chr(plane << 16 | rest) for plane in (0, 1, 8, 16) for rest in (0xFFFE, 0xFFFF)] + ["\ufdd0"]),
    "6.23": ("special characters", ["\ufff9", "\ufffc", "\ufeff", "\u2028", "\u200d", "e\u0301", "👩‍🚀"]),
}

UTF8_BROKEN = {
    "6.8": ("sequences of five and six octets", [b"\xf8\x88\x80\x80\x80", b"\xfc\x84\x80\x80\x80\x80"]),
    "6.10": ("sequences beyond Unicode", [b"\xf7\xbf\xbf\xbf", b"\xf4\x90\x80\x80", b"\xfb\xbf\xbf\xbf\xbf"]),
    "6.12": ("continuations alone", [b"\x80", b"\xbf", b"\x80\xbf\x80", bytes(range(0x80, 0xC0))]),
    "6.13": ("beginnings alone", [b"\xc2 ", b"\xdf ", b"\xe0 ", b"\xef ", b"\xf0 ", b"\xf4 "]),
    "6.14": (
        "sequences without their last octet", [b"\xc2", b"\xe0\xa0", b"\xf0\x90\x80", b"\xef\xbf", b"\xf4\x8f\xbf"]),
    "6.15": ("sequences without their last octet in a row", [b"\xc2\xe0\xa0\xf0\x90\x80"]),
    "6.16": ("octets that UTF-8 has not", [b"\xfe", b"\xff", b"\xfe\xfe\xff\xff", b"\xc0", b"\xc1", b"\xf5"]),
    "6.17": ("a slash written too long", [b"\xc0\xaf", b"\xe0\x80\xaf", b"\xf0\x80\x80\xaf"]),
    "6.18": ("the largest written too long", [b"\xc1\xbf", b"\xe0\x9f\xbf", b"\xf0\x8f\xbf\xbf"]),
    "6.19": ("NUL written too long", [b"\xc0\x80", b"\xe0\x80\x80", b"\xf0\x80\x80\x80"]),
    "6.20": ("surrogates", [b"\xed\xa0\x80", b"\xed\xad\xbf", b"\xed\xae\x80", b"\xed\xbf\xbf"]),
    "6.21": ("surrogates in pairs", [b"\xed\xa0\x80\xed\xb0\x80", b"\xed\xaf\xbf\xed\xbf\xbf"]),
}


def utf8():
    yield Case("6.1.1", "an empty text is a message", [text(b"")], READ)
    yield Case("6.1.2", "three empty fragments are a message", fragments(b"", b"", b""), READ)
    yield Case("6.1.3", "empty fragments around a text change nothing", fragments(b"", b"ping", b""), ["system.pong"])
    yield Case("6.2.1", "a text in UTF-8 is read", [text(GREEK)], READ)
    yield Case("6.2.2", "one that is cut between characters too", fragments(GREEK[:6], GREEK[6:]), READ)
    yield Case("6.2.3", "one that is cut within characters too", octets(GREEK), READ)
    broken = b"\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\xed\xa0\x80edited"
    yield Case("6.3.1", "a text that becomes wrong in the middle is refused", [text(broken)], ["close 1007"])
    yield Case("6.3.2", "so is one in a fragment for each octet", octets(broken), ["close 1007"])
    yield Case(
        "6.4.1", "a wrong fragment is refused before the next", [frame(TEXT, broken, final=False)], ["close 1007"])
    yield Case(
        "6.4.2", "a fragment wrong by what stood before it too",
        [frame(TEXT, b"\xf4", final=False), frame(CONTINUATION, b"\x90", final=False)], ["close 1007"])
    yield Case("6.4.3", "a frame is refused before its end", [text(broken + b"a" * 40)[:-40]], ["close 1007"])
    yield Case("6.4.4", "at the first octet that cannot be", [text(b"\xf4\x90\x80\x80")[:-2]], ["close 1007"])
    for place in range(1, len("κόσμε".encode()) + 1):
        prefix = "κόσμε".encode()[:place]
        whole = prefix.decode(errors="ignore").encode() == prefix
        yield Case(
            f"6.6.{place}", f"the first {place} octets of a word are {'' if whole else 'no '}text", [text(prefix)],
            READ if whole else ["close 1007"])
    for section, (sentence, texts) in UTF8_TEXTS.items():
        for number, word in enumerate(texts, 1):
            yield Case(f"{section}.{number}", f"{sentence}: {word!a} is text", [text(word)], READ)
            yield Case(f"{section}.{number}o", f"{sentence}: {word!a} is, by octets", octets(word.encode()), READ)
    for section, (sentence, broken_texts) in UTF8_BROKEN.items():
        for number, word in enumerate(broken_texts, 1):
            yield Case(f"{section}.{number}", f"{sentence}: {word!r} is no text", [text(word)], ["close 1007"])
            if len(word) <= 60:
                yield Case(
                    f"{section}.{number}o", f"{sentence}: {word!r} is none, by octets", octets(b"a" + word),
                    ["close 1007"])


def closing():
    yield Case(
        "7.1.1", "a message and a close are both answered", [text("ping"), close_frame()],
        ["system.pong", "close 1000"])
    yield Case("7.1.2", "of two closes the first counts", [close_frame(1000), close_frame(1001)], ["close 1000"])
    yield Case("7.1.3", "a ping behind a close is not answered", [close_frame(), frame(PING, "late")], ["close 1000"])
    yield Case("7.1.4", "a text behind a close is not read", [close_frame(), text("ping")], ["close 1000"])
    yield Case(
        "7.1.5", "the rest of a message behind a close is not read",
        [frame(TEXT, b"pi", final=False), close_frame(), frame(CONTINUATION, b"ng")], ["close 1000"])
    yield Case(
        "7.1.6", "a long message is answered before the close behind it",
        [text(b"*" * 64 * KIB), close_frame(), frame(PING)], ["system.error", "close 1000"])
    yield Case("7.1.7", "no frame behind a close changes anything", [close_frame(), b"\xff" * 50], ["close 1000"])
    yield Case("7.3.1", "a close without a code is answered so", [frame(CLOSE)], ["close -"])
    yield Case("7.3.2", "a close with half a code is refused", [frame(CLOSE, b"\x03")], ["close 1002"])
    yield Case("7.3.3", "a close with a code is answered with it", [close_frame(1000)], ["close 1000"])
    yield Case("7.3.4", "a close with a reason too", [close_frame(1000, b"done")], ["close 1000"])
    for number, sentence, reason, code in (
        ("7.3.5", "a close with a reason of 123 bytes too", b"*" * 123, 1000),
        ("7.3.6", "a close with a reason of 124 bytes is refused", b"*" * 124, 1002),
        ("7.5.1", "a reason that is no text is refused", b"\xce\xba\xed\xa0\x80", 1007),
        ("7.5.2", "a reason that is half a character is refused", b"\xe2\x82", 1007),
    ):
        yield Case(number, sentence, [close_frame(1000, reason)], [f"close {code}"])
    for code in (1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4401, 4999):
        yield Case(f"7.7.{code}", f"the code {code} may be sent", [close_frame(code)], [f"close {code}"])
    for code in (0, 1, 999, 1004, 1005, 1006, 1012, 1013, 1014, 1015, 1016, 1100, 2000, 2999, 5000, 65535):
        yield Case(f"7.9.{code}", f"the code {code} may not be sent", [close_frame(code)], ["close 1002"])


def limits():
    full = b"*" * 64 * KIB
    yield Case("9.1.1", "a message of 64 KiB is read", [text(full)], READ)
    yield Case("9.1.2", "a message of a byte more is refused", [text(full + b"*")], ["close 1009"])
    yield Case(
        "9.1.3", "a message of 16 MiB is refused at its header", [text(b"*" * 16 * KIB * KIB)[:14]], ["close 1009"])
    for number, size in enumerate((1024, 1300, 4096, 16384, 65535), 1):
        parts = [full[start : start + size] for start in range(0, len(full), size)]
        yield Case(f"9.3.{number}", f"64 KiB in fragments of {size} bytes are read", fragments(*parts), READ)
    yield Case(
        "9.3.6", "a byte more in a second fragment is refused",
        [frame(TEXT, full, final=False), frame(CONTINUATION, b"*")], ["close 1009"])
    yield Case("9.4.1", "a message in 64 fragments is read", fragments(*[b"*"] * 64), READ)
    yield Case("9.4.2", "a message in 65 fragments is refused", fragments(*[b"*"] * 65), ["close 1008"])
    yield Case("9.4.3", "64 empty fragments and no end are waited for", fragments(*[b""] * 65)[:64], [])
    yield Case(
        "9.7.1", "a hundred messages are answered in order", [text("ping"), text("no")] * 50,
        ["system.pong", "system.error"] * 50)
    parts = [full[start : start + 7000] for start in range(0, len(full), 7000)]
    yield Case(
        "10.1.1", "64 KiB in ten fragments with pings between are read", fragments(*parts, between=frame(PING, "n")),
        ["pong n"] * 9 + READ)


CASES = [case for section in (framing, pings, reserved, fragmentation, utf8, closing, limits) for case in section()]


def told(opcode, payload, event):
    """A server's frame in the words of a case; `event` takes a text apart."""
    match opcode:
        case 0x8: return f"close {struct.unpack('!H', payload[:2])[0] if payload else '-'}"
        case 0xA: return f"pong {payload.decode('latin-1')}"
        case _: return event(payload)
