"""The samples of docs/protocol.md have the fields of real answers; RECORD=1 writes them anew from a running server."""

import json
import os
import re
import shutil
import uuid

import pytest

from .client import Agent, Connection, Customer
from .program import FAQ_DATA, ROOT, STOP_DEADLINE, Server

PAGE = ROOT / "docs/protocol.md"
BLOCK = re.compile(r"^```json\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MARKED = re.compile(r"^<!-- ((?:answer|problem|frame): .+?) -->\n```json\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WIDTH = 120


class Samples(dict):
    """What a running server said, by the marks of the page."""

    def answer(self, call, response, status=200):
        self[f"answer: {call}"] = answer = response.expect(status).json
        return answer

    def problem(self, status, code, response):
        self[f"problem: {status} {code}"] = response.problem(status, code)

    def frame(self, frame, name=None):
        self[f"frame: {name or frame['event']}"] = frame


def customers_samples(samples, server):
    """A customer comes in, asks, and is not understood."""
    base = "/api/v1/customer"
    profile = {"name": "Freja", "email": "freja@example.com"}
    customer = Customer(server, locale="en", page="https://shop.example/lamps", profile=profile)
    samples[f"answer: POST {base}/conversations/start"] = customer.started
    samples.answer(f"GET {base}/availability", customer.request("GET", "/availability"))
    samples.answer(f"GET {base}/quick-questions", customer.request("GET", "/quick-questions"))
    one = f"{base}/conversations/{{id}}"
    told = {"email": "freja@example.com", "attributes": {"plan": "gold"}}
    samples.answer(f"PUT {base}/profile", customer.request("PUT", "/profile", told))
    samples.answer(f"GET {one}", customer.get())
    samples.answer(f"POST {one}/quick-replies/{{slug}}", customer.pick("delivery-times"))
    key = str(uuid.uuid4())
    samples.answer(f"POST {one}/messages", customer.say("My cat sat on the kettle", key))
    samples.problem(422, "key_reused", customer.say("Something else", key))
    samples.problem(422, "invalid", customer.post("/rating", {"score": 7}))
    samples.answer(f"GET {one}/messages", customer.get("/messages?after=3&limit=1"))
    transcript = samples.answer(f"GET {one}/transcript", customer.get("/transcript?format=json"))
    del transcript["messages"][1:]
    ticket = customer.request("POST", "/realtime/ticket", {"conversation_id": customer.id})
    samples.answer(f"POST {base}/realtime/ticket", ticket)
    samples.answer(f"POST {one}/end", Customer(server).post("/end"))
    return customer


def desk_samples(samples, server, customer, sockets):
    """The customer asks for a person, who comes, answers and closes; everybody has a socket open."""
    base = "/api/v1/agent"
    one = f"{base}/conversations/{{id}}"
    id = customer.id
    login = {"username": "ana", "password": "demo-only"}
    samples.answer(f"POST {base}/auth/login", Connection(server).request("POST", f"{base}/auth/login", login))
    ana, ben, sam, admin = (Agent(server, name) for name in ("ana", "ben", "sam", "admin"))
    desk = sockets(ana.socket())
    chat = sockets(customer.socket(after=2))
    for frame in [*chat.until("system.resumed"), *chat.frames]:
        samples.frame(frame)
    samples.frame(desk.one("customer.presence.changed"))

    escalated = customer.escalate(reason="The kettle is broken")
    samples.answer("POST /api/v1/customer/conversations/{id}/escalate", escalated)
    samples.frame(chat.one("conversation.updated"))
    samples.frame(desk.one("queue.created"))
    samples.answer(f"GET {base}/queue", ana.get("/queue"))
    customer.request("PUT", "/profile", {"name": "Freja B."}).expect(200)
    samples.frame(desk.one("customer.updated"))
    samples.answer(f"GET {base}/conversations", ana.get("/conversations?assigned=none&limit=1"))
    samples.frame(sockets(customer.socket()).one("queue.position"))
    suggested = samples.answer(f"GET {one}/suggestions", ana.get(f"/conversations/{id}/suggestions"))
    del suggested["suggestions"][1:]
    samples.answer(f"GET {base}/answers", ana.get("/answers?q=cookies&limit=1"))
    samples.answer(f"POST {one}/claim", ana.claim(id))
    samples.problem(409, "claimed_by_another", ben.claim(id))
    samples.frame(chat.one("agent.assigned"))
    samples.frame(desk.one("queue.claimed"))
    reply = ana.reply(id, "Hello, Ana here. Is the kettle all right?", str(uuid.uuid4()))
    samples.answer(f"POST {one}/messages", reply)
    samples.frame(chat.one("message.created", conversation_id=id))
    samples.answer(f"POST {one}/notes", ana.note(id, "Asked for a picture of the kettle."))
    seq = reply.json["message"]["seq"]
    samples.answer(f"GET {one}/messages", ana.get(f"/conversations/{id}/messages?after={seq - 1}&limit=1"))
    samples.answer(f"GET {one}/events", ana.get(f"/conversations/{id}/events?after={seq - 1}&limit=1"))

    desk.send(action="subscribe_conversation", conversation_id=id)
    samples.frame(desk.one("conversation.viewers"))
    ana.post(f"/conversations/{id}/typing", {"is_typing": True}).expect(204)
    samples.frame(chat.one("agent.typing"))
    chat.send(action="typing", conversation_id=id, is_typing=True)
    samples.frame(desk.one("customer.typing"))
    words = {"content": "It is. The cat is fine, too.", "client_message_id": str(uuid.uuid4())}
    chat.send(action="message", conversation_id=id, **words)
    samples.frame(chat.one("ack"))
    chat.send(action="message", conversation_id=id, content=" ", client_message_id=str(uuid.uuid4()))
    samples.frame(chat.one("system.error"))
    last = customer.conversation["last_seq"]
    ana.post(f"/conversations/{id}/read", {"seq": last}).expect(204)
    samples.frame(chat.one("message.read"))
    samples.answer("GET /api/v1/customer/conversations/{id}/events", customer.get(f"/events?after={last}"))

    samples.answer(f"POST {one}/release", ana.release(id))
    ana.claim(id).expect(200)
    samples.answer(f"POST {base}/presence", ben.post("/presence", {"presence": "away"}))
    samples.frame(desk.one("agent.presence.changed"))
    samples.answer(f"GET {base}/agents", ana.get("/agents"))
    samples.answer(f"POST {one}/close", ana.close(id, reason="solved"))
    samples.frame(chat.one("chat.closed"))
    customer.post("/rating", {"score": 5, "comment": "Quick."}).expect(204)
    samples.answer(f"GET {base}/search", ana.get("/search?q=kettle&limit=1"))
    saved = ana.post("/canned-replies", {"shortcut": "brb", "text": "I’ll be right back."})
    samples.answer(f"POST {base}/canned-replies", saved, 201)
    stats = samples.answer(f"GET {base}/stats", sam.get("/stats?by=day"))
    del stats["buckets"][:-1]
    samples[f"answer: POST {base}/register"] = admin.register("mia")
    editors_samples(samples, server, customer, seq=6)
    sam.post("/broadcasts", {"content": "The desk closes in ten minutes."}).expect(204)
    samples.frame(chat.one("announcement.created"))
    return chat


CATS = "---\nquestion: May my cat sit on the kettle?\nasks:\n  - my cat sat on the kettle\n---\nIt **may**.\n"


def editors_samples(samples, server, customer, seq):
    """Somebody sees what was not known, tries a new entry, and publishes it; `seq` is a message of the bot."""
    base = "/api/v1/agent/faq"
    eva = Agent(server, "eva")
    path = "shop/cats.md"
    draft = {"files": [{"path": path, "text": CATS}]}
    file = eva.get("/faq/file?path=privacy/cookies.md").expect(200).json
    samples.answer(f"GET {base}/file", eva.get("/faq/file?path=privacy/cookies.md"))
    entries = samples.answer(f"GET {base}/entries", eva.get("/faq/entries?since=30d"))
    del entries["entries"][1:], entries["diagnostics"][:]
    files = samples.answer(f"GET {base}/files", eva.get("/faq/files"))
    del files["files"][1:]
    broken = {"path": path, "text": CATS.replace("asks", "aks")}
    samples.answer(f"POST {base}/check", eva.post("/faq/check", {"files": [broken]}))
    tried = samples.answer(f"POST {base}/try", eva.post("/faq/try", {"text": "May my cat sit on it?", **draft}))
    del tried["finding"]["candidates"][2:]
    samples.answer(f"POST {base}/diff", eva.post("/faq/diff", draft))
    samples.answer(f"GET {base}/unanswered", eva.get("/faq/unanswered?since=1d"))
    report = samples.answer(f"GET {base}/report", eva.get("/faq/report?since=1d"))
    for name in ("entries", "never_shown", "never_touched", "rules_never_won", "without_tests", "review_due", "expired"):
        del report[name][1:]
    why = samples.answer(f"GET {base}/why", eva.get(f"/faq/why?conversation_id={customer.id}&seq={seq}"))
    if why["trace"]:
        del why["trace"]["candidates"][2:]
    put = {"text": CATS, "version": None, "message": "Many ask about cats"}
    samples.problem(422, "faq_invalid", eva.post("/faq/publish", {"files": [{**broken, "version": None}]}))
    published = samples.answer(f"PUT {base}/file", eva.request("PUT", f"/faq/file?path={path}", put))
    del published["diagnostics"][:]
    changed = {"text": CATS.replace("It **may**", "Better not"), "version": file["version"]}
    samples.problem(409, "faq_changed", eva.request("PUT", f"/faq/file?path={path}", changed))
    samples.answer(f"GET {base}/history", eva.get("/faq/history?limit=1"))


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """Everything a server says in one story, to its goodbye."""
    folder = tmp_path_factory.mktemp("protocol")
    # An editor publishes in it.
    faq = shutil.copytree(FAQ_DATA, folder / "faq")
    server = Server(folder, faq, rates=None).start()
    opened = []

    def sockets(socket):
        opened.append(socket)
        return socket

    samples = Samples()
    try:
        customer = customers_samples(samples, server)
        chat = desk_samples(samples, server, customer, sockets)
        guesses = Connection(server)
        for _ in range(11):
            guess = guesses.request("POST", "/api/v1/agent/auth/login", {"username": "nobody", "password": "guess"})
        samples.problem(429, "too_many_requests", guess)
        guesses.close()
        server.process.terminate()
        samples.frame(chat.one("system.goodbye"))
    finally:
        for socket in opened:
            socket.close()
        if server.process.poll() is None:
            server.process.wait(STOP_DEADLINE)
    return samples


def difference(sample, real, place=""):
    """Where the two do not have the same fields of the same kinds; None when they do. Null fits everything."""
    if sample is None or real is None:
        return None
    if isinstance(sample, dict) and isinstance(real, dict):
        if sample.keys() != real.keys():
            return f"{place or '/'}: the page has {sorted(sample)}, the server {sorted(real)}"
        pairs = [(sample[name], real[name], f"{place}/{name}") for name in sample]
    elif isinstance(sample, list) and isinstance(real, list):
        pairs = [(one, other, f"{place}/{index}") for index, (one, other) in enumerate(zip(sample, real))]
    else:
        kinds = [float if type(value) is int else type(value) for value in (sample, real)]
        return None if kinds[0] is kinds[1] else f"{place}: {sample!r} on the page, {real!r} from the server"
    return next((found for pair in pairs if (found := difference(*pair))), None)


def broken_into_lines(value, indent=0, taken=0):
    """JSON in lines of at most WIDTH columns, filled: `taken` columns of the first stand before it."""
    whole = json.dumps(value, ensure_ascii=False)
    if not value or not isinstance(value, (dict, list)) or indent + taken + len(whole) <= WIDTH:
        return whole
    if isinstance(value, dict):
        members = []
        for name, member in value.items():
            head = json.dumps(name) + ": "
            members.append(head + broken_into_lines(member, indent + 1, len(head)))
    else:
        members = [broken_into_lines(member, indent + 1) for member in value]
    lines = [members[0]]
    for member in members[1:]:
        lines[-1] += ","
        room = WIDTH - indent - 2 - (taken if len(lines) == 1 else 0)
        if "\n" not in lines[-1] + member and len(lines[-1]) + 1 + len(member) <= room:
            lines[-1] += " " + member
        else:
            lines.append(member)
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return opening + ("\n" + " " * (indent + 1)).join(lines) + closing


def test_every_sample_of_the_protocol_is_json():
    blocks = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    assert len(blocks) > 40
    for block in blocks:
        json.loads(block)


def test_every_sample_of_the_protocol_has_the_fields_of_a_real_answer(said):
    text = PAGE.read_text(encoding="utf-8")
    if os.environ.get("RECORD"):
        text = MARKED.sub(lambda m: f"<!-- {m[1]} -->\n```json\n{broken_into_lines(said[m[1]])}\n```", text)
        PAGE.write_text(text, encoding="utf-8")
    samples = {mark: json.loads(block) for mark, block in MARKED.findall(text)}
    assert samples.keys() == said.keys(), sorted(samples.keys() ^ said.keys())
    wrong = {mark: found for mark in samples if (found := difference(samples[mark], said[mark]))}
    assert not wrong, "\n".join(f"{mark}: {found}" for mark, found in wrong.items())


def test_a_field_that_is_gone_new_or_of_another_kind_is_noticed():
    assert difference({"a": 1, "b": [{"c": "x"}]}, {"a": 2, "b": [{"c": "y"}, {}]}) is None
    assert difference({"a": None}, {"a": {"b": 1}}) is None
    assert difference({"a": 1}, {}) and difference({}, {"a": 1})
    assert difference({"b": [{"c": "x"}]}, {"b": [{"c": True}]}).startswith("/b/0/c")


def test_every_call_of_the_contract_stands_in_the_protocol(house):
    """By its path; what the page shortens to `…/release, …/transfer` counts by its last word."""
    text = PAGE.read_text(encoding="utf-8")
    paths = Connection(house).request("GET", "/openapi.json").expect(200).json["paths"]
    for path in paths:
        if path.startswith("/api/v1/") and not path.endswith("/realtime/ws"):
            short = path.removeprefix("/api/v1/customer").removeprefix("/api/v1/agent")
            last = "/" + short.rsplit("/", 1)[-1]
            assert short in text or f"…{last}" in text, f"{path} is not in docs/protocol.md"
