"""What editors ask beside a running server: what an edit would change, what is not known, how the entries do."""

import json
import re

import pytest

from .client import Agent, Customer, wait_until
from .faq_folder import write_entry, write_small_faq
from .program import run

REPLY = "We wrap every gift for *3 euros*.\nTell us with your order: https://shop.example/gift_wrap."


@pytest.fixture
def faq(tmp_path):
    return write_small_faq(tmp_path / "faq")


def unanswered(server, faq, *words):
    ended = server.run("faq", "unanswered", "--faq", faq, "--json", *words)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def report(server, faq):
    ended = server.run("faq", "report", "--faq", faq, "--json")
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def ask(server, *messages):
    customer = Customer(server)
    for message in messages:
        customer.say(message).expect(200)
    return customer


def test_what_the_bot_did_not_know_becomes_a_draft_and_then_an_answer(new_server, faq):
    server = new_server(faq=faq)
    ana = Agent(server, "ana")
    ask(server, "do you wrap gifts?", "how much is a parcel")
    ask(server, "Do you wrap  GIFTS")
    helped = ask(server, "do you wrap a gift")
    ask(server, "zebra")
    helped.escalate().expect(200)
    ana.claim(helped.id).expect(200)
    ana.reply(helped.id, REPLY).expect(200)

    found = unanswered(server, faq)
    assert (found["messages"], found["different"], found["rest"]) == (4, 3, 0)
    group, other = found["open"]
    assert other["question"] == "zebra" and other["replies"] == []
    assert group["count"] == 3 and group["wordings"] == ["do you wrap a gift"]
    assert [(reply["by"], reply["words"]) for reply in group["replies"]] == [(ana.display_name, REPLY)]
    told = server.run("faq", "unanswered", "--faq", faq).stdout
    assert re.search(r"^1  3 × “do you wrap gifts\?|^1  3 × “Do you wrap GIFTS", told, re.MULTILINE), told
    assert "We wrap every gift" in told

    drafted = server.run("faq", "unanswered", "--faq", faq, "--draft", "gift-wrap")
    assert drafted.returncode == 0, drafted.stderr
    file = faq / "drafts" / "gift-wrap.md"
    assert str(file) in drafted.stdout
    before = file.read_bytes()
    assert run("faq", "check", faq).returncode == 0, run("faq", "check", faq).stdout
    again = server.run("faq", "unanswered", "--faq", faq, "--draft", "gift-wrap")
    assert again.returncode == 1 and "gift-wrap" in again.stderr
    assert file.read_bytes() == before

    # A draft answers nobody before somebody has looked at it.
    customer = Customer(server)
    assert "wrap" not in customer.say("do you wrap a gift").expect(200).json["bot_message"]["content"]
    file.write_text(before.decode().replace("mode: shadow\n", ""), encoding="utf-8")
    answer = wait_until(
        lambda: (customer.say("do you wrap a gift").expect(200).json["bot_message"] or {}).get("content", ""),
        "the bot says something",
    )
    wait_until(lambda: "wrap" in ask_once(server, "do you wrap a gift"), "the draft answers")
    assert ask_once(server, "do you wrap a gift") == REPLY, answer
    assert [group["question"] for group in unanswered(server, faq)["open"]] == ["zebra"]


def ask_once(server, message):
    return Customer(server).say(message).expect(200).json["bot_message"]["content"]


def test_a_draft_is_of_the_group_that_was_named_and_never_of_none(new_server, faq):
    server = new_server(faq=faq)
    none = server.run("faq", "unanswered", "--faq", faq, "--draft", "zebras")
    assert none.returncode == 1 and "no group" in none.stderr
    ask(server, "gift")
    ask(server, "gift")
    ask(server, "zebra")
    drafted = server.run(
        "faq", "unanswered", "--faq", faq, "--draft", "zebras", "--group", "2", "--topic", "shop", "--json"
    )
    assert drafted.returncode == 0, drafted.stderr
    told = json.loads(drafted.stdout)
    assert told["question"] == "zebra" and told["file"] == str(faq / "shop" / "zebras.md")
    assert "zebra" in (faq / "shop" / "zebras.md").read_text(encoding="utf-8")
    for slug, why in (("opening-hours", "opening-hours"), ("Not a slug", "slug")):
        refused = server.run("faq", "unanswered", "--faq", faq, "--draft", slug)
        assert refused.returncode in (1, 2) and why in refused.stderr
    assert sorted(file.name for file in faq.rglob("*.md")) == [
        "lost-key.md", "opening-hours.md", "parcel-cost.md", "zebras.md"
    ]


