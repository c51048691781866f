"""Sockets: who is let in, what they hear, and what they hear who were away."""

import pytest
import websocket

from .client import Agent, Customer, Socket, assert_chain, keep_secret, new_message_id, numbered, wait_until


def test_a_socket_that_was_away_gets_exactly_what_it_missed(customer, ana):
    with customer.socket() as socket:
        customer.say("are you open on monday").expect(200)
        socket.until("message.created")
        before = numbered(socket.frames) + numbered(socket.pending())
    seen = before[-1]["seq"]
    assert_chain(before, after=before[0]["previous_seq"])

    customer.escalate().expect(200)
    ana.claim(customer.id).expect(200)
    note = ana.note(customer.id, "This one has written to us before.").expect(200).json["message"]
    ana.reply(customer.id, "Here I am, what is it about?").expect(200)
    customer.say("it is about the opening hours").expect(200)
    missed = customer.events(after=seen)

    with customer.socket(after=seen) as socket:
        resumed = socket.until("system.resumed")
        assert resumed[-1]["payload"] == {"conversation_id": customer.id, "up_to": missed[-1]["seq"]}
        assert resumed[:-1] == missed
        assert_chain(missed, after=seen)
        assert note["seq"] not in [event["seq"] for event in missed] and note["seq"] > seen
        assert missed[-1]["seq"] - seen > len(missed), "the numbers jump over the note"
        # And live goes on where the replay ended.
        ana.reply(customer.id, "We open at nine on Mondays.").expect(200)
        live = numbered(socket.until("message.created"))
        assert_chain(live, after=missed[-1]["seq"])

    with ana.socket() as desk:
        desk.send(action="subscribe_conversation", conversation_id=customer.id, after=seen)
        replay = numbered(desk.until("system.subscribed", conversation_id=customer.id))
        assert [event["seq"] for event in replay] == list(range(seen + 1, live[-1]["seq"] + 1))
        assert note["seq"] in [event["seq"] for event in replay]


def test_nothing_falls_between_replay_and_live(customer):
    """Sockets that come while the customer is writing all see one unbroken chain."""
    sockets = []
    for number in range(20):
        customer.say(f"how much is a parcel, asked for the {number}th time").expect(200)
        sockets.append(customer.socket(after=number))
    last = customer.conversation["last_seq"]
    for number, socket in enumerate(sockets):
        while not numbered(socket.frames) or numbered(socket.frames)[-1]["seq"] < last:
            socket.next()
        assert_chain(numbered(socket.frames), after=number)
        socket.close()


def test_one_who_missed_too_much_is_told_to_fetch(customer):
    with customer.socket(after=10_000) as socket:
        payload = socket.one("system.resync")["payload"]
        assert payload == {"conversation_id": customer.id, "last_seq": customer.conversation["last_seq"]}


def test_two_sockets_of_one_customer_see_the_same(queued, ana):
    with queued.socket() as phone, queued.socket() as laptop:
        ana.reply(queued.id, "Do you see this on both of them?").expect(200)
        queued.say("yes I do, on both of them").expect(200)
        frames = [numbered(socket.pending()) for socket in (phone, laptop)]
        assert frames[0] == frames[1]
        assert [frame["event"] for frame in frames[0]].count("message.created") == 2


def test_hello_in_the_first_frame_lets_in_and_resumes(customer):
    customer.say("are you open on monday").expect(200)
    with Socket(customer.server) as socket:
        socket.send(
            action="hello", role="customer", session=customer.session, conversation_id=customer.id, after=2
        )
        assert socket.one("system.connected")["payload"]["role"] == "customer"
        assert numbered(socket.until("system.resumed")) == customer.events(after=2)


def test_hello_lets_an_agent_in(house, ana):
    with Socket(house) as socket:
        socket.send(action="hello", role="agent", token=ana.token)
        assert socket.one("system.connected")["payload"] == {"role": "agent", "channels": ["agents"]}


def test_a_ticket_lets_one_socket_in_once(customer, ana):
    ticket = customer.ticket()
    with Socket(customer.server, role="customer", conversation_id=customer.id, ticket=ticket) as socket:
        socket.one("system.connected")
    with Socket(customer.server, role="customer", conversation_id=customer.id, ticket=ticket) as socket:
        assert socket.close_code() == 4401
    ticket = keep_secret(ana.post("/realtime/ticket").expect(200).json["ticket"])
    with Socket(ana.server, role="agent", ticket=ticket) as socket:
        assert socket.one("system.connected")["payload"]["role"] == "agent"
    with Socket(ana.server, role="agent", ticket=ticket) as socket:
        assert socket.close_code() == 4401


