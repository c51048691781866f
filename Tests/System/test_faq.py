"""Editors at work: broken folders, broken edits, and edits that go live."""

import re
import signal

import pytest

from .client import Agent, Connection, Customer, wait_until
from .faq_folder import write_entry, write_small_faq
from .program import run

LIVE_WITHIN = 2.0
"""Seconds an editor waits at most for a saved file to answer."""


@pytest.fixture
def faq(tmp_path):
    return write_small_faq(tmp_path / "faq")


def ready(server):
    return Connection(server).request("GET", "/ready").expect(200).json


def versions(server, agent, question):
    """What the bot answers now, and the FAQ version and entry that made it."""
    customer = Customer(server)
    said = customer.say(question).expect(200).json["bot_message"]
    assert "faq_version" not in said["metadata"]
    seen = agent.messages(customer.id)[-1]
    assert seen["content"] == said["content"]
    return said["content"], seen["metadata"]["faq_version"], seen["metadata"]["faq_slug"]


def test_a_broken_folder_is_fatal_at_the_start_with_the_whole_report(faq, tmp_path):
    write_entry(faq, "parcel-cost", "What does a parcel cost?", "5 euros.", keys="qick_reply: 2\n")
    write_entry(faq, "lost-key", "I lost my key", "See <b>here</b>.")
    (faq / "bot.yaml").write_text("greeting: Hello!\nladder:\n  - {say: Sorry?}\n", encoding="utf-8")
    ended = run("serve", "--demo", "--listen", "127.0.0.1:0", "--data", tmp_path / "data", "--faq", faq, timeout=20)
    assert ended.returncode == 3
    for file in ("shop/parcel-cost.md", "shop/lost-key.md", "bot.yaml"):
        assert re.search(rf"{re.escape(file)}:\d+:\d+: error: ", ended.stderr), f"{file} is not in:\n{ended.stderr}"
    assert re.search(r"parcel-cost\.md:3:1: error: .*qick_reply", ended.stderr)
    assert "quick_reply" in ended.stderr, "the nearest key is named"
    assert "http://" not in ended.stdout


def test_a_broken_edit_changes_nothing_and_is_told(new_server, faq):
    server = new_server(faq=faq)
    ana = Agent(server, "ana")
    before = versions(server, ana, "how much is a parcel")
    assert before[0] == "A parcel costs 5 euros."
    assert ready(server)["status"] == "ready" and ready(server)["faq"]["entries"] == 3

    write_entry(faq, "parcel-cost", "What does a parcel cost?", "A parcel costs 6 euros.", keys="owners: me\n")
    wait_until(lambda: ready(server)["status"] == "degraded", "the broken edit is noticed", LIVE_WITHIN)
    told = ready(server)["faq"]
    assert told["version"] == before[1] and told["problem"]
    assert [(found["file"], found["line"], found["column"]) for found in told["diagnostics"]] == [
        ("shop/parcel-cost.md", 3, 1)
    ]
    assert "owners" in told["diagnostics"][0]["message"]
    assert versions(server, ana, "how much is a parcel") == before
    wait_until(lambda: "shop/parcel-cost.md:3" in server.log, "the log tells of it")


def test_a_mended_edit_goes_live_within_two_seconds(new_server, faq):
    server = new_server(faq=faq)
    ana = Agent(server, "ana")
    before = versions(server, ana, "how much is a parcel")
    broken = write_entry(faq, "parcel-cost", "What does a parcel cost?", "6 euros.", keys="owners: me\n")
    wait_until(lambda: ready(server)["status"] == "degraded", "the broken edit is noticed", LIVE_WITHIN)

    mended = write_entry(faq, "parcel-cost", "What does a parcel cost?", "6 euros.", asks=["how much is a parcel"])
    assert mended == broken
    wait_until(lambda: ready(server)["status"] == "ready", "the mended edit is live", LIVE_WITHIN)
    content, version, slug = versions(server, ana, "how much is a parcel")
    assert (content, slug) == ("6 euros.", "parcel-cost")
    assert version == ready(server)["faq"]["version"] != before[1]


def test_a_new_and_a_removed_file_go_live(new_server, faq):
    server = new_server(faq=faq)
    ana = Agent(server, "ana")
    write_entry(faq, "gift-wrap", "Do you wrap gifts?", "We wrap every gift.", asks=["can it be wrapped"])
    wait_until(lambda: ready(server)["faq"]["entries"] == 4, "the new file is live", LIVE_WITHIN)
    assert versions(server, ana, "can it be wrapped")[2] == "gift-wrap"
    (faq / "shop" / "gift-wrap.md").unlink()
    wait_until(lambda: ready(server)["faq"]["entries"] == 3, "the removed file is gone", LIVE_WITHIN)
    assert versions(server, ana, "can it be wrapped")[2] is None


def test_a_hang_up_reads_the_folder_again(new_server, faq):
    server = new_server(faq=faq)
    loaded = len(re.findall(r"faq\.(loaded|unchanged)", server.log))
    server.process.send_signal(signal.SIGHUP)
    wait_until(lambda: len(re.findall(r"faq\.(loaded|unchanged)", server.log)) == loaded + 1, "it was read again")
    assert ready(server)["status"] == "ready"


def test_check_and_try_see_what_the_server_sees(faq):
    sound = run("faq", "check", faq)
    assert sound.returncode == 0, sound.stderr
    tried = run("faq", "try", "how much is a parcel", "--faq", faq)
    assert tried.returncode == 0 and "parcel-cost" in tried.stdout
    write_entry(faq, "lost-key", "I lost my key", "A new one is 5 euros.", asks=["how much is a parcel"])
    checked = run("faq", "check", faq)
    assert checked.returncode == 1
    assert re.search(r"(lost-key|parcel-cost)\.md:\d+:\d+: error: ", checked.stdout)
