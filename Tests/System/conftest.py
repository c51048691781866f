"""Servers for the tests: one that they share, and fresh ones for those that stop, break or fill theirs."""

import pytest

from .client import SECRETS, Agent, Customer
from .faq_folder import write_small_faq
from .program import FAQ_DATA, Server, binary


def pytest_sessionstart():
    if not binary().exists():
        pytest.exit(f"there is no program at {binary()}; build it, or name another in SUPPORT_SERVER_BINARY", 3)


@pytest.fixture(scope="session")
def small_faq(tmp_path_factory):
    return write_small_faq(tmp_path_factory.mktemp("faq"))


@pytest.fixture
def new_server(tmp_path, small_faq):
    """Starts servers of the test's own, and looks at each log when the test is over."""
    servers = []

    def start(*options, name="server", faq=small_faq, **settings):
        server = Server(tmp_path / name, faq, *options, **settings)
        servers.append(server)
        return server.start()

    yield start
    for server in servers:
        end(server)


@pytest.fixture
def server(new_server):
    """A server of the test's own that answers from the shop's whole FAQ; it can be killed and started again."""
    return new_server(faq=FAQ_DATA)


@pytest.fixture(scope="session")
def house(tmp_path_factory, small_faq):
    """The server that many tests share; each brings its own customers."""
    server = Server(
        tmp_path_factory.mktemp("house"), small_faq, "--allow-origin", "https://shop.example",
        "--max-connections-per-address", "2000",
    ).start()
    yield server
    end(server)


def end(server):
    code = server.stop()
    assert code in (0, -9), f"the server ended with {code}:\n{server.log[-3000:]}"
    leaks = [secret for secret in SECRETS if secret in server.log]
    assert not leaks, f"stands in the log and must not: {leaks}"


@pytest.fixture(scope="session")
def ana(house):
    return Agent(house, "ana")


@pytest.fixture(scope="session")
def ben(house):
    return Agent(house, "ben")


@pytest.fixture(scope="session")
def sam(house):
    return Agent(house, "sam")


@pytest.fixture(scope="session")
def eva(house):
    return Agent(house, "eva")


@pytest.fixture(scope="session")
def admin(house):
    return Agent(house, "admin")


@pytest.fixture
def customer(house):
    return Customer(house)


@pytest.fixture
def queued(customer):
    """A customer who waits for a person."""
    customer.escalate().expect(200)
    return customer