def test_erased_words_are_in_no_report(new_server, faq):
    server = new_server(faq=faq)
    customer = ask(server, "do you wrap quokkas", "how much is a parcel")
    assert unanswered(server, faq)["messages"] == 1
    customer.delete().expect(204)
    ended = server.run("faq", "unanswered", "--faq", faq, "--json")
    assert json.loads(ended.stdout)["messages"] == 0 and "quokka" not in ended.stdout
    assert [entry["slug"] for entry in report(server, faq)["entries"]] == ["parcel-cost"]


def test_the_report_says_what_became_of_each_answer(new_server, faq):
    write_entry(
        faq, "lost-key", "I lost my key", "We can send you a new key.", asks=["my key is gone"],
        keys="match:\n  - words: [lost, key]\n  - words: [stolen, key]\n",
    )
    server = new_server(faq=faq)
    customer = ask(server, "how much is a parcel")
    answer = [message for message in customer.messages() if message["sender_type"] == "bot"][-1]
    customer.post("/feedback", {"message_id": answer["id"], "helpful": False}).expect(204)
    customer.say("zebra").expect(200)
    customer.escalate().expect(200)
    other = ask(server, "I have lost my key somewhere")
    other.pick("opening-hours").expect(200)

    told = report(server, faq)
    entries = {entry.pop("slug"): entry for entry in told["entries"]}
    quiet = {"shown": 1, "touched": 0, "helped": 0, "unhelpful": 0, "person": 0, "again": 0}
    assert {slug: {key: entry[key] for key in quiet} for slug, entry in entries.items()} == {
        "parcel-cost": {**quiet, "unhelpful": 1, "person": 1, "again": 1},
        "lost-key": quiet,
        "opening-hours": {**quiet, "touched": 1},
    }
    assert told["never_shown"] == [] and told["never_touched"] == ["shop/parcel-cost.md"]
    assert [(rule["slug"], rule["rule"]) for rule in told["rules_never_won"]] == [("lost-key", 2)]
    assert set(told["definitions"]) >= {*quiet, "never_shown", "never_touched", "rules_never_won"}
    text = server.run("faq", "report", "--faq", faq).stdout
    assert re.search(r"^parcel-cost +1 +0 +0 +1 +1 +1$", text, re.MULTILINE), text
    assert "\x1b" not in text


def test_a_diff_tells_what_an_edit_would_change(faq, tmp_path):
    new = write_small_faq(tmp_path / "new")
    (new / "shop" / "lost-key.md").unlink()
    write_entry(new, "gift-wrap", "Do you wrap gifts?", "We do.", asks=["gift wrap"])
    messages = tmp_path / "messages.txt"
    messages.write_text("# last week\nmy key is gone\nMy key is gone!\ngift wrap\nzebra\n", encoding="utf-8")
    diff = run("faq", "diff", faq, new, "--messages", messages)
    assert diff.returncode == 0, diff.stderr
    assert "lost-key → (nothing)  2 messages" in diff.stdout and "(nothing) → gift-wrap  1 message" in diff.stdout
    assert diff.stdout.index("newly missed") < diff.stdout.index("newly answered")

    messages.write_text("my key is gone\tlost-key\nzebra\t-\n", encoding="utf-8")
    broken = run("faq", "diff", faq, new, "--messages", messages)
    assert broken.returncode == 1
    assert f"{messages}:1: error: “my key is gone” must reach lost-key" in broken.stdout
    told = json.loads(run("faq", "diff", faq, new, "--messages", "-", "--json", stdin="my key is gone\tlost-key").stdout)
    assert (told["newly_missed"], told["pinned"], len(told["broken_pins"])) == (1, 1, 1)
    assert run("faq", "diff", faq, faq, "--messages", messages).returncode == 0


def test_a_diff_with_a_folder_that_cannot_be_used_prints_its_report(faq, tmp_path):
    new = write_small_faq(tmp_path / "new")
    write_entry(new, "lost-key", "I lost my key", "See <b>here</b>.")
    ended = run("faq", "diff", faq, new, "--messages", "-", stdin="hello\n")
    assert ended.returncode == 3 and re.search(r"lost-key\.md:\d+:\d+: error: ", ended.stderr)
    assert run("faq", "diff", faq, faq, "--messages", tmp_path / "none.txt").returncode == 3
    assert run("faq", "diff", faq, faq).returncode == 2
    sarif = run("faq", "diff", faq, faq, "--messages", "-", "--format", "sarif", stdin="hello\n")
    assert sarif.returncode == 2 and "text or json" in sarif.stderr


def test_a_diff_reads_messages_from_a_pipe_by_its_name(faq):
    piped = run("faq", "diff", faq, faq, "--messages", "/dev/stdin", "--json", stdin="zebra\nmy key is gone\n")
    assert piped.returncode == 0 and json.loads(piped.stdout)["messages"] == 2, piped.stderr
