"""Saying a thing twice, and asking for what is somebody else's."""

import json

import pytest

from .client import Customer, new_message_id

NEVER_WAS = "0198f3c2-7a10-7cc3-98c4-dc0c0c07398f"


def test_the_same_message_twice_is_written_once_and_answered_equally(customer):
    name = new_message_id()
    first = customer.say("are you open on monday", name).expect(200)
    events = customer.events()
    assert customer.say("are you open on monday", name).expect(200).body == first.body
    assert customer.events() == events
    assert [message["client_message_id"] for message in customer.messages()].count(name) == 1


def test_the_first_answer_comes_again_after_other_things_happened(customer):
    name = new_message_id()
    first = customer.say("are you open on monday", name).expect(200)
    customer.say("how much is a parcel").expect(200)
    customer.say("what a strange little shop this is").expect(200)
    assert customer.say("are you open on monday", name).expect(200).body == first.body


def test_the_same_name_with_other_words_is_refused(customer):
    name = new_message_id()
    customer.say("are you open on monday", name).expect(200)
    events = customer.events()
    problem = customer.say("are you open on sunday", name).problem(422, "key_reused")
    assert problem["errors"][0]["pointer"] == "/client_message_id"
    assert customer.events() == events


def test_the_idempotency_key_header_does_the_same(customer):
    header = {"Idempotency-Key": new_message_id()}
    first = customer.say("are you open on monday", headers=header).expect(200)
    events = customer.events()
    assert customer.say("are you open on monday", headers=header).expect(200).body == first.body
    customer.say("are you open on sunday", headers=header).problem(422, "key_reused")
    assert customer.events() == events


def test_names_of_two_conversations_do_not_meet(house, customer):
    name = new_message_id()
    other = Customer(house)
    first = customer.say("are you open on monday", name).expect(200).json
    second = other.say("how much is a parcel", name).expect(200).json
    assert first["bot_message"]["content"] != second["bot_message"]["content"]


def test_quick_replies_and_escalations_can_be_repeated(customer):
    body = {"client_message_id": new_message_id()}
    first = customer.post("/quick-replies/parcel-cost", body).expect(200)
    assert customer.post("/quick-replies/parcel-cost", body).expect(200).body == first.body
    customer.escalate().expect(200)
    events = customer.events()
    again = customer.escalate().expect(200).json
    assert again["conversation"]["phase"] == "queued"
    assert customer.events() == events


def test_an_agents_reply_and_close_can_be_repeated(queued, ana):
    name = new_message_id()
    first = ana.reply(queued.id, "Here is your answer, written once.", name).expect(200).json["message"]
    events = ana.events(queued.id)
    assert ana.reply(queued.id, "Here is your answer, written once.", name).expect(200).json["message"] == first
    ana.reply(queued.id, "Here is another answer by that name.", name).problem(422, "key_reused")
    assert ana.events(queued.id) == events
    ana.close(queued.id).expect(200)
    events = ana.events(queued.id)
    assert ana.close(queued.id).expect(200).json["conversation"]["phase"] == "closed"
    assert ana.events(queued.id) == events


CUSTOMER_CALLS = [
    ("GET", "", None),
    ("GET", "/messages", None),
    ("GET", "/events?after=0", None),
    ("GET", "/transcript", None),
    ("POST", "/messages", {"content": "are you open on monday"}),
    ("POST", "/quick-replies/parcel-cost", None),
    ("POST", "/quick-replies/no-such-entry", None),
    ("POST", "/escalate", None),
    ("POST", "/read", {"seq": 1}),
    ("POST", "/typing", {"is_typing": True}),
    ("POST", "/end", None),
    ("POST", "/rating", {"score": 5}),
    ("DELETE", "", None),
]


@pytest.mark.parametrize(("method", "path", "body"), CUSTOMER_CALLS)
def test_somebody_elses_conversation_is_one_that_never_was(house, customer, method, path, body):
    other = Customer(house)
    before = other.events()
    answers = []
    for conversation in (other.id, NEVER_WAS, "not-an-id"):
        answer = customer.request(method, f"/conversations/{conversation}{path}", body)
        problem = answer.problem(404, "not_found")
        answers.append((
            answer.body.replace(problem["request_id"].encode(), b""),
            sorted((name, value) for name, value in answer.headers.items() if name not in ("Date", "X-Request-Id")),
        ))
    assert answers[0] == answers[1] == answers[2]
    assert other.events() == before


