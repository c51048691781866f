"""Backups: made beside the load, whole or not there at all, and never changed by looking at them."""

import errno
import shutil
import sqlite3
import stat
import subprocess
import threading
import time

import pytest
from System.client import Customer, wait_until
from System.program import binary, environment, run
from System.soak import amount, measured

from .disk import Disk


class Writing:
    """Customers who write without a pause; `acknowledged` grows meanwhile."""

    def __init__(self, server, customers=3):
        self.acknowledged = []
        self.failures = []
        self.is_over = threading.Event()
        self.threads = [threading.Thread(target=self.write, args=(Customer(server),)) for _ in range(customers)]

    def write(self, customer):
        try:
            while not self.is_over.is_set():
                name = f"{customer.id}-{len(self.acknowledged)}-{id(customer)}"
                answer = customer.say("how much is a parcel", name).expect(200).json
                self.acknowledged.append((customer.id, answer["customer_message"]["seq"]))
        except BaseException as failure:
            self.failures.append(repr(failure))

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        for thread in self.threads:
            thread.join()
        assert not self.failures, self.failures


def stored(file):
    """The events in a database, which is left as it is."""
    database = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        return {
            (f"{id.hex()[:8]}-{id.hex()[8:12]}-{id.hex()[12:16]}-{id.hex()[16:20]}-{id.hex()[20:]}", seq)
            for id, seq in database.execute("SELECT conversation, seq FROM events")
        }
    finally:
        database.close()


@pytest.mark.soak
def test_a_backup_during_load_has_what_was_acknowledged_before_it_and_serves(new_server, tmp_path):
    server = new_server()
    copies = []
    with Writing(server) as writing:
        for number in range(amount(2, 20)):
            goal = len(writing.acknowledged) + amount(100, 1000)
            wait_until(lambda goal=goal: writing.failures or len(writing.acknowledged) >= goal, "they write", 60)
            copy, before = tmp_path / f"copy-{number}.db", set(writing.acknowledged)
            saved = server.run("backup", copy)
            assert saved.returncode == 0, saved.stdout + saved.stderr
            assert "is sound" in saved.stdout
            copies.append((copy, before))
    for copy, before in copies:
        assert before <= stored(copy)
        content = copy.read_bytes()
        assert run("verify", copy).returncode == 0
        assert copy.read_bytes() == content, "looking at a backup must not change it"
    copy, before = copies[-1]
    restored = new_server(name="restored")
    restored.stop()
    shutil.rmtree(restored.data)
    restored.data.mkdir(mode=0o700)
    shutil.copy(copy, restored.data / "support.db")
    restored.start()
    Customer(restored).say("are you open on monday").expect(200)
    assert restored.run("verify").returncode == 0
    assert before <= stored(restored.data / "support.db")
    measured("backup during load", backups=len(copies), messages=len(writing.acknowledged), missing=0)


def test_a_backup_is_verified_where_nobody_may_write(new_server, tmp_path):
    server = new_server()
    Customer(server).say("my key is gone").expect(200)
    vault = tmp_path / "vault"
    vault.mkdir()
    assert server.run("backup", vault / "monday.db").returncode == 0
    if subprocess.run(["mount", "--bind", vault, vault], capture_output=True, check=False).returncode:
        pytest.skip("this user may not make a folder read-only to itself")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", vault], check=True)
        verified = run("verify", vault / "monday.db")
        assert verified.returncode == 0, verified.stdout + verified.stderr
        assert [file.name for file in vault.iterdir()] == ["monday.db"]
    finally:
        subprocess.run(["umount", "--lazy", vault], check=True)


