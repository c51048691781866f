"""People who are played against a server that dies meanwhile; and lies of a server that must not go unseen."""

import json
import re
import subprocess

import pytest

from .doctored import Doctored
from .program import FAQ_DATA, ROOT, binary, environment, run
from .soak import amount, measured

KINDS = ("lost", "doubled", "out_of_order", "claimed_twice", "orphan", "unexpected")


def url(address):
    return "http://{}:{}".format(*address)


def play(address, *words):
    """A short run; the exit code and the report."""
    played = run("simulate", "--url", url(address), "--json", "--pace", 25, "--seconds", 2, *words, timeout=120)
    assert played.returncode in (0, 1), played.stderr
    report = json.loads(played.stdout)
    assert (played.returncode == 0) == (report["verdict"] == "clean")
    return report


@pytest.mark.soak
def test_a_server_that_is_killed_keeps_its_word(new_server):
    server = new_server("--max-connections-per-address", "2000", faq=FAQ_DATA)
    server.listen = "{}:{}".format(*server.address)
    seconds, kills = amount(5, 60), amount(1, 3)
    simulation = subprocess.Popen(
        [binary(), "simulate", "--url", url(server.address), "--json", "--seconds", str(seconds),
         "--customers", str(amount(40, 500)), "--agents", str(amount(6, 20)), "--pace", str(amount(10, 5))],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(),
    )
    try:
        for _ in range(kills):
            # Its end before its time is a failure too.
            with pytest.raises(subprocess.TimeoutExpired):
                simulation.wait(seconds / (kills + 1))
            server.kill()
            server.start()
        out, errors = simulation.communicate(timeout=120)
    finally:
        simulation.kill()
    assert simulation.returncode == 0, f"{out}{errors}"
    report = json.loads(out)
    assert report["verdict"] == "clean" and not any(report[kind] for kind in KINDS)
    # It was no idle game: there was talk, there were races, and the kills were felt.
    assert report["acknowledged"] > amount(100, 2000) and report["lost_answers"] >= kills and report["reconnects"]
    done = {operation["operation"]: operation["count"] for operation in report["operations"]}
    for operation in ("start", "message", "quick reply", "escalate", "claim", "reply", "close", "resume", "delivery"):
        assert done.get(operation), f"nobody did {operation}: {done}"
    slowest = {one["operation"]: one["p99_ms"] for one in report["operations"]}
    measured(
        f"simulate with {kills} kills", customers=amount(40, 500), agents=amount(6, 20), seconds=seconds,
        conversations=report["conversations"], acknowledged=report["acknowledged"],
        turns_per_second=round(report["turns_per_second"]), reconnects=report["reconnects"],
        lost_races=report["lost_races"], message_p99_ms=round(slowest["message"], 1),
        delivery_p99_ms=round(slowest["delivery"], 1), **{kind: report[kind] for kind in KINDS},
    )


def each_frame(number, change):
    """Changes each `message.created` of this number, and leaves the rest as it is: who gets one may be about to drop."""
    seen = 0

    def frame(text):
        nonlocal seen
        if b'"event":"message.created"' not in text:
            return [text]
        seen += 1
        return [text] if seen % number else change(text)

    return frame


def answers(pattern, change):
    """Changes the answers to requests that fit; `change` returns status and body, or nothing to leave it."""

    def answer(method, path, status, body):
        if re.search(pattern, f"{method} {path}"):
            return change(path, status, body) or (status, body)
        return status, body

    return answer


def forget_a_message(path, status, body):
    return status, re.sub(rb'"client_message_id":"sim-', b'"client_message_id":"was-', body, count=1)


def write_it_twice(path, status, body):
    page = json.loads(body)
    named = [
        event["payload"]["message"] for event in page["events"]
        if (event["payload"].get("message") or {}).get("client_message_id")
    ]
    if len(named) > 1:
        named[1]["client_message_id"] = named[0]["client_message_id"]
    return status, json.dumps(page, ensure_ascii=False).encode()


def leave_out_an_event(path, status, body):
    page = json.loads(body)
    del page["events"][1:2]
    return status, json.dumps(page, ensure_ascii=False).encode()


def let_both_win(path, status, body):
    if status == 409 and b"claimed_by_another" in body:
        return 200, json.dumps({"conversation": {"id": path.split("/")[-2], "last_seq": 2000}}).encode()
    return None


