"""What an operator plans with: disk for a message, memory at rest and with sockets, processor time for a turn."""

import random

from .report import Table
from .server import CUSTOMER, Http, begin, open_socket, running
from .turns import sentences

TALKS, TURNS = 2000, 5


def run(options):
    table = Table(
        f"{TALKS:,} conversations of {TURNS} turns with the bot and its greeting: {TALKS * (2 * TURNS + 1):,} messages",
        ("of the server", 44), ("figure", 14))

    def figure(name, value, unit):
        table.row(name, f"{value:,.1f} {unit}", kept={"of": name, "figure": value, "unit": unit})

    with running(options, "--max-connections-per-address", "200") as server:
        figure("memory after the start", server.memory() / (1 << 20), "MiB")
        chance, lines = random.Random(1), sentences()
        talks = begin(server, TALKS)
        connection, worked = Http(server.port), server.seconds()
        for conversation, session in talks:
            connection.fields = f"Host: 127.0.0.1\r\nX-Customer-Session-Id: {session}\r\n"
            for _ in range(TURNS):
                connection.send(
                    "POST", f"{CUSTOMER}/conversations/{conversation}/messages", {"content": chance.choice(lines)})
        figure("processor time for a turn, one at a time", (server.seconds() - worked) / (TALKS * TURNS) * 1e6, "µs")
        figure("memory after them", server.memory() / (1 << 20), "MiB")
        sockets = []
        for count in (1000, 5000):
            for number in range(len(sockets), count):
                conversation, session = talks[number % TALKS]
                sockets.append(open_socket(
                    server, f"127.0.1.{1 + number // 100}", role="customer", conversation_id=conversation,
                    customer_session_id=session))
            figure(f"memory with {count:,} WebSockets", server.memory() / (1 << 20), "MiB")
        folder = server.folder
        server.stop()
        # Stopped, the write-ahead log is folded into the file.
        disk = sum(path.stat().st_size for path in folder.glob("support.db*"))
    figure("disk for a message", disk / (TALKS * (2 * TURNS + 1)), "bytes")
    figure("disk for a conversation", disk / TALKS / 1000, "kB")
    return table, []
