"""Editors at work in a browser: reading, trying, checking, publishing, and what becomes of it."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

from .client import Agent, Connection, Customer, keep_secret, wait_until
from .faq_folder import write_entry, write_small_faq

PARCEL = "shop/parcel-cost.md"


def entry(question, answer, asks=(), keys=""):
    lines = [f"question: {question}"]
    if asks:
        lines += ["asks:", *(f"  - {line}" for line in asks)]
    return "---\n" + "\n".join(lines) + "\n" + keys + "---\n" + answer + "\n"


SIX_EUROS = entry("What does a parcel cost?", "A parcel costs 6 euros.", ["how much is a parcel"])
GIFTS = entry("Do you wrap gifts?", "We wrap every gift.", ["can it be wrapped"])
BAGS = entry("Do you sell bags?", "We do.")
BROKEN = entry("What does a parcel cost?", "A parcel costs 6 euros.", keys="owners: me\n")


@pytest.fixture
def faq(tmp_path):
    return write_small_faq(tmp_path / "faq")


@pytest.fixture
def shop(new_server, faq):
    return new_server(faq=faq)


class Editor(Agent):
    """Somebody who edits answers."""

    def __init__(self, server, username="eva"):
        super().__init__(server, username)

    def faq(self, path):
        return self.get("/faq" + path)

    def file(self, path):
        return self.faq(f"/file?path={quote(path)}")

    def read(self, path):
        return self.file(path).expect(200).json

    def put(self, path, text, version, **more):
        body = {"text": text, "version": version, **more}
        return self.request("PUT", f"/faq/file?path={quote(path)}", body)

    def publish(self, *files, **more):
        return self.post("/faq/publish", {"files": [change(*file) for file in files], **more})

    def check(self, **texts):
        return self.post("/faq/check", {"files": drafts(texts)})

    def attempt(self, text, **fields):
        return self.post("/faq/try", {"text": text, **fields})

    def entries(self, query=""):
        return {row["file"]: row for row in self.faq("/entries" + query).expect(200).json["entries"]}

    def history(self):
        return self.faq("/history").expect(200).json["items"]


def change(path, text, version=None):
    return {"path": path, "text": text, "version": version}


def drafts(texts):
    return [{"path": path, "text": text} for path, text in texts.items()]


def contents(folder):
    """Every file of the folder with its bytes, the hidden ones too."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def ready(server):
    return Connection(server).request("GET", "/ready").expect(200).json["faq"]


def answer(server, question):
    return Customer(server).say(question).expect(200).json["bot_message"]["content"]


@pytest.fixture
def eva_here(shop):
    return Editor(shop)


# Who may


CALLS = [
    ("GET", "/faq/entries", None),
    ("GET", "/faq/files", None),
    ("GET", f"/faq/file?path={PARCEL}", None),
    ("PUT", f"/faq/file?path={PARCEL}", {"text": SIX_EUROS, "version": None}),
    ("POST", "/faq/publish", {"files": [change("shop/gift-wrap.md", GIFTS)]}),
    ("POST", "/faq/check", {"files": []}),
    ("POST", "/faq/try", {"text": "how much is a parcel"}),
    ("POST", "/faq/diff", {"files": []}),
    ("GET", "/faq/unanswered", None),
    ("GET", "/faq/report", None),
    ("GET", "/faq/why?conversation_id=0198f3c2-7a10-7cc3-98c4-dc0c0c07398f&seq=2", None),
    ("GET", "/faq/history", None),
]


def test_only_editors_and_admins_may(shop, faq):
    before = contents(faq)
    paths = Connection(shop).request("GET", "/openapi.json").expect(200).json["paths"]
    listed = {(method.upper(), path.removeprefix("/api/v1/agent")) for path, item in paths.items()
              if "/agent/faq/" in path for method in item}
    assert listed == {(method, path.split("?")[0]) for method, path, _ in CALLS}, "every call is tried here"
    strangers = Customer(shop)
    for method, path, body in CALLS:
        for name in ("ana", "sam"):
            Agent(shop, name).request(method, path, body).problem(403, "forbidden")
        full = "/api/v1/agent" + path
        Connection(shop).request(method, full, body).problem(401, "unauthenticated")
        headers = {"X-Customer-Session-Id": strangers.session}
        Connection(shop).request(method, full, body, headers).problem(401, "unauthenticated")
    assert contents(faq) == before
    for name in ("eva", "admin"):
        agent = Agent(shop, name)
        for method, path, body in CALLS:
            assert agent.request(method, path, body).status in (200, 404, 409), path


