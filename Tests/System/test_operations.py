"""What an operator relies on: refusals at the start, an orderly stop, backups, and a log that tells no secrets."""

import json
import os
import re
import shutil
import socket
import sqlite3
import stat
import subprocess

import pytest

from .client import SECRETS, Agent, Closed, Connection, Customer, Socket, keep_secret
from .program import binary, environment, run


def serve(tmp_path, faq, *options):
    """A serve that is expected to end by itself."""
    return run("serve", "--data", tmp_path / "data", "--faq", faq, *options, timeout=20)


@pytest.mark.parametrize("address", ["0.0.0.0:0", "[::]:0", "192.0.2.1:8080", "example.com:8080"])
def test_the_demo_listens_on_this_machine_only(tmp_path, small_faq, address):
    ended = serve(tmp_path, small_faq, "--demo", "--listen", address)
    assert ended.returncode in (2, 3)
    assert "--demo" in ended.stderr and "http://" not in ended.stdout
    assert len(ended.stderr.splitlines()) <= 3, ended.stderr


def test_a_second_server_does_not_get_the_same_data(house, small_faq):
    ended = run("serve", "--demo", "--listen", "127.0.0.1:0", "--data", house.data, "--faq", small_faq, timeout=20)
    assert ended.returncode == 3
    assert str(house.data) in ended.stderr and str(house.process.pid) in ended.stderr
    Connection(house).request("GET", "/health").expect(200)


def test_a_port_in_use_is_refused(tmp_path, small_faq):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = serve(tmp_path, small_faq, "--demo", "--listen", f"127.0.0.1:{port}")
    assert ended.returncode == 3
    assert str(port) in ended.stderr


def test_without_demo_there_is_no_account(new_server):
    server = new_server(demo=False)
    login = {"username": "admin", "password": "demo-only"}
    Connection(server).request("POST", "/api/v1/agent/auth/login", login).problem(401, "wrong_credentials")
    added = server.run("agent", "add", "vera", "--role", "supervisor", stdin="nine-quiet-lamps\n")
    assert added.returncode == 0, added.stderr
    assert Agent(server, "vera", "nine-quiet-lamps").get("/me").expect(200).json["role"] == "supervisor"
    listed = server.run("agent", "list", "--json")
    assert [account["username"] for account in json.loads(listed.stdout)] == ["vera"]


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        (["serve", "--lisen", "127.0.0.1:0"], "--listen"),
        (["serve", "--rooting", "auto"], "--routing"),
        (["serve", "--routing", "quene"], "queue"),
        (["verfy"], "verify"),
        (["agent", "disble", "ana"], "disable"),
    ],
)
def test_a_slip_of_the_finger_is_told_the_nearest_spelling(words, nearest):
    ended = run(*words)
    assert ended.returncode == 2
    assert nearest in ended.stderr and ended.stdout == ""


@pytest.mark.parametrize(
    "words", [["serve", "--listen", "nowhere"], ["serve", "--rates", "message=-1"], ["serve", "--token-ttl", "soon"],
              ["serve", "--max-body"], ["replay", "not-an-id"], ["backup"]]
)
def test_a_value_that_cannot_be_meant_is_wrong_usage(tmp_path, words):
    ended = run(*words, *([] if words[-1].startswith("--") else ["--data", tmp_path / "data"]))
    assert ended.returncode == 2 and ended.stderr


def test_a_stop_says_goodbye_and_keeps_everything(new_server):
    server = new_server()
    customer = Customer(server)
    ana = Agent(server, "ana")
    phone, desk = customer.socket(), ana.socket()
    customer.say("are you open on monday").expect(200)
    events = customer.events()
    server.process.terminate()
    for here in (phone, desk):
        payload = here.one("system.goodbye")["payload"]
        assert payload["reconnect_after_ms"] >= 0
        assert here.close_code() in (1001, 1012)
    assert server.process.wait(12) == 0
    with pytest.raises(OSError):
        socket.create_connection(server.address, timeout=2).close()
    server.start()
    assert customer.events() == events


def test_the_database_is_its_owners_alone(new_server):
    server = new_server()
    Customer(server).say("are you open on monday").expect(200)
    files = list(server.data.iterdir())
    assert "support.db" in [file.name for file in files]
    for file in files:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    assert stat.S_IMODE(server.data.stat().st_mode) == 0o700


def test_a_backup_beside_the_running_server_can_be_restored(new_server, tmp_path):
    server = new_server()
    customer = Customer(server)
    customer.say("are you open on monday").expect(200)
    events = customer.events()
    copy = tmp_path / "monday.db"
    saved = server.run("backup", copy)
    assert saved.returncode == 0, saved.stderr
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    customer.say("this is said after the backup").expect(200)
    assert run("verify", copy).returncode == 0
    assert server.run("backup", copy).returncode != 0, "a backup is never overwritten"

    restored = new_server(name="restored")
    restored.stop()
    for file in restored.data.iterdir():
        file.unlink()
    shutil.copy(copy, restored.data / "support.db")
    restored.start()
    customer.server = customer.http.server = restored
    assert customer.events() == events


