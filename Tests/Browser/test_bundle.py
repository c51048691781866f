"""The release bundle is the same chat in fewer bytes."""

import subprocess

import pytest
from playwright.sync_api import expect

from people import Agent
from server import Server, root
from shop import Shop
from traffic import Traffic

# Bytes as sent, gzipped.
most_for_loader = 2_500
most_for_chat = 15_000


@pytest.fixture
def server(tmp_path, shop: Shop):
    """One that serves the bundle."""
    subprocess.run([root / "scripts" / "bundle"], check=True, capture_output=True)
    server = Server(
        tmp_path / "data", "--rates", "off", "--allow-origin", shop.origin, "--web-dir", str(root / ".build" / "web"))
    yield server
    server.kill()


def test_a_chat_opens_with_the_bundle_and_goes_its_whole_way(server, shop, visitor, agent: Agent, complaints, capsys):
    customer = visitor(shop.show(server))
    traffic = Traffic(customer.page, server)
    customer.open_chat()
    customer.page.wait_for_load_state("networkidle")
    sizes = traffic.sizes()
    loader = sizes.pop("widget.js")
    with capsys.disabled():
        print(f"\nbundle: loader {loader} bytes, the chat {sum(sizes.values())} bytes in {len(sizes)} parts: {sizes}")
    assert loader <= most_for_loader
    assert sum(sizes.values()) <= most_for_chat

    customer.say("how long does delivery take")
    expect(customer.log).to_contain_text("2–4 working days")
    customer.ask_for_person()
    agent.sign_in()
    agent.claim()
    agent.reply("bundled and well")
    expect(customer.log).to_contain_text("bundled and well")
    agent.close()
    customer.rate("Good")
    assert complaints == []