def test_the_conversations_of_a_customer_say_nothing_of_a_trace(shop, eva_here):
    customer = Customer(shop)
    said = customer.say("how much is a parcel").expect(200).json["bot_message"]
    asked = f"/why?conversation_id={customer.id}&seq={said['seq']}"
    why = eva_here.faq(asked).expect(200).json
    assert why["slugs"] == ["parcel-cost"] and why["is_live"] and why["version"] == ready(shop)["version"]
    assert why["content"] == said["content"]
    assert why["trace"]["candidates"][0]["slug"] == "parcel-cost" and why["trace"]["layer"] == "exact"
    for seen in (customer.messages(), customer.events(), eva_here.messages(customer.id)):
        assert "candidates" not in json.dumps(seen)
    eva_here.faq(f"/why?conversation_id={customer.id}&seq={said['seq'] - 1}").problem(404, "not_found")
    eva_here.faq(f"/why?conversation_id={customer.id}&seq=0").problem(400, "malformed")
    eva_here.faq("/why").problem(400, "malformed")


# Reading


def test_the_list_tells_how_the_folder_stands_to_what_answers(shop, faq, eva_here):
    rows = eva_here.entries()
    assert set(rows) == {"shop/lost-key.md", "shop/opening-hours.md", PARCEL}
    assert {row["state"] for row in rows.values()} == {"live"}
    parcel = rows[PARCEL]
    assert (parcel["slug"], parcel["topic"], parcel["asks"], parcel["quick_reply"]) == ("parcel-cost", "shop", 1, 2)
    assert parcel["shown"] is None, "counts are read when they are asked for"

    write_entry(faq, "parcel-cost", "What does a parcel cost?", "6 euros.", keys="owners: me\n")
    write_entry(faq, "gift-wrap", "Do you wrap gifts?", "We do.")
    (faq / "shop" / "lost-key.md").unlink()
    listed = eva_here.faq("/entries").expect(200).json
    rows = {row["file"]: row for row in listed["entries"]}
    assert {file: row["state"] for file, row in rows.items()} == {
        PARCEL: "changed", "shop/gift-wrap.md": "new", "shop/lost-key.md": "removed", "shop/opening-hours.md": "live",
    }
    assert rows[PARCEL]["errors"] == 1 and rows["shop/gift-wrap.md"]["errors"] == 0
    assert rows["shop/lost-key.md"]["question"] == "I lost my key"
    assert listed["version"] != listed["live_version"] == ready(shop)["version"]
    wait_until(lambda: eva_here.faq("/entries").json["problem"], "the editors are told why it is not live")


def test_the_list_counts_what_customers_got_when_asked(shop, eva_here):
    for _ in range(2):
        customer = Customer(shop)
        said = customer.say("how much is a parcel").expect(200).json["bot_message"]
    customer.post("/feedback", {"message_id": said["id"], "helpful": True}).expect(204)
    parcel = eva_here.entries("?since=1d")[PARCEL]
    assert (parcel["shown"], parcel["helped"], parcel["unhelpful"]) == (2, 1, 0)
    assert eva_here.entries("?since=1d")["shop/lost-key.md"]["shown"] == 0
    eva_here.faq("/entries?since=yesterday").problem(400, "malformed")


def test_a_file_is_read_with_its_version_and_what_is_wrong_in_it(shop, faq, eva_here):
    files = eva_here.faq("/files").expect(200).json["files"]
    file = eva_here.read(PARCEL)
    assert file["text"] == (faq / PARCEL).read_text()
    assert {"path": PARCEL, "version": file["version"], "live_version": file["version"]} in files
    assert file["diagnostics"] == []
    (faq / PARCEL).write_text(BROKEN)
    found = eva_here.read(PARCEL)
    assert found["version"] != file["version"] == found["live_version"]
    assert [(one["line"], one["code"]) for one in found["diagnostics"]] == [(3, "unknown-key")]


