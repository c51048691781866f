"""The wall clock is set while the server runs: order, waits and refusals do not go by it."""

import re

import pytest
from System.client import Agent, Closed, Connection, Customer, Socket, assert_chain, numbered, wait_until

DAY = 86_400
YEARS = 3653 * DAY
JUMPS = {"a day on": DAY, "a day back": -DAY, "ten years on": YEARS, "ten years back": -YEARS}


def negative_numbers(text):
    """Waits and spans below zero in what the server says."""
    return re.findall(r'"[a-z_]*(?:seconds|_ms|after)":-\d+', text)


@pytest.mark.parametrize("jump", JUMPS)
def test_the_order_of_a_conversation_does_not_go_by_the_clock(new_server, clock, jump):
    server = new_server(variables=clock.variables)
    ana = Agent(server, "ana")
    waiting = Customer(server)
    waiting.escalate().expect(200)
    customer = Customer(server)
    with customer.socket() as phone:
        for ahead in (0, JUMPS[jump], JUMPS[jump] + 60, 0, 1):
            clock.set(ahead)
            # Also what is sent again after the jump is the same message.
            first = customer.say("my key is gone", f"at{ahead}").expect(200).json["customer_message"]
            assert customer.say("my key is gone", f"at{ahead}").expect(200).json["customer_message"] == first
            for text in (waiting.get().text, Connection(server).request("GET", "/ready").expect(200).text,
                         Connection(server).request("GET", "/api/v1/customer/availability").text):
                assert not negative_numbers(text), text
            phone.send(action="ping")
            phone.one("system.pong")
        assert_chain(numbered(phone.frames), after=2)
    clock.set(JUMPS[jump])
    ana = Agent(server, "ana")
    for path in ("/queue", "/overview", f"/conversations/{waiting.id}", "/conversations?limit=5"):
        answer = ana.get(path)
        assert answer.status in (200, 404) and not negative_numbers(answer.text), answer.text
    events = customer.events()
    times = [event["sent_at"] for event in events]
    assert times == sorted(times), "what comes later is stamped later"
    queue = ana.get("/queue").expect(200).json["items"]
    assert [item["id"] for item in queue] == [waiting.id], "who waits goes on waiting"
    assert server.stop() == 0
    clock.set(0)
    server.start()
    assert server.run("verify").returncode == 0
    assert customer.events()[: len(events)] == events


def test_a_token_that_expired_does_not_hold_again_when_the_clock_is_set_back(new_server, clock):
    server = new_server(variables=clock.variables)
    ana = Agent(server, "ana")
    ana.get("/me").expect(200)
    clock.set(DAY)
    ana.get("/me").problem(401)
    for ahead in (0, -DAY):
        clock.set(ahead)
        ana.get("/me").problem(401)
        with pytest.raises(Closed):
            Socket(server, role="agent", access_token=ana.token).next()
    assert Agent(server, "ana").get("/me").expect(200), "and a new one holds"


def test_time_goes_on_when_the_clock_is_set_back(new_server, clock):
    """Budgets fill again, and what another program does to the accounts is seen as soon as ever."""
    server = new_server(variables=clock.variables, rates="message=60")
    customer, agents = Customer(server), [Agent(server, name) for name in ("ana", "ben")]
    sockets = [agent.socket() for agent in agents]
    clock.set(-YEARS)
    # Two: the writer may be woken once, by the sweep of every five seconds, when nothing but time should wake it.
    for agent, desk in zip(agents, sockets):
        assert server.run("agent", "disable", agent.username).returncode == 0
        assert desk.close_code(within=4) == 4401
    clock.set(-2 * YEARS)
    refusal = wait_until(
        lambda: (answer := customer.say("my key is gone")).status == 429 and answer, "the budget is used up")
    assert 1 <= int(refusal.headers["Retry-After"]) <= 60
    wait_until(lambda: customer.say("my key is gone").status == 200, "the budget fills again", 5)


def test_a_jump_ahead_ends_what_has_rested_and_nothing_else(new_server, clock):
    """A machine that slept a day wakes up a day later: quiet talks with the bot are over, people in the queue wait
    on."""
    server = new_server(variables=clock.variables)
    talking, waiting = Customer(server), Customer(server)
    talking.say("my key is gone").expect(200)
    waiting.escalate().expect(200)
    clock.set(DAY)
    wait_until(lambda: talking.conversation["status"] == "closed", "the sweep closes what has rested", 15)
    assert waiting.conversation["status"] == "agent"
    clock.set(0)
    again = Customer(server)
    again.say("are you open on monday").expect(200)
    assert talking.conversation["status"] == "closed", "a clock set back reopens nothing"
    assert waiting.conversation["status"] == "agent"
    assert again.conversation["status"] == "automated", "and who comes now is not taken for somebody of yesterday"
