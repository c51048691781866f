"""What docs/operating.md says of the proxies holds with the files in ops as they are."""

import json
import shutil
import tempfile
from pathlib import Path

import pytest

from .client import keep_secret
from .proxies import Caddy, Nginx, Proxy

START = "/api/v1/customer/conversations/start"
JSON = {"Content-Type": "application/json"}


@pytest.fixture(params=[Nginx, Caddy])
def proxy(request, new_server):
    # A path to a Unix socket has 107 bytes, and pytest's own folders leave few of them.
    folder = Path(tempfile.mkdtemp(prefix="proxy-"))
    server = new_server(
        "--trust-proxy", "--max-connections-per-address", "20000", rates="start=1,message=30", demo=True)
    proxy = request.param(folder, server)
    yield proxy
    proxy.stop()
    shutil.rmtree(folder)


def start(proxy: Proxy, **headers):
    response, body = proxy.request("POST", START, "{}", {**JSON, **headers})
    return response.status, json.loads(body)


def test_a_customer_chats_over_tls(proxy):
    status, answer = start(proxy)
    assert status == 200
    conversation = answer["conversation"]
    session = keep_secret(conversation["customer_session_id"])
    socket = proxy.web_socket(
        f"/api/v1/realtime/ws?role=customer&conversation_id={conversation['id']}&customer_session_id={session}")
    assert json.loads(socket.recv())["event"] == "system.connected"
    response, _ = proxy.request(
        "POST", f"/api/v1/customer/conversations/{conversation['id']}/messages",
        json.dumps({"content": "how much is a parcel"}), {**JSON, "X-Customer-Session-Id": session})
    assert response.status == 200
    while json.loads(socket.recv())["event"] != "message.created":
        pass
    socket.close()


def test_a_made_up_address_does_not_get_around_the_rates(proxy):
    answers = [start(proxy, **{"X-Forwarded-For": f"203.0.113.{number}"})[0] for number in range(11)]
    assert answers == [200] * 10 + [429]


def test_the_figures_are_not_for_strangers(proxy):
    for path in ("/metrics", "/ready"):
        assert proxy.request("GET", path)[0].status == 404
    assert proxy.request("GET", "/health")[0].status == 200


def test_the_server_itself_says_what_is_too_long(proxy):
    response, body = proxy.request("POST", START, b" " * 70_000, JSON)
    assert response.status == 413
    assert json.loads(body)["code"] == "body_too_large"
