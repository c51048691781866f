"""The people of the matrix, and everybody who pretends to be one of them."""

import base64
import itertools
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field

from System.client import Agent, Customer, Socket, keep_secret, wait_until
from System.conftest import end
from System.program import Server

NOBODY = "A" * 43
"""Well-formed, and nobody's."""

DECLARED = {
    "X-Role": "admin", "X-Agent-Role": "admin", "X-User": "admin", "X-Username": "admin", "X-Remote-User": "admin",
    "Remote-User": "admin", "X-Forwarded-User": "admin", "X-Workspace": "default", "X-Admin": "true",
}
FORWARDED = {
    "X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1", "Forwarded": "for=127.0.0.1;host=localhost;proto=https",
    "X-Forwarded-Host": "localhost", "X-Original-URL": "/health", "X-Rewrite-URL": "/health",
    "X-HTTP-Method-Override": "GET", "X-Method-Override": "GET",
}


@dataclass
class Identity:
    """What somebody presents; `who` is the role they truly have: nobody's, a customer's, or an agent's."""

    name: str
    who: str = "nobody"
    headers: dict = field(default_factory=dict)
    query: str = ""
    body: dict = field(default_factory=dict)

    def plus(self, name, headers=None, query="", body=None):
        return Identity(f"{self.name} {name}", self.who, {**self.headers, **(headers or {})}, query, body or {})


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def session(text):
    return {"X-Customer-Session-Id": text}


class Victim(Customer):
    """A customer whose words, name and email nobody else may ever see."""

    numbers = itertools.count(1)

    def __init__(self, server, people, stage):
        mark = f"lantern{next(self.numbers):04}"
        profile = {"name": f"Vera {mark}", "email": f"{mark}@victim.example", "attributes": {"plan": f"gold-{mark}"}}
        super().__init__(server, profile=profile)
        self.mark = mark
        self.say(f"my {mark} is broken and I live in the old mill").expect(200)
        self.greeting, self.answer = (message["seq"] for message in self.messages() if message["sender_type"] == "bot")
        if stage in ("queued", "claimed"):
            self.escalate().expect(200)
        if stage == "claimed":
            people.owner.claim(self.id).expect(200)
        if stage == "closed":
            self.post("/end").expect(200)

    @property
    def secrets(self):
        return (self.mark, self.session)


