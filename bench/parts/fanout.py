"""One message to many sockets: from the sending of the request to the last socket's frame."""

import select
import time

from .report import Figure, Table, percentile
from .server import AGENT, CUSTOMER, Http, begin, log_in, open_socket, running

SOCKETS = 1000
MESSAGES = 300


class Crowd:
    """Sockets that wait for the same frame, read by one loop."""

    def __init__(self, sockets):
        self.sockets = {connection.fileno(): connection for connection in sockets}
        self.poll = select.epoll()
        for descriptor, connection in self.sockets.items():
            connection.setblocking(False)
            self.poll.register(descriptor, select.EPOLLIN)

    def hear(self, mark):
        """Returns once every socket has had a frame with these bytes in it."""
        waiting = set(self.sockets)
        end = time.monotonic() + 10
        while waiting:
            if time.monotonic() > end:
                raise SystemExit(f"{len(waiting)} sockets did not get their frame within 10 s.")
            for descriptor, _ in self.poll.poll(1, 512):
                if mark in self.sockets[descriptor].recv(65536):
                    waiting.discard(descriptor)

    def drain(self):
        """Reads what is there already."""
        while ready := self.poll.poll(0.2, 512):
            for descriptor, _ in ready:
                self.sockets[descriptor].recv(65536)


def timed(crowd, http, method, path, body, mark):
    """Milliseconds until everybody has heard, in which the answer has come too."""
    request = http.encoded(method, path, body)
    start = time.perf_counter()
    http.socket.sendall(request)
    crowd.hear(mark)
    taken = (time.perf_counter() - start) * 1000
    http.answer()
    return taken


def watchers(server):
    """A thousand windows on one conversation: an agent's message to all of them."""
    (conversation, session), = begin(server, 1)
    agent, _ = log_in(server)
    Http(server.port, X_Customer_Session_Id=session).send(
        "POST", f"{CUSTOMER}/conversations/{conversation}/escalate", {})
    agent.send("POST", f"{AGENT}/conversations/{conversation}/claim")
    crowd = Crowd([
        open_socket(server, role="customer", conversation_id=conversation, customer_session_id=session)
        for _ in range(SOCKETS)])
    crowd.drain()
    return [
        timed(
            crowd, agent, "POST", f"{AGENT}/conversations/{conversation}/messages",
            {"content": f"This is number-{number}. of what everybody reads."}, f"number-{number}.".encode())
        for number in range(MESSAGES)]


def desks(server):
    """A thousand desks: a customer who begins to wait, told to all agents."""
    talks = begin(server, MESSAGES)
    _, token = log_in(server)
    crowd = Crowd([open_socket(server, role="agent", access_token=token) for _ in range(SOCKETS)])
    crowd.drain()
    return [
        timed(
            crowd, Http(server.port, X_Customer_Session_Id=session), "POST",
            f"{CUSTOMER}/conversations/{conversation}/escalate", {}, conversation.encode())
        for conversation, session in talks]


def run(options):
    table = Table(
        f"{SOCKETS} sockets, {MESSAGES} messages, from the request to the last socket's frame; the client takes its "
        "part of that too",
        ("what is told", 44), ("p50 ms", 9), ("p99 ms", 9), ("max ms", 9))
    for name, part in (
            ("a message to all who watch a conversation", watchers), ("a new place in the queue to all desks", desks)):
        with running(options, "--max-connections-per-address", "3000", demo=True) as server:
            times = part(server)
        p50, p99, most = percentile(times, 0.5), percentile(times, 0.99), max(times)
        table.row(
            name, f"{p50:.2f}", f"{p99:.2f}", f"{most:.2f}",
            kept={"told": name, "sockets": SOCKETS, "p50_ms": p50, "p99_ms": p99, "max_ms": most})
    worst = max(row["p99_ms"] for row in table.kept)
    return table, [Figure(
        "fanout", "p99 " + ", ".join(f'{row["p99_ms"]:.1f} ms' for row in table.kept) + " (watchers, desks)",
        worst <= 20)]