@pytest.mark.parametrize("path", [
    "../secret.md", "/etc/passwd", "shop/../../secret.md", "shop/.hidden.md", ".git/config.md", "shop/README.md",
    "notes.txt", "shop//x.md", "", "shop\\x.md", "shop/x\n.md", "./bot.yaml", "shop/bot.yaml", "shop/x.md/", "a" * 300 + ".md",
])
def test_no_path_leaves_the_folder(shop, faq, tmp_path, eva_here, path):
    (tmp_path / "secret.md").write_text(GIFTS)
    before = contents(tmp_path / "faq")
    eva_here.file(path).problem(404, "not_found")
    assert eva_here.put(path, GIFTS, None).problem(422, "invalid")["errors"][0]["pointer"] == "/path"
    refused = eva_here.publish((path, GIFTS)).problem(422, "invalid")
    assert refused["errors"][0]["pointer"] == "/files/0/path"
    eva_here.publish((path, None)).problem(422, "invalid")
    eva_here.check(**{path: GIFTS}).problem(422, "invalid")
    assert contents(tmp_path / "faq") == before and (tmp_path / "secret.md").read_text() == GIFTS


def test_no_link_leads_out_of_the_folder(shop, faq, tmp_path, eva_here):
    outside = tmp_path / "outside"
    outside.mkdir()
    (faq / "linked").symlink_to(outside)
    refused = eva_here.put("linked/gift-wrap.md", GIFTS, None).problem(503, "store_unavailable")
    assert "linked: this link leads out of the folder" in refused["detail"]
    assert list(outside.iterdir()) == []


# Drafts


def test_checking_a_draft_saves_nothing(shop, faq, eva_here):
    before, live = contents(faq), ready(shop)
    found = eva_here.check(**{PARCEL: BROKEN}).expect(200).json
    assert not found["publishable"]
    assert [(one["file"], one["line"], one["code"]) for one in found["diagnostics"]] == [(PARCEL, 3, "unknown-key")]
    fine = eva_here.check(**{PARCEL: SIX_EUROS, "shop/lost-key.md": None}).expect(200).json
    assert fine["publishable"] and fine["version"] != live["version"]
    assert contents(faq) == before and ready(shop) == live


def test_a_text_is_tried_against_what_answers_and_against_a_draft(shop, eva_here):
    live = eva_here.attempt("how much is a parcel").expect(200).json
    assert live["outcome"] == "answers" and live["version"] == ready(shop)["version"]
    assert live["answer"]["text"] == "A parcel costs 5 euros." and live["answer"]["rich"]
    draft = eva_here.attempt("how much is a parcel", files=drafts({PARCEL: SIX_EUROS})).expect(200).json
    assert draft["answer"]["text"] == "A parcel costs 6 euros." and draft["version"] != live["version"]
    assert draft["finding"]["candidates"][0]["slug"] == "parcel-cost"
    missed = eva_here.attempt("xyzzy plugh").expect(200).json
    assert missed["answer"] is None and missed["fallback"]["text"]
    broken = eva_here.attempt("how much", files=drafts({PARCEL: BROKEN})).problem(422, "faq_invalid")
    assert broken["diagnostics"][0]["code"] == "unknown-key"
    assert answer(shop, "how much is a parcel") == "A parcel costs 5 euros."


def test_a_draft_is_held_against_what_customers_wrote(shop, eva_here):
    for words in ("how much is a parcel", "can it be wrapped", "how much is a parcel", "can it be wrapped?"):
        Customer(shop).say(words).expect(200)
    texts = {"shop/gift-wrap.md": GIFTS, PARCEL: entry("What is the price?", "A parcel costs 6 euros.")}
    diff = eva_here.post("/faq/diff", {"files": drafts(texts)}).expect(200).json
    assert diff["old"] == ready(shop)["version"] != diff["new"]
    assert diff["messages"] == 4
    assert diff["newly_answered"] >= 2
    answered = [group for group in diff["groups"] if group["after"]["slugs"] == ["gift-wrap"]]
    assert answered and answered[0]["examples"][0]["text"].startswith("can it be wrapped")
    assert eva_here.post("/faq/diff", {"files": [], "limit": 1}).expect(200).json["messages"] == 1
    eva_here.post("/faq/diff", {"files": [], "limit": 0}).problem(422, "invalid")
    eva_here.post("/faq/diff", {"files": [], "since": "x"}).problem(400, "malformed")


