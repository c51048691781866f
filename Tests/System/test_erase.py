"""A customer's right to be forgotten, and what stays for the counts."""

import csv
import io
import json

from .client import Agent, Customer, wait_until


def counts(agent):
    stats = agent.get("/stats").expect(200).json
    return {name: stats[name] for name in ("started", "customer_messages", "bot", "escalated", "claimed", "ratings")}


def test_erasing_takes_every_word_and_leaves_the_counts(house, ana, sam):
    customer = Customer(house, profile={"name": "Wilhelmina", "email": "wilhelmina@post.example"})
    for words in ("xylophonic quartzite", "how much is a parcel"):
        customer.say(words).expect(200)
    customer.escalate(reason="xylophonic reasons").expect(200)
    ana.claim(customer.id).expect(200)
    ana.reply(customer.id, "Which xylophonic quartzite do you mean?").expect(200)
    ana.note(customer.id, "The xylophonic one again.").expect(200)
    ana.close(customer.id, reason="xylophonic matters settled").expect(200)
    customer.post("/rating", {"score": 4, "comment": "xylophonic service"}).expect(204)
    assert {hit["conversation"]["id"] for hit in ana.search("xylophonic")} == {customer.id}
    before = counts(sam)
    seqs = [event["seq"] for event in ana.events(customer.id)]

    with ana.socket(conversation_id=customer.id) as desk:
        customer.delete().expect(204)
        desk.one("conversation.updated")
        assert "xylophonic" not in json.dumps(desk.frames) and "ilhelmina" not in json.dumps(desk.frames)

    assert ana.search("xylophonic") == [] and ana.search("quartzite") == []
    seen = [
        json.dumps(ana.messages(customer.id)),
        json.dumps(ana.events(customer.id)),
        json.dumps(ana.conversation(customer.id)),
        ana.get("/conversations?status=closed&limit=100").expect(200).text,
        *(ana.get(f"/conversations/{customer.id}/transcript?format={format}").expect(200).text
          for format in ("text", "json", "html")),
        house.run("export", customer.id).stdout,
        house.run("replay", customer.id).stdout,
    ]
    for what in seen:
        assert customer.id in what
        assert "xylophonic" not in what and "quartzite" not in what and "ilhelmina" not in what
    assert ana.get("/conversations?q=wilhelmina").expect(200).json["items"] == []

    for path in ("", "/messages", "/events", "/transcript"):
        customer.get(path).problem(404, "not_found")
    customer.say("is anybody still there for me?").problem(404, "not_found")
    assert counts(sam) == before
    erased = ana.events(customer.id)
    assert [event["seq"] for event in erased] == seqs + [seqs[-1] + 1]
    assert house.run("verify").returncode == 0


def test_who_somebody_is_stays_until_their_last_conversation_is_erased(house, ana):
    customer = Customer(house, profile={"name": "Ottoline"})
    first = customer.id
    customer.start(force_new=True)
    customer.request("DELETE", f"/conversations/{first}").expect(204)
    assert ana.conversation(customer.id)["customer"]["name"] == "Ottoline"
    customer.delete().expect(204)
    assert ana.conversation(first)["customer"]["name"] is None
    assert ana.conversation(customer.id)["customer"]["name"] is None


def test_an_open_conversation_is_ended_and_erased(queued, ana):
    queued.say("tourmaline earrings please").expect(200)
    with queued.socket() as phone:
        queued.delete().expect(204)
        assert phone.close_code() == 4404
    assert ana.conversation(queued.id)["phase"] == "closed"
    assert queued.id not in [item["id"] for item in ana.get("/queue").expect(200).json["items"]]
    assert ana.search("tourmaline") == []


def test_after_an_orderly_stop_no_file_holds_an_erased_sentence(new_server):
    server = new_server()
    customer = Customer(server)
    customer.say("chrysoprase bracelets please").expect(200)
    customer.delete().expect(204)
    assert server.stop() == 0
    for file in server.data.iterdir():
        assert b"chrysoprase bracelets" not in file.read_bytes(), file


def test_an_export_has_one_row_for_each_conversation_and_no_formulas(house, sam, customer):
    other = Customer(house, profile={"name": "=1+1", "email": "-1@sum.example"}, page="-2+3")
    table = sam.get("/export").expect(200)
    assert table.headers["Content-Type"].startswith("text/csv")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(table.text))}
    assert {customer.id, other.id} <= rows.keys()
    assert len(rows) == len(table.text.splitlines()) - 1
    assert [rows[other.id][name] for name in ("customer_name", "customer_email", "page")] == [
        "'=1+1", "'-1@sum.example", "'-2+3"
    ]
    lines = [json.loads(line) for line in sam.get("/export?format=ndjson").expect(200).text.splitlines()]
    assert {line["id"] for line in lines} == rows.keys()
    assert next(line for line in lines if line["id"] == other.id)["customer_name"] == "=1+1"


def test_words_go_when_they_are_as_old_as_they_are_kept_and_the_counts_stay(new_server):
    server = new_server("--retain", "1s")
    ana, sam = Agent(server, "ana"), Agent(server, "sam")
    old = Customer(server, profile={"name": "Wilhelmina"}, page="https://shop.example/quartzite")
    old.say("xylophonic quartzite").expect(200)
    young = Customer(server)
    young.say("xylophonic limestone").expect(200)
    before = counts(sam)
    old.post("/end").expect(200)
    wait_until(lambda: [hit["conversation"]["id"] for hit in ana.search("xylophonic")] == [young.id], "it is erased", 20)
    assert counts(sam) == before
    seen = json.dumps([ana.conversation(old.id), ana.events(old.id), ana.messages(old.id)])
    assert "quartzite" not in seen and "ilhelmina" not in seen
    assert server.run("verify").returncode == 0
