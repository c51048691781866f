"""What a shop page loads for the chat before anybody opens it."""

from .report import Figure, Table
from .server import Http, running

PATH = "/w/widget.js"


def run(options):
    table = Table("what one tag in a shop page loads, as sent", ("file", 20), ("bytes", 10), ("encoding", 12))
    with running(options) as server:
        http = Http(server.port, Accept_Encoding="gzip")
        http.socket.sendall(http.encoded("GET", PATH))
        _, head, content = http.answer()
    fields = dict(line.lower().split(": ", 1) for line in head.splitlines()[1:])
    encoding = fields.get("content-encoding", "")
    table.row(PATH, len(content), encoding, kept={"file": PATH, "bytes": len(content), "encoding": encoding})
    return table, [Figure(
        "widget", f"{len(content):,} bytes, one request", len(content) <= 2500 and encoding == "gzip")]
