"""Flipped bits and cut files: never a crash, never a list that is not what the log says, and what is not seen is known.

SQLite has a checksum for each frame of the write-ahead log and none for the pages of the file itself. So of the log
whatever stands behind a damaged frame is gone, and what stands before it is whole; in the file a letter of a message
may change unseen. `verify` holds everything against everything else that is stored: the numbers, the lists, the index
of words.
"""

import os
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from System.client import Agent, Customer, wait_until
from System.program import Server, run
from System.soak import amount, measured

from .disk import DATABASE, FILES, LOG

SEED = int(os.environ.get("SEED", "1"))
TRIALS = amount(5, 150)
"""Of each kind of damage, to each file."""

TOGETHER = 4


def flip(content, dice):
    place = dice.randrange(len(content))
    content[place] ^= 1 << dice.randrange(8)
    return f"bit of byte {place}"


def cut(content, dice):
    size = dice.choice([0, 1, dice.randrange(len(content)), len(content) // 4096 // 2 * 4096])
    del content[size:]
    return f"cut to {size}"


def blank(content, dice):
    place = dice.randrange(len(content)) // 4096 * 4096
    content[place : place + 4096] = bytes(len(content[place : place + 4096]))
    return f"zeros at {place}"


class Trial:
    """One damage done to a copy of a store, and what becomes of it."""

    def __init__(self, folder, faq, store, file, damage, seed, known):
        self.files = {name: bytearray(content) for name, content in store.items()}
        self.what = damage(self.files[FILES[file]], random.Random(seed))
        self.name = f"{FILES[file]}: {self.what}"
        self.file, self.damage, self.known = FILES[file], damage.__name__, known
        self.server = Server(folder / f"{FILES[file]}-{damage.__name__}-{seed}", faq)

    def run(self):
        self.server.data.mkdir(parents=True, mode=0o700)
        for name, content in self.files.items():
            (self.server.data / name).write_bytes(content)
        # By this a server that comes back knows that it was here before.
        (self.server.data / "faq.kept").touch()
        try:
            self.outcome = self.see()
        except BaseException as failure:
            failure.add_note(f"{self.name}\n{self.server.log[-1500:]}")
            raise
        finally:
            if self.server.process and self.server.process.poll() is None:
                self.server.kill()
        return self

    def see(self):
        try:
            self.server.start()
        except AssertionError:
            self.assert_refused(self.server.process.poll(), self.server.log)
            return "refused at the start"
        wrong = self.wrong_answers()
        code = self.server.stop()
        assert code in (0, 3) and "Fatal error" not in self.server.log, f"it ended with {code}"
        verified = self.server.run("verify")
        if verified.returncode == 1:
            assert self.server.data.name in verified.stdout and "not sound" in verified.stdout
            return "verify tells"
        assert verified.returncode == 0, verified.stdout + verified.stderr
        return wrong or "nothing is wrong"

    def assert_refused(self, code, sentence):
        assert code == 3, f"it ended with {code}"
        assert "support.db" in sentence
        assert any(way in sentence for way in ("verify", "backup", "Name another")), sentence

    def wrong_answers(self):
        """What is other than it was, of all that an agent can read."""
        sam = Agent(self.server, "sam")
        missing = changed = failed = 0
        for id, before in self.known.items():
            answer = sam.get(f"/conversations/{id}/events?limit=200")
            if answer.status >= 500:
                failed += 1
                assert answer.headers["X-Request-Id"] in self.server.log, "a failure without a line in the log"
            elif answer.status == 404:
                missing += 1
            else:
                events = happened(answer)
                missing += len(events) < len(before)
                changed += events != before[: len(events)]
        if failed:
            return "some answers failed, each with a line in the log"
        if changed:
            return "something changed unseen"
        return "the newest are gone" if missing else None


def fill(server):
    """Conversations of all kinds; all their events by their ids."""
    ana, customers = Agent(server, "ana"), []
    for number in range(30):
        customer = Customer(server, profile={"name": f"Person {number}"})
        customers.append(customer)
        for word in ("parcel", "umbrella", "monday"):
            customer.say(f"how much is a {word} {number}").expect(200)
        if number % 3:
            customer.escalate(reason="something else").expect(200)
        if number % 3 == 2:
            ana.claim(customer.id).expect(200)
            ana.reply(customer.id, "That depends on the umbrella.").expect(200)
            ana.close(customer.id).expect(200)
    return {customer.id: happened(ana.get(f"/conversations/{customer.id}/events?limit=200")) for customer in customers}


def happened(answer):
    """What stands in the log: the events without the state of the conversation, which later events change."""
    fixed = ("id", "seq", "sender_type", "sender_agent_id", "kind", "content", "client_message_id", "created_at")
    return [
        (event["seq"], event["event"], [event["payload"].get("message", {}).get(name) for name in fixed])
        for event in answer.expect(200).json["events"]
    ]


@pytest.mark.soak
def test_damage_is_refused_or_told_or_harmless(new_server, tmp_path, small_faq):
    server = new_server()
    known = fill(server)
    server.kill()
    killed = {name: (server.data / name).read_bytes() for name in (FILES[DATABASE], FILES[LOG])}
    server.start()
    assert server.stop() == 0
    stopped = {FILES[DATABASE]: (server.data / FILES[DATABASE]).read_bytes()}
    dice = random.Random(SEED)
    trials = [
        Trial(tmp_path / "damaged", small_faq, store, file, damage, dice.getrandbits(32), known)
        for store, file in ((stopped, DATABASE), (killed, LOG))
        for damage in (flip, cut, blank)
        for _ in range(TRIALS)
    ]
    with ThreadPoolExecutor(TOGETHER) as pool:
        done = list(pool.map(Trial.run, trials))
    for file in FILES[DATABASE], FILES[LOG]:
        for damage in (flip, cut, blank):
            outcomes = Counter(one.outcome for one in done if (one.file, one.damage) == (file, damage.__name__))
            measured(
                f"damage: {damage.__name__} in {file}",
                **{what.replace(" ", "_"): count for what, count in outcomes.items()})
    of_log = [one for one in done if one.file == FILES[LOG]]
    assert not [one.name for one in of_log if one.outcome == "something changed unseen"]
    unseen = [one.name for one in done if one.outcome == "something changed unseen" and one.damage != "flip"]
    assert not unseen, unseen


def test_an_emptied_database_is_no_new_one(new_server):
    server = new_server()
    Customer(server)
    wait_until((server.data / "faq.kept").exists, "what the start found out is kept")
    assert server.stop() == 0
    database = server.data / FILES[DATABASE]
    for left in (b"", b"S"):
        database.write_bytes(left)
        with pytest.raises(AssertionError):
            server.start()
        assert server.process.poll() == 3
        assert "it is empty, and a server has worked with it before. Keep the file, restore" in server.log
        assert database.read_bytes() == left
        doctor = server.run("doctor", "--faq", server.faq)
        assert "trouble  database-sound" in doctor.stdout and "it is empty, and a server" in doctor.stdout
    # Whoever wants to begin anew says so.
    database.unlink()
    server.start()
    Customer(server)