@pytest.mark.parametrize(("method", "path", "body"), CUSTOMER_CALLS)
@pytest.mark.parametrize("session", [None, "", "short", "A" * 43, "A" * 4000])
def test_a_customer_without_a_session_is_told_to_say_who_they_are(customer, session, method, path, body):
    headers = {} if session is None else {"X-Customer-Session-Id": session}
    for conversation in (customer.id, NEVER_WAS, "not-an-id"):
        url = f"/api/v1/customer/conversations/{conversation}{path}"
        answer = customer.http.request(method, url, body, headers)
        answer.problem(401, "unauthenticated")
        assert answer.headers["WWW-Authenticate"]


AGENT_CALLS = [
    ("GET", "/me", None),
    ("GET", "/agents", None),
    ("GET", "/queue", None),
    ("GET", "/conversations", None),
    ("GET", "/search?q=parcel", None),
    ("GET", "/stats", None),
    ("GET", "/export", None),
    ("GET", "/canned-replies", None),
    ("POST", "/queue/claim-next", None),
    ("POST", "/presence", {"presence": "away"}),
    ("POST", "/register", {"username": "eve", "display_name": "Eve", "password": "nine-quiet-lamps", "role": "admin"}),
    ("POST", "/broadcasts", {"content": "nothing to see"}),
    ("POST", "/realtime/ticket", None),
    ("GET", "/conversations/{id}", None),
    ("GET", "/conversations/{id}/messages", None),
    ("GET", "/conversations/{id}/events", None),
    ("GET", "/conversations/{id}/transcript", None),
    ("POST", "/conversations/{id}/claim", None),
    ("POST", "/conversations/{id}/messages", {"content": "I am not an agent"}),
    ("POST", "/conversations/{id}/notes", {"content": "I am not an agent"}),
    ("POST", "/conversations/{id}/release", None),
    ("POST", "/conversations/{id}/hand-back", None),
    ("POST", "/conversations/{id}/close", None),
]


@pytest.mark.parametrize(("method", "path", "body"), AGENT_CALLS)
def test_nobody_works_at_the_desk_without_a_token(queued, method, path, body):
    before = queued.conversation
    for credential in (None, "Bearer", "Bearer " + "A" * 43, "Basic YW5hOmRlbW8tb25seQ==", f"Bearer {queued.session}"):
        headers = {"X-Customer-Session-Id": queued.session}
        if credential is not None:
            headers["Authorization"] = credential
        answer = queued.http.request(method, "/api/v1/agent" + path.format(id=queued.id), body, headers)
        answer.problem(401, "unauthenticated")
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert queued.conversation == before


def test_an_agents_token_is_no_customers_session(customer, ana):
    url = f"/api/v1/customer/conversations/{customer.id}"
    for headers in ({"Authorization": f"Bearer {ana.token}"}, {"X-Customer-Session-Id": ana.token}):
        customer.http.request("GET", url, headers=headers).problem(401, "unauthenticated")


def test_a_session_id_that_a_client_made_is_not_adopted(house):
    made = "B" * 43
    answer = Customer(house).http.request(
        "POST", "/api/v1/customer/conversations/start", {"customer_session_id": made}
    ).expect(200).json
    assert answer["conversation"]["customer_session_id"] != made
    assert made not in json.dumps(answer)


def test_a_wrong_password_and_an_unknown_name_look_the_same(house, customer):
    answers = []
    for username in ("ana", "nobody-of-that-name"):
        body = {"username": username, "password": "not-her-password"}
        answer = customer.http.request("POST", "/api/v1/agent/auth/login", body)
        problem = answer.problem(401, "wrong_credentials")
        assert answer.headers["WWW-Authenticate"]
        answers.append(answer.body.replace(problem["request_id"].encode(), b""))
    assert answers[0] == answers[1]


def test_starting_again_resumes_and_force_new_begins_anew(customer):
    first = customer.id
    customer.say("are you open on monday").expect(200)
    again = customer.start()
    assert again["conversation"]["id"] == first and len(again["messages"]) == 3
    new = customer.start(force_new=True)
    assert new["conversation"]["id"] != first
    assert customer.request("GET", f"/conversations/{first}").expect(200).json["phase"] == "closed"
