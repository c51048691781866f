"""Leaving a message: out of hours, or when the wait is too long; answered by email, and read on return."""

import datetime

import pytest

from .client import Agent, Customer, new_message_id
from .faq_folder import write_small_faq

WORDS = "My turquoise teapot arrived without its lid. Could you send me one?"
REASON = "Please answer by email"


@pytest.fixture
def closed_shop(new_server, tmp_path):
    """A shop that is closed today and tomorrow, and offers to leave a message after four minutes."""
    days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    opens = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=3)).weekday()
    faq = write_small_faq(tmp_path / "faq")
    (faq / "bot.yaml").write_text(
        f"hours: {{time_zone: UTC, {days[opens]}: '09:00-17:00'}}\n"
        "waiting: {say: 'You are number {position}.', leave_message_after: 4 min}\n"
    )
    return new_server(faq=faq)


def leave_message(customer, email, words, keys):
    """What a widget does, and does again from the beginning when it did not hear the end."""
    customer.request("PUT", "/profile", {"email": email}).expect(200)
    escalated = customer.escalate(reason=REASON, client_message_id=keys[0]).expect(200).json
    said = customer.say(words, keys[1]).expect(200).json
    return escalated, said


def test_a_message_left_out_of_hours_waits_once_and_is_answered(closed_shop):
    customer = Customer(closed_shop)
    availability = customer.started["availability"]
    assert not availability["is_open"] and availability["opens_at"] and availability["agents_online"] == 0
    assert availability["leave_message_after_seconds"] == 240

    keys = [new_message_id(), new_message_id()]
    first = leave_message(customer, "freja@example.com", WORDS, keys)
    assert leave_message(customer, "freja@example.com", WORDS, keys) == first
    assert first[1]["bot_message"] is None, "the bot does not answer what is meant for a person"

    ana = Agent(closed_shop, "ana")
    queue = ana.get("/queue").expect(200).json
    assert [item["id"] for item in queue["items"]] == [customer.id]
    waiting = queue["items"][0]
    assert waiting["escalation"]["remark"] == REASON
    assert waiting["customer"]["email"] == "freja@example.com"
    assert waiting["last_message"]["content"] == WORDS
    said = [message["content"] for message in ana.messages(customer.id) if message["sender_type"] == "customer"]
    assert said == [WORDS], "sent twice, written once"

    # The widget is closed, and the answer is there when the customer comes back.
    ana.reply(customer.id, "The lid is on its way to you.").expect(200)
    again = customer.start()
    assert again["conversation"]["id"] == customer.id and again["conversation"]["unread_count"] == 1
    assert again["messages"][-1]["content"] == "The lid is on its way to you."
    assert WORDS in [message["content"] for message in again["messages"]]


def test_one_who_waits_already_leaves_a_message_and_keeps_their_place(closed_shop):
    before, customer = Customer(closed_shop), Customer(closed_shop)
    before.escalate().expect(200)
    customer.escalate().expect(200)
    seq = customer.conversation["last_seq"]
    keys = [new_message_id(), new_message_id()]
    escalated, said = leave_message(customer, "freja@example.com", WORDS, keys)
    assert escalated["system_message"] is None and escalated["conversation"]["queue_position"] == 2
    assert said["customer_message"]["seq"] == seq + 1
    leave_message(customer, "freja@example.com", WORDS, keys)
    assert customer.conversation["last_seq"] == seq + 1
    waiting = Agent(closed_shop, "ana").get("/queue").expect(200).json["items"][1]
    assert (waiting["customer"]["email"], waiting["last_message"]["content"]) == ("freja@example.com", WORDS)
