"""Power loss: in whatever state the disk may be left, all that anybody was told is there, once and in order."""

import errno
import multiprocessing
import os
import random
import sqlite3
import tempfile
import threading
from collections import Counter
from pathlib import Path

import pytest
from System.client import Agent, Customer, wait_until
from System.soak import amount, measured

from .disk import ANSWER, DATABASE, FILES, FOLDER, JOURNAL, LOG, SYNC, SYNC_FAILED
from .power import WAYS, Platter, missing

SEED = int(os.environ.get("SEED", "1"))
STATES = amount(150, 10_000)
RECORDINGS = amount(2, 10)
TURNS = amount(6, 20)
"""Of each of four customers: enough for the write-ahead log to be folded into the file and begun anew."""

CORES = 2
WHOLE_LOOK = 50
"""Of so many states the program itself verifies and serves one."""


def load(server, seed):
    """Four customers write, agents answer, a supervisor looks on; how many messages were acknowledged."""
    dice, acknowledged, failures = random.Random(seed), [], []
    watcher = Agent(server, "sam")

    def write(dice, ana):
        for _ in range(TURNS):
            customer = Customer(server)
            for _ in range(dice.randrange(1, 5)):
                name = f"c-{dice.getrandbits(60)}"
                customer.say(f"how much is a parcel {name}", name).expect(200)
                acknowledged.append(name)
            if dice.random() < 0.4:
                customer.escalate().expect(200)
                ana.claim(customer.id).expect(200)
                name = f"a-{dice.getrandbits(60)}"
                ana.reply(customer.id, f"a parcel is {name}", name).expect(200)
                acknowledged.append(name)
                ana.note(customer.id, f"asked before {name}").expect(200)
                ana.close(customer.id).expect(200)
                ana.events(customer.id)

    def guard(*arguments):
        try:
            write(*arguments)
        except BaseException as failure:
            failures.append(repr(failure))

    threads = [
        threading.Thread(target=guard, args=(random.Random(dice.getrandbits(32)), Agent(server, "ana")))
        for _ in range(4)
    ]
    with watcher.socket():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not failures, failures
    return acknowledged


def contents(data):
    return {file: (data / name).read_bytes() for file, name in FILES.items() if (data / name).exists()}


def recording(disk, server, seed, begun):
    """What was on disk, what was done to it, and what was acknowledged; `begun`: a killed server was there before."""
    if begun:
        server.variables = {}
        server.start()
        load(server, seed + 1)
        server.kill()
    before = contents(server.data)
    server.variables = disk.recording().variables
    server.start()
    acknowledged = load(server, seed)
    assert server.stop() == 0
    return before, disk.records(), acknowledged


def look(work):
    """The faults of one stretch of states, as (place, way, sentences); saves those that somebody else is to look at."""
    before, records, ignored, places, seed, saved = work
    platter, dice, faulty = Platter(before, ignored), random.Random(seed), []
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
        for number, place in enumerate(places):
            while platter.next < place:
                platter.follow(records[platter.next])
            way = dice.choice(WAYS)
            files = platter.after_loss(dice, way)
            if sentences := open_after_loss(Path(folder), files, platter):
                faulty.append((place, way, sentences))
            if saved and number % WHOLE_LOOK == 0:
                data = saved / f"{seed}-{place}" / "data"
                data.mkdir(parents=True, mode=0o700)
                for name, content in files.items():
                    (data / name).write_bytes(content)
    return faulty


def open_after_loss(folder, files, platter):
    for old in folder.iterdir():
        old.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    if not platter.heard and not files.get("support.db"):
        return []
    database = sqlite3.connect(folder / "support.db")
    try:
        whole = [sentence for (sentence,) in database.execute("PRAGMA integrity_check")]
        has_events = database.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'events'").fetchone()[0]
        if not has_events:
            return [f"there is no log, and {len(platter.heard)} conversations were told of"] if platter.heard else []
        return ([] if whole == ["ok"] else whole[:3]) + missing(database, platter)
    except sqlite3.DatabaseError as error:
        return [f"it cannot be read: {error}"]
    finally:
        database.close()