# Publishing


def test_what_an_editor_publishes_answers_the_next_customer(shop, faq, eva_here):
    assert answer(shop, "how much is a parcel") == "A parcel costs 5 euros."
    with Customer(shop).socket() as open_chat:
        file = eva_here.read(PARCEL)
        begun = time.monotonic()
        put = eva_here.put(PARCEL, SIX_EUROS, file["version"], message="Prices of spring").expect(200).json
        assert answer(shop, "how much is a parcel") == "A parcel costs 6 euros."
        assert time.monotonic() - begun < 2
        assert open_chat.pending() == []
    assert put["version"] == ready(shop)["version"] != put["previous_version"]
    [changed] = put["files"]
    assert (changed["path"], changed["change"]) == (PARCEL, "changed")
    assert eva_here.read(PARCEL)["version"] == changed["version"]
    assert eva_here.entries()[PARCEL]["state"] == "live"


def test_what_is_written_is_what_format_writes(shop, faq, eva_here):
    scruffy = "---\nasks: [  \"how much is a parcel\" ]\nquestion:    What does a parcel cost?\n---\n\n* 6 euros\n\n\n"
    eva_here.put(PARCEL, scruffy, eva_here.read(PARCEL)["version"]).expect(200)
    assert (faq / PARCEL).read_text() == (
        "---\nquestion: What does a parcel cost?\nasks:\n  - how much is a parcel\n---\n- 6 euros\n"
    )


def test_two_files_are_published_together_or_not_at_all(shop, faq, eva_here):
    version = eva_here.read(PARCEL)["version"]
    before = contents(faq)
    refused = eva_here.publish((PARCEL, SIX_EUROS, version), ("shop/gift-wrap.md", BROKEN)).problem(422, "faq_invalid")
    assert {one["file"] for one in refused["diagnostics"]} >= {"shop/gift-wrap.md"}
    stale = eva_here.publish(("shop/gift-wrap.md", GIFTS), (PARCEL, SIX_EUROS, "000000000000"))
    assert [file["path"] for file in stale.problem(409, "faq_changed")["files"]] == [PARCEL]
    assert contents(faq) == before and answer(shop, "can it be wrapped") != "We wrap every gift."

    done = eva_here.publish((PARCEL, SIX_EUROS, version), ("gifts/gift-wrap.md", GIFTS)).expect(200).json
    assert {(file["path"], file["change"]) for file in done["files"]} == {
        (PARCEL, "changed"), ("gifts/gift-wrap.md", "added"),
    }
    assert answer(shop, "can it be wrapped") == "We wrap every gift."
    assert set(contents(faq)) == {*before, "gifts/gift-wrap.md"}, "no other file is left behind"


def test_a_file_that_changed_meanwhile_is_not_overwritten(shop, faq, eva_here):
    read = eva_here.read(PARCEL)
    write_entry(faq, "parcel-cost", "What does a parcel cost?", "A parcel costs 7 euros.", ["how much is a parcel"])
    conflict = eva_here.put(PARCEL, SIX_EUROS, read["version"]).problem(409, "faq_changed")
    [present] = conflict["files"]
    assert present["text"] == (faq / PARCEL).read_text() and "7 euros" in present["text"]
    eva_here.put("shop/lost-key.md", GIFTS, None).problem(409, "faq_changed")
    gone = eva_here.publish(("shop/gift-wrap.md", GIFTS, read["version"])).problem(409, "faq_changed")
    assert gone["files"] == [{"path": "shop/gift-wrap.md", "version": None, "text": None}]
    eva_here.put(PARCEL, SIX_EUROS, present["version"]).expect(200)
    assert answer(shop, "how much is a parcel") == "A parcel costs 6 euros."


def test_the_same_sent_again_is_no_conflict(shop, eva_here):
    version = eva_here.read(PARCEL)["version"]
    files = ((PARCEL, SIX_EUROS, version), ("shop/lost-key.md", None, eva_here.read("shop/lost-key.md")["version"]))
    first = eva_here.publish(*files).expect(200).json
    again = eva_here.publish(*files).expect(200).json
    assert again["version"] == again["previous_version"] == first["version"] and again["files"] == []
    assert [item["version"] for item in eva_here.history()].count(first["version"]) == 1


