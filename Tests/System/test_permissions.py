"""Who may do what, and what a customer never sees."""

import json

import pytest

from .client import Agent

SECRET_NOTE = "Between us: this customer is testing our patience."


def test_an_editor_may_read_but_not_handle_conversations(queued, eva):
    eva.claim(queued.id).problem(403, "forbidden")
    eva.post("/queue/claim-next").problem(403, "forbidden")
    eva.reply(queued.id, "I may not say anything here.").problem(403, "forbidden")
    eva.note(queued.id, "I may not write anything here.").problem(403, "forbidden")
    eva.close(queued.id).problem(403, "forbidden")
    assert eva.conversation(queued.id)["phase"] == "queued"


@pytest.mark.parametrize("role", ["ana", "sam", "eva"])
def test_only_an_admin_may_register(role, request, admin):
    agent = request.getfixturevalue(role)
    account = {"username": f"by-{role}", "display_name": "X", "password": "nine-quiet-lamps", "role": "admin"}
    agent.post("/register", account).problem(403, "forbidden")
    colleagues = admin.get("/agents").expect(200).json["items"]
    assert f"by-{role}" not in [colleague["username"] for colleague in colleagues]


def test_passwords_and_names_of_new_accounts_are_looked_at(admin):
    account = {"username": "paul", "display_name": "Paul", "password": "nine-quiet-lamps", "role": "agent"}
    for changed, pointer in [
        ({"password": "short"}, "/password"),
        ({"password": "password1234"}, "/password"),
        ({"password": "paul-paul-paul-1"}, "/password"),
        ({"username": "Paul Smith"}, "/username"),
        ({"role": "owner"}, "/role"),
        ({"max_active_chats": 101}, "/max_active_chats"),
    ]:
        problem = admin.post("/register", {**account, **changed}).problem(422, "invalid")
        assert [error["pointer"] for error in problem["errors"]] == [pointer]
    assert "password" not in json.dumps(admin.post("/register", account).expect(201).json)
    admin.post("/register", account).problem(409, "username_taken")


def test_a_claim_is_its_owners_and_the_supervisors(queued, ana, ben, sam):
    ana.claim(queued.id).expect(200)
    for refused in (
        ben.release(queued.id),
        ben.reply(queued.id, "Let me take over from here."),
        ben.close(queued.id),
        ben.post(f"/conversations/{queued.id}/hand-back"),
        ben.post(f"/conversations/{queued.id}/transfer", {"agent_id": ben.id}),
    ):
        assert refused.problem(409, "claimed_by_another")["claimed_by"]["id"] == ana.id
    assert sam.conversation(queued.id)["assigned_agent_id"] == ana.id

    released = sam.release(queued.id).expect(200).json["conversation"]
    assert released["phase"] == "queued"
    transfer = {"agent_id": ben.id}
    ana.post(f"/conversations/{queued.id}/transfer", transfer).problem(403, "forbidden")
    moved = sam.post(f"/conversations/{queued.id}/transfer", transfer).expect(200).json["conversation"]
    assert moved["assigned_agent_id"] == ben.id
    back = ben.post(f"/conversations/{queued.id}/hand-back").expect(200).json["conversation"]
    assert back["phase"] == "automated"
    assert queued.say("how much is a parcel").expect(200).json["bot_message"]["metadata"]["faq_slug"] == "parcel-cost"


def test_an_agent_may_not_close_what_nobody_has_claimed(queued, ana, sam):
    ana.close(queued.id).problem(409, "not_claimed")
    ana.release(queued.id).problem(409, "not_claimed")
    assert queued.conversation["phase"] == "queued"
    assert sam.close(queued.id).expect(200).json["conversation"]["phase"] == "closed"


def test_an_agent_does_not_talk_over_the_bot(customer, ana):
    ana.reply(customer.id, "I answer although nobody asked.").problem(409, "not_escalated")
    ana.claim(customer.id).expect(200)
    assert ana.conversation(customer.id)["escalation"]["reason"] == "stepped_in"
    assert customer.say("how much is a parcel").expect(200).json["bot_message"] is None


def test_only_supervisors_broadcast_and_export(queued, ana, sam):
    ana.post("/broadcasts", {"content": "hello everybody out there"}).problem(403, "forbidden")
    ana.get("/export").problem(403, "forbidden")
    with queued.socket() as socket:
        sam.post("/broadcasts", {"content": "We close early today."}).expect(204)
        assert socket.one("announcement.created")["payload"] == {"content": "We close early today."}


def test_a_customer_sees_notes_nowhere(queued, ana):
    with queued.socket(after=0) as socket:
        ana.claim(queued.id).expect(200)
        note = ana.note(queued.id, SECRET_NOTE).expect(200).json["message"]
        assert note["metadata"]["internal"]
        frames = json.dumps(socket.pending())
        last = queued.conversation["last_seq"]
        assert last < note["seq"]
        ana.reply(queued.id, "How can I help you today?").expect(200)
        frames += json.dumps(socket.until("message.created"))
    seen = [
        json.dumps(queued.messages()),
        json.dumps(queued.events()),
        queued.get("/transcript").expect(200).text,
        queued.get("/transcript?format=json").expect(200).text,
        json.dumps(queued.start()),
        frames,
    ]
    for what in seen:
        assert "How can I help you today?" in what
        assert "patience" not in what and note["id"] not in what
    with queued.socket(after=last) as socket:
        assert note["seq"] not in [frame.get("seq") for frame in socket.until("system.resumed")]
    # The desk sees it in all of these places.
    assert SECRET_NOTE in json.dumps(ana.messages(queued.id))
    assert SECRET_NOTE in ana.get(f"/conversations/{queued.id}/transcript").expect(200).text


def test_nobody_at_the_desk_ever_sees_a_session(queued, ana, admin):
    queued.post("/messages", {"content": "are you open on monday"}).expect(200)
    with admin.socket(conversation_id=queued.id, after=0) as desk:
        ana.claim(queued.id).expect(200)
        desk.one("queue.claimed")
        seen = [json.dumps(desk.frames)]
    for path in ("/queue", "/conversations", f"/conversations/{queued.id}", f"/conversations/{queued.id}/messages",
                 f"/conversations/{queued.id}/events", f"/conversations/{queued.id}/transcript?format=json",
                 "/search?q=monday", "/export?format=ndjson"):
        seen.append(admin.get(path).expect(200).text)
    for what in seen:
        assert queued.session not in what and "session_id" not in what


def test_a_role_in_a_payload_means_nothing(customer, ana):
    answer = customer.post("/messages", {"content": "are you open on monday", "sender_type": "agent", "role": "admin"})
    assert answer.expect(200).json["customer_message"]["sender_type"] == "customer"
    ana.post("/presence", {"presence": "online", "role": "admin"}).expect(200)
    assert ana.get("/me").expect(200).json["role"] == "agent"


def test_a_new_password_ends_every_token(house, admin):
    admin.register("rita")
    first, second = Agent(house, "rita", "nine-quiet-lamps"), Agent(house, "rita", "nine-quiet-lamps")
    change = {"current_password": "not-the-password", "new_password": "four-loud-lanterns"}
    first.post("/me/password", change).problem(403, "wrong_credentials")
    with second.socket() as socket:
        first.post("/me/password", {**change, "current_password": "nine-quiet-lamps"}).expect(204)
        assert socket.close_code(within=1) == 4401
    for agent in (first, second):
        agent.get("/me").problem(401, "unauthenticated")
    Agent(house, "rita", "four-loud-lanterns").get("/me").expect(200)
