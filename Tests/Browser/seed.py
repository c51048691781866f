"""Customers and colleagues without a browser: one that does as a test says, or very many, quickly."""

import http.client
import json
from concurrent.futures import ThreadPoolExecutor

from people import password
from server import Server

connections = 8


class Line:
    """One connection to the server's API."""

    def __init__(self, server: Server):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)

    def post(self, path: str, body: object, **headers: str) -> dict:
        return self.call("POST", path, body, **headers)

    def call(self, method: str, path: str, body: object = None, **headers: str) -> dict:
        text = None if body is None else json.dumps(body)
        self.connection.request(method, f"/api/v1/{path}", text, {"Content-Type": "application/json", **headers})
        answer = self.connection.getresponse()
        text = answer.read()
        assert answer.status < 300, f"{path}: {answer.status} {text[:200]!r}"
        return json.loads(text) if text else {}


class Visitor:
    """A customer of the desk."""

    def __init__(self, server: Server, name: str | None, *words: str, line: Line | None = None, **details: str):
        self.line = line or Line(server)
        profile = {"name": name} if name else {}
        if email := details.pop("email", None):
            profile["email"] = email
        started = self.line.post("customer/conversations/start", {"locale": "en", "profile": profile, **details})
        self.id = started["conversation"]["id"]
        self.session = {"X-Customer-Session-Id": started["conversation"]["customer_session_id"]}
        for one in words:
            self.say(one)

    def post(self, path: str, body: object) -> dict:
        return self.line.post(f"customer/conversations/{self.id}/{path}", body, **self.session)

    def say(self, words: str) -> dict:
        return self.post("messages", {"content": words})

    def ask_for_person(self) -> "Visitor":
        self.post("escalate", {})
        return self

    def types(self) -> None:
        self.post("typing", {"is_typing": True})

    def reads(self, seq: int) -> None:
        self.post("read", {"seq": seq})

    def conversation(self) -> dict:
        path = f"/api/v1/customer/conversations/{self.id}"
        self.line.connection.request("GET", path, headers=self.session)
        return json.loads(self.line.connection.getresponse().read())

    def newest(self) -> int:
        return self.conversation()["last_seq"]

    def phase(self) -> str:
        return self.conversation()["phase"]


class Colleague:
    """An agent who has signed in."""

    def __init__(self, server: Server, username: str):
        self.line = Line(server)
        login = self.line.post("agent/auth/login", {"username": username, "password": password})
        self.token = {"Authorization": f"Bearer {login['access_token']}"}

    def call(self, method: str, path: str, body: object = None) -> dict:
        return self.line.call(method, f"agent/{path}", body, **self.token)

    def claim(self, visitor: Visitor) -> None:
        self.call("POST", f"conversations/{visitor.id}/claim")

    def reply(self, visitor: Visitor, words: str) -> None:
        self.call("POST", f"conversations/{visitor.id}/messages", {"content": words})

    def close(self, visitor: Visitor) -> None:
        self.call("POST", f"conversations/{visitor.id}/close", {})


def in_parallel(server: Server, count: int, do) -> None:
    """Calls `do` with a line and each number below `count`, shared out among the connections."""

    def some(part: int) -> None:
        line = Line(server)
        for index in range(part, count, connections):
            do(line, index)

    with ThreadPoolExecutor(connections) as pool:
        list(pool.map(some, range(connections)))


def fill_queue(server: Server, count: int) -> None:
    in_parallel(server, count, lambda line, index: Visitor(server, f"Customer {index}", line=line).ask_for_person())


def long_talk(server: Server, count: int) -> str:
    """A conversation of so many messages, in no order; its customer’s name is Long."""
    long = Visitor(server, "Long").ask_for_person()

    def say(line: Line, index: int) -> None:
        words = f"message {index} " + "and more words about it " * (index % 7)
        line.post(f"customer/conversations/{long.id}/messages", {"content": words}, **long.session)

    in_parallel(server, count, say)
    return long.id
