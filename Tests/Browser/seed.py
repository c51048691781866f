"""Many conversations and many messages, quickly: over a few connections that stay open."""

import http.client
import json
from concurrent.futures import ThreadPoolExecutor

from server import Server

connections = 8


class Line:
    """One connection to the server's API."""

    def __init__(self, server: Server):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)

    def post(self, path: str, body: object, **headers: str) -> dict:
        self.connection.request(
            "POST", f"/api/v1/{path}", json.dumps(body), {"Content-Type": "application/json", **headers}
        )
        answer = self.connection.getresponse()
        text = answer.read()
        assert answer.status < 300, f"{path}: {answer.status} {text[:200]!r}"
        return json.loads(text) if text else {}


def begin(line: Line, name: str) -> tuple[str, dict]:
    """A customer in line: the conversation's id, and the header that says who asks."""
    started = line.post("customer/conversations/start", {"locale": "en", "profile": {"name": name}})["conversation"]
    session = {"X-Customer-Session-Id": started["customer_session_id"]}
    line.post(f"customer/conversations/{started['id']}/escalate", {}, **session)
    return started["id"], session


def in_parallel(server: Server, count: int, do) -> None:
    """Calls `do` with a line and each number below `count`, shared out among the connections."""

    def some(part: int) -> None:
        line = Line(server)
        for index in range(part, count, connections):
            do(line, index)

    with ThreadPoolExecutor(connections) as pool:
        list(pool.map(some, range(connections)))


def fill_queue(server: Server, count: int) -> None:
    in_parallel(server, count, lambda line, index: begin(line, f"Customer {index}"))


def long_talk(server: Server, count: int) -> str:
    """A conversation of so many messages, in no order; its customer’s name is Long."""
    conversation, session = begin(Line(server), "Long")

    def say(line: Line, index: int) -> None:
        words = f"message {index} " + "and more words about it " * (index % 7)
        line.post(f"customer/conversations/{conversation}/messages", {"content": words}, **session)

    in_parallel(server, count, say)
    return conversation
