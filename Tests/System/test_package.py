"""The Debian package on a machine with systemd: installed, started, broken, upgraded, removed."""

import json
import subprocess
from pathlib import Path

import pytest

from .client import wait_until
from .machine import Machine, why_not
from .program import ROOT, binary

pytestmark = pytest.mark.skipif(why_not() is not None, reason=f"no machine to install it on: {why_not()}")

ENV = "/etc/support-server/support-server.env"
HOME = "/var/lib/support-server"
CURL = "curl --silent --show-error --max-time 10"


@pytest.fixture(scope="module")
def package():
    done = subprocess.run([ROOT / "scripts/package", binary()], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return ROOT / done.stdout.split()[-1]


@pytest.fixture
def machine(tmp_path):
    with Machine(tmp_path / "machine") as machine:
        yield machine


@pytest.fixture
def installed(machine, package):
    machine.run(f"dpkg --install {package}")
    return machine


def ready(machine):
    answer = machine.run(f"{CURL} http://127.0.0.1:8080/ready", check=False).stdout
    return answer.startswith('{"status":"ready"')


def start_conversation(machine):
    answer = machine.run(
        f"{CURL} --json '{{}}' http://127.0.0.1:8080/api/v1/customer/conversations/start").stdout
    return json.loads(answer)["conversation"]


def say(machine, conversation, words):
    answer = machine.run(
        f"{CURL} --fail --json '{{\"content\": \"{words}\"}}' "
        f"--header 'X-Customer-Session-Id: {conversation['customer_session_id']}' "
        f"http://127.0.0.1:8080/api/v1/customer/conversations/{conversation['id']}/messages").stdout
    return json.loads(answer)


def test_it_serves_when_the_installation_is_over(installed):
    assert ready(installed), "the manager was told that it is ready, so it is"
    assert installed.run("systemctl is-enabled support-server").stdout == "enabled\n"
    assert "Serving on http://127.0.0.1:8080" in installed.run("systemctl status support-server").stdout
    answer = say(installed, start_conversation(installed), "where is my parcel")
    assert answer["bot_message"]["metadata"]["faq_slug"]
    # It runs as nobody in particular, and nobody else reads the database or the shop's secret.
    assert installed.run("ps -C support-server -o user:20=").stdout.split() == ["support-server"]
    modes = installed.run(f"stat --format '%a %U' {HOME}/data {HOME}/data/support.db {HOME}/faq {ENV}").stdout.split("\n")
    assert modes[:4] == ["700 support-server", "600 support-server", "2775 support-server", "600 root"]


def test_it_may_do_little_else(installed):
    exposure = installed.run("systemd-analyze security --threshold=20 support-server", check=False)
    assert exposure.returncode == 0, exposure.stdout[-300:]
    # The sandbox lets patterns be compiled to machine code all the same.
    assert "pattern" not in installed.run("journalctl --unit support-server --priority warning --output cat").stdout


def test_commands_run_as_the_service_does(installed):
    password = "nine-quiet-lamps\n"
    installed.run("supportctl agent add ana --role admin", stdin=password)
    assert "ana " in installed.run("supportctl agent list").stdout
    owners = installed.run(f"find {HOME} -not -user support-server").stdout
    assert owners == "", "what root left behind, the service could not write"
    assert "sudo supportctl" in installed.run("setpriv --reuid nobody supportctl agent list", check=False).stderr


def test_settings_reach_the_service_and_the_commands(installed):
    installed.run(f"echo 'SUPPORT_LISTEN=\"127.0.0.1:9090\"' >>{ENV} && systemctl restart support-server")
    assert installed.run(f"{CURL} http://127.0.0.1:9090/health").stdout == '{"status":"ok"}'
    installed.run(f"echo 'SUPPORT_DATA={HOME}/other' >>{ENV}")
    assert f"{HOME}/other" in installed.run("supportctl verify", check=False).stderr


def test_an_edited_faq_answers_after_a_reload_and_by_itself(installed):
    entry = "---\nquestion: Do you sell zithers?\nasks:\n  - zithers please\n---\nWe sell three zithers.\n"
    installed.run(f"cat >{HOME}/faq/zithers.md && systemctl reload support-server", stdin=entry)
    wait_until(
        lambda: "three zithers" in say(installed, start_conversation(installed), "zithers please")["bot_message"]["content"],
        "the new entry answers")


def test_killed_it_comes_back_with_everything(installed):
    conversation = start_conversation(installed)
    say(installed, conversation, "how much is a parcel")
    installed.run("systemctl kill --signal KILL support-server")
    wait_until(lambda: ready(installed), "it was started again", 20)
    assert "is sound: 1 conversation" in installed.run("supportctl verify").stdout


def test_every_night_has_a_copy_and_old_ones_go(installed):
    assert installed.run("systemctl is-enabled support-server-backup.timer", check=False).stdout == "disabled\n"
    installed.run("systemctl enable --now support-server-backup.timer && systemctl start support-server-backup")
    first = installed.run(f"ls {HOME}/backups").stdout.split()
    assert len(first) == 1
    installed.run(f"touch --date '9 days ago' {HOME}/backups/{first[0]} && mv {HOME}/backups/{first[0]} {HOME}/backups/old.db")
    installed.run("systemctl start support-server-backup")
    assert "old.db" not in installed.run(f"ls {HOME}/backups").stdout
    # One that fails takes nothing away.
    installed.run(f"cp {HOME}/backups/*.db {HOME}/backups/old.db; touch --date '9 days ago' {HOME}/backups/old.db")
    installed.run(f"systemctl stop support-server; mv {HOME}/data/support.db {HOME}/data/away")
    installed.run("systemctl start support-server-backup", check=False)
    assert "old.db" in installed.run(f"ls {HOME}/backups").stdout


def test_a_new_version_keeps_everything_and_restarts(installed, package, tmp_path):
    conversation = start_conversation(installed)
    say(installed, conversation, "how much is a parcel")
    installed.run(f"echo 'SUPPORT_TOKEN_TTL=1h' >>{ENV}; echo >>{HOME}/faq/bot.yaml")
    before = installed.run("systemctl show --property MainPID support-server").stdout
    newer = rebuilt(package, "1.0.1", installed)
    installed.run(f"dpkg --install {newer}")
    assert installed.run("dpkg-query --show --showformat '${Version}' support-server").stdout == "1.0.1"
    assert installed.run("systemctl show --property MainPID support-server").stdout != before
    assert ready(installed)
    assert say(installed, conversation, "and to france")["bot_message"]
    assert "SUPPORT_TOKEN_TTL=1h" in installed.run(f"cat {ENV}").stdout, "what an operator set is kept"


def rebuilt(package, version, machine):
    """The same package under another version, made on the machine."""
    machine.run(
        f"dpkg-deb --raw-extract {package} /root/newer && sed -i 's/^Version: .*/Version: {version}/' "
        "/root/newer/DEBIAN/control && dpkg-deb -Zgzip -z1 --build /root/newer /root/newer.deb")
    return "/root/newer.deb"


def test_removed_it_leaves_what_people_wrote_and_nothing_else(installed):
    before = set(installed.run("find /etc /usr /lib /var -xdev -name '*support*' -not -path '*/dpkg/*'").stdout.split())
    assert before
    start_conversation(installed)
    installed.run("dpkg --remove support-server")
    assert installed.run("systemctl is-active support-server", check=False).stdout == "inactive\n"
    assert installed.run(f"test -s {HOME}/data/support.db; test -s {ENV}", check=False).returncode == 0
    said = installed.run("dpkg --purge support-server").stdout
    assert f"Kept: {HOME}" in said
    left = installed.run(
        "find /etc /usr /lib /var -xdev -name '*support-server*' -not -path '*/dpkg/*' -not -path '/var/lib/support-server*'"
    ).stdout.split()
    assert left == []
    assert installed.run(f"test -s {HOME}/data/support.db && test -s {HOME}/faq/bot.yaml").returncode == 0


def test_the_copy_of_a_night_brings_everything_back(installed):
    """docs/operating.md's way back, command by command."""
    conversation = start_conversation(installed)
    say(installed, conversation, "how much is a parcel")
    installed.run("supportctl backup")
    installed.run(f"systemctl stop support-server && head -c 50000 /dev/urandom >{HOME}/data/support.db")
    refused = installed.run("systemctl start support-server", check=False)
    assert refused.returncode != 0
    assert "is damaged" in installed.run("journalctl --unit support-server --output cat").stdout
    text = (Path(ROOT) / "docs/operating.md").read_text(encoding="utf-8")
    way = text.split("### Restore\n", 1)[1].split("```", 2)[1].strip()
    newest = installed.run(f"ls {HOME}/backups").stdout.split()[-1]
    installed.run("set -e\n" + way.replace("2026-11-21T033000Z.db", newest))
    assert ready(installed)
    assert say(installed, conversation, "and to france")["bot_message"]
