"""Guessing at the door: how fast, how much it costs, and what an answer gives away."""

import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from System.client import Agent, Connection, Customer, keep_secret
from System.soak import amount, measured

LOGIN = "/api/v1/agent/auth/login"
WRONG = "not-the-password"


def log_in(http, username, password, address=None):
    headers = {"X-Forwarded-For": address} if address else None
    return http.request("POST", LOGIN, {"username": username, "password": password}, headers)


def memory(server):
    """Resident bytes."""
    with open(f"/proc/{server.process.pid}/status", encoding="ascii") as status:
        line = next(line for line in status if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024


@pytest.fixture
def guarded(new_server):
    """With the standard rates, behind a proxy that says from where somebody comes."""
    return new_server("--trust-proxy", rates=None)


def test_a_flood_against_one_account_stops_nobody_who_is_in(guarded):
    ana = Agent(guarded, "ana")
    keep_secret(WRONG)
    http = Connection(guarded)
    statuses = [log_in(http, "ana", WRONG, f"203.0.113.{number % 200}").status for number in range(300)]
    # One turn of the ten went to the log-in above.
    assert statuses[:9] == [401] * 9 and set(statuses[12:]) == {429}
    refusal = log_in(http, "ana", "demo-only", "203.0.113.7").problem(429, "too_many_requests")
    assert "seconds" in refusal["detail"]
    assert 0 < int(log_in(http, "ana", WRONG).headers["Retry-After"]) <= 60
    # Whoever is in works on, and may take the account out of the flood's reach.
    ana.get("/me").expect(200)
    change = {"current_password": "demo-only", "new_password": "four-loud-lanterns"}
    ana.post("/me/password", change).expect(204)
    # And so does everybody else, from wherever they come.
    log_in(http, "ben", "demo-only", "198.51.100.1").expect(200)


def test_a_flood_from_one_address_reaches_ten_names_a_minute(guarded):
    http = Connection(guarded)
    statuses = [log_in(http, f"name-{number}", WRONG, "203.0.113.9").status for number in range(100)]
    assert statuses[:10] == [401] * 10 and set(statuses[12:]) == {429}
    # The names it tried have lost nothing by it.
    for _ in range(9):
        log_in(http, "ana", WRONG, "203.0.113.9").problem(429)
    assert [log_in(http, "ana", WRONG, f"203.0.113.{number}").status for number in range(10, 21)] == [401] * 10 + [429]
    log_in(http, "ben", "demo-only", "198.51.100.1").expect(200)


@pytest.mark.soak
def test_a_flood_leaves_memory_and_others_alone(new_server):
    """Without rates, so that every guess is hashed as fast as two can: chats go on, and little is kept."""
    server = new_server("--trust-proxy")
    customer = Customer(server)
    log_in(Connection(server), "ana", WRONG)
    before, stop, statuses = memory(server), threading.Event(), []

    def flood(number):
        http = Connection(server)
        while not stop.is_set():
            statuses.append(log_in(http, ("ana", "nobody")[number % 2], WRONG).status)
        http.close()

    took = []
    with ThreadPoolExecutor(24) as pool:
        for number in range(24):
            pool.submit(flood, number)
        end = time.monotonic() + amount(2, 60)
        while time.monotonic() < end:
            begun = time.monotonic()
            customer.say("how much is a parcel").expect(200)
            took.append(time.monotonic() - begun)
        peak = memory(server)
        stop.set()
    took.sort()
    p99 = took[int(len(took) * 0.99)]
    grown = (peak - before) / 2**20
    measured(
        "login flood", guesses=len(statuses), turns=len(took), p50_ms=round(took[len(took) // 2] * 1000, 1),
        p99_ms=round(p99 * 1000, 1), grown_mb=round(grown, 1))
    # Two hashes of 19 MiB at a time, and no more.
    assert set(statuses) <= {401, 503} and grown < 64
    # The hashes have their own threads: a turn shares the processor with them, and waits for none.
    assert took[len(took) // 2] < 0.1 and p99 < 1


@pytest.mark.soak
def test_names_too_long_to_be_anybodys_leave_nothing_behind(guarded):
    """Each with another name of 60 kB, which a counter for each would keep for a minute."""
    http = Connection(guarded)
    log_in(http, "nobody", WRONG)
    before = memory(guarded)
    count = amount(400, 20_000)
    for number in range(count):
        assert log_in(http, f"{number:08}" + "n" * 60_000, WRONG, f"203.0.{number % 20}.1").status in (401, 429)
    grown = (memory(guarded) - before) / 2**20
    measured("long login names", tries=count, sent_mb=count * 60 // 1000, grown_mb=round(grown, 1))
    assert grown < min(40, count * 0.03), "half of what the names themselves take"


@pytest.mark.soak
def test_a_known_name_takes_as_long_as_an_unknown_one(new_server):
    """Interleaved, so that whatever else the machine does falls on both; the medians tell them not apart."""
    server = new_server()
    disabled = "retired"
    Agent(server, "admin").register(disabled)
    assert server.run("agent", "disable", disabled).returncode == 0
    kinds = {"known": "ana", "unknown": "nobody-here", "disabled": disabled, "no name": "Somebody Else!"}
    http, took, bodies = Connection(server), {kind: [] for kind in kinds}, set()
    for _ in range(amount(30, 400)):
        for kind, name in kinds.items():
            begun = time.perf_counter()
            answer = log_in(http, name, WRONG)
            took[kind].append(time.perf_counter() - begun)
            answer.problem(401, "wrong_credentials")
            bodies.add(answer.body.replace(answer.headers["X-Request-Id"].encode(), b"-"))
    assert len(bodies) == 1
    medians = {kind: statistics.median(times) for kind, times in took.items()}
    measured("login timing", **{f"{kind}_ms": round(median * 1000, 2) for kind, median in medians.items()})
    # Without a hash it would be a fiftieth; what is left between them is the machine's noise.
    assert max(medians.values()) < amount(1.5, 1.15) * min(medians.values()), medians


VARIANTS = {
    "a NUL behind": "ana\0", "a NUL and more": "ana\0x", "a blank behind": "ana ", "a blank before": " ana",
    "a line end": "ana\n", "Cyrillic": "аna", "full width": "ａｎａ", "a combining mark": "ána",
    "a soft hyphen": "an\u00ada", "no width": "ana\u200b", "the other direction": "\u202eana", "a wild card": "an%",
    "an underscore for a letter": "an_", "SQL": "ana' OR '1'='1", "ten thousand letters": "a" * 10_000, "nothing": "",
    "its id": "id", "a path": "../ana", "an address": "ana@shop.example", "a dotless i": "bılly", "emoji": "🙂",
}


@pytest.mark.parametrize("what", VARIANTS)
def test_what_only_looks_like_a_name_is_nobodys(house, what):
    http = Connection(house)
    log_in(http, VARIANTS[what], "demo-only").problem(401, "wrong_credentials")
    http.close()


def test_capitals_are_the_same_account_and_the_same_budget(guarded):
    http = Connection(guarded)
    assert log_in(http, "BEN", "demo-only").expect(200).json["username"] == "ben"
    names = ["ana", "ANA", "Ana", "aNa"]
    statuses = [log_in(http, names[number % 4], WRONG, f"203.0.113.{number}").status for number in range(14)]
    assert statuses[:10] == [401] * 10 and set(statuses[11:]) == {429}


@pytest.mark.parametrize("password", ["p" * 10_000, "demo-only\0", "demo-only" + "\0" * 3000, "", "DEMO-ONLY", "🙂" * 2000])
def test_what_only_looks_like_the_password_is_not(house, password):
    http = Connection(house)
    begun = time.monotonic()
    log_in(http, "ana", password).problem(401, "wrong_credentials")
    assert time.monotonic() - begun < 5
    http.close()


def test_a_new_password_of_ten_thousand_letters_is_refused(admin):
    body = {"username": "long", "display_name": "Long", "password": "abcdefgh-1" * 1000, "role": "agent"}
    problem = admin.post("/register", body).problem(422, "invalid")
    assert [error["pointer"] for error in problem["errors"]] == ["/password"]