def test_whoever_cannot_be_known_is_closed_with_4401(house, customer, ana):
    nobody = "A" * 43
    strangers = [
        {"role": "customer", "conversation_id": customer.id, "customer_session_id": nobody},
        {"role": "customer", "conversation_id": customer.id, "ticket": nobody},
        {"role": "customer", "conversation_id": customer.id, "customer_session_id": "short"},
        {"role": "agent", "access_token": nobody},
        {"role": "agent", "access_token": customer.session},
        {"role": "agent", "ticket": customer.ticket()},
        {"role": "customer", "conversation_id": customer.id, "customer_session_id": ana.token},
    ]
    for query in strangers:
        with Socket(house, **query) as socket:
            assert socket.close_code() == 4401, query
            assert not numbered(socket.frames), query
    with Socket(house) as socket:
        socket.send(action="message", conversation_id=customer.id, content="let me in", client_message_id="1")
        assert socket.close_code() == 4401
    with Socket(house) as socket:
        socket.send(action="hello", role="customer", session=nobody, conversation_id=customer.id)
        assert socket.close_code() == 4401


def test_whoever_says_nothing_for_five_seconds_is_closed(house):
    with Socket(house) as socket:
        assert socket.close_code(within=7) == 4401
        assert socket.frames == []


@pytest.mark.parametrize("conversation", ["0198f3c2-7a10-7cc3-98c4-dc0c0c07398f", "not-an-id"])
def test_an_agent_gets_no_socket_to_a_conversation_that_never_was(house, ana, conversation):
    with Socket(house, role="agent", access_token=ana.token, conversation_id=conversation) as socket:
        assert socket.close_code() == 4404


def test_a_known_customer_gets_no_socket_to_what_is_not_theirs(house, customer):
    other = Customer(house)
    never = "0198f3c2-7a10-7cc3-98c4-dc0c0c07398f"
    for conversation in (other.id, never, "not-an-id"):
        query = {"role": "customer", "conversation_id": conversation, "customer_session_id": customer.session}
        with Socket(house, **query) as socket:
            assert socket.close_code() == 4404
            assert not numbered(socket.frames)
    with Socket(house, role="customer", conversation_id=other.id, ticket=customer.ticket()) as socket:
        assert socket.close_code() == 4403
    with customer.socket() as socket:
        socket.send(action="subscribe_conversation", conversation_id=other.id, after=0)
        assert socket.one("system.error")["payload"]["code"] == "not_found"
        socket.send(action="message", conversation_id=other.id, content="not my place", client_message_id="x")
        assert socket.one("system.error")["payload"]["client_message_id"] == "x"
        other.say("are you open on monday").expect(200)
        assert not numbered(socket.pending())


def test_a_stranger_makes_nobody_seem_online_or_gone(house, customer, ana):
    """Not even for a moment, while it is looked up who they are."""
    with ana.socket() as desk:
        for session in ("A" * 43, Customer(house).session):
            query = {"role": "customer", "conversation_id": customer.id, "customer_session_id": session}
            for _ in range(5):
                with Socket(house, **query) as socket:
                    assert socket.close_code() in (4401, 4404)
        with customer.socket():
            frames = desk.until("customer.presence.changed", conversation_id=customer.id, online=True)
        told = [frame["payload"] for frame in frames if frame["event"] == "customer.presence.changed"]
        assert told == [{"conversation_id": customer.id, "online": True}]


@pytest.mark.parametrize("after", ["-1", "seven", "1.5", ""])
def test_a_place_that_is_none_is_refused(customer, after):
    query = {"role": "customer", "conversation_id": customer.id, "customer_session_id": customer.session}
    with Socket(customer.server, after=after, **query) as socket:
        assert socket.close_code() == 1008
        assert not numbered(socket.frames)


def test_only_pages_of_allowed_origins_may_connect(house, customer):
    query = {"role": "customer", "conversation_id": customer.id, "customer_session_id": customer.session}
    for origin in ("https://evil.example", "null", "https://shop.example.evil.example"):
        with pytest.raises(websocket.WebSocketBadStatusException) as refusal:
            Socket(house, origin=origin, **query)
        assert refusal.value.status_code == 403
        assert refusal.value.resp_headers["content-type"] == "application/problem+json"
    own = "http://{}:{}".format(*house.address)
    for origin in ("https://shop.example", own):
        with Socket(house, origin=origin, **query) as socket:
            socket.one("system.connected")


def test_every_agent_sees_the_queue_move(customer, ana, ben):
    with ben.socket() as desk:
        customer.escalate().expect(200)
        created = desk.one("queue.created")["payload"]["conversation"]
        assert created["id"] == customer.id and created["phase"] == "queued"
        assert customer.session not in str(created)
        ana.claim(customer.id).expect(200)
        claimed = desk.one("queue.claimed")["payload"]
        assert claimed == {"conversation_id": customer.id, "agent": {"id": ana.id, "display_name": "Ana"}}
        ana.release(customer.id).expect(200)
        assert desk.one("queue.released")["payload"]["conversation"]["id"] == customer.id


