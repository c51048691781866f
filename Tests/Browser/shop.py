"""A shop of somebody else's, on an origin of its own, that embeds the chat with its one script tag."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from server import Server


def strict_policy(server: Server) -> str:
    """All that a shop has to allow for the chat, and nothing else."""
    socket = server.url.replace("http", "ws", 1)
    return (
        f"default-src 'none'; script-src {server.url}; connect-src {server.url} {socket}; style-src 'none'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


# What careless or hostile style sheets do to everything on their page.
loud_styles = """
    * { font: italic 40px/3 serif !important; color: red !important; letter-spacing: 9px !important;
        text-transform: uppercase !important; text-align: end !important; visibility: visible !important; cursor: none !important; }
    body *, body *::before, body *::after {
        all: unset !important; display: inline !important; position: static !important; float: left !important;
        margin: 30px !important; padding: 30px !important; width: 33% !important; height: 9px !important; overflow: hidden !important;
        background: lime !important; opacity: .3 !important; transform: rotate(3deg) !important; zoom: 2 !important;
        filter: blur(4px) !important; pointer-events: none !important; z-index: 1 !important; contain: strict !important; }
    dialog, button, textarea, svg, support-chat { display: none !important; }
"""


class Shop:
    """Serves pages that embed the chat of a server."""

    def __init__(self):
        shop = self
        self.pages: dict[str, tuple[str, dict[str, str]]] = {}

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                # No page, such as the icon that browsers ask for, is an empty answer.
                text, headers = shop.pages.get(self.path.split("?")[0], ("", {}))
                body = text.encode()
                self.send_response(200 if body else 204)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.http.serve_forever, daemon=True).start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.http.server_port}"

    def show(
        self, server: Server, path: str = "/", *, attributes: str = "", styles: str = "", body: str = "",
        policy: str | None = None, headers: dict[str, str] = {},
    ) -> str:
        """Puts up a page under the strict policy, or under another ("" for none), and returns its address."""
        policy = strict_policy(server) if policy is None else policy
        text = f"""<!doctype html>
            <html lang="en">
            <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Northlight</title>
                {f"<style>{styles}</style>" if styles else ""}
                <script src="{server.url}/w/widget.js" data-name="Northlight" {attributes} async></script>
            </head>
            <body>
                <main><h1>Northlight</h1><p>Lamps for long winters.</p>{body}</main>
            </body>
            </html>"""
        self.pages[path] = (text, {"Content-Security-Policy": policy, **headers} if policy else headers)
        return self.origin + path

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()
