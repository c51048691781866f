"""A server that lies: a relay in front of a real one that changes what it says on the way back."""

import re
import socket
import struct
import threading


class Doctored:
    """Passes requests on as they are; answers and frames go through the two functions, which may change them.

    `answer(method, path, status, body)` returns status and body; `frame(text)` returns the texts to send in its place.
    """

    def __init__(self, server, answer=None, frame=None):
        self.server = server.address
        self.answer = answer or (lambda method, path, status, body: (status, body))
        self.frame = frame or (lambda text: [text])
        # One change at a time: most sins are committed once.
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = self.listener.getsockname()
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self.listener.close()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._guard, args=(client,), daemon=True).start()

    def _guard(self, client):
        with client, socket.create_connection(self.server) as server:
            try:
                self._relay(client, client.makefile("rb"), server, server.makefile("rb"))
            except (OSError, EOFError):
                pass

    def _relay(self, client, asked, server, answered):
        while True:
            head, body = message(asked)
            method, path = head.split(b" ", 2)[:2]
            server.sendall(head + body)
            head, body = message(answered)
            status = int(head.split(b" ", 2)[1])
            if status == 101:
                client.sendall(head)
                threading.Thread(target=self._frames, args=(answered, client), daemon=True).start()
                while data := asked.read1():
                    server.sendall(data)
                return
            with self.lock:
                status, body = self.answer(method.decode(), path.decode(), status, body)
            head = re.sub(rb"^HTTP/1.1 \d+", b"HTTP/1.1 %d" % status, head)
            head = re.sub(rb"(?i)\r\ncontent-length: \d+", b"", head)
            if status != 204:
                head = head[:-2] + b"Content-Length: %d\r\n\r\n" % len(body)
            client.sendall(head + body)

    def _frames(self, answered, client):
        try:
            while True:
                first, length = exactly(answered, 2)
                if length == 126:
                    [length] = struct.unpack(">H", exactly(answered, 2))
                elif length == 127:
                    [length] = struct.unpack(">Q", exactly(answered, 8))
                payload = exactly(answered, length)
                texts = [payload]
                if first == 0x81:
                    with self.lock:
                        texts = self.frame(payload)
                for text in texts:
                    client.sendall(bytes([first]) + size(len(text)) + text)
        except (OSError, EOFError):
            client.close()


def size(count):
    """How a frame says that it has so many bytes (RFC 6455 section 5.2)."""
    if count <= 125:
        return bytes([count])
    return struct.pack(">BH", 126, count) if count <= 0xFFFF else struct.pack(">BQ", 127, count)


def exactly(stream, count):
    data = stream.read(count)
    if len(data) < count:
        raise EOFError
    return data


def message(stream):
    """A head with its empty line, and a body as long as it says."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        line = stream.readline()
        if not line:
            raise EOFError
        head += line
    length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
    return head, exactly(stream, int(length[1])) if length else b""
