"""One conversation from its start to its erasing, on a disk that may fail at any step of it."""

import time

from System.client import Agent, Connection, Customer, Unexpected, message, new_message_id
from System.soak import amount

RECOVERY = amount(10.0, 2.0)
"""Seconds within which writes go on once the disk takes them again: two are promised, and a machine that runs the whole
test suite may have others to serve."""


class Scenario:
    """Goes through its steps; one that the disk refuses is repeated until it is taken, as every client does."""

    def __init__(self, server, disk, lasts=False):
        self.server = server
        self.disk = disk
        self.lasts = lasts
        self.reader = Connection(server)
        self.customer = None
        self.agent = None
        self.refused = 0
        self.recovery = 0.0
        self.said = {}

    def run(self):
        self.customer = self.step(lambda: attempt(lambda: Customer(self.server)))
        self.agent = self.step(lambda: attempt(lambda: Agent(self.server, "ana")))
        customer, agent, id = self.customer, self.agent, self.customer.id
        self.say("customer_message", lambda name: customer.say("how much is a parcel", name))
        self.step(lambda: customer.escalate())
        self.step(lambda: agent.claim(id))
        self.say("message", lambda name: agent.reply(id, "It is five.", name))
        self.say("message", lambda name: agent.post(f"/conversations/{id}/notes", message("Asked before.", name)))
        self.step(lambda: agent.close(id))
        self.gone = self.step(lambda: attempt(lambda: Customer(self.server)))
        self.step(lambda: self.gone.say("my key is gone"))
        self.step(lambda: self.gone.delete())
        return self

    def say(self, key, send):
        """A message, which a client sends again under its name when it does not know what became of it."""
        name = new_message_id()
        first = self.step(lambda: send(name)).json[key]
        again = self.step(lambda: send(name)).json[key]
        assert (first["seq"], first["id"]) == (again["seq"], again["id"]), "sent again, it is another message"
        self.said[name] = first["seq"]

    def step(self, send):
        answer = send()
        if is_taken(answer):
            return answer
        self.refused += 1
        self.assert_honest(answer)
        if self.lasts:
            self.assert_honest(send())
            assert self.reader.request("GET", "/ready").status == 503
        self.disk.mend()
        begin = time.monotonic()
        while True:
            answer = send()
            took = time.monotonic() - begin
            if is_taken(answer):
                self.recovery = max(self.recovery, took)
                return answer
            self.assert_honest(answer)
            assert took < RECOVERY, f"{took:.1f} s after the disk was mended nothing is written: {answer.body!r}"

    def assert_honest(self, answer):
        """A refusal that says what it is and when to come again; and everybody can read meanwhile."""
        answer.problem(503, "store_unavailable")
        assert int(answer.headers["Retry-After"]) >= 1
        if self.customer:
            self.customer.get("/messages").expect(200)
        if self.agent:
            self.agent.get("/conversations?limit=2").expect(200)

    def events(self):
        """All that is there of it, as an agent and as the customer sees it."""
        return self.agent.events(self.customer.id), self.customer.events(), self.agent.events(self.gone.id)

    def assert_kept(self):
        """That everything acknowledged is there once, in order, and what was erased is gone."""
        mine, _, gone = self.events()
        assert [event["seq"] for event in mine] == list(range(1, len(mine) + 1))
        names = [
            (event["payload"]["message"]["client_message_id"], event["seq"])
            for event in mine
            if event["payload"].get("message", {}).get("client_message_id")
        ]
        assert sorted(names) == sorted(self.said.items())
        assert self.agent.conversation(self.customer.id)["status"] == "closed"
        assert "my key is gone" not in str(gone)


def is_taken(answer):
    return not hasattr(answer, "status") or answer.status in (200, 201, 204)


def attempt(make):
    """What `make` makes, or the answer that kept it from doing so."""
    try:
        return make()
    except Unexpected as refusal:
        return refusal.answer
