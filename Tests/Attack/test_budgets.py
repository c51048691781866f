"""What one who means no good can do in a minute from one address, with the standard rates."""

import base64
import time

import pytest

from System.client import Agent, Connection, Customer, keep_secret
from System.soak import measured

from .identities import session

START = "/api/v1/customer/conversations/start"
HERE, THERE = {"X-Forwarded-For": "203.0.113.5"}, {"X-Forwarded-For": "198.51.100.77"}


def made_up(number):
    """A session as the server could have made it, and has not."""
    return base64.urlsafe_b64encode(number.to_bytes(32)).decode().rstrip("=")


@pytest.fixture
def guarded(new_server):
    return new_server("--trust-proxy", rates=None)


def allowed(rate, seconds):
    """How many a bucket of `rate` a minute lets through at most, from full."""
    return rate + rate * seconds / 60 + 1


@pytest.mark.soak
def test_one_address_cannot_fill_the_queue(guarded):
    """Fake customers, each a new one who asks for a person at once, as fast as the server answers."""
    http, sessions, refused, begun = Connection(guarded), [], 0, time.monotonic()
    for number in range(600):
        body = {"customer_session_id": made_up(number)} if number % 2 else {}
        answer = http.request("POST", START, body, HERE)
        if answer.status == 429:
            refused += 1
            continue
        conversation = answer.expect(200).json["conversation"]
        sessions.append((keep_secret(conversation["customer_session_id"]), conversation["id"]))
    started = time.monotonic() - begun
    assert 200 <= len(sessions) <= allowed(200, started) and refused
    asked = time.monotonic()
    for who, conversation in sessions:
        path = f"/api/v1/customer/conversations/{conversation}/escalate"
        assert http.request("POST", path, {}, {**HERE, **session(who)}).status in (200, 429)
    admin = Agent(guarded, "admin")
    waiting = admin.get("/queue").expect(200).json["waiting"]
    assert 100 <= waiting <= allowed(100, time.monotonic() - asked)
    # Who has no turn left to ask for a person may still say it in words: no more than may begin at all.
    for who, conversation in sessions:
        path = f"/api/v1/customer/conversations/{conversation}/messages"
        body = {"content": "let me talk to a person"}
        assert http.request("POST", path, body, {**HERE, **session(who)}).status in (200, 429)
    everybody = admin.get("/queue").expect(200).json["waiting"]
    assert everybody <= len(sessions) <= allowed(200, started)
    measured("one address in its first minute", begun=len(sessions), queued=waiting, queued_by_words=everybody)
    # Whoever comes from elsewhere begins, asks for a person and is answered.
    own = http.request("POST", START, {}, THERE).expect(200).json["conversation"]
    headers = {**THERE, **session(keep_secret(own["customer_session_id"]))}
    path = f"/api/v1/customer/conversations/{own['id']}/escalate"
    assert http.request("POST", path, {}, headers).expect(200).json["conversation"]["phase"] == "queued"


def test_profiles_and_pages_have_a_budget_that_takes_nothing_from_words(guarded):
    customer, begun = Customer(guarded), time.monotonic()
    statuses = [
        customer.request("PUT", "/profile", {"name": f"Vera {number}"}).status if number % 2
        else customer.post("/page", {"page": f"https://shop.example/{number}"}).status
        for number in range(80)
    ]
    taken = sum(status in (200, 204) for status in statuses)
    assert 30 <= taken <= allowed(30, time.monotonic() - begun) and set(statuses) == {200, 204, 429}
    assert set(statuses[:30]) == {200, 204}
    customer.request("POST", "/realtime/ticket", {"conversation_id": customer.id}).problem(429, "too_many_requests")
    customer.say("how much is a parcel").expect(200)
    Customer(guarded).request("PUT", "/profile", {"name": "Somebody else"}).expect(200)


def test_unknown_sessions_take_their_turns_from_their_address(guarded):
    """Sessions that a client makes up have no budget that others' do not also pay."""
    http, begun, conversation = Connection(guarded), time.monotonic(), Customer(guarded).id
    path = f"/api/v1/customer/conversations/{conversation}/messages"
    statuses = [
        http.request("POST", path, {"content": "let me in"}, {**HERE, **session(made_up(number))}).status
        for number in range(700)
    ]
    assert set(statuses) == {401, 429}
    assert statuses.count(401) <= allowed(300, time.monotonic() - begun)
