"""What a WebSocket costs that nobody writes to."""

import time

from .report import Figure, Table
from .server import begin, open_socket, running

COUNTS = (1000, 5000)


def run(options):
    table = Table(
        "customers' WebSockets, each in a conversation of its own; what the server's own memory grew by",
        ("sockets", 10), ("MiB in all", 12), ("bytes each", 12))
    with running(options, "--max-connections-per-address", "200") as server:
        talks = begin(server, max(COUNTS) + 100)

        def open_one(number):
            conversation, session = talks[number]
            # As many addresses as a hundred sockets each need.
            return open_socket(
                server, f"127.0.{1 + number // 10_000}.{1 + number // 100 % 100}", role="customer",
                conversation_id=conversation, customer_session_id=session)

        # What the first sockets bring with them (tables, pools) is nobody's own.
        for connection in [open_one(max(COUNTS) + number) for number in range(100)]:
            connection.close()
        time.sleep(1)
        before = server.memory()
        sockets = []
        for count in COUNTS:
            sockets += [open_one(number) for number in range(len(sockets), count)]
            time.sleep(2)
            taken = server.memory() - before
            table.row(
                count, f"{taken / (1 << 20):.1f}", f"{taken / count:.0f}",
                kept={"sockets": count, "bytes": taken, "bytes_each": taken / count})
    each = table.kept[-1]["bytes_each"]
    return table, [Figure("idle", f"{each / 1024:.1f} KiB each", each <= 4096)]