def test_a_killed_backup_leaves_nothing_under_its_name(new_server, new_disk, tmp_path, shims):
    server = new_server()
    with Writing(server) as writing:
        wait_until(lambda: writing.failures or len(writing.acknowledged) >= 300, "they write", 60)
    folder = tmp_path / "copies"
    folder.mkdir()
    copy = folder / "killed.db"
    killed = 0
    for delay in range(40):
        backup = subprocess.Popen(
            [binary(), "backup", copy, "--data", server.data], env=environment(), stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        begin = time.monotonic()
        while backup.poll() is None and time.monotonic() - begin < delay / 200:
            pass
        backup.kill()
        if backup.wait() != -9:
            break
        killed += 1
        if copy.exists():
            # It was killed while it verified what was whole already.
            assert run("verify", copy).returncode == 0
            copy.unlink()
    assert killed
    copy.unlink(missing_ok=True)
    saved = server.run("backup", copy)
    assert saved.returncode == 0, saved.stderr
    assert [file.name for file in folder.iterdir()] == ["killed.db"], "what a killed one left is cleaned up"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


@pytest.mark.soak
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO])
def test_a_backup_to_a_full_or_failing_disk_says_so_and_leaves_nothing(new_server, tmp_path, shims, error):
    server = new_server()
    Customer(server).say("my key is gone").expect(200)
    folder = tmp_path / "copies"
    folder.mkdir()
    disk = Disk(tmp_path / "other", shims("disk"))
    disk.variables["DISK_FOLDER"] = str(folder)

    def back_up():
        return subprocess.run(
            [binary(), "backup", folder / "support.db", "--data", server.data], capture_output=True, text=True,
            env={**environment(), **disk.variables}, timeout=60, check=False)

    # The very last step is that the folder is synced, after the copy has its name.
    trials = 0
    for at in range(1, 200, amount(6, 1)):
        disk.fail(error, at=at + disk.operations)
        saved = back_up()
        if not disk.failed:
            break
        trials += 1
        assert saved.returncode == 3, (at, disk.what_failed, saved.stdout + saved.stderr)
        assert "copies" in saved.stderr
        assert "room" in saved.stderr or "check the disk" in saved.stderr, saved.stderr
        assert not list(folder.iterdir()), (at, disk.what_failed, list(folder.iterdir()))
    else:
        disk.mend()
        saved = back_up()
    assert trials > 5
    assert saved.returncode == 0, "with the disk in order it is made"
    measured("backup to a failing disk", error=errno.errorcode[error], trials=trials, left_behind=0)


def test_two_servers_never_share_a_folder(new_server, tmp_path, small_faq):
    """Also when they start at the same moment: one serves, the others say who does."""
    data = tmp_path / "shared"
    starts = [
        subprocess.Popen(
            [binary(), "serve", "--demo", "--listen", "127.0.0.1:0", "--data", data, "--faq", small_faq],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())
        for _ in range(4)
    ]
    try:
        wait_until(lambda: sum(start.poll() is not None for start in starts) == 3, "three gave up", 20)
        refused = [start for start in starts if start.poll() is not None]
        serving = next(start for start in starts if start.poll() is None)
        for start in refused:
            assert start.returncode == 3
            assert str(data) in start.stderr.read()
        assert any("http://" in line for line in iter(serving.stdout.readline, ""))
    finally:
        for start in starts:
            if start.poll() is None:
                start.terminate()
    assert serving.wait(15) == 0
    assert run("verify", "--data", data).returncode == 0


def test_a_backup_leaves_an_older_database_as_it_is(new_server):
    """A newer program is there and the older one not yet restarted: no timer may bring the file up to date under it."""
    server = new_server()
    assert server.stop() == 0
    database = sqlite3.connect(server.data / "support.db")
    (version,) = database.execute("PRAGMA user_version").fetchone()
    database.execute(f"PRAGMA user_version = {version - 1}")
    database.close()
    backup = server.run("backup", server.data / "copy.db")
    assert backup.returncode == 3
    assert "a copy to go back to is made by the older version" in backup.stderr
    assert not (server.data / "copy.db").exists()
    database = sqlite3.connect(server.data / "support.db")
    assert database.execute("PRAGMA user_version").fetchone() == (version - 1,)
    database.close()