class People:
    """Everybody with an account, everybody whose access has ended, and a customer who wants what is not theirs."""

    def __init__(self, server, expired):
        self.server = server
        self.owner, self.agent, self.supervisor, self.editor, self.admin = (
            Agent(server, name) for name in ("ana", "ben", "sam", "eva", "admin")
        )
        self.mallory = Customer(server)
        self.erased = Customer(server)
        self.erased.delete().expect(204)
        self.expired = expired
        self.logged_out = self.newcomer("gone").token_after(lambda agent: agent.post("/auth/logout").expect(204))
        self.disabled = self.newcomer("fired").token_after(lambda agent: self.disable(agent.username))
        change = {"current_password": "nine-quiet-lamps", "new_password": "four-loud-lanterns"}
        self.changed = self.newcomer("careful").token_after(
            lambda agent: agent.post("/me/password", change).expect(204))
        self.used_ticket = self.mallory.ticket()
        with Socket(server, role="customer", conversation_id=self.mallory.id, ticket=self.used_ticket) as socket:
            socket.one("system.connected")
        self.open_ticket = self.mallory.ticket()
        self.desk_ticket = keep_secret(self.agent.post("/realtime/ticket").expect(200).json["ticket"])

    def erased_now(self):
        """The socket of a customer whose own conversation is another than the victim's."""
        return Customer(self.server).socket()

    def newcomer(self, name=None):
        """A new agent, logged in."""
        name = name or f"new-{uuid.uuid4().hex[:8]}"
        self.admin.register(name)
        return Newcomer(self.server, name, "nine-quiet-lamps")

    def disable(self, name):
        done = self.server.run("agent", "disable", name)
        assert done.returncode == 0, done.stderr

    @property
    def roles(self):
        return {
            "agent": self.agent, "supervisor": self.supervisor, "editor": self.editor, "admin": self.admin,
        }

    def unknown(self, victim):
        """Those who prove nothing; all of them are 401."""
        theirs, token = victim.session, self.owner.token
        yield Identity("nobody")
        for name, text in {
            "an empty session": "", "a short session": "short", "a session too short by one": NOBODY[1:],
            "a session too long by one": NOBODY + "A", "an unknown session": NOBODY, "padding": NOBODY[1:] + "=",
            "bits that spell no session": NOBODY[1:] + "B", "SQL": "' OR '1'='1' -- ", "wild cards": "%" * 43,
            "null": "null", "the conversation's id": victim.id, "a session of 4000 letters": "A" * 4000,
            "the session but one letter": theirs[:-1], "the session and one letter": theirs + "A",
            "the session in other letters": theirs.swapcase(), "the session backwards": theirs[::-1],
            "the session twice": f"{theirs}, {theirs}", "a quoted session": f'"{theirs}"',
            "an agent's token as session": token, "a used ticket as session": self.used_ticket,
            "a ticket as session": self.open_ticket, "a desk's ticket as session": self.desk_ticket,
        }.items():
            yield Identity(name, headers=session(text))
        basic = base64.b64encode(b"ana:demo-only").decode()
        for name, text in {
            "no token": "Bearer", "an empty token": "Bearer ", "a short token": "Bearer short",
            "an unknown token": f"Bearer {NOBODY}", "name and password": f"Basic {basic}",
            "another scheme": f"Token {token}", "a token alone": token, "half a token": f"Bearer {token[:21]}",
            "a token and one letter": f"Bearer {token}A", "a token twice": f"Bearer {token} {token}",
            "two tokens": f"Bearer {token}, Bearer {token}", "a quoted token": f'Bearer "{token}"',
            "a token in other letters": f"Bearer {token.swapcase()}",
            "the customer's session as token": f"Bearer {theirs}",
            "another customer's session as token": f"Bearer {self.mallory.session}",
            "a logged-out token": f"Bearer {self.logged_out}", "a disabled account": f"Bearer {self.disabled}",
            "an expired token": f"Bearer {self.expired}", "a token before a new password": f"Bearer {self.changed}",
            "a used ticket as token": f"Bearer {self.used_ticket}", "a ticket as token": f"Bearer {self.open_ticket}",
            "a desk's ticket as token": f"Bearer {self.desk_ticket}", "an unsigned claim": "Bearer eyJhbGciOiJub25lIn0."
            "eyJyb2xlIjoiYWRtaW4ifQ.",
        }.items():
            yield Identity(name, headers={"Authorization": text})
        cookie = f"customer_session_id={theirs}; session={theirs}; access_token={token}; token={token}"
        yield Identity("cookies", headers={"Cookie": cookie})
        yield Identity("other headers", headers={"X-Access-Token": token, "X-Api-Key": token, "Session": theirs})
        yield Identity("declared headers", headers={**DECLARED, "X-Agent-Id": self.admin.id, "X-Customer-Id": theirs})
        yield Identity("forwarded headers", headers=FORWARDED)
        yield Identity("a token in the address", query=f"access_token={token}")
        yield Identity("a session in the address", query=f"customer_session_id={theirs}")
        yield Identity("a ticket in the address", query=f"ticket={self.desk_ticket}&role=agent")
        yield Identity("a role in the address", query="role=admin&agent_id=" + self.admin.id)
        yield Identity("a role in the body", body=self.declared(victim))
        yield Identity("a token in the body", body={"access_token": token, "token": token, "session": theirs})

    def known(self, victim):
        """Those who prove to be somebody else."""
        customers = [
            Identity("another customer", "customer", session(self.mallory.session)),
            Identity("one whose conversation is erased", "erased", session(self.erased.session)),
        ]
        agents = [Identity(f"the role {role}", role, bearer(agent.token)) for role, agent in self.roles.items()]
        for identity in customers + agents:
            yield identity
            yield identity.plus("with declared headers", DECLARED)
            yield identity.plus("with forwarded headers", FORWARDED)
            yield identity.plus("with a role in the address", query="role=admin&workspace=default")
            yield identity.plus("with ids in the body", body=self.declared(victim))
        mallory = customers[0]
        yield mallory.plus("with an unknown token", bearer(NOBODY))
        yield mallory.plus("with a used ticket", query=f"ticket={self.used_ticket}")
        yield mallory.plus("with the session in the address", query=f"customer_session_id={victim.session}")

    def declared(self, victim):
        return {
            "role": "admin", "sender_type": "agent", "is_admin": True, "workspace": "default",
            "customer_id": victim.id, "sender_agent_id": self.admin.id, "user_id": self.admin.id,
            "conversation": {"id": victim.id}, "sub": self.admin.id, "__proto__": {"role": "admin"},
        }


@contextmanager
def house_of_people(folder, faq):
    """A house of its own with all of them; one token has expired by the clock, the server's life before."""
    server = Server(folder, faq, "--token-ttl", "1s").start()
    ben = Agent(server, "ben")
    wait_until(lambda: ben.get("/me").status == 401, "a token of a second expires")
    end(server)
    server = Server(folder, faq).start()
    yield People(server, ben.token)
    end(server)


class Newcomer(Agent):
    """An agent of whom only the token is left."""

    def token_after(self, end):
        end(self)
        self.http.close()
        return self.token


def timeless(value):
    """What an answer says, without what moves with the clock."""
    if isinstance(value, dict):
        moving = ("wait_seconds", "expected_wait_seconds")
        return {name: timeless(item) for name, item in value.items() if name not in moving}
    return [timeless(item) for item in value] if isinstance(value, list) else value


def message_id(conversation, seq):
    """What a message of this number is called: ids of messages are made of the conversation's and the number."""
    return str(uuid.UUID(int=uuid.UUID(conversation).int ^ seq))
