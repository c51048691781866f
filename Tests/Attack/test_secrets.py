"""Sessions, tokens and tickets: how they are made, what is kept of them, and how often they serve."""

import base64
import hashlib
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from System.client import Agent, Closed, Connection, Customer, Socket, keep_secret

START = "/api/v1/customer/conversations/start"


def bits(secret):
    """The 32 bytes a secret stands for."""
    decoded = base64.urlsafe_b64decode(secret + "=")
    assert len(secret) == 43 and len(decoded) == 32
    return decoded


def test_secrets_are_256_random_bits(house, ana):
    customers = [Customer(house) for _ in range(60)]
    secrets = [customer.session for customer in customers] + [customer.ticket() for customer in customers]
    secrets += [keep_secret(ana.post("/realtime/ticket").expect(200).json["ticket"]) for _ in range(80)]
    made = [bits(secret) for secret in secrets]
    assert len(set(made)) == len(made)
    # Each of the 256 is a coin: over 200 tosses none comes outside six deviations, nor do all together.
    for place in range(256):
        ones = sum(value[place // 8] >> place % 8 & 1 for value in made)
        assert abs(ones - 100) < 6 * 7.1, place
    assert abs(sum(int.from_bytes(value).bit_count() for value in made) - 25_600) < 6 * 113


def test_only_hashes_are_kept(new_server):
    """Nothing in the data folder is a session, token, ticket or password; what is there instead is its hash."""
    server = new_server()
    customer, agent = Customer(server), Agent(server, "ana")
    customer.say("are you open on monday").expect(200)
    tickets = [customer.ticket(), agent.post("/realtime/ticket").expect(200).json["ticket"]]
    with customer.socket(), agent.socket():
        customer.escalate().expect(200)
        agent.claim(customer.id).expect(200)

    def kept():
        return b"".join(path.read_bytes() for path in sorted(server.data.rglob("*")) if path.is_file())

    for stored in (kept(), server.stop() or kept()):
        for secret in (customer.session, agent.token, *tickets):
            assert secret.encode() not in stored and bits(secret) not in stored
            assert bits(secret).hex().encode() not in stored.lower()
        assert b"demo-only" not in stored and b"$argon2id$v=19$m=19456,t=2,p=1$" in stored
        for secret in (customer.session, agent.token):
            assert hashlib.blake2b(bits(secret), digest_size=32).digest() in stored
    modes = {path.name: path.stat().st_mode & 0o777 for path in server.data.rglob("*") if path.is_file()}
    assert set(modes.values()) == {0o600}, modes


def test_no_page_names_a_secret(house, customer, ana):
    """What everybody may read, after they were used in every way."""
    with customer.socket(), ana.socket():
        for path in ("/metrics", "/ready", "/openapi.json", "/docs", "/api/v1/customer/availability"):
            text = customer.http.request("GET", path).expect(200).text
            assert customer.session not in text and ana.token not in text
    assert customer.session not in house.log and ana.token not in house.log


def test_every_log_in_has_a_token_of_its_own(house, admin):
    admin.register("tilda")
    first, second = (Agent(house, "tilda", "nine-quiet-lamps") for _ in range(2))
    assert first.token != second.token
    first.post("/auth/logout").expect(204)
    first.post("/auth/logout").problem(401, "unauthenticated")
    second.get("/me").expect(200)
    second.post("/auth/logout").expect(204)
    assert Agent(house, "tilda", "nine-quiet-lamps").token not in (first.token, second.token)


def test_a_ticket_in_many_hands_lets_one_in(customer):
    for _ in range(3):
        ticket = customer.ticket()

        def enter(_, ticket=ticket):
            with Socket(customer.server, role="customer", conversation_id=customer.id, ticket=ticket) as socket:
                try:
                    return socket.one("system.connected")["event"]
                except Closed as closed:
                    return closed.code

        with ThreadPoolExecutor(16) as pool:
            outcomes = list(pool.map(enter, range(16)))
        assert sorted(outcomes, key=str) == [4401] * 15 + ["system.connected"]


def test_a_ticket_that_was_tried_wrongly_is_used_up(house, customer):
    ticket = customer.ticket()
    with Socket(house, role="agent", ticket=ticket) as socket:
        assert socket.close_code() == 4401
    with Socket(house, role="customer", conversation_id=customer.id, ticket=ticket) as socket:
        assert socket.close_code() == 4401


MADE = "client-made.session_id-0123456789-ABCDEF"


def begin(server, session):
    http = Connection(server)
    answer = http.request("POST", START, {"customer_session_id": session}).expect(200).json["conversation"]
    http.close()
    keep_secret(answer["customer_session_id"])
    return answer["customer_session_id"], answer["id"]


@pytest.mark.parametrize("session", [MADE, "x" * 32, "x" * 120])
def test_a_session_of_the_clients_making_is_adopted_where_that_is_allowed(new_server, house, session):
    server = new_server("--adopt-session-ids")
    assert begin(house, session)[0] != session
    adopted, conversation = begin(server, session)
    assert adopted == session and begin(server, session) == (adopted, conversation)
    http = Connection(server)
    headers = {"X-Customer-Session-Id": session}
    http.request("GET", f"/api/v1/customer/conversations/{conversation}", None, headers).expect(200)
    with Socket(
        server, role="customer", conversation_id=conversation, customer_session_id=session
    ) as socket:
        socket.one("system.connected")


@pytest.mark.parametrize("session", ["x" * 31, "x" * 121, "x" * 4000, "with a blank in it which is not one", "é" * 40,
                                     "quote'" * 8, "percent%20" * 5, "slash/" * 8, "nul\0" * 10, "line\n" * 10])
def test_what_cannot_be_a_session_is_not_adopted(new_server, session):
    server = new_server("--adopt-session-ids")
    given, conversation = begin(server, session)
    assert given != session and len(given) == 43
    assert begin(server, session)[1] != conversation


def test_an_adopted_session_reaches_no_other(new_server):
    """Neither one that differs in a letter, nor one whose hash or text looks alike."""
    server = new_server("--adopt-session-ids")
    made, theirs = Customer(server), begin(server, MADE)[1]
    for other in (MADE.swapcase(), MADE + "x", MADE[:-1], MADE.replace("-", "_"),
                  hashlib.blake2b(MADE.encode(), digest_size=32).hexdigest(),
                  base64.urlsafe_b64encode(hashlib.blake2b(MADE.encode(), digest_size=32).digest()).decode()[:43],
                  made.session.swapcase()):
        headers = {"X-Customer-Session-Id": other}
        http = Connection(server)
        for conversation in (theirs, made.id):
            http.request("GET", f"/api/v1/customer/conversations/{conversation}", None, headers).problem(401)
        assert begin(server, other)[1] not in (theirs, made.id)
        http.close()
    assert json.dumps(made.start()) and made.id != theirs
