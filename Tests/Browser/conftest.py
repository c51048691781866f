"""A server, a browser, and the two people who meet in it."""

import os
from functools import partial

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from people import Agent, Customer
from server import Server
from shop import Shop


@pytest.fixture(scope="session")
def launch():
    """Starts a browser."""
    with sync_playwright() as playwright:
        # Root has no sandbox to use.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        yield partial(playwright.chromium.launch, executable_path="/usr/bin/chromium", args=arguments)


@pytest.fixture(scope="session")
def browser(launch):
    browser = launch()
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def shop():
    """A shop that embeds the chat from another origin."""
    shop = Shop()
    yield shop
    shop.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory, shop: Shop):
    """One for all tests: each leaves no conversation open behind it."""
    server = Server(tmp_path_factory.mktemp("server") / "data", "--rates", "off", "--allow-origin", shop.origin)
    yield server
    server.kill()


@pytest.fixture(scope="module")
def desk_server(tmp_path_factory):
    """One for the tests of a file, to which no others send customers."""
    server = Server(tmp_path_factory.mktemp("desk") / "data", "--rates", "off")
    yield server
    server.kill()


@pytest.fixture
def mortal_server(tmp_path):
    """One that a test may kill."""
    server = Server(tmp_path / "data", "--rates", "off")
    yield server
    server.kill()


class Complaints(list):
    """What the pages wrote to their consoles, and what they threw."""

    def watch(self, page: Page) -> None:
        page.on("console", lambda message: self.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.append(f"thrown: {error}"))


@pytest.fixture
def complaints():
    return Complaints()


@pytest.fixture
def new_page(browser: Browser, complaints: Complaints):
    """Makes a page in a browser context of its own: other storage, another person."""
    contexts = []

    def make(**options) -> Page:
        context = browser.new_context(reduced_motion="reduce", **options)
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        complaints.watch(page)
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def visitor(server: Server, new_page):
    """Makes a customer of the demo shop, or of another page that embeds the chat."""
    visitors = []

    def make(address: str | None = None, **options) -> Customer:
        visitors.append(Customer(new_page(**options), server, address))
        return visitors[-1]

    yield make
    for customer in visitors:
        customer.leave()


@pytest.fixture
def customer(visitor) -> Customer:
    return visitor()


@pytest.fixture
def agent(server: Server, new_page) -> Agent:
    return Agent(new_page(), server)