def test_an_ack_means_written_and_a_repeat_writes_nothing(customer):
    name = new_message_id()
    with customer.socket() as socket:
        frame = {
            "action": "message", "conversation_id": customer.id, "content": "how much is a parcel",
            "client_message_id": name,
        }
        socket.send(**frame)
        first = socket.one("ack", client_message_id=name)["payload"]
        written = [message for message in customer.messages() if message["client_message_id"] == name]
        assert [message["seq"] for message in written] == [first["seq"]]
        events = customer.events()
        socket.send(**frame)
        assert socket.one("ack", client_message_id=name)["payload"] == first
        assert customer.events() == events
        # The same name over HTTP is the same message too.
        again = customer.say("how much is a parcel", name).expect(200).json
        assert again["customer_message"]["seq"] == first["seq"]
        socket.send(**{**frame, "content": "how much is a letter"})
        assert socket.one("system.error")["payload"]["code"] == "key_reused"
        customer.post("/end").expect(200)
        socket.send(**{**frame, "client_message_id": "late"})
        error = socket.one("system.error")["payload"]
        assert (error["code"], error["client_message_id"]) == ("conversation_closed", "late")


def test_nonsense_is_answered_and_the_socket_lives_on(customer):
    id = customer.id
    nonsense = [
        "{", "[]", '"ping"', "null", '{"action": 7}', '{"action": "dance"}', '{"action": "message"}',
        '{"action": "typing", "is_typing": true}', f'{{"action": "read", "conversation_id": "{id}", "seq": -1}}',
        f'{{"action": "read", "conversation_id": "{id}", "seq": "one"}}',
        f'{{"action": "message", "conversation_id": "{id}", "content": "", "client_message_id": "x"}}',
        f'{{"action": "message", "conversation_id": "{id}", "content": "no name for this one"}}',
        f'{{"action": "subscribe_conversation", "conversation_id": "{id}", "after": -1}}', "[" * 5000,
        '{"action": "hello", "role": "agent", "token": "x"}',
    ]
    events = customer.events()
    with customer.socket() as socket:
        for frame in nonsense:
            socket.socket.send(frame)
            error = socket.one("system.error")["payload"]
            assert error["code"] in ("malformed", "invalid", "not_found") and error["detail"], frame
        socket.socket.send("ping")
        socket.one("system.pong")
    assert customer.events() == events


def test_a_message_of_more_than_64_kib_closes_the_socket(customer):
    with customer.socket() as socket:
        socket.socket.send("x" * (64 * 1024 + 1))
        assert socket.close_code() == 1009


def test_typing_reaches_the_other_side_only(queued, ana):
    with queued.socket() as phone, queued.socket() as laptop, ana.socket(conversation_id=queued.id) as desk:
        phone.send(action="typing", conversation_id=queued.id, is_typing=True)
        assert desk.one("customer.typing")["payload"] == {"conversation_id": queued.id, "is_typing": True}
        for socket in (phone, laptop):
            assert not [frame for frame in socket.pending() if "typing" in frame["event"]]
        desk.send(action="typing", conversation_id=queued.id, is_typing=True)
        for socket in (phone, laptop):
            assert socket.one("agent.typing")["payload"]["display_name"] == "Ana"
        assert not [frame for frame in desk.pending() if "typing" in frame["event"]]
        queued.post("/typing", {"is_typing": False}).expect(204)
        assert desk.one("customer.typing")["payload"]["is_typing"] is False
        events = queued.events()
    assert not [event for event in events if "typing" in event["event"]]


def test_reading_is_told_to_the_other_side(queued, ana):
    reply = ana.reply(queued.id, "Please read this carefully.").expect(200).json["message"]
    assert queued.conversation["unread_count"] > 0
    with ana.socket(conversation_id=queued.id) as desk, queued.socket() as phone:
        phone.send(action="read", conversation_id=queued.id, seq=reply["seq"])
        payload = desk.one("message.read")["payload"]
        assert payload == {"conversation_id": queued.id, "reader": "customer", "up_to": reply["seq"]}
        assert "message.read" not in [frame["event"] for frame in phone.pending()]
    assert queued.conversation["unread_count"] == 0


def test_logging_out_closes_the_sockets_of_that_token_within_a_second(house, admin):
    admin.register("lena")
    here, there = Agent(house, "lena", "nine-quiet-lamps"), Agent(house, "lena", "nine-quiet-lamps")
    with here.socket() as socket, there.socket() as other:
        here.post("/auth/logout").expect(204)
        assert socket.close_code(within=1) == 4401
        here.get("/me").problem(401, "unauthenticated")
        assert other.pending() is not None
        there.get("/me").expect(200)


def test_disabling_an_account_closes_its_sockets_and_frees_its_claims(house, admin, customer):
    admin.register("otto")
    otto = Agent(house, "otto", "nine-quiet-lamps")
    customer.escalate().expect(200)
    otto.claim(customer.id).expect(200)
    with otto.socket() as socket:
        done = house.run("agent", "disable", "otto")
        assert done.returncode == 0, done.stderr
        assert socket.close_code(within=2) == 4401
    otto.get("/me").problem(401, "unauthenticated")
    otto.reply(customer.id, "I should not be able to say this.").problem(401, "unauthenticated")
    wait_until(
        lambda: admin.conversation(customer.id)["phase"] == "queued", "the claim is back in the queue", within=12
    )
    assert admin.claim(customer.id).expect(200).json["conversation"]["phase"] == "claimed"
