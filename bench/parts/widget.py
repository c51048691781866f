"""What a shop page loads for the chat before anybody opens it."""

from .report import Figure, Table
from .server import Http, running


def run(options):
    table = Table("what one tag in a shop page loads, as sent", ("file", 20), ("bytes", 10), ("encoding", 12))
    with running(options) as server:
        http = Http(server.port, Accept_Encoding="gzip")
        http.socket.sendall(http.encoded("GET", "/w/widget.js"))
        _, head, content = http.answer()
    encoding = next((line.split(": ")[1] for line in head.splitlines() if line.lower().startswith("content-encoding")), "")
    table.row("/w/widget.js", len(content), encoding, kept={"file": "/w/widget.js", "bytes": len(content), "encoding": encoding})
    return table, [Figure("widget", f"{len(content):,} bytes, one request", len(content) <= 2500 and encoding == "gzip")]