def show_an_empty_list(path, status, body):
    return 200, b'{"items":[],"next_after":null}'


def break_down(path, status, body):
    return 500, b'{"code":"internal"}'


READ_BACK = r"GET /api/v1/agent/conversations/[^/]+/events"
LIES = {
    "a message is not in the log": ("lost", answers(READ_BACK, forget_a_message), None),
    "a message stands twice in the log": ("doubled", answers(READ_BACK, write_it_twice), None),
    "an event is left out of the log": ("out_of_order", answers(READ_BACK, leave_out_an_event), None),
    "a frame is left out": ("out_of_order", None, each_frame(20, lambda text: [])),
    "a frame is sent twice": ("out_of_order", None, each_frame(20, lambda text: [text, text])),
    "two agents win": ("claimed_twice", answers("POST .*/claim$", let_both_win), None),
    "who waits is in no list": ("orphan", answers("GET .*status=agent&limit=200$", show_an_empty_list), None),
    "a rating breaks down": ("unexpected", answers("POST .*/rating$", break_down), None),
}


@pytest.fixture(scope="module")
def lively(tmp_path_factory):
    """The server that the lies are told about."""
    from .conftest import end
    from .program import Server

    server = Server(
        tmp_path_factory.mktemp("lively"), FAQ_DATA, "--max-connections-per-address", "2000"
    ).start()
    yield server
    end(server)


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_is_found(lively, lie):
    kind, answer, frame = LIES[lie]
    doctored = Doctored(lively, answer, frame)
    try:
        report = play(doctored.address, "--customers", 30, "--agents", 4)
    finally:
        doctored.close()
    assert report["verdict"] == "not_clean"
    assert report[kind] > 0, {name: report[name] for name in KINDS}
    assert all(trouble["what"] for trouble in report["troubles"])


def test_the_truth_is_clean_behind_the_same_relay(lively):
    doctored = Doctored(lively)
    try:
        assert play(doctored.address, "--customers", 30, "--agents", 4)["troubles"] == []
    finally:
        doctored.close()


def test_limits_of_the_server_are_no_faults_and_are_named(new_server):
    server = new_server("--max-connections-per-address", "25", rates=None)
    report = play(server.address, "--customers", 60)
    assert report["verdict"] == "clean", report["troubles"]
    assert report["limited_answers"] and any("--rates off" in remark for remark in report["remarks"])
    assert report["refused_connections"] and any(
        "--max-connections-per-address" in remark for remark in report["remarks"]
    )


def test_a_server_that_is_no_demo_is_played_with_agents_of_its_own(new_server):
    server = new_server(demo=False)
    added = server.run("agent", "add", "root", "--role", "admin", stdin="correct horse battery\n")
    assert added.returncode == 0, added.stderr
    words = ["simulate", "--url", url(server.address), "--seconds", 1, "--customers", 3, "--agents", 2]
    refused = run(*words)
    assert refused.returncode == 3 and "--admin" in refused.stderr
    played = run(*words, "--admin", "root", stdin="correct horse battery\n")
    assert played.returncode == 0, played.stdout + played.stderr
    assert "verdict: clean" in played.stdout
    names = [line.split()[0] for line in server.run("agent", "list").stdout.splitlines()[1:]]
    assert len([name for name in names if re.fullmatch(r"sim-\w+-[12]", name)]) == 2


def test_the_page_about_it_names_options_and_words_that_there_are():
    page = (ROOT / "docs/simulate.md").read_text(encoding="utf-8")
    lines = re.findall(r"^support-server (\w+)(.*)$", page, re.MULTILINE)
    assert len(lines) >= 6
    for command, words in lines:
        known = set(re.findall(r"^  (--[a-z-]+)", run(command, "--help").stdout, re.MULTILINE))
        assert set(re.findall(r"--[a-z-]+", words)) <= known, f"{command}{words}"
    explained = re.findall(r"^\| ([a-z ]+) \| (?!what)", page, re.MULTILINE)
    assert {word.replace(" ", "_") for word in explained} == set(KINDS)


def test_without_a_server_it_says_so():
    played = run("simulate", "--url", "http://127.0.0.1:9")
    assert played.returncode == 3 and "No server answers" in played.stderr
