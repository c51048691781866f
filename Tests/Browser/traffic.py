"""What a page asks the chat's server for."""

from playwright.sync_api import Page

from server import Server


class Traffic:
    def __init__(self, page: Page, server: Server):
        self.server = server
        self.responses = []
        self.sockets = []
        page.on("response", lambda one: one.url.startswith(server.url) and self.responses.append(one))
        page.on("websocket", lambda one: self.sockets.append(one))

    @property
    def paths(self) -> list[str]:
        return [one.url.removeprefix(self.server.url) for one in self.responses]

    def sizes(self) -> dict[str, int]:
        """Bytes of each part of the widget as they were sent, by its name."""
        return {
            one.url.rsplit("/", 1)[-1]: one.request.sizes()["responseBodySize"]
            for one in self.responses if "/w/" in one.url
        }
