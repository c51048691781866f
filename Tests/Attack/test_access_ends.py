"""Access that ends while it is in use: nothing is heard or done with it a second later."""

import json
import time

import pytest

from System.client import Agent, Customer, Socket, keep_secret, wait_until

PATIENCE = 1.0
"""Seconds within which a socket is closed."""


@pytest.fixture
def dora(admin, house):
    """An agent of this test alone, logged in."""
    name = f"dora-{time.monotonic_ns()}"
    admin.register(name)
    return Agent(house, name, "nine-quiet-lamps")


def log_out(agent, _):
    agent.post("/auth/logout").expect(204)


def change_password(agent, _):
    body = {"current_password": "nine-quiet-lamps", "new_password": "four-loud-lanterns"}
    agent.post("/me/password", body).expect(204)


def disable(agent, server):
    assert server.run("agent", "disable", agent.username).returncode == 0


def change_password_by_hand(agent, server):
    done = server.run("agent", "password", agent.username, stdin="six-slow-barges\n")
    assert done.returncode == 0, done.stderr


ENDS = [log_out, change_password, disable, change_password_by_hand]


@pytest.mark.parametrize("end", ENDS)
def test_an_agents_sockets_die_within_a_second(house, queued, dora, end):
    """One that watches a conversation, one that only hears of the queue, and one that tickets let in."""
    ticket = keep_secret(dora.post("/realtime/ticket").expect(200).json["ticket"])
    unused = keep_secret(dora.post("/realtime/ticket").expect(200).json["ticket"])
    sockets = [dora.socket(conversation_id=queued.id), dora.socket(), Socket(house, role="agent", ticket=ticket)]
    dora.claim(queued.id).expect(200)
    for socket in sockets:
        socket.one("queue.claimed")
    end(dora, house)
    ended = time.monotonic()
    for socket in sockets:
        assert socket.close_code(within=PATIENCE) == 4401
    assert time.monotonic() - ended <= PATIENCE
    secret = "this is not for somebody who has left"
    queued.say(secret).expect(200)
    assert secret not in json.dumps([socket.frames for socket in sockets])
    # Nor is there a way back in.
    dora.get("/me").problem(401, "unauthenticated")
    for query in ({"ticket": unused}, {"access_token": dora.token}):
        with Socket(house, role="agent", conversation_id=queued.id, **query) as socket:
            assert socket.close_code() == 4401
            assert socket.frames == []


def test_what_a_dead_token_still_says_is_not_done(house, queued, dora):
    """Frames that were on their way when the access ended."""
    events = queued.events()
    with dora.socket(conversation_id=queued.id) as socket:
        dora.post("/auth/logout").expect(204)
        for number in range(50):
            try:
                socket.send(
                    action="message", conversation_id=queued.id, content="still here", client_message_id=str(number))
            except OSError:
                break
        assert socket.close_code(within=PATIENCE) == 4401
        assert not [frame for frame in socket.frames if frame["event"] == "ack"]
    assert queued.events() == events


def test_a_socket_ends_with_its_tokens_time(new_server):
    server = new_server("--token-ttl", "2s")
    agent = Agent(server, "ana")
    with agent.socket() as socket:
        wait_until(lambda: agent.get("/me").status == 401, "the token expires")
        assert socket.close_code(within=PATIENCE + 0.5) == 4401


def test_a_customers_sockets_die_when_they_erase(house, customer):
    ticket = customer.ticket()
    sockets = [customer.socket(), customer.socket(after=0)]
    customer.delete().expect(204)
    for socket in sockets:
        assert socket.close_code(within=PATIENCE) == 4404
    customer.get().problem(404)
    for query in (
        {"ticket": ticket}, {"role": "customer", "customer_session_id": customer.session},
        {"role": "customer", "customer_session_id": customer.session, "after": 0},
    ):
        with Socket(house, conversation_id=customer.id, **query) as socket:
            assert socket.close_code() == 4404
            assert socket.frames == []


def test_an_erased_conversation_gives_its_words_to_nobody(queued, ana):
    queued.say("my street is Elm Lane eleven").expect(200)
    queued.delete().expect(204)
    for path in ("", "/messages", "/events", "/transcript", "/transcript?format=html", "/suggestions"):
        assert "Elm Lane" not in ana.get(f"/conversations/{queued.id}{path}").text
    assert ana.search("Elm") == []


def test_a_new_start_is_not_the_erased_ones(house, customer):
    """The session goes on; what was said in it does not."""
    customer.say("my street is Elm Lane eleven").expect(200)
    erased = customer.id
    customer.delete().expect(204)
    again = customer.start()
    assert customer.id != erased and "Elm Lane" not in json.dumps(again)
    assert Customer(house).id != erased
