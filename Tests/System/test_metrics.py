"""`/metrics` and the alert rules over it: figures that Prometheus reads, rules that fire when a server is broken."""

import http.client
import json
import re
import shutil
import sqlite3
import subprocess
import time

import pytest

from .client import Agent, Connection, Customer, message, wait_until
from .faq_folder import write_small_faq
from .program import ROOT

RULES = ROOT / "ops/alerts.yml"
OPERATING = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
# The metric that Prometheus itself makes of each look at a server.
PROMETHEUS_OWN = {"up"}


def promtool(*words, stdin=None):
    """Prometheus' own tool: its parser, its rules, its clock."""
    return subprocess.run(
        [ROOT / ".build/unpacked/prometheus/usr/bin/promtool", *map(str, words)], input=stdin, capture_output=True, text=True, timeout=60,
        check=False,
    )


def scrape(server):
    """The text of /metrics, and its samples by name with labels as written."""
    text = Connection(server).request("GET", "/metrics").expect(200).text
    lines = [line.rpartition(" ") for line in text.splitlines() if not line.startswith("#")]
    return text, {sample: float(value) for sample, _, value in lines}


def slug(heading):
    """The anchor that a heading has on a page of Markdown."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.fixture
def busy(new_server):
    """A server in which everything has happened once."""
    server = new_server(rates="login=3")
    ana = Agent(server, "ana")
    claimed, waiting = Customer(server), Customer(server)
    for customer in (claimed, waiting):
        customer.say("are you open on monday").expect(200)
        customer.escalate().expect(200)
    ana.claim(claimed.id).expect(200)
    ana.reply(claimed.id, "Here I am.").expect(200)
    ana.close(claimed.id).expect(200)
    for _ in range(4):
        Connection(server).request("POST", "/api/v1/agent/auth/login", {"username": "ben", "password": "no"})
    return server


def test_prometheus_can_read_every_line(busy):
    text, _ = scrape(busy)
    checked = promtool("check", "metrics", stdin=text)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_figures_tell_what_happened(busy):
    _, samples = scrape(busy)
    expected = {
        "support_conversations_started_total": 2,
        'support_conversations_closed_total{by="agent"}': 1,
        'support_escalations_total{reason="asked"}': 2,
        'support_messages_total{sender="agent"}': 1,
        "support_claim_wait_seconds_count": 1,
        "support_queue_waiting": 1,
        "support_agents_online": 1,
        "support_agents_with_room": 1,
        "support_orphans": 0,
        "support_store_writable": 1,
        'support_rate_limited_total{kind="login"}': 2,
        "support_connections_limit": 20_000,
    }
    assert {name: samples.get(name) for name in expected} == expected
    assert samples['support_messages_total{sender="customer"}'] == 2
    assert samples["support_store_commit_seconds_count"] == samples["support_store_commits_total"]
    assert samples["support_store_wait_seconds_count"] == samples["support_store_commands_total"]
    now = time.time()
    assert now - 60 < samples["process_start_time_seconds"] <= now
    assert samples["process_resident_memory_bytes"] > 1 << 20 and samples["process_cpu_seconds_total"] > 0
    assert 3 < samples["process_open_fds"] < samples["process_max_fds"]
    assert 0 < samples["support_disk_free_bytes"] < samples["support_disk_bytes"]
    assert samples["support_store_log_bytes"] > 0
    assert "support_last_backup_timestamp_seconds" not in samples
    busy.run("backup", busy.folder / "copy.db").check_returncode()
    _, samples = scrape(busy)
    assert now - 60 < samples["support_last_backup_timestamp_seconds"] <= time.time() + 1


def test_strangers_cannot_make_new_series(new_server):
    """Whatever is asked for, by whomever, the number of series has its end."""
    server = new_server()
    connection = Connection(server)

    def ask(number):
        connection.request("GET", f"/nothing/{number}?a={number}")
        connection.request("GET", f"/api/v1/customer/conversations/{number}")
        connection.request("POST", "/api/v1/agent/auth/login", {"username": f"user{number}", "password": "x" * 12})
        return set(scrape(server)[1])

    ask(0)
    assert ask(1) == [ask(number) for number in range(2, 40)][-1]


def rules():
    """Each alert with its lines, in the order of the file."""
    text = RULES.read_text(encoding="utf-8")
    return {part.split("\n", 1)[0].strip(): part for part in text.split("- alert:")[1:]}


def test_prometheus_takes_the_rules_and_their_own_tests():
    checked = promtool("check", "rules", RULES)
    assert checked.returncode == 0 and f"{len(rules())} rules found" in checked.stdout, checked.stderr
    tested = promtool("test", "rules", ROOT / "ops/alerts-test.yml")
    assert tested.returncode == 0, tested.stdout + tested.stderr


def test_every_rule_says_for_how_long_how_bad_and_what_to_do():
    anchors = {slug(heading) for heading in re.findall(r"^#+ (.*)$", OPERATING, re.MULTILINE)}
    for name, rule in rules().items():
        assert re.search(r"^ +for: \d+[smh]$", rule, re.MULTILINE), name
        assert re.search(r"severity: (page|ticket)\}", rule), name
        assert re.search(r"^ +summary: .*\.\"?$", rule, re.MULTILINE), name
        page, _, anchor = re.search(r"runbook: (\S+)", rule)[1].partition("#")
        assert page == "docs/operating.md" and anchor in anchors, name


def test_every_figure_of_a_rule_is_in_metrics(busy):
    busy.run("backup", busy.folder / "copy.db").check_returncode()
    text, _ = scrape(busy)
    named = set()
    for rule in rules().values():
        expression = rule.split("expr:")[1].split(" for: ")[0]
        named |= set(re.findall(r"\b((?:support|process)_[a-z_]+|up)\b", expression))
    types = set(re.findall(r"^# TYPE (\S+)", text, re.MULTILINE))
    missing = {name for name in named - PROMETHEUS_OWN if re.sub("_(bucket|count|sum)$", "", name) not in types
               and name not in types}
    assert len(named) > 20 and not missing


def firing(tmp_path, series, minutes=10):
    """Which alerts fire when these series are seen, a value each half minute, and the last one again and again."""
    kept = [
        {"series": name, "values": " ".join([*map(str, values), f"{values[-1]}x{minutes * 2}"])}
        for name, values in series.items()
    ]
    shutil.copy(RULES, tmp_path / "alerts.yml")
    none = [{"eval_time": f"{minutes}m", "alertname": name, "exp_alerts": []} for name in rules()]
    test = {
        "rule_files": ["alerts.yml"], "evaluation_interval": "30s",
        "tests": [{"interval": "30s", "input_series": kept, "alert_rule_test": none}],
    }
    file = tmp_path / "test.yml"
    # JSON is YAML.
    file.write_text(json.dumps(test), encoding="utf-8")
    ended = promtool("test", "rules", file)
    assert ended.returncode in (0, 1), ended.stderr
    return set(re.findall(r"alertname: (\w+), time", ended.stdout + ended.stderr))


def seen(*scrapes):
    """The samples of several looks, each with a value for every look; a counter begins at 0."""
    return {name: [look.get(name, 0) for look in scrapes] for name in scrapes[-1]}


# How full and how busy the machine of the tests is, is not what is broken here.
NOT_OURS = {"SupportDiskAlmostFull", "SupportFilesNearLimit", "SupportLoopLags"}


def test_no_alert_fires_over_a_sound_server(busy, tmp_path):
    # One is in the queue of a server with an agent, and was so for some seconds only.
    _, samples = scrape(busy)
    assert firing(tmp_path, seen(samples, samples)) <= NOT_OURS


def test_a_folder_with_an_error_and_a_conversation_in_no_list_fire(new_server, tmp_path):
    faq = write_small_faq(tmp_path / "faq")
    server = new_server(faq=faq)
    Customer(server).escalate().expect(200)
    with sqlite3.connect(server.data / "support.db") as database:
        database.execute("UPDATE conversations SET phase = 'automated' WHERE phase = 'queued'")
    database.close()
    entry = faq / "shop/lost-key.md"
    entry.write_text(entry.read_text().replace("question:", "qestion:"))
    connection = Connection(server)
    wait_until(lambda: connection.request("GET", "/ready").json["status"] == "degraded", "the folder is refused")
    _, samples = scrape(server)
    assert samples["support_orphans"] == 1 and samples["support_faq_stale"] == 1
    assert "orphans.found count=1" in server.log
    assert {"SupportOrphans", "SupportFAQStale"} <= firing(tmp_path, seen(samples, samples)) - NOT_OURS


def test_a_store_that_takes_no_writes_fires(new_server, tmp_path):
    server = new_server()
    customer = Customer(server)
    _, before = scrape(server)
    # Another program keeps the file to itself for longer than a commit waits.
    database = sqlite3.connect(server.data / "support.db", isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    try:
        # That is for 5 seconds, longer than others ever wait for an answer.
        patient = http.client.HTTPConnection(*server.address, timeout=30)
        headers = {"Content-Type": "application/json", "X-Customer-Session-Id": customer.session}
        path = f"/api/v1/customer/conversations/{customer.id}/messages"
        patient.request("POST", path, json.dumps(message("are you open on monday")), headers)
        assert patient.getresponse().status == 503
        _, after = scrape(server)
        doctor = server.run("doctor", "--demo", "--faq", server.faq, "--listen", "%s:%d" % server.address)
    finally:
        database.execute("ROLLBACK")
        database.close()
    assert doctor.returncode == 1 and "trouble  server-answers" in doctor.stdout
    assert after["support_store_writable"] == 0 and after["support_store_failures_total"] >= 1
    assert after['support_shed_total{code="store_unavailable"}'] >= 1
    fired = firing(tmp_path, seen(before, after), minutes=4)
    assert {"SupportStoreNotWritable", "SupportStoreFails", "SupportSheds"} <= fired
    wait_until(lambda: customer.say("are you open on monday").status == 200, "writing resumes")
    assert scrape(server)[1]["support_store_writable"] == 1