def look_at(states, recorded, seed, ignored=(), saved=None):
    """The faults of so many states at random places of a record."""
    before, records, _ = recorded
    dice = random.Random(seed)
    # Where the next step is no answer: after one, nothing about the disk has changed.
    candidates = [place for place in range(1, len(records)) if records[place].kind != ANSWER]
    places = sorted(dice.choices(candidates, k=states))
    cut = [places[core * len(places) // CORES : (core + 1) * len(places) // CORES] for core in range(CORES)]
    work = [(before, records, ignored, part, dice.getrandbits(32), saved) for part in cut]
    with multiprocessing.get_context("fork").Pool(CORES) as pool:
        return [fault for found in pool.map(look, work) for fault in found]


def assert_told(recorded, platter=None):
    """That what the record knows to have been told is what clients heard: otherwise the test looks at nothing."""
    before, records, acknowledged = recorded
    platter = platter or Platter(before)
    for record in records:
        platter.follow(record)
    assert set(acknowledged) <= set(platter.messages.values())


@pytest.mark.soak
def test_nothing_that_was_told_is_lost_with_the_power(new_disk, tmp_path, idle_server):
    faulty, messages, looked_at = [], 0, 0
    for number in range(RECORDINGS):
        disk = new_disk(f"power-{number}")
        server = idle_server(tmp_path / f"power-{number}")
        recorded = recording(disk, server, SEED * 1000 + number, begun=number % 2 == 1)
        assert_told(recorded)
        messages += len(recorded[2])
        saved = tmp_path / f"states-{number}"
        faulty += look_at(STATES // RECORDINGS, recorded, SEED * 1000 + number, saved=saved)
        for state in sorted(saved.iterdir()):
            looked_at += 1
            left = idle_server(state).start()
            assert left.stop() == 0, left.log
            verified = left.run("verify")
            assert verified.returncode == 0, (state, verified.stdout, verified.stderr)
    assert not faulty, faulty[:3]
    measured(
        "power loss", crash_states=STATES, recordings=RECORDINGS, messages=messages, served_and_verified=looked_at,
        lost=0, damaged=0, seed=SEED)


@pytest.mark.parametrize(
    ("lie", "ignored"),
    [("synchronous=OFF", (DATABASE, LOG, JOURNAL, FOLDER)), ("synchronous=NORMAL", (LOG,))],
)
def test_a_disk_whose_syncs_are_lies_is_found_out(new_disk, tmp_path, idle_server, lie, ignored):
    """A planted sin for the test above: with the syncs left out it must find lost what was told."""
    disk, server = new_disk("lies"), idle_server(tmp_path / "lies")
    recorded = recording(disk, server, SEED, begun=False)
    faulty = look_at(60, recorded, SEED, ignored)
    kinds = Counter(way for _, way, _ in faulty)
    assert any("told" in sentence for _, _, sentences in faulty for sentence in sentences), (lie, kinds)
    print(f"{lie}: {len(faulty)} of 60 states have lost something")


@pytest.mark.soak
def test_what_a_failed_sync_dropped_is_written_again(new_disk, tmp_path, idle_server):
    """After a failed sync the system may have dropped what it was to write, though it can still be read: a server that
    went on behind it would build on sand."""
    disk, server = new_disk("failed-sync"), idle_server(tmp_path / "failed-sync")
    server.variables = disk.recording().variables
    server.start()
    customer = Customer(server)
    acknowledged, failures = [], 0
    for number in range(amount(18, 200)):
        name = f"c-{number}"
        if number % 9 == 6:
            failures += 1
            disk.fail(errno.EIO, times=1, kind=SYNC)
        wait_until(lambda: customer.say(f"are you open on monday {name}", name).status == 200, "it is written")
        acknowledged.append(name)
        if number % 18 == 8:
            failures += 1
            # A kill leaves what the failed sync dropped to whoever opens the log next.
            disk.fail(errno.EIO, times=1, kind=SYNC)
            customer.say("is this lost?").expect(503)
            server.kill()
            disk.recording()
            server.start()
    assert server.stop() == 0
    recorded = {}, disk.records(), acknowledged
    assert len([record for record in recorded[1] if record.kind == SYNC_FAILED]) == failures > 1
    assert_told(recorded)
    states = amount(60, 2000)
    faulty = look_at(states, recorded, SEED)
    assert not faulty, faulty[:3]
    measured("power loss after failed syncs", failed_syncs=failures, crash_states=states, lost=0)
