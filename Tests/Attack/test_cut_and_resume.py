"""Watchers cut off at any byte, a thousand times, while messages pour in: each sees every event once and in order."""

import json
import multiprocessing
import re
import threading

import pytest

from System.client import Agent, Connection, Customer
from System.soak import amount, measured

from .identities import bearer, session
from .watchers import Broken, Pace, Watcher, said, watch


@pytest.mark.soak
def test_who_is_cut_off_and_resumes_misses_nothing(new_server):
    """Half of the watchers are the customer, who sees no notes, and half the desk, who sees all."""
    server = new_server("--max-connections-per-address", "2000")
    customer, ana, sam = Customer(server), Agent(server, "ana"), Agent(server, "sam")
    customer.escalate().expect(200)
    ana.claim(customer.id).expect(200)
    processes, watchers, cuts, messages = 2, amount(4, 40), amount(20, 1000), amount(900, 25_000)
    context = multiprocessing.get_context("fork")
    last, results, pace = context.Value("q", 0), context.SimpleQueue(), Pace(context, processes)
    # Without sockets of ours in the children; the server's are theirs to make.
    mine = f"role=customer&conversation_id={customer.id}&customer_session_id={customer.session}"
    desk = f"role=agent&conversation_id={customer.id}&access_token={sam.token}"
    running = []
    for number in range(processes):
        ready = context.Event()
        queries = [
            (mine, (f"/api/v1/customer/conversations/{customer.id}/events", session(customer.session))) if place % 2
            else (desk, (f"/api/v1/agent/conversations/{customer.id}/events", bearer(sam.token)))
            for place in range(watchers // processes)
        ]
        share = cuts // processes
        process = context.Process(
            target=watch, args=(server.address, queries, last, share, number, pace, ready, results), daemon=True)
        process.start()
        running.append(process)
        assert ready.wait(30)

    failures = []

    def pour(path, headers, numbers):
        http = Connection(server)
        try:
            for number in numbers:
                answer = http.request("POST", path, said(number), {"Content-Type": "application/json", **headers})
                assert answer.status == 200, answer.body
                pace.wait(max(map(int, re.findall(rb'"seq":(\d+)', answer.body))))
        except BaseException as error:  # noqa: BLE001 - shown below, in the thread that looks
            failures.append(error)
        http.close()

    own = f"/api/v1/customer/conversations/{customer.id}/messages"
    theirs = f"/api/v1/agent/conversations/{customer.id}/messages"
    notes = f"/api/v1/agent/conversations/{customer.id}/notes"
    # Eight hands on each side, so that a commit carries more than one message.
    writers = [threading.Thread(target=pour, args=(notes, bearer(ana.token), range(0, messages, 20)))]
    for hand in range(8):
        for side, path, headers in ((0, own, session(customer.session)), (1, theirs, bearer(ana.token))):
            numbers = range(2 * hand + side, messages, 16)
            writers.append(threading.Thread(target=pour, args=(path, headers, numbers)))
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not failures, failures
    # The customer's last word is seen by both sides.
    customer.say("that was all").expect(200)
    last.value = customer.conversation["last_seq"]
    outcomes = [results.get() for _ in running]
    for process in running:
        process.join(30)
    assert not [outcome for outcome in outcomes if "error" in outcome], outcomes
    total = {name: sum(outcome[name] for outcome in outcomes) for name in outcomes[0]}
    measured(
        "resume", watchers=watchers, cuts=total["cuts"], within_a_frame=total["within_frames"],
        dropped_as_too_slow=total["dropped"], fetched_as_too_far_behind=total["fetched"],
        events_delivered=total["events"], gaps=0, doubles=0, reordered=0)
    assert total["cuts"] >= cuts // processes * processes and total["within_frames"] > 0
    assert total["events"] >= messages * watchers
    events = ana.events(customer.id)
    assert [event["seq"] for event in events] == list(range(1, events[-1]["seq"] + 1))


def test_a_watcher_notices_what_is_missing_doubled_or_out_of_order():
    """The judge is judged: a chain that is broken in each of these ways does not pass."""
    def frame(seq, previous):
        return json.dumps({"event": "message.created", "seq": seq, "previous_seq": previous}).replace(" ", "").encode()

    def see(*links):
        watcher = Watcher.__new__(Watcher)
        watcher.seq = watcher.events = 0
        watcher.is_behind = False
        for link in links:
            watcher.frame(1, frame(*link))
        return watcher.events

    assert see((1, 0), (2, 1), (4, 2)) == 3
    for broken in ([(1, 0), (3, 2)], [(1, 0), (1, 0)], [(2, 0), (1, 0)], [(1, 0), (2, 1), (2, 1)], [(2, 1)]):
        with pytest.raises(Broken):
            see(*broken)
