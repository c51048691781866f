"""`doctor`: a sound installation is called sound, and whatever is broken on purpose is named with its remedy."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from .client import Agent, Connection, Customer
from .faq_folder import write_small_faq
from .program import ROOT, Server, binary, environment, run

PASSWORD = "nine-quiet-lamps"
# What a shop would set; the limit of files of the machine that tests is no subject here.
OPTIONS = ["--allow-origin", "https://shop.example", "--max-connections", "200"]


class Report:
    """One run of `doctor`."""

    def __init__(self, data, faq, *options):
        words = ["doctor", "--json", "--data", data, "--faq", faq, *OPTIONS, *options]
        self.run = run(*words)
        assert self.run.returncode in (0, 1), self.run.stderr
        self.checks = {line["check"]: line for line in json.loads(self.run.stdout)["checks"]}

    def states(self, *states):
        return {name for name, line in self.checks.items() if line["state"] in states}

    def names(self, check, state, *words):
        """The check is in this state; its sentence and remedy have these words."""
        line = self.checks[check]
        assert line["state"] == state, line
        for word in words:
            assert str(word) in f"{line['place']} {line['sentence']} {line['remedy']}", line
        assert self.run.returncode == (1 if self.states("trouble") else 0)


@pytest.fixture(scope="session")
def template(tmp_path_factory, small_faq):
    """The data folder of a stopped server with accounts, conversations and a backup; `copy` it, then break it."""
    folder = tmp_path_factory.mktemp("sound")
    server = Server(folder / "server", small_faq, demo=False).start()
    for name, role in (("vera", "admin"), ("otto", "agent")):
        server.run("agent", "add", name, "--role", role, stdin=PASSWORD + "\n").check_returncode()
    waiting, claimed = Customer(server), Customer(server)
    for customer in (waiting, claimed):
        customer.say("are you open on monday").expect(200)
        customer.escalate().expect(200)
    Agent(server, "otto", PASSWORD).claim(claimed.id).expect(200)
    server.run("backup", folder / "copy.db").check_returncode()
    assert server.stop() == 0
    return server.data


@pytest.fixture
def data(template, tmp_path):
    copy = tmp_path / "data"
    shutil.copytree(template, copy)
    copy.chmod(0o700)
    return copy


def change(data, *statements):
    with sqlite3.connect(data / "support.db") as database:
        for statement in statements:
            database.execute(statement)
    database.close()


def free_address():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"127.0.0.1:{taken.getsockname()[1]}"


@pytest.fixture
def address():
    return free_address()


def test_a_sound_stopped_installation_is_called_sound(data, small_faq, address):
    report = Report(data, small_faq, "--listen", address)
    assert report.run.returncode == 0
    assert not report.states("warning", "trouble"), report.run.stdout


def test_a_sound_running_installation_is_called_sound_in_every_line(new_server, data, small_faq):
    server = new_server(demo=False)
    server.stop()
    shutil.rmtree(server.data)
    shutil.copytree(data, server.data)
    server.start()
    with Agent(server, "otto", PASSWORD).socket():
        report = Report(server.data, small_faq, "--listen", "%s:%d" % server.address)
    assert report.states("ok") == set(report.checks), report.run.stdout
    assert str(server.process.pid) in report.checks["serve-lock"]["sentence"]
    text = run("doctor", "--data", server.data, "--faq", small_faq, *OPTIONS, "--listen", "%s:%d" % server.address)
    assert text.returncode == 0 and text.stdout.endswith("All is well.\n")


@pytest.mark.parametrize("state", ["stopped", "killed"])
def test_nothing_is_changed_by_looking(new_server, small_faq, address, state):
    server = new_server()
    Customer(server).say("are you open on monday").expect(200)
    server.stop() if state == "stopped" else server.kill()

    def shown():
        return {
            file.name: (file.stat().st_mtime_ns, file.read_bytes())
            for file in server.data.iterdir() if not file.name.endswith("-shm")
        }, sorted(file.name for file in server.data.iterdir())

    before = shown()
    Report(server.data, small_faq, "--listen", address, "--demo")
    assert shown() == before


def test_a_folder_that_is_not_there_is_trouble(tmp_path, small_faq, address):
    Report(tmp_path / "nothing", small_faq, "--listen", address).names("data-folder", "trouble", "serve --data")


@pytest.mark.parametrize("broken", [".", "support.db"])
def test_what_others_can_read_is_trouble(data, small_faq, address, broken):
    (data / broken).chmod(0o755)
    Report(data, small_faq, "--listen", address).names("data-modes", "trouble", f"chmod 700 {data}")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_of_another_user_is_trouble(data, small_faq, address):
    os.chown(data / "support.db", 65534, 65534)
    Report(data, small_faq, "--listen", address).names("data-owner", "trouble", f"chown -R root: {data}")


@pytest.mark.skipif(os.geteuid() != 0, reason="root can read everything, and must become somebody else for this")
def test_a_folder_that_cannot_be_looked_into_is_exit_code_three(data):
    # Pytest's own folders are closed to others.
    with tempfile.TemporaryDirectory(dir="/tmp") as open_folder:
        Path(open_folder).chmod(0o755)
        closed, program = Path(open_folder) / "data", Path(open_folder) / "support-server"
        shutil.copytree(data, closed)
        shutil.copy(binary(), program)
        ended = subprocess.run(
            [program, "doctor", "--data", closed], capture_output=True, text=True, timeout=30, env=environment(),
            check=False, user=65534, group=65534, extra_groups=[], cwd="/",
        )
    assert ended.returncode == 3 and "sudo -u root support-server doctor" in ended.stderr


def test_a_log_without_its_database_is_trouble(new_server, small_faq, address):
    server = new_server()
    Customer(server)
    server.kill()
    (server.data / "support.db").unlink()
    Report(server.data, small_faq, "--listen", address).names("data-files", "trouble", "support.db-wal", "mv ")


def test_a_server_at_another_address_is_found_by_its_lock(new_server, small_faq, address):
    server = new_server()
    report = Report(server.data, small_faq, "--demo", "--listen", address)
    report.names("serve-lock", "trouble", server.process.pid, address, f"kill {server.process.pid}")


def test_a_port_that_another_program_has_is_trouble(data, small_faq):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        report = Report(data, small_faq, "--listen", f"127.0.0.1:{port}")
    report.names("listen-address", "trouble", f"process {os.getpid()}", f":{port}", "ss -ltnp")


def test_a_server_of_another_folder_is_not_taken_for_this_ones(house, data, small_faq):
    report = Report(data, small_faq, "--listen", "%s:%d" % house.address)
    report.names("listen-address", "trouble", "another data folder", f"process {house.process.pid}")


def test_an_address_of_another_machine_is_trouble(data, small_faq):
    Report(data, small_faq, "--listen", "192.0.2.1:8080").names("listen-address", "trouble", "ip -brief address")


@pytest.mark.parametrize(("version", "state", "word"), [(2, "warning", "next start"), (99, "trouble", "newer")])
def test_a_database_of_another_version_is_told(data, small_faq, address, version, state, word):
    change(data, f"PRAGMA user_version = {version}")
    Report(data, small_faq, "--listen", address).names("database-version", state, word)


def test_a_damaged_database_is_trouble(data, small_faq, address):
    file = data / "support.db"
    content = bytearray(file.read_bytes())
    for page in range(2, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = bytes(range(64))
    file.write_bytes(content)
    report = Report(data, small_faq, "--listen", address)
    report.names("database-sound", "trouble", "support-server verify", "restore the newest backup")


def test_a_file_that_is_no_database_is_trouble(data, small_faq, address):
    (data / "support.db").write_bytes(b"this is no database at all" * 400)
    Report(data, small_faq, "--listen", address).names("database-sound", "trouble", "restore")


def test_a_clock_that_jumped_back_is_trouble(data, small_faq, address):
    ahead = int(time.time() + 86_400) * 1000
    change(data, f"UPDATE events SET at = {ahead} WHERE id = (SELECT max(id) FROM events)")
    Report(data, small_faq, "--listen", address).names("clock", "trouble", "put back", "timedatectl")


IN_NO_LIST = "UPDATE conversations SET phase = 'automated' WHERE phase = 'queued'"
IN_TWO_LISTS = "UPDATE conversations SET claimed_by = (SELECT id FROM agents LIMIT 1) WHERE phase = 'queued'"
CLOSED_AND_CLAIMED = "UPDATE conversations SET phase = 'closed' WHERE phase = 'claimed'"
OF_NOBODY = "UPDATE conversations SET claimed_by = x'00112233445566778899aabbccddeeff' WHERE phase = 'claimed'"


@pytest.mark.parametrize("breach", [IN_NO_LIST, IN_TWO_LISTS, CLOSED_AND_CLAIMED, OF_NOBODY])
def test_a_conversation_that_stands_in_no_list_or_in_two_is_trouble(data, small_faq, address, breach):
    change(data, breach)
    report = Report(data, small_faq, "--listen", address)
    report.names("lists", "trouble", "nobody may see", f"verify --rebuild --data {data}")
    # The remedy is one, whatever was done to the lists.
    assert run("verify", "--rebuild", "--data", data).returncode == 0
    assert Report(data, small_faq, "--listen", address).checks["lists"]["state"] == "ok"


def test_what_a_disabled_account_still_has_is_told(data, small_faq, address):
    change(data, "UPDATE agents SET is_disabled = 1 WHERE username = 'otto'")
    Report(data, small_faq, "--listen", address).names("claims", "warning", "disabled account", "start the server")


def test_somebody_who_waits_with_no_agent_there_is_told(new_server, small_faq):
    server = new_server()
    Customer(server).escalate().expect(200)
    report = Report(server.data, small_faq, "--demo", "--listen", "%s:%d" % server.address)
    report.names("queue", "warning", "1 customer", "no agent is there")


def test_somebody_who_waits_for_long_is_told(data, small_faq, address):
    long_ago = int(time.time() - 3600) * 1000
    change(data, f"UPDATE conversations SET waiting_since = {long_ago} WHERE phase = 'queued'")
    Report(data, small_faq, "--listen", address).names("queue", "warning", "60 minutes", "start the server")


def test_an_installation_without_an_account_is_trouble(new_server, small_faq, address):
    server = new_server(demo=False)
    server.stop()
    Report(server.data, small_faq, "--listen", address).names("accounts", "trouble", "agent add NAME --role admin")


def test_an_installation_without_an_admin_is_told(data, small_faq, address):
    change(data, "UPDATE agents SET role = 'supervisor' WHERE username = 'vera'")
    Report(data, small_faq, "--listen", address).names("accounts", "warning", "agent add NAME --role admin")


def test_the_password_of_the_demo_outside_a_demo_is_trouble(new_server, small_faq, address):
    server = new_server()
    server.stop()
    server.run("agent", "password", "ana", stdin=PASSWORD + "\n").check_returncode()
    server.run("agent", "disable", "ben").check_returncode()
    report = Report(server.data, small_faq, "--listen", address)
    report.names("demo-passwords", "trouble", "admin, eva, sam", "agent password")
    assert "ana" not in report.checks["demo-passwords"]["sentence"]
    report = Report(server.data, small_faq, "--listen", address, "--demo")
    report.names("demo-passwords", "ok")


def test_an_old_backup_and_none_are_told(data, small_faq, address):
    report = Report(data, small_faq, "--listen", address)
    report.names("backup", "ok")
    old = time.time() - 3 * 86_400
    os.utime(data / "last-backup", (old, old))
    Report(data, small_faq, "--listen", address).names("backup", "warning", "3 days", "support-server backup")
    (data / "last-backup").unlink()
    Report(data, small_faq, "--listen", address).names("backup", "warning", "No copy", "support-server backup")


@pytest.fixture
def faq(tmp_path):
    return write_small_faq(tmp_path / "faq")


def test_errors_and_warnings_of_the_faq_are_told(data, faq, address):
    entry = faq / "shop/lost-key.md"
    sound = entry.read_text()
    entry.write_text(sound.replace("question:", "review_by: 2020-01-01\nquestion:"))
    Report(data, faq, "--listen", address).names("faq-folder", "warning", f"faq check {faq}")
    entry.write_text(sound.replace("question:", "qestion:"))
    Report(data, faq, "--listen", address).names("faq-folder", "trouble", "shop/lost-key.md:2", f"faq check {faq}")
    Report(data, faq / "nothing", "--listen", address).names("faq-folder", "trouble", "--faq")


def test_a_link_out_of_the_faq_is_told(data, faq, address, tmp_path):
    (tmp_path / "elsewhere.md").write_text("---\nquestion: Where is this?\n---\nElsewhere.\n")
    (faq / "shop/outside.md").symlink_to(tmp_path / "elsewhere.md")
    (faq / "shop/inside.txt").symlink_to(faq / "shop/lost-key.md")
    (faq / "shop/.hidden.md").symlink_to(tmp_path / "elsewhere.md")
    report = Report(data, faq, "--listen", address)
    report.names("faq-links", "trouble", "1 link", "shop/outside.md", "readlink -f")
    report.names("faq-folder", "trouble", "shop/outside.md", "leads out of the folder")


def test_what_an_interrupted_publication_left_is_trouble(data, faq, address):
    left = faq / "shop/.0B7A7E7C-6A0A-4E0E-9B0B-1D5B7C1F2A3D.old"
    left.write_text("before")
    Report(data, faq, "--listen", address).names("faq-publication", "ok")
    os.utime(left, (time.time() - 120,) * 2)
    Report(data, faq, "--listen", address).names("faq-publication", "trouble", left.name, f"find {faq}")


def test_a_server_that_answers_with_an_older_faq_is_told(new_server, faq):
    server = new_server(faq=faq)
    at = ["--demo", "--listen", "%s:%d" % server.address]
    Report(server.data, faq, *at).names("faq-live", "ok")
    entry = faq / "shop/lost-key.md"
    entry.write_text(entry.read_text().replace("question:", "qestion:"))
    connection = Connection(server)
    end = time.monotonic() + 10
    while connection.request("GET", "/ready").json["status"] != "degraded":
        assert time.monotonic() < end
    report = Report(server.data, faq, *at)
    report.names("faq-live", "trouble", "older version", f"faq check {faq}")
    other = write_small_faq(faq.parent / "other")
    (other / "shop/parcel-cost.md").unlink()
    entry.unlink()
    while connection.request("GET", "/ready").json["status"] != "ready":
        assert time.monotonic() < end
    Report(server.data, other, *at).names("faq-live", "warning", f"kill -HUP {server.process.pid}")


def test_options_come_from_the_variables_of_the_service(data, small_faq, address):
    variables = {
        "SUPPORT_DATA": str(data), "SUPPORT_FAQ": str(small_faq), "SUPPORT_LISTEN": address,
        "SUPPORT_ALLOW_ORIGIN": "http://shop.example", "SUPPORT_IDENTITY_SECRET": "guess-me",
        "SUPPORT_TRUST_PROXY": "1", "SUPPORT_MAX_CONNECTIONS": "200",
    }
    ended = subprocess.run(
        [binary(), "doctor", "--json"], env={**environment(), **variables}, capture_output=True, text=True, timeout=30,
        check=False,
    )
    checks = {line["check"]: line for line in json.loads(ended.stdout)["checks"]}
    assert ended.returncode == 0
    assert checks["data-folder"]["place"] == str(data)
    assert {name for name, line in checks.items() if line["state"] == "warning"} == {"origins", "identity-secret"}
    assert "guess-me" not in ended.stdout


def test_wrong_usage_is_exit_code_two(data):
    assert run("doctor", "--data", data, "--lisen", "127.0.0.1:0").returncode == 2


def test_the_handbook_explains_every_check_and_no_other(data, small_faq, address):
    page = (ROOT / "docs/doctor.md").read_text(encoding="utf-8").split("## What is looked at")[1]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in page.splitlines() if line.startswith("| `")
    ]
    explained = {row[0].strip("`"): row[1] for row in rows}
    checks = Report(data, small_faq, "--listen", address).checks
    assert explained == {name: line["looks_at"] for name, line in checks.items()}
    assert all(row[2] for row in rows)
