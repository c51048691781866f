"""The servers and people of the system tests, and the libraries that make disks and clocks fail."""

import subprocess
from pathlib import Path

import pytest
from System.conftest import (  # noqa: F401
    admin, ana, ben, customer, eva, house, new_server, pytest_sessionstart, queued, sam, server, small_faq,
)
from System.program import Server

from .clock import Clock
from .disk import Disk

HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="session")
def shims(tmp_path_factory):
    """Builds a library to be preloaded, once each: `shims("disk")`."""
    folder, built = tmp_path_factory.mktemp("shims"), {}

    def build(name):
        if name not in built:
            built[name] = folder / f"{name}.so"
            command = ["gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-fPIC", "-shared", "-o", built[name]]
            subprocess.run([*command, HERE / f"{name}.c", "-ldl"], check=True, timeout=60)
        return built[name]

    return build


@pytest.fixture
def idle_server(small_faq):
    """Makes servers that the test itself starts, stops and kills; none of them outlives it."""
    servers = []

    def make(folder, **settings):
        servers.append(Server(folder, small_faq, **settings))
        return servers[-1]

    yield make
    for server in servers:
        if server.process and server.process.poll() is None:
            server.kill()


@pytest.fixture
def new_disk(tmp_path, shims):
    """Makes disks for servers of the test's own: `new_disk("name").variables` are for the server in that folder."""
    return lambda name="server": Disk(tmp_path / name, shims("disk"))


@pytest.fixture
def clock(tmp_path, shims):
    return Clock(tmp_path / "clock", shims("clock"))
