"""A client of the wire contract: one keep-alive connection, customers, agents, and sockets."""

import http.client
import json
import struct
import time
import uuid
from urllib.parse import quote, urlencode

import websocket

DEADLINE = 10.0
"""Seconds after which something that should have happened counts as not happening."""

SECRETS = set()
"""Every session id, token, ticket and longer text that a test has sent or got; none may ever stand in a log."""


def keep_secret(text):
    if len(text) >= 16:
        SECRETS.add(text)
    return text


def wait_until(condition, what, within=DEADLINE):
    """Asks again and again until the answer is true, and returns it; fails when it does not become so in time."""
    end = time.monotonic() + within
    while True:
        answer = condition()
        if answer:
            return answer
        assert time.monotonic() < end, f"not within {within} s: {what}"


class Unexpected(AssertionError):
    """Another answer than the test waits for."""

    def __init__(self, answer, status):
        super().__init__(f"{answer.status} instead of {status}: {answer.body[:600]!r}")
        self.answer = answer


class Answer:
    """A response, read to its end."""

    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def text(self):
        return self.body.decode()

    def expect(self, status):
        if self.status != status:
            raise Unexpected(self, status)
        return self

    def problem(self, status, code=None):
        """The problem details; checks that they are complete and agree with the head."""
        self.expect(status)
        assert self.headers["Content-Type"] == "application/problem+json"
        problem = self.json
        assert problem["status"] == status
        assert problem["type"] == "about:blank"
        assert problem["title"] and problem["detail"] and problem["code"]
        assert problem["request_id"] == self.headers["X-Request-Id"]
        if code is not None:
            assert problem["code"] == code
        return problem


class Connection:
    """A keep-alive connection to a server, opened anew when the server was."""

    def __init__(self, server):
        self.server = server
        self.connection = None
        self.address = None
        self.used = time.monotonic()

    def connect(self):
        # The server closes what was idle for a minute.
        is_idle = time.monotonic() - self.used > 30
        self.used = time.monotonic()
        if self.connection is None or self.address != self.server.address or is_idle:
            self.close()
            self.address = self.server.address
            self.connection = http.client.HTTPConnection(*self.address, timeout=DEADLINE)
            self.connection.connect()

    def request(self, method, path, body=None, headers=None):
        """Sends a body of bytes as it is, and anything else as JSON."""
        self.connect()
        headers = dict(headers or {})
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            headers.setdefault("Content-Type", "application/json")
        try:
            self.connection.request(method, path, body, headers)
            return Answer(self.connection.getresponse())
        except (OSError, http.client.HTTPException):
            self.close()
            raise

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class Customer:
    """Somebody with the widget open: a session and the conversation they are in."""

    def __init__(self, server, **fields):
        self.server = server
        self.http = Connection(server)
        self.session = None
        self.id = None
        self.started = self.start(**fields)

    def start(self, **fields):
        if self.session:
            fields["customer_session_id"] = self.session
        answer = self.http.request("POST", "/api/v1/customer/conversations/start", fields).expect(200).json
        self.session = keep_secret(answer["conversation"]["customer_session_id"])
        self.id = answer["conversation"]["id"]
        return answer

    def request(self, method, path, body=None, headers=None):
        headers = {"X-Customer-Session-Id": self.session, **(headers or {})}
        return self.http.request(method, "/api/v1/customer" + path, body, headers)

    def get(self, path=""):
        return self.request("GET", f"/conversations/{self.id}{path}")

    def post(self, path, body=None, headers=None):
        return self.request("POST", f"/conversations/{self.id}{path}", body, headers)

    def delete(self):
        return self.request("DELETE", f"/conversations/{self.id}")

    def say(self, content, client_message_id=None, headers=None):
        keep_secret(content)
        return self.post("/messages", message(content, client_message_id), headers)

    def pick(self, slug):
        return self.post(f"/quick-replies/{slug}")

    def escalate(self, **fields):
        return self.post("/escalate", fields)

    @property
    def conversation(self):
        return self.get().expect(200).json

    def messages(self):
        return self.get("/messages").expect(200).json["messages"]

    def events(self, after=0):
        return pages(lambda after: self.get(f"/events?after={after}"), after)

    def ticket(self):
        answer = self.request("POST", "/realtime/ticket", {"conversation_id": self.id}).expect(200).json
        return keep_secret(answer["ticket"])

    def socket(self, **query):
        """A socket let in by the session in the address."""
        query = {"role": "customer", "conversation_id": self.id, "customer_session_id": self.session, **query}
        return Socket(self.server, **query).connected()


