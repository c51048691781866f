"""What customers and agents do without a browser, to set a stage quickly."""

import json
from urllib.request import Request, urlopen

from people import password
from server import Server


class Caller:
    """Somebody with credentials of their own."""

    def __init__(self, server: Server, base: str, headers: dict[str, str]):
        self.server = server
        self.base = f"{server.url}/api/v1/{base}"
        self.headers = {"Content-Type": "application/json", **headers}

    def call(self, method: str, path: str, body: object = None):
        data = None if body is None else json.dumps(body).encode()
        request = Request(self.base + path, data, self.headers, method=method)
        with urlopen(request, timeout=15) as response:
            text = response.read()
        return json.loads(text) if text else None


class CallingCustomer(Caller):
    """Begins a conversation at once."""

    def __init__(self, server: Server, name: str | None = None, email: str | None = None, locale: str = "en"):
        super().__init__(server, "customer", {})
        profile = {key: value for key, value in (("name", name), ("email", email)) if value}
        begun = self.call("POST", "/conversations/start", {"locale": locale, "profile": profile})["conversation"]
        self.id = begun["id"]
        self.headers["X-Customer-Session-Id"] = begun["customer_session_id"]

    def say(self, words: str) -> None:
        self.call("POST", f"/conversations/{self.id}/messages", {"content": words})

    def ask_for_person(self) -> None:
        self.call("POST", f"/conversations/{self.id}/escalate")

    def leave(self) -> None:
        self.call("POST", f"/conversations/{self.id}/end")

    def rate(self, score: int) -> None:
        self.call("POST", f"/conversations/{self.id}/rating", {"score": score})


class CallingAgent(Caller):
    """Signs in at once."""

    def __init__(self, server: Server, username: str):
        super().__init__(server, "agent", {})
        answer = self.call("POST", "/auth/login", {"username": username, "password": password})
        self.me = answer["agent"]
        self.headers["Authorization"] = f"Bearer {answer['access_token']}"

    def claim(self, customer: CallingCustomer) -> None:
        self.call("POST", f"/conversations/{customer.id}/claim")

    def reply(self, customer: CallingCustomer, words: str) -> None:
        self.call("POST", f"/conversations/{customer.id}/messages", {"content": words})

    def close(self, customer: CallingCustomer) -> None:
        self.call("POST", f"/conversations/{customer.id}/close", {})
