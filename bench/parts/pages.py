"""Lists, histories and searches over a store of a million messages, over HTTP."""

import random
import shutil
import subprocess
import time
from urllib.parse import quote

from .report import Figure, Table, percentile
from .server import AGENT, CUSTOMER, ROOT, Http, begin, log_in, running

MESSAGES = 1_000_000
LONG = 5_000
"""Messages of the one long conversation."""
ASKED = 200
"""Requests of each kind."""


def store(options):
    """The folder of the million messages, made once and shared with bench/cold: it takes minutes."""
    folder = ROOT / f".build/bench-cold/{options.messages}-messages"
    if not folder.exists():
        print(f"making a store of {options.messages:,} messages in {folder}, this once", flush=True)
        unfinished = folder.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        subprocess.run(
            [options.binary.with_name("measure"), "store", "--into", unfinished, "--messages", str(options.messages),
             "--faq", ROOT / "faq-data"], check=True, capture_output=True)
        unfinished.rename(folder)
    return folder


def long_talk(server):
    """A conversation of five thousand messages with the bot."""
    (conversation, session), = begin(server, 1)
    http = Http(server.port, X_Customer_Session_Id=session)
    words = {"content": "please, where is my parcel"}
    for _ in range(LONG // 2):
        http.send("POST", f"{CUSTOMER}/conversations/{conversation}/messages", words)
    return conversation, session


def cursors(agent, query, pages):
    """Where the pages of a walk through a list begin."""
    found, after = [], ""
    for _ in range(pages):
        page = agent.json("GET", f"{AGENT}/conversations?{query}&limit=200{after}")
        if page["next_after"] is None:
            break
        after = "&after=" + quote(page["next_after"])
        found.append(after)
    return found


def kinds(agent, customer, conversation, chance):
    """Every kind of request: its name, who asks, and what may be asked."""
    closed = cursors(agent, "status=closed", 100)
    listed = agent.json("GET", f"{AGENT}/conversations?status=closed&limit=200{chance.choice(closed)}")["items"]
    orders = set()
    for item in listed[:40]:
        for message in agent.json("GET", f"{AGENT}/conversations/{item['id']}/messages")["messages"]:
            orders |= {word.strip("?.,") for word in message["content"].split() if word.startswith("HP")}
    own, all_of_it = f"{CUSTOMER}/conversations/{conversation}", f"{AGENT}/conversations/{conversation}"
    places = [f"?after={number}&limit=200" for number in (0, 1000, 2500, 4000, 4900)]
    searches = f"{AGENT}/search?q="
    return [
        ("queue", agent, [f"{AGENT}/queue"]),
        ("conversations, first page", agent, [f"{AGENT}/conversations"]),
        ("conversations, mine", agent, [f"{AGENT}/conversations?assigned=me"]),
        ("conversations, closed, deep", agent, [f"{AGENT}/conversations?status=closed{after}" for after in closed]),
        ("conversations, 200 a page, deep", agent, [
            f"{AGENT}/conversations?status=closed&limit=200{after}" for after in closed]),
        ("one conversation", agent, [f"{AGENT}/conversations/{item['id']}" for item in listed]),
        ("history, usual", agent, [f"{AGENT}/conversations/{item['id']}/messages" for item in listed]),
        ("history of 5,000, agent", agent, [f"{all_of_it}/messages{place}" for place in places]),
        ("history of 5,000, customer", customer, [f"{own}/messages{place}" for place in places]),
        ("events of 5,000, agent", agent, [f"{all_of_it}/events{place}" for place in places]),
        ("search, frequent word", agent, [searches + word for word in ("the", "order", "lamp", "kettle")]),
        ("search, rare word", agent, [searches + order for order in sorted(orders)] or [searches + "HP500000"]),
        ("search, absent word", agent, [searches + word for word in ("zyzzyva", "quokka", "HP1")]),
        ("search, several words", agent, [
            searches + quote(words)
            for words in ("oak table", "smells of paint", "grey mattress wobbles", "the order is")]),
        ("conversations with a word", agent, [
            f"{AGENT}/conversations?q={word}" for word in ("lamp", "order", "zyzzyva")]),
        ("conversations of a name", agent, [
            f"{AGENT}/conversations?q={word}" for word in ("Ada", "Poulsen", "ida.bach")]),
    ]


APART = [
    ("counts of a day", "/stats?from={day}"),
    ("counts of a year", "/stats?from={year}"),
]
"""Read at length on a thread of their own, so they have no target."""


def ask(kinds, chance):
    """Milliseconds and bytes of every request, by kind; the kinds take turns, as at a desk."""
    asked = {name: [] for name, _, _ in kinds}
    turns = [(name, http, chance.choice(paths)) for name, http, paths in kinds for _ in range(ASKED)]
    chance.shuffle(turns)
    for name, http, path in turns:
        request = http.encoded("GET", path)
        start = time.perf_counter()
        http.socket.sendall(request)
        status, _, content = http.answer()
        taken = (time.perf_counter() - start) * 1000
        if status != 200:
            raise SystemExit(f"GET {path} was answered with {status}: {content[:300]!r}")
        asked[name].append((taken, len(content)))
    return asked


def run(options):
    chance = random.Random(1)
    with running(options, demo=True, store=store(options)) as server:
        agent, _ = log_in(server)
        conversation, session = long_talk(server)
        customer = Http(server.port, X_Customer_Session_Id=session)
        asked = ask(kinds(agent, customer, conversation, chance), chance)
        now = time.time()
        for name, path in APART:
            days = {"day": now - 86_400, "year": now - 365 * 86_400}
            path = path.format(**{
                span: time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment)) for span, moment in days.items()})
            asked[name] = []
            for _ in range(5):
                start = time.perf_counter()
                content = agent.send("GET", AGENT + path)
                asked[name].append(((time.perf_counter() - start) * 1000, len(content)))
    table = Table(
        f"{options.messages:,} messages, {ASKED} requests of each kind in turns, one after the other",
        ("request", 34), ("kB", 8), ("p50 ms", 9), ("p99 ms", 9), ("max ms", 9))
    for name, answers in asked.items():
        times = [taken for taken, _ in answers]
        row = {
            "request": name, "bytes": sum(size for _, size in answers) / len(answers), "p50_ms": percentile(times, 0.5),
            "p99_ms": percentile(times, 0.99), "max_ms": max(times), "has_target": name not in dict(APART)}
        table.row(
            name, f'{row["bytes"] / 1000:.1f}', f'{row["p50_ms"]:.2f}', f'{row["p99_ms"]:.2f}', f'{row["max_ms"]:.2f}',
            kept=row)
    worst = max((row for row in table.kept if row["has_target"]), key=lambda row: row["p99_ms"])
    return table, [Figure(
        "pages", f'p99 ≤ {worst["p99_ms"]:.1f} ms ({worst["request"]})', worst["p99_ms"] <= 10)]
