"""Editing while customers chat: nothing fails, every answer is of one version, good edits are live at once, broken never."""

import itertools
import os
import random
import threading
import time

import pytest

from .client import Agent, Connection, Customer, wait_until

CUSTOMERS = 64
THINKING = 0.4
"""Seconds a customer takes to read an answer, on average."""
LIVE_WITHIN = 1.0
"""Seconds from saving a file to the first answer of the new version."""
ROUNDS = 8
SUBJECTS = ["parcel", "refund", "key", "lamp", "card"]


def question(subject):
    return f"What about the {subject}?"


def answer(subject, revision):
    return f"Of the {subject} we say number {revision}."


class Shop:
    """An FAQ folder of one entry for each subject, and every version of it that a reader may see."""

    def __init__(self, folder):
        self.folder = folder
        self.revisions = dict.fromkeys(SUBJECTS, 0)
        self.answers = {}
        for subject in SUBJECTS:
            self.path(subject).parent.mkdir(parents=True, exist_ok=True)
            self.path(subject).write_bytes(self.entry(subject, 0))
        self.version = self.remember(self.revisions)

    def path(self, subject):
        return self.folder / "shop" / f"{subject}.md"

    def entry(self, subject, revision, keys=""):
        return (
            f"---\nquestion: {question(subject)}\nasks:\n  - tell me of the {subject}\n{keys}---\n"
            f"{answer(subject, revision)}\n"
        ).encode()

    def remember(self, revisions):
        """The version of these contents, by the rule in `Loading.swift`; keeps what each entry says in it."""
        number = 0xCBF29CE484222325
        for subject in sorted(revisions):
            text = f"shop/{subject}.md".encode() + b"\x00" + self.entry(subject, revisions[subject]) + b"\xff"
            for byte in text:
                number = ((number ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
        version = f"{number:016x}"[-12:]
        self.answers[version] = {subject: answer(subject, revision) for subject, revision in revisions.items()}
        return version

    def revise(self, subjects, save):
        """Saves a new answer of each subject; a reader may meet any of the files before or after it."""
        before, after = dict(self.revisions), dict(self.revisions)
        for subject in subjects:
            after[subject] += 1
        for mixed in itertools.product(*[{before[subject], after[subject]} for subject in SUBJECTS]):
            self.remember(dict(zip(SUBJECTS, mixed)))
        self.revisions = after
        self.version = self.remember(after)
        for subject in subjects:
            save(self.path(subject), self.entry(subject, after[subject]))


def rename_over(path, text):
    """As most editors do."""
    copy = path.with_name(f".{path.name}.swp")
    copy.write_bytes(text)
    os.replace(copy, path)


def truncate_and_write(path, text):
    """As `echo >` and a few editors do; for a moment the file is empty."""
    path.write_bytes(text)


def backup_and_write(path, text):
    """As Emacs does: the old file moves away, a new one takes its name."""
    os.replace(path, path.with_name(path.name + "~"))
    path.write_bytes(text)


BROKEN = {
    "an unknown key": lambda shop, subject: shop.entry(subject, 9_999, keys="owners: me\n"),
    "HTML": lambda shop, subject: shop.entry(subject, 9_999) + b"<script>alert(1)</script>\n",
    "no closing line": lambda shop, subject: shop.entry(subject, 9_999).replace(b"\n---\n", b"\n", 1),
    "not UTF-8": lambda shop, subject: shop.entry(subject, 9_999) + b"caf\xe9\n",
    "nothing": lambda shop, subject: b"",
}


class Chatter(threading.Thread):
    """A customer who asks one thing after the other until told to stop; keeps what failed."""

    def __init__(self, server, number, is_over):
        super().__init__(daemon=True)
        self.customer = Customer(server)
        self.chance = random.Random(number)
        self.is_over = is_over
        self.heard = []
        self.failure = None

    def run(self):
        try:
            while len(self.heard) < 95 and not self.is_over.wait(self.chance.uniform(0, 2 * THINKING)):
                subject = self.chance.choice(SUBJECTS)
                said = self.customer.pick(subject) if self.chance.random() < 0.3 else self.customer.say(
                    self.chance.choice([question(subject), f"tell me of the {subject}"]))
                self.heard.append((subject, said.expect(200).json["bot_message"]["content"]))
        except Exception as failure:
            self.failure = failure
        self.customer.http.close()


@pytest.fixture
def shop(tmp_path):
    return Shop(tmp_path / "faq")


@pytest.fixture
def chat(new_server, shop):
    """A server, and 64 customers who chat with it until the test stops them."""
    server = new_server(faq=shop.folder)
    is_over = threading.Event()
    chatters = [Chatter(server, number, is_over) for number in range(CUSTOMERS)]
    for chatter in chatters:
        chatter.start()
    yield server, chatters, is_over
    is_over.set()


def ready(connection):
    return connection.request("GET", "/ready").expect(200).json


def assert_every_answer_names_its_version(server, shop, chatters):
    """What agents see of each answer is of exactly one version of the folder, and it is what the customer read."""
    ana = Agent(server, "ana")
    versions = set()
    for chatter in chatters:
        assert chatter.failure is None, chatter.failure
        assert len(chatter.heard) > 5
        read = ana.get(f"/conversations/{chatter.customer.id}/messages?limit=200").expect(200).json["messages"]
        said = [message for message in read if message["sender_type"] == "bot"]
        assert all(message["metadata"]["faq_version"] in shop.answers for message in said)
        answers = [message for message in said if message["metadata"]["faq_slug"]]
        for (subject, content), message in zip(chatter.heard, answers, strict=True):
            version = message["metadata"]["faq_version"]
            versions.add(version)
            assert message["metadata"]["faq_slug"] == subject
            assert message["content"] == content == shop.answers[version][subject], version
    return versions


def test_every_edit_is_live_within_a_second_and_no_customer_is_held_up(chat, shop):
    server, chatters, is_over = chat
    editor, probe = Connection(server), Customer(server)
    assert ready(editor)["faq"]["version"] == shop.version, "the rule for versions is another one"
    chance = random.Random(7)
    delays, refused = [], []

    def edit_and_ask(subjects, save):
        shop.revise(subjects, save)
        saved = time.monotonic()
        wanted = answer(subjects[-1], shop.revisions[subjects[-1]])
        wait_until(lambda: ready(editor)["faq"]["version"] == shop.version, f"{subjects} are live")
        assert probe.pick(subjects[-1]).expect(200).json["bot_message"]["content"] == wanted
        delays.append(time.monotonic() - saved)
        assert ready(editor)["status"] == "ready"

    for _ in range(ROUNDS):
        edit_and_ask(chance.sample(SUBJECTS, 1), rename_over)
        edit_and_ask(chance.sample(SUBJECTS, 1), truncate_and_write)
        edit_and_ask(chance.sample(SUBJECTS, 3), chance.choice([rename_over, truncate_and_write]))
        edit_and_ask(chance.sample(SUBJECTS, 1), backup_and_write)

        what, subject = chance.choice(list(BROKEN)), chance.choice(SUBJECTS)
        chance.choice([rename_over, truncate_and_write])(shop.path(subject), BROKEN[what](shop, subject))
        told = wait_until(lambda: (seen := ready(editor))["status"] == "degraded" and seen, what, LIVE_WITHIN * 2)
        assert told["faq"]["version"] == shop.version and told["faq"]["problem"]
        assert f"shop/{subject}.md" in [found["file"] for found in told["faq"]["diagnostics"]]
        assert probe.pick(subject).expect(200).json["bot_message"]["content"] == shop.answers[shop.version][subject]
        refused.append(subject)
        edit_and_ask([subject], rename_over)

    is_over.set()
    for chatter in chatters:
        chatter.join(10)
    seen = assert_every_answer_names_its_version(server, shop, chatters)
    assert len(seen) > ROUNDS, "customers saw the edits"
    for subject in refused:
        assert f"shop/{subject}.md" in server.log
    assert server.log.count("faq.refused") >= ROUNDS
    assert max(delays) <= LIVE_WITHIN, sorted(delays)[-5:]
    assert server.stop() == 0
    verified = server.run("verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