class Agent:
    """Somebody at the desk, logged in."""

    def __init__(self, server, username, password="demo-only"):
        self.server = server
        self.http = Connection(server)
        self.username = username
        login = {"username": username, "password": password}
        answer = self.http.request("POST", "/api/v1/agent/auth/login", login).expect(200).json
        self.token = keep_secret(answer["access_token"])
        self.id = answer["agent"]["id"]
        self.display_name = answer["agent"]["display_name"]

    def request(self, method, path, body=None, headers=None):
        headers = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        return self.http.request(method, "/api/v1/agent" + path, body, headers)

    def get(self, path):
        return self.request("GET", path)

    def post(self, path, body=None, headers=None):
        return self.request("POST", path, body, headers)

    def claim(self, conversation):
        return self.post(f"/conversations/{conversation}/claim")

    def release(self, conversation):
        return self.post(f"/conversations/{conversation}/release")

    def reply(self, conversation, content, client_message_id=None):
        keep_secret(content)
        return self.post(f"/conversations/{conversation}/messages", message(content, client_message_id))

    def note(self, conversation, content):
        keep_secret(content)
        return self.post(f"/conversations/{conversation}/notes", message(content))

    def close(self, conversation, **fields):
        return self.post(f"/conversations/{conversation}/close", fields)

    def presence(self, presence):
        return self.post("/presence", {"presence": presence}).expect(200).json

    def conversation(self, conversation):
        return self.get(f"/conversations/{conversation}").expect(200).json

    def messages(self, conversation):
        return self.get(f"/conversations/{conversation}/messages").expect(200).json["messages"]

    def events(self, conversation, after=0):
        return pages(lambda after: self.get(f"/conversations/{conversation}/events?after={after}"), after)

    def search(self, words):
        return self.get(f"/search?q={quote(words)}").expect(200).json["items"]

    def register(self, username, role="agent", max_active_chats=5, password="nine-quiet-lamps"):
        """A colleague's new account, for an admin; returns it."""
        fields = {
            "username": username,
            "display_name": username.title(),
            "password": password,
            "role": role,
            "max_active_chats": max_active_chats,
        }
        return self.post("/register", fields).expect(201).json

    def socket(self, **query):
        return Socket(self.server, role="agent", access_token=self.token, **query).connected()


def message(content, client_message_id=None):
    body = {"content": content}
    if client_message_id is not None:
        body["client_message_id"] = client_message_id
    return body


def new_message_id():
    return str(uuid.uuid4())


def pages(get, after):
    """All events from behind `after`, page by page."""
    events = []
    while True:
        more = get(events[-1]["seq"] if events else after).expect(200).json["events"]
        if not more:
            return events
        events += more


def assert_chain(frames, after=0):
    """That each frame names the one before it, beginning behind `after`: nothing this side may see is missing."""
    for frame in frames:
        assert frame["previous_seq"] == after < frame["seq"], [(f["previous_seq"], f["seq"]) for f in frames]
        after = frame["seq"]


class Closed(Exception):
    """The server closed the socket; `code` says why."""

    def __init__(self, code, reason):
        super().__init__(f"closed with {code} {reason}")
        self.code = code


class Socket:
    """A WebSocket, which keeps what it has read: `frames`."""

    def __init__(self, server, origin=None, **query):
        host, port = server.address
        path = "/api/v1/realtime/ws" + ("?" + urlencode(query) if query else "")
        self.frames = []
        self.socket = websocket.create_connection(
            f"ws://{host}:{port}{path}", timeout=DEADLINE, origin=origin, suppress_origin=origin is None
        )

    def next(self, within=DEADLINE):
        """The next frame; raises `Closed` when the server closes instead."""
        self.socket.settimeout(within)
        opcode, frame = self.socket.recv_data_frame()
        if opcode == websocket.ABNF.OPCODE_CLOSE:
            self.socket.shutdown()
            code = struct.unpack("!H", frame.data[:2])[0] if len(frame.data) >= 2 else 1005
            raise Closed(code, frame.data[2:].decode())
        frame = json.loads(frame.data)
        self.frames.append(frame)
        return frame

    def until(self, event, within=DEADLINE, **payload):
        """Reads up to the first frame of that name whose payload has these values, and returns all that were read."""
        end = time.monotonic() + within
        read = []
        while True:
            frame = self.next(max(0.001, end - time.monotonic()))
            read.append(frame)
            if frame["event"] == event and all(frame["payload"].get(key) == value for key, value in payload.items()):
                return read

    def one(self, event, within=DEADLINE, **payload):
        """The first frame of that name with these values in its payload."""
        return self.until(event, within, **payload)[-1]

    def connected(self):
        self.one("system.connected")
        return self

    def pending(self):
        """All frames the server had for this socket when it read our ping: what is not among them was not sent."""
        self.send(action="ping")
        return self.until("system.pong")[:-1]

    def send(self, **frame):
        self.socket.send(json.dumps(frame))

    def close_code(self, within=DEADLINE):
        """Reads until the server closes."""
        end = time.monotonic() + within
        try:
            while True:
                self.next(max(0.001, end - time.monotonic()))
        except Closed as closed:
            return closed.code

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def numbered(frames):
    """The frames that stand for events of the conversation."""
    return [frame for frame in frames if "seq" in frame]