def test_verify_finds_what_somebody_changed(new_server):
    server = new_server()
    customer = Customer(server)
    customer.escalate().expect(200)
    server.stop()
    assert server.run("verify").returncode == 0
    with sqlite3.connect(server.data / "support.db") as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        assert "events" in tables
        database.execute("DELETE FROM events WHERE seq = 2")
    database.close()
    found = server.run("verify")
    assert found.returncode == 1
    assert customer.id in found.stdout


def test_replay_and_export_print_the_conversation(house, queued, ana):
    ana.reply(queued.id, "Your parcel waits for you at the shop.").expect(200)
    ana.note(queued.id, "They were very patient about it.").expect(200)
    last = ana.conversation(queued.id)["last_seq"]
    replayed = house.run("replay", queued.id)
    assert replayed.returncode == 0, replayed.stderr
    for words in (queued.id, "claimed by Ana", "Your parcel waits for you at the shop."):
        assert words in replayed.stdout
    exported = house.run("export", queued.id)
    assert exported.returncode == 0, exported.stderr
    record = json.loads(exported.stdout)
    assert [event["seq"] for event in record["events"]] == list(range(1, last + 1))
    assert "Your parcel waits for you at the shop." in [event["words"] for event in record["events"]]
    assert queued.session not in exported.stdout + replayed.stdout
    unknown = house.run("replay", "0198f3c2-7a10-7cc3-98c4-dc0c0c07398f")
    assert unknown.returncode == 1 and unknown.stdout == ""


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_the_log_tells_no_words_tokens_or_sessions(new_server, log_format):
    server = new_server("--log-format", log_format)
    customer = Customer(server, profile={"name": "Rosalind Featherstone", "email": "rosalind@post.example"})
    ana = Agent(server, "ana")
    said = [
        customer.say("my card number is 4111 1111 1111 1111").expect(200).json["customer_message"]["content"],
        ana.note(customer.id, "She sounds rather upset.").expect(200).json["message"]["content"],
    ]
    customer.escalate(reason=keep_secret("because of my lost umbrella")).expect(200)
    ana.reply(customer.id, "I am sorry about the umbrella.").expect(200)
    with customer.socket() as phone, ana.socket(conversation_id=customer.id):
        ticket = customer.ticket()
        Socket(server, role="customer", conversation_id=customer.id, ticket=ticket).close()
        phone.send(action="message", conversation_id=customer.id, content="umbrella? umbrella!", client_message_id="u")
        phone.one("ack")
        phone.socket.send("this is no frame at all, {umbrella}")
        phone.one("system.error")
    # And whatever goes wrong.
    wrong = [
        ("GET", f"/api/v1/customer/nothing/{customer.session}", None, {}),
        ("GET", f"/api/v1/customer/quick-questions?token={ana.token}", None, {}),
        ("POST", "/api/v1/agent/auth/login", {"username": "ana", "password": "umbrella-umbrella"}, {}),
        ("GET", "/api/v1/agent/me", None, {"Authorization": f"Bearer x{ana.token}"}),
        ("POST", f"/api/v1/customer/conversations/{customer.id}/messages", b'{"content": "umbrella', {
            "X-Customer-Session-Id": customer.session}),
    ]
    for method, path, body, headers in wrong:
        assert Connection(server).request(method, path, body, headers).status >= 400
    with pytest.raises(Closed):
        Socket(server, role="agent", access_token=ana.token + "x").next()
    assert server.stop() == 0

    log = server.log
    assert log, "a run is told of"
    for secret in [*SECRETS, *said, "umbrella", "4111", "Featherstone", "rosalind@", "demo-only", customer.session,
                   ana.token, ticket]:
        assert secret not in log, secret
    if log_format == "json":
        lines = [json.loads(line) for line in log.splitlines()]
        assert all({"time", "level", "event"} <= line.keys() for line in lines)
    assert "login.refused" in log


def test_health_ready_and_metrics_tell_how_it_is(house):
    connection = Connection(house)
    assert connection.request("GET", "/health").expect(200).json == {"status": "ok"}
    ready = connection.request("GET", "/ready").expect(200).json
    assert ready["status"] == "ready" and ready["store"]["writable"] and ready["faq"]["entries"] == 3
    metrics = connection.request("GET", "/metrics").expect(200).text
    samples = [line for line in metrics.splitlines() if not line.startswith("#")]
    assert samples and all(re.fullmatch(r"[a-z_]+(\{[^}]*\})? [-+0-9.e]+", line) for line in samples)


def test_options_come_from_variables_too(tmp_path, small_faq):
    variables = {
        "SUPPORT_LISTEN": "0.0.0.0:0", "SUPPORT_DEMO": "1", "SUPPORT_DATA": str(tmp_path / "data"),
        "SUPPORT_FAQ": str(small_faq),
    }
    ended = subprocess.run(
        [binary(), "serve"], env={**environment(), **variables}, capture_output=True, text=True, timeout=20, check=False
    )
    assert ended.returncode in (2, 3) and "--demo" in ended.stderr
    assert not os.path.exists(tmp_path / "data" / "support.db")