def test_a_broken_draft_changes_nothing_on_disk_or_live(shop, faq, eva_here):
    before, live = contents(faq), ready(shop)
    version = eva_here.read(PARCEL)["version"]
    for text in (BROKEN, "no front matter", entry("What does a parcel cost?", "<b>6</b> euros."), ""):
        refused = eva_here.put(PARCEL, text, version).problem(422, "faq_invalid")
        assert refused["diagnostics"][0]["file"] == PARCEL
    eva_here.put(PARCEL, GIFTS + "x" * 70_000, version).problem(422, "invalid")
    assert contents(faq) == before and ready(shop) == live
    assert answer(shop, "how much is a parcel") == "A parcel costs 5 euros."


def test_a_file_is_removed_and_one_entry_stays(shop, faq, eva_here):
    files = eva_here.faq("/files").expect(200).json["files"]
    everything = [(file["path"], None, file["version"]) for file in files]
    assert eva_here.publish(*everything).problem(422, "invalid")["errors"][0]["pointer"] == "/files"
    removed = eva_here.publish(everything[0]).expect(200).json["files"]
    assert removed == [{"path": everything[0][0], "change": "removed", "version": None}]
    assert not (faq / everything[0][0]).exists()
    # Whoever forgets the text does not remove a file by it.
    forgotten = eva_here.post("/faq/publish", {"files": [{"path": PARCEL}]}).problem(422, "invalid")
    assert forgotten["errors"][0]["pointer"] == "/files/0/text"


@pytest.mark.parametrize("refused", ["shop/lost-key.md/x.md", f"{PARCEL}/x.md"])
def test_a_folder_that_does_not_take_one_file_takes_none(shop, faq, eva_here, refused):
    version = eva_here.read(PARCEL)["version"]
    live, before = ready(shop), contents(faq)
    # What stands in the way is a file where a folder would have to be.
    answered = eva_here.publish((PARCEL, SIX_EUROS, version), (refused, GIFTS), ("gifts/gift-wrap.md", BAGS))
    assert answered.problem(503, "store_unavailable") and answered.headers["Retry-After"]
    assert contents(faq) == before and not (faq / "gifts").exists() and ready(shop) == live
    assert answer(shop, "how much is a parcel") == "A parcel costs 5 euros."
    wait_until(lambda: "faq.not_written" in shop.log, "the operator is told")
    eva_here.put(PARCEL, SIX_EUROS, version).expect(200)


def test_what_was_published_outlives_the_power_cord(shop, eva_here):
    put = eva_here.put(PARCEL, SIX_EUROS, eva_here.read(PARCEL)["version"]).expect(200).json
    shop.kill()
    shop.start()
    assert ready(shop)["version"] == put["version"]
    assert answer(shop, "how much is a parcel") == "A parcel costs 6 euros."
    assert [item["version"] for item in Editor(shop).history()][0] == put["version"]


def test_many_editors_at_once_lose_nothing(shop, faq):
    editors = [Editor(shop, name) for name in ("eva", "admin") * 4]

    def add(number):
        path = f"many/question-{number}.md"
        text = entry(f"Is this question {number}?", f"It is {number}.")
        # Half of what may wait for the workshop, so nobody is sent away.
        return editors[number].put(path, text, None).status

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(add, range(8))) == [200] * 8
    assert ready(shop)["entries"] == 11
    for number in range(8):
        assert answer(shop, f"Is this question {number}?") == f"It is {number}."


# What became of it


