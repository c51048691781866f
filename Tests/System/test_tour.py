"""A support lead's tour of the whole product, through a power cut."""

from datetime import datetime

from .client import Agent, Customer, wait_until


def bot_says(answer):
    return answer.expect(200).json["bot_message"]


def test_the_tour_survives_a_kill(server):
    # The widget opens: a greeting and the shop's opening questions.
    customer = Customer(server, locale="en", page="https://shop.example/lamps")
    opening = [question["slug"] for question in customer.started["quick_questions"]]
    assert opening == ["track-order", "return-item", "delivery-times", "delivery-costs", "care-basics"]
    greeting = customer.started["messages"][0]
    assert greeting["sender_type"] == "bot" and greeting["content"].startswith("Hello!")
    assert len(customer.session) == 43

    # A quick reply, and a question in the customer's own words.
    turn = customer.pick("delivery-times").expect(200).json
    assert turn["customer_message"]["kind"] == "quick_reply"
    assert turn["customer_message"]["content"] == "How long does delivery take?"
    assert "2–4 working days" in turn["bot_message"]["content"]
    assert turn["bot_message"]["metadata"]["faq_slug"] == "delivery-times"
    assert turn["bot_message"]["rich"]
    answer = bot_says(customer.say("how much is postage to Denmark?"))
    assert answer["metadata"]["faq_slug"] == "delivery-costs"
    assert "€5" in answer["content"]

    # Two misses climb the ladder; its second step offers a person.
    first = bot_says(customer.say("a purple elephant sings opera"))
    assert first["content"] == "I’m not sure I understood. Is it one of these?"
    assert len(first["metadata"]["quick_replies"]) == 3
    assert not first["metadata"]["show_talk_to_agent"]
    second = bot_says(customer.say("zebras juggle quartz at midnight"))
    assert second["content"].startswith("Still not it?")
    assert second["metadata"]["show_talk_to_agent"]

    # The customer asks for a person, and the bot falls silent.
    turn = customer.escalate(reason="I would rather write to somebody").expect(200).json
    assert turn["bot_message"] is None
    assert turn["conversation"]["phase"] == "queued" and turn["conversation"]["queue_position"] == 1
    assert "number 1 in line" in turn["system_message"]["content"]
    assert customer.say("are you still there, anybody?").expect(200).json["bot_message"] is None

    # Two agents look at the queue; one wins, and the other hears who did.
    ana, ben = Agent(server, "ana"), Agent(server, "ben")
    queue = ben.get("/queue").expect(200).json
    assert [item["id"] for item in queue["items"]] == [customer.id] and queue["waiting"] == 1
    assert queue["items"][0]["escalation"]["reason"] == "asked"
    assert queue["items"][0]["escalation"]["tried"] == ["delivery-times", "delivery-costs"]
    claimed = ana.claim(customer.id).expect(200).json["conversation"]
    assert claimed["phase"] == "claimed" and claimed["assigned_agent_id"] == ana.id
    refusal = ben.claim(customer.id).problem(409, "claimed_by_another")
    assert refusal["claimed_by"] == {"id": ana.id, "display_name": "Ana"}
    assert "Ana" in refusal["detail"]
    assert datetime.fromisoformat(refusal["claimed_at"]).utcoffset().total_seconds() == 0

    # She answers; the customer sees it without asking.
    with customer.socket() as socket:
        reply = ana.reply(customer.id, "Good morning, I have looked at your order.").expect(200).json["message"]
        seen = socket.one("message.created")["payload"]["message"]
        assert seen["id"] == reply["id"] and seen["content"] == reply["content"]
        assert (seen["sender_type"], seen["sender_name"]) == ("agent", "Ana")
        assert reply["id"] in [message["id"] for message in customer.messages()]
        closed = ana.close(customer.id, reason="solved").expect(200).json
        assert closed["conversation"]["phase"] == "closed" and closed["system_message"]
        assert socket.one("chat.closed")["payload"]["closed_by"] == "agent"
    customer.say("one more thing before you go").problem(409, "conversation_closed")
    customer.post("/rating", {"score": 5, "comment": "Quick and friendly."}).expect(204)

    # The power goes. Everything is there again, and nobody has to log in.
    wait_until(lambda: not ana.conversation(customer.id)["customer"]["online"], "the customer's socket is gone")
    theirs, ours = customer.events(), ana.events(customer.id)
    seen_by_ana = ana.conversation(customer.id)
    assert [event["seq"] for event in ours] == list(range(1, seen_by_ana["last_seq"] + 1))
    server.kill()
    server.start()
    assert customer.events() == theirs
    assert ana.events(customer.id) == ours
    assert ana.conversation(customer.id) == seen_by_ana and seen_by_ana["rating"] == 5
    assert ana.get("/me").expect(200).json["id"] == ana.id
    again = customer.start()
    assert again["conversation"]["id"] == customer.id and again["conversation"]["phase"] == "closed"
    assert server.run("verify").returncode == 0
    assert bot_says(Customer(server).pick("return-item"))["metadata"]["faq_slug"] == "return-item"
