"""A disk that fails or is full: no answer for what is not on it, no crash, and back to work without a restart."""

import errno
import re
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from System.client import Agent, Connection, Customer, wait_until
from System.program import Server, run
from System.soak import IS_SOAK, amount, measured

from .disk import ALWAYS, SHORT, Disk
from .scenario import RECOVERY, Scenario

FAULTS = {
    "EIO once": (errno.EIO, 1),
    "EIO until mended": (errno.EIO, ALWAYS),
    "ENOSPC once": (errno.ENOSPC, 1),
    "ENOSPC until mended": (errno.ENOSPC, ALWAYS),
    "half a write": (SHORT, 1),
}
MET = list(FAULTS) if IS_SOAK else ["EIO once", "ENOSPC until mended", "half a write"]
TOGETHER = 4
"""Servers at a time; most of each one's life is waiting."""


def numbers(count):
    """Every operation of the scenario in the long form, a handful of them in the short one."""
    return range(1, count + 1, 1 if IS_SOAK else max(1, count // 4))


def assert_no_crash(server, code):
    assert code in (0, 3), f"the server ended with {code}:\n{server.log[-2000:]}"
    assert "Fatal error" not in server.log and "Crash" not in server.log, server.log[-3000:]


class Trial:
    """The scenario with the fault at its `number`th operation; it ends in an orderly stop, or in a kill."""

    def __init__(self, folder, library, faq, fault, number):
        self.name = f"{fault} at operation {number}"
        self.error, self.times = FAULTS[fault]
        self.number = number
        self.disk = Disk(folder / self.name.replace(" ", "-"), library)
        self.server = Server(self.disk.data.parent, faq, variables=self.disk.variables)

    def run(self):
        server, disk = self.server, self.disk
        server.start()
        Connection(server).request("GET", "/metrics").expect(200)
        if self.number:
            disk.fail(self.error, at=disk.operations + self.number, times=self.times)
        began = disk.operations
        try:
            self.scenario = Scenario(server, disk, lasts=self.times == ALWAYS).run()
            self.what_failed = disk.what_failed
            before = self.scenario.events()
            if self.number and self.number % 2 and disk.failed:
                server.kill()
            else:
                code = server.stop()
                assert_no_crash(server, code)
                self.what_failed = disk.what_failed
            self.operations = disk.operations - began
            disk.mend()
            server.start()
            self.scenario.assert_kept()
            assert self.scenario.events() == before, "after a restart it is not what it was before"
            verified = server.run("verify")
            assert verified.returncode == 0, verified.stdout + verified.stderr
            if self.scenario.refused:
                assert len(re.findall(r"store\.failed", server.log)) >= 1
            assert_no_crash(server, server.stop())
        except BaseException as failure:
            failure.add_note(f"{self.name}: {disk.what_failed}\n{server.log[-1500:]}")
            raise
        finally:
            if server.process.poll() is None:
                server.kill()
        return self


@pytest.mark.soak
def test_whatever_write_or_sync_fails_the_answer_is_honest(tmp_path, shims, small_faq):
    library = shims("disk")
    whole = Trial(tmp_path, library, small_faq, "EIO once", 0).run().operations
    trials = [
        Trial(tmp_path, library, small_faq, fault, number) for fault in MET for number in numbers(whole)
    ]
    with ThreadPoolExecutor(TOGETHER) as pool:
        done = list(pool.map(Trial.run, trials))
    refused = [trial for trial in done if trial.scenario.refused]
    assert refused, "no fault was ever met"
    measured(
        "I/O errors", operations=whole, faults=len(MET), trials=len(done), met=sum(t.disk.failed > 0 for t in done),
        refused=len(refused), slowest_recovery=f"{max(trial.scenario.recovery for trial in done):.2f} s")


@pytest.mark.soak
def test_a_start_on_a_failing_disk_says_so_and_the_next_one_works(tmp_path, shims, idle_server):
    library, met = shims("disk"), 0

    def begin(fault, number):
        disk = Disk(tmp_path / f"start-{fault.replace(' ', '-')}-{number}", library)
        server = idle_server(disk.data.parent, variables=disk.variables)
        error, times = FAULTS[fault]
        if number:
            disk.fail(error, at=number, times=times)
        try:
            server.start()
            assert_no_crash(server, server.stop())
        except AssertionError:
            code = server.process.poll()
            assert code == 3, f"{fault} at {number}, {disk.what_failed}: it ended with {code}\n{server.log}"
            assert "support.db" in server.log, server.log
        operations, failed = disk.operations, disk.failed
        disk.mend()
        server.start()
        Customer(server).say("my key is gone").expect(200)
        assert_no_crash(server, server.stop())
        assert run("verify", "--data", server.data).returncode == 0
        return operations, failed

    whole, _ = begin("EIO once", 0)
    places = [(fault, number) for fault in MET for number in numbers(whole)]
    with ThreadPoolExecutor(TOGETHER) as pool:
        met = sum(failed > 0 for _, failed in pool.map(begin, *zip(*places)))
    assert met > len(places) / 2
    measured("I/O errors at the start", operations=whole, trials=len(places), met=met)


@pytest.fixture(params=["a small file system", "a disk that says so"])
def full_disk(request, tmp_path, new_disk):
    """A server's folder, and how to fill the disk under it and make room again."""
    if request.param == "a disk that says so":
        disk = new_disk("full")
        yield disk.data.parent, disk.variables, disk.fill, disk.mend
        return
    folder = tmp_path / "full"
    data = folder / "data"
    data.mkdir(parents=True, mode=0o700)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m,mode=700", "tmpfs", data], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("this user may not mount a small file system; the disk that says so stands for it")
    ballast = data / "ballast"

    def fill():
        with ballast.open("wb", buffering=0) as file:
            try:
                while file.write(bytes(4096)):
                    pass
            except OSError as error:
                assert error.errno == errno.ENOSPC

    yield folder, {}, fill, ballast.unlink
    subprocess.run(["umount", "--lazy", data], check=True)


@pytest.mark.soak
def test_a_full_disk_refuses_writes_and_takes_them_again_when_there_is_room(full_disk, new_server, small_faq):
    folder, variables, fill, make_room = full_disk
    server = new_server(name=folder.name, variables=variables)
    customer, ana, probe = Customer(server), Agent(server, "ana"), Connection(server)
    customer.escalate().expect(200)
    acknowledged, slowest = [], 0.0
    for turn in range(amount(2, 20)):
        fill()
        refusal = None
        for number in range(2000):
            name = f"{turn}-{number}"
            answer = customer.say("are you there " + "x" * 900, name)
            if answer.status != 200:
                refusal = answer
                break
            acknowledged.append(name)
        refusal.problem(503, "store_unavailable")
        assert int(refusal.headers["Retry-After"]) >= 1
        assert probe.request("GET", "/ready").status == 503
        assert probe.request("GET", "/health").status == 200
        assert len(customer.messages()) and ana.conversation(customer.id)["status"] == "agent"
        assert ana.search("there") is not None
        for _ in range(3):
            ana.claim(customer.id).problem(503, "store_unavailable")
        make_room()
        begin = time.monotonic()
        wait_until(lambda: customer.say("are you there " + "x" * 900, name).status == 200, "it is written")
        slowest = max(slowest, time.monotonic() - begin)
        acknowledged.append(name)
        wait_until(lambda: probe.request("GET", "/ready").status == 200, "it is ready")
    assert slowest <= RECOVERY
    written = [message["client_message_id"] for message in events_with_names(customer)]
    assert written == acknowledged
    server.stop()
    server.start()
    assert [message["client_message_id"] for message in events_with_names(customer)] == acknowledged
    assert server.run("verify").returncode == 0
    measured("full disk", fillings=turn + 1, writes_again_after=f"{slowest:.2f} s at most", messages=len(acknowledged))


def events_with_names(customer):
    messages = [event["payload"].get("message") for event in customer.events()]
    return [message for message in messages if message and message["client_message_id"]]