def test_the_history_tells_who_published_what(shop, faq, eva_here):
    [begun] = wait_until(eva_here.history, "the start is put down")
    assert begun["version"] == ready(shop)["version"] and begun["by"] is None and begun["files"] == []
    put = eva_here.put(PARCEL, SIX_EUROS, eva_here.read(PARCEL)["version"], message=" Spring ").expect(200).json
    newest = eva_here.history()[0]
    assert newest["by"] == {"id": eva_here.id, "display_name": eva_here.display_name}
    assert (newest["version"], newest["message"]) == (put["version"], "Spring")
    assert newest["files"] == [{"path": PARCEL, "change": "changed"}]

    write_entry(faq, "gift-wrap", "Do you wrap gifts?", "We do.")
    wait_until(lambda: len(eva_here.history()) == 3, "an edit of the folder is put down")
    by_hand = eva_here.history()[0]
    assert by_hand["by"] is None and by_hand["files"] == [{"path": "shop/gift-wrap.md", "change": "added"}]
    page = eva_here.faq("/history?limit=2").expect(200).json
    rest = eva_here.faq(f"/history?after={page['next_after']}").expect(200).json
    assert [item["version"] for item in page["items"] + rest["items"]] == [
        item["version"] for item in eva_here.history()]
    assert rest["next_after"] is None

    shop.stop()
    write_entry(faq, "gift-wrap", "Do you wrap gifts?", "We do not.")
    shop.start()
    eva = Editor(shop)
    wait_until(lambda: len(eva.history()) == 4, "what changed meanwhile is put down")
    shop.stop()
    shop.start()
    assert len(Editor(shop).history()) == 4


def test_our_own_write_is_not_loaded_as_another_version(shop, eva_here):
    put = eva_here.put(PARCEL, SIX_EUROS, eva_here.read(PARCEL)["version"]).expect(200).json
    wait_until(lambda: "faq.unchanged" in shop.log, "the watch saw the write")
    assert shop.log.count("faq.loaded") == 1
    assert ready(shop)["version"] == put["version"]


def test_what_the_bot_did_not_know_is_listed_with_what_an_agent_said(shop, eva_here):
    ana = Agent(shop, "ana")
    for words in ("is the vase dishwasher safe", "Is the vase dishwasher safe?"):
        customer = Customer(shop)
        customer.say(words).expect(200)
        customer.escalate().expect(200)
        ana.reply(customer.id, "It is, on the upper rack.").expect(200)
    found = eva_here.faq("/unanswered?since=1d").expect(200).json
    assert found["messages"] == 2
    [group] = found["open"]
    assert group["count"] == 2 and group["question"].lower().startswith("is the vase")
    assert group["replies"][0]["words"] == "It is, on the upper rack."
    eva_here.put("shop/vase.md", entry("Is the vase dishwasher safe?", "It is."), None).expect(200)
    found = eva_here.faq("/unanswered?since=1d").expect(200).json
    assert found["open"] == [] and found["answered"][0]["answered_by"] == ["vase"]
    for bad in ("?since=0d", "?since=1y", "?limit=0", "?until=1d"):
        eva_here.faq("/unanswered" + bad).problem(400, "malformed")


def test_the_report_counts_each_entry(shop, eva_here):
    Customer(shop).say("how much is a parcel").expect(200)
    report = eva_here.faq("/report?since=1d").expect(200).json
    assert [(row["slug"], row["shown"]) for row in report["entries"]] == [("parcel-cost", 1)]
    assert "shop/lost-key.md" in report["never_shown"]


def test_the_log_tells_of_a_publication_without_its_words(shop, eva_here):
    text = entry("What about the aubergine?", "The aubergine is purple.", [keep_secret("where is my aubergine")])
    eva_here.put("shop/aubergine.md", text, None, message="Aubergines matter").expect(200)
    eva_here.attempt("an aubergine, please").expect(200)
    eva_here.put("shop/aubergine.md", "aubergine", "0").problem(409)
    wait_until(lambda: "faq.published" in shop.log, "the log tells of it")
    line = next(line for line in shop.log.splitlines() if "faq.published" in line)
    assert "by=eva" in line and "files=1" in line
    assert "aubergine " not in shop.log and "purple" not in shop.log and "matter" not in shop.log


def test_a_body_of_an_editor_may_be_larger_and_not_without_end(shop, eva_here):
    files = {f"big/entry-{number}.md": entry(f"Big {number}?", "x " * 15_000) for number in range(6)}
    assert eva_here.check(**files).expect(200).json["publishable"]
    eva_here.request("POST", "/faq/check", b"{" + b" " * (1 << 20) + b"}").problem(413)
    many = {f"many/entry-{number}.md": "" for number in range(101)}
    assert eva_here.check(**many).problem(422, "invalid")["errors"][0]["pointer"] == "/files"
    twice = [change(PARCEL, SIX_EUROS), change(PARCEL, GIFTS)]
    eva_here.post("/faq/check", {"files": twice}).problem(422, "invalid")
