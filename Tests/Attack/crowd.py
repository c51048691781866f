"""Many agents at once: accounts and tokens put into a store, and a connection for each."""

import base64
import hashlib
import json
import os
import selectors
import socket
import sqlite3
import time
import uuid

DEADLINE = 60.0


def uuid7():
    """RFC 9562: 48 bits of milliseconds, then chance."""
    value = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    return uuid.UUID(int=value & ~(0b11 << 62) | 0b10 << 62)


def add_agents(data, count):
    """Agents with a token each, written as the server writes them, but without a password: hashing so many takes a
    while, and they need none. Returns their ids and tokens. The server must not run.
    """
    now = time.time_ns() // 1_000_000
    agents = []
    with sqlite3.connect(data / "support.db") as database:
        for number in range(count):
            agent, secret = uuid7(), os.urandom(32)
            database.execute(
                "INSERT INTO agents (id, workspace, username, display_name, role, presence, max_active_chats,"
                " is_disabled, created_at, updated_at) VALUES (?, 'default', ?, ?, 'agent', 'online', 100, 0, ?, ?)",
                (agent.bytes, f"racer-{number:04}", f"Racer {number:04}", now, now),
            )
            database.execute(
                "INSERT INTO tokens (hash, agent, created_at, expires_at) VALUES (?, ?, ?, ?)",
                (hashlib.blake2b(secret, digest_size=32).digest(), agent.bytes, now, now + 86_400_000),
            )
            agents.append((str(agent), base64.urlsafe_b64encode(secret).decode().rstrip("=")))
    database.close()
    return agents


class Runner:
    """One agent's keep-alive connection, without a library between it and the server."""

    def __init__(self, server, agent, token):
        self.id = agent
        self.head = f"Host: {server.address[0]}\r\nAuthorization: Bearer {token}\r\nContent-Length: 0\r\n\r\n"
        self.socket = socket.create_connection(server.address, DEADLINE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def post(self, path):
        self.socket.sendall(f"POST {path} HTTP/1.1\r\n{self.head}".encode())

    def answer(self):
        """The status and the JSON of the answer once it is whole; None before."""
        more = self.socket.recv(65536)
        assert more, "closed instead of an answer"
        self.buffer += more
        head, found, rest = self.buffer.partition(b"\r\n\r\n")
        if not found:
            return None
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        if len(rest) < length:
            return None
        assert len(rest) == length, "more than one answer"
        self.buffer = b""
        return int(head[9:12]), json.loads(rest)


def all_at_once(runners, path):
    """Sends the same of everybody before any answer is read; then the answers, by agent."""
    for runner in runners:
        runner.post(path)
    answers = {}
    with selectors.DefaultSelector() as selector:
        for runner in runners:
            selector.register(runner.socket, selectors.EVENT_READ, runner)
        end = time.monotonic() + DEADLINE
        while len(answers) < len(runners):
            assert time.monotonic() < end, f"{len(runners) - len(answers)} answers are missing"
            for key, _ in selector.select(1):
                answer = key.data.answer()
                if answer is not None:
                    answers[key.data.id] = answer
                    selector.unregister(key.data.socket)
    return answers
