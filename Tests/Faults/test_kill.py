"""Kill -9 under load: what was acknowledged is there, once, as it was; nothing is there twice.

SEED says at which moments.
"""

import http.client
import os
import random
import statistics
import threading
import time
from dataclasses import dataclass

import pytest
from System.client import Agent, Connection, Customer, new_message_id, wait_until
from System.soak import amount, measured

ROUNDS = amount(5, 100)
GOAL = amount((20, 250), (1000, 1400))
"""Between how many messages are acknowledged in a round."""
SEED = int(os.environ.get("SEED", "1"))
CUSTOMERS = amount(6, 12)
LOST = (OSError, http.client.HTTPException)
"""What a client meets whose server dies: the outcome of its request is unknown."""


@dataclass(eq=False)
class Sent:
    """A message somebody sent; `seq` is the server's word that it has it."""

    conversation: str
    content: str
    name: str
    send: object
    seq: int | None = None


class Load:
    """Threads of customers and agents on one server until it dies."""

    def __init__(self, server, agents, dice, goal):
        self.server = server
        self.agents = agents
        self.seeds = [dice.getrandbits(32) for _ in range(CUSTOMERS + len(agents))]
        self.goal = goal
        # At once, when the server can have done no more than answer; or a moment later, anywhere in its work.
        self.delay = dice.choice([0, 0, 0, dice.uniform(0, 0.02)])
        self.sent = []
        self.conversations = set()
        self.failures = []
        self.acknowledged = 0
        self.lock = threading.Lock()
        self.goal_reached = threading.Event()
        self.failed = threading.Event()

    def run_until_killed(self):
        roles = [(self.be_customer, seed) for seed in self.seeds[:CUSTOMERS]]
        roles += [(self.be_agent, seed, agent) for seed, agent in zip(self.seeds[CUSTOMERS:], self.agents)]
        threads = [threading.Thread(target=self.guard, args=role) for role in roles]
        for thread in threads:
            thread.start()
        reached = self.goal_reached.wait(30)
        self.failed.wait(self.delay)
        self.server.kill()
        for thread in threads:
            thread.join(30)
        assert not self.failures, self.failures
        assert reached, f"only {self.acknowledged} of {self.goal} messages were acknowledged in 30 s"

    def guard(self, role, *arguments):
        try:
            role(*arguments)
        except LOST:
            pass
        except BaseException as failure:
            self.failures.append(repr(failure))
            self.failed.set()
            self.goal_reached.set()

    def send(self, conversation, content, send, allowed=()):
        """Sends one message; False when the answer was one of the refusals allowed."""
        sent = Sent(conversation, content, new_message_id(), send)
        with self.lock:
            self.sent.append(sent)
            self.conversations.add(conversation)
        answer = send(content, sent.name)
        if answer.status in allowed:
            with self.lock:
                self.sent.remove(sent)
            return False
        sent.seq = number(answer)
        with self.lock:
            self.acknowledged += 1
            if self.acknowledged >= self.goal:
                if not self.delay:
                    self.server.process.kill()
                self.goal_reached.set()
        return True

    def be_customer(self, seed):
        dice = random.Random(seed)
        customer = Customer(self.server)
        while True:
            for _ in range(dice.randrange(2, 6)):
                self.send(customer.id, f"how much is a parcel {dice.getrandbits(40)}", customer.say)
            customer.escalate().expect(200)
            for _ in range(dice.randrange(2, 8)):
                self.send(customer.id, f"are you there {dice.getrandbits(40)}", customer.say)
            customer.post("/end").expect(200)
            # A new widget each time: what this one sent is resent through it when its answer was lost.
            customer = Customer(self.server)

    def be_agent(self, seed, agent):
        dice = random.Random(seed)
        while True:
            answer = agent.post("/queue/claim-next")
            if answer.status == 204:
                continue
            conversation = answer.expect(200).json["conversation"]["id"]

            def reply(content, name):
                return agent.reply(conversation, content, name)

            for _ in range(dice.randrange(1, 5)):
                # The customer may have ended it meanwhile.
                if not self.send(conversation, f"here I am {dice.getrandbits(40)}", reply, allowed=(409,)):
                    break


def number(answer):
    """The number of the message that an answer tells of."""
    answer = answer.expect(200).json
    return (answer.get("customer_message") or answer["message"])["seq"]


def assert_whole(watcher, sent, conversations):
    """Every acknowledged message once, with its number and words; numbers without a gap. Returns what is written."""
    written = {}
    for conversation in conversations:
        events = watcher.events(conversation)
        assert [event["seq"] for event in events] == list(range(1, len(events) + 1)), conversation
        for event in events:
            message = event["payload"].get("message")
            if message and message["client_message_id"]:
                key = (conversation, message["client_message_id"])
                assert key not in written, f"written twice: {key}"
                written[key] = (message["seq"], message["content"])
    for one in sent:
        if one.seq is not None and one.conversation in conversations:
            assert written.get((one.conversation, one.name)) == (one.seq, one.content)
    return written


def resend(unknown):
    """Sends again what was not acknowledged, under the same names, as every client does; returns what was refused."""
    refused = []
    for one in unknown:
        answer = one.send(one.content, one.name)
        if answer.status == 409:
            # For good: the conversation was ended before this was written.
            answer.problem(409, "conversation_closed")
            refused.append(one)
        else:
            one.seq = number(answer)
    return refused


def assert_sound(server):
    """That the file is whole: as the kill has left it, and beside the running server."""
    verified = server.run("verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def start_again(server):
    """Starts the killed server; the seconds from the call to the answer that it is ready."""
    begin = time.monotonic()
    server.start()
    probe = Connection(server)
    wait_until(lambda: probe.request("GET", "/ready").status == 200, "it is ready", 20)
    return time.monotonic() - begin


@pytest.mark.soak
def test_kill_under_load_loses_nothing_and_doubles_nothing(server):
    agents = [Agent(server, "ana"), Agent(server, "ben")]
    sam = Agent(server, "sam")
    dice = random.Random(SEED)
    sent, conversations, starts = [], set(), []
    print(f"seed {SEED}")
    for round in range(1, ROUNDS + 1):
        load = Load(server, agents, dice, goal=dice.randrange(*GOAL))
        load.run_until_killed()
        assert_sound(server)
        starts.append(start_again(server))
        sent += load.sent
        conversations |= load.conversations
        written = assert_whole(sam, load.sent, load.conversations)
        unknown = [one for one in load.sent if one.seq is None]
        unheard = [one for one in unknown if (one.conversation, one.name) in written]
        refused = set(resend(unknown))
        sent = [one for one in sent if one not in refused]
        of_this_round = [one for one in load.sent if one not in refused]
        written = assert_whole(sam, of_this_round, load.conversations)
        # An agent may have gone on in a conversation of the round before.
        assert {(one.conversation, one.name) for one in of_this_round} <= written.keys()
        print(
            f"round {round}: {load.acknowledged} acknowledged, {len(unknown)} unknown of which {len(unheard)} were "
            f"written and {len(refused)} came too late; ready after {starts[-1] * 1000:.0f} ms"
        )
    assert_sound(server)
    written = assert_whole(sam, sent, conversations)
    assert written.keys() == {(one.conversation, one.name) for one in sent}
    measured(
        "kill -9 under load", kills=ROUNDS, acknowledged_messages=len(sent), conversations=len(conversations), lost=0,
        twice=0, gaps=0, ready_p50=f"{statistics.median(starts) * 1000:.0f} ms",
        ready_max=f"{max(starts) * 1000:.0f} ms", seed=SEED)
