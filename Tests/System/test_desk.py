"""A day at the desk: the queue's order, lists, search, canned replies, presence, and what is counted."""

import pytest

from .client import Agent, Customer


@pytest.fixture
def quiet(new_server):
    """A server on which nobody else has said anything."""
    return new_server()


def waiting_customer(server):
    customer = Customer(server)
    customer.escalate().expect(200)
    return customer


def test_a_release_goes_back_to_its_old_place_in_the_queue(quiet):
    ana = Agent(quiet, "ana")
    first, second, third = (waiting_customer(quiet) for _ in range(3))

    def queue():
        return [item["id"] for item in ana.get("/queue").expect(200).json["items"]]

    assert queue() == [first.id, second.id, third.id]
    assert ana.post("/queue/claim-next").expect(200).json["conversation"]["id"] == first.id
    assert queue() == [second.id, third.id]
    assert second.conversation["queue_position"] == 1
    ana.release(first.id).expect(200)
    assert queue() == [first.id, second.id, third.id]
    assert [customer.conversation["queue_position"] for customer in (first, second, third)] == [1, 2, 3]


def test_asking_for_a_person_in_words_and_missing_three_times_both_queue(quiet):
    ana = Agent(quiet, "ana")
    asks = Customer(quiet)
    turn = asks.say("I need to talk to a human").expect(200).json
    assert turn["conversation"]["phase"] == "queued" and turn["bot_message"] is None
    lost = Customer(quiet)
    said = [lost.say(words).expect(200).json for words in ("purple elephants", "striped zebras", "spotted giraffes")]
    assert [turn["conversation"]["phase"] for turn in said] == ["automated", "automated", "queued"]
    contents = [turn["bot_message"]["content"] for turn in said]
    assert len(set(contents)) == 3, "the same fallback is never said twice in a row"
    reasons = {item["id"]: item["escalation"]["reason"] for item in ana.get("/queue").expect(200).json["items"]}
    assert reasons == {asks.id: "asked", lost.id: "missed"}


def test_an_answer_takes_the_ladder_back_to_its_foot(quiet):
    customer = Customer(quiet)
    first = customer.say("purple elephants").expect(200).json["bot_message"]["content"]
    customer.say("how much is a parcel").expect(200)
    assert customer.say("striped zebras").expect(200).json["bot_message"]["content"] == first


def test_pages_of_the_list_show_every_conversation_once_and_waiting_ones_first(quiet):
    ana = Agent(quiet, "ana")
    talking = [Customer(quiet) for _ in range(5)]
    waiting = [waiting_customer(quiet) for _ in range(4)]
    seen, after = [], ""
    while True:
        page = ana.get(f"/conversations?limit=2{after}").expect(200).json
        assert len(page["items"]) <= 2
        seen += [item["id"] for item in page["items"]]
        if page["next_after"] is None:
            break
        after = f"&after={page['next_after']}"
    assert seen == [customer.id for customer in waiting] + [customer.id for customer in reversed(talking)]

    ana.claim(waiting[0].id).expect(200)
    talking[0].post("/end").expect(200)

    def ids(query):
        return {item["id"] for item in ana.get(f"/conversations?{query}").expect(200).json["items"]}

    assert ids("assigned=me") == {waiting[0].id}
    assert ids("status=agent&assigned=none") == {customer.id for customer in waiting[1:]}
    assert ids("status=closed") == {talking[0].id}
    assert ids("status=automated") == {customer.id for customer in talking[1:]}
    ana.get("/conversations?after=nonsense").problem(400, "malformed")
    ana.get("/conversations?status=open").problem(400, "malformed")


def test_search_finds_words_and_only_those(quiet):
    ana = Agent(quiet, "ana")
    customer, other = Customer(quiet), Customer(quiet)
    said = customer.say("my turquoise teapot has a crack").expect(200).json["customer_message"]
    other.say("how much is a parcel").expect(200)
    hits = ana.search("Turquoise TEAPOT")
    assert [(hit["conversation"]["id"], hit["message"]["id"]) for hit in hits] == [(customer.id, said["id"])]
    assert "teapot" in hits[0]["snippet"]
    assert ana.search("turquoise umbrella") == []
    for hostile in ('"', "*", "NEAR(", "a AND", "'; DROP TABLE events; --", "-", "(((", "words:teapot", "\u0000"):
        ana.search(hostile)
    assert len(ana.search("teapot")) == 1


