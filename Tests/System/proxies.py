"""The proxies in front of the server, run with the configuration in ops, on a Unix socket in place of port 443."""

import http.client
import signal
import socket
import ssl
import subprocess

import websocket

from .client import wait_until
from .program import ROOT

NAME = "support.example"


def program(package, path):
    return ROOT / ".build/unpacked" / package / path


def edited(text, *changes):
    """Each change is made, and is for something that is there."""
    for old, new in changes:
        assert old in text, f"not in the file any more: {old}"
        text = text.replace(old, new)
    return text


class Proxy:
    """A proxy that runs; its process ends with the test."""

    def __init__(self, folder, server):
        self.folder = folder
        self.server = server
        self.socket = folder / "tls.sock"
        self.certificate, self.key = folder / "certificate.pem", folder / "key.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
             "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", self.key, "-out",
             self.certificate], check=True, capture_output=True)
        with (folder / "output").open("wb") as output:
            self.process = subprocess.Popen(self.command(), stdout=output, stderr=output)
        wait_until(self._listens, "the proxy listens", 20)

    def _listens(self):
        assert self.process.poll() is None, (self.folder / "output").read_text()[-2000:]
        try:
            self.connect().close()
        except OSError:
            return False
        return True

    def connect(self):
        """A connection with TLS, whose certificate is looked at."""
        plain = socket.socket(socket.AF_UNIX)
        plain.settimeout(10)
        plain.connect(str(self.socket))
        return ssl.create_default_context(cafile=self.certificate).wrap_socket(plain, server_hostname=NAME)

    def request(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection(NAME)
        connection.sock = self.connect()
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        content = response.read()
        connection.close()
        return response, content

    def web_socket(self, path):
        return websocket.create_connection(f"wss://{NAME}{path}", socket=self.connect(), timeout=10)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)


class Nginx(Proxy):
    def command(self):
        site = edited(
            (ROOT / "ops/nginx.conf").read_text(encoding="utf-8"),
            ("127.0.0.1:8080", "%s:%d" % self.server.address),
            ("    listen 80;\n    listen [::]:80;\n", f"    listen unix:{self.folder}/plain.sock;\n"),
            ("    listen 443 ssl http2;\n    listen [::]:443 ssl http2;\n", f"    listen unix:{self.socket} ssl http2;\n"),
            ("/etc/ssl/support.example.pem", str(self.certificate)),
            ("/etc/ssl/private/support.example.key", str(self.key)),
        )
        paths = "".join(
            f"{kind}_temp_path {self.folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        configuration = self.folder / "nginx.conf"
        configuration.write_text(
            f"daemon off;\nmaster_process off;\npid {self.folder}/pid;\nerror_log stderr;\nevents {{}}\n"
            f"http {{\n{paths}{site}}}\n", encoding="utf-8")
        return [program("nginx", "usr/sbin/nginx"), "-p", self.folder, "-e", "stderr", "-c", configuration]


class Caddy(Proxy):
    def command(self):
        site = edited(
            (ROOT / "ops/Caddyfile").read_text(encoding="utf-8"),
            ("127.0.0.1:8080", "%s:%d" % self.server.address),
            (f"{NAME} {{\n", f"{NAME} {{\n\tbind unix/{self.socket}\n\ttls {self.certificate} {self.key}\n"),
        )
        configuration = self.folder / "Caddyfile"
        configuration.write_text(
            "{\n\tadmin off\n\tauto_https disable_redirects\n\tstorage file_system " + str(self.folder) + "\n}\n" + site,
            encoding="utf-8")
        return [program("caddy", "usr/bin/caddy"), "run", "--config", configuration, "--adapter", "caddyfile"]