def test_canned_replies_are_shared_by_supervisors_and_private_to_their_owner(quiet):
    ana, ben, sam = (Agent(quiet, name) for name in ("ana", "ben", "sam"))
    demo = {reply["shortcut"] for reply in ana.get("/canned-replies").expect(200).json["items"]}
    own = ana.post("/canned-replies", {"shortcut": "welcome", "text": "Hello, how can I help?"}).expect(201).json
    shared = {"shortcut": "farewell", "text": "Have a good day.", "shared": True}
    ana.post("/canned-replies", shared).problem(403, "forbidden")
    everyones = sam.post("/canned-replies", shared).expect(201).json
    assert everyones["shared"] and not own["shared"]

    def shortcuts(agent):
        return {reply["shortcut"] for reply in agent.get("/canned-replies").expect(200).json["items"]} - demo

    assert (shortcuts(ana), shortcuts(ben)) == ({"welcome", "farewell"}, {"farewell"})
    changed = {"shortcut": "howdy", "text": "Hey there."}
    ben.request("PUT", f"/canned-replies/{own['id']}", changed).problem(404, "not_found")
    ben.request("DELETE", f"/canned-replies/{everyones['id']}").problem(403, "forbidden")
    assert ana.request("PUT", f"/canned-replies/{own['id']}", changed).expect(200).json["text"] == "Hey there."
    ana.request("DELETE", f"/canned-replies/{own['id']}").expect(204)
    assert shortcuts(ana) == {"farewell"}


def test_the_demo_has_saved_replies_for_the_shop_and_a_new_start_adds_none(quiet):
    def replies():
        return Agent(quiet, "ana").get("/canned-replies").expect(200).json["items"]

    first = replies()
    assert len(first) >= 5 and all(reply["shared"] for reply in first)
    sam = Agent(quiet, "sam")
    sam.request("DELETE", f"/canned-replies/{first[0]['id']}").expect(204)
    quiet.stop()
    quiet.start()
    assert replies() == first[1:]


def test_presence_of_agents_and_customers_is_told_to_the_desk(house, ana, ben, customer):
    with ben.socket() as desk:
        ana.presence("away")
        told = desk.one("agent.presence.changed")["payload"]["agent"]
        assert (told["id"], told["presence"]) == (ana.id, "away")
        ana.presence("online")
        with customer.socket():
            desk.one("customer.presence.changed", conversation_id=customer.id, online=True)
            assert ben.conversation(customer.id)["customer"]["online"]
        desk.one("customer.presence.changed", conversation_id=customer.id, online=False)
        assert not ben.conversation(customer.id)["customer"]["online"]
    ana.post("/presence", {"presence": "asleep"}).problem(422, "invalid")


def test_what_happened_is_counted_once(quiet):
    ana = Agent(quiet, "ana")
    customer = Customer(quiet)
    answer = customer.say("how much is a parcel").expect(200).json["bot_message"]
    customer.say("how much is a parcel", "twice").expect(200)
    customer.say("how much is a parcel", "twice").expect(200)
    customer.post("/feedback", {"message_id": answer["id"], "helpful": True}).expect(204)
    customer.say("purple elephants").expect(200)
    customer.escalate().expect(200)
    customer.escalate().expect(200)
    ana.claim(customer.id).expect(200)
    ana.claim(customer.id).expect(200)
    ana.reply(customer.id, "It is five euros, as said.").expect(200)
    ana.close(customer.id).expect(200)
    ana.close(customer.id).expect(200)
    customer.post("/rating", {"score": 3}).expect(204)
    customer.post("/rating", {"score": 4}).expect(204)
    stats = ana.get("/stats").expect(200).json
    assert (stats["started"], stats["customer_messages"]) == (1, 3)
    assert stats["bot"] == {"answered": 2, "asked_back": 1, "missed": 0}
    assert (stats["escalated"], stats["claimed"], stats["closed"]) == ({"asked": 1}, 1, {"agent": 1})
    assert stats["wait_seconds"]["count"] == stats["first_reply_seconds"]["count"] == 1
    assert stats["helpful"] == 1 and stats["unhelpful"] == 0
    assert ana.conversation(customer.id)["rating"] == 4
    assert set(stats["definitions"]) >= {"started", "customer_messages", "escalated", "claimed", "closed"}


def test_feedback_is_about_answers_of_this_conversation(house, customer):
    other = Customer(house)
    foreign = other.say("how much is a parcel").expect(200).json["bot_message"]["id"]
    mine = customer.say("how much is a parcel").expect(200).json
    for id in (foreign, "not-an-id"):
        answer = customer.post("/feedback", {"message_id": id, "helpful": True})
        assert answer.problem(422, "invalid")["errors"][0]["pointer"] == "/message_id"
    own_words = {"message_id": mine["customer_message"]["id"], "helpful": True}
    customer.post("/feedback", own_words).problem(404, "not_found")
    customer.post("/feedback", {"message_id": mine["bot_message"]["id"], "helpful": False}).expect(204)


def test_a_conversation_with_a_person_is_rated_when_it_is_closed(queued, sam):
    queued.post("/rating", {"score": 5}).problem(409, "still_open")
    queued.post("/quick-replies/parcel-cost").problem(409, "with_agent")
    sam.close(queued.id).expect(200)
    queued.post("/rating", {"score": 5}).expect(204)
    queued.post("/quick-replies/parcel-cost").problem(409, "conversation_closed")
    queued.escalate().problem(409, "conversation_closed")
    sam.claim(queued.id).problem(409, "conversation_closed")
