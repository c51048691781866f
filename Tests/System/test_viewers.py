"""Who of the team looks at a conversation, as those who look at it hear it."""


def subscribe(socket, id):
    socket.send(action="subscribe_conversation", conversation_id=id)
    return socket.one("conversation.viewers")


def names(frame):
    return [agent["display_name"] for agent in frame["payload"]["agents"]]


def test_whoever_looks_at_a_conversation_hears_who_else_does(ana, ben, sam, customer):
    conversation = customer.id
    with ana.socket() as first, ben.socket(conversation_id=conversation) as second:
        alone = second.one("conversation.viewers")
        assert alone["channel"] == f"conversation:{conversation}" and "seq" not in alone
        assert alone["payload"] == {
            "conversation_id": conversation, "agents": [{"id": ben.id, "display_name": "Ben"}]
        }
        assert names(subscribe(first, conversation)) == ["Ana", "Ben"]
        assert names(second.one("conversation.viewers")) == ["Ana", "Ben"]
        with sam.socket() as third:
            assert names(subscribe(third, conversation)) == ["Ana", "Ben", "Sam"]
            assert names(first.one("conversation.viewers")) == ["Ana", "Ben", "Sam"]
        # The socket went, without a word.
        assert names(first.one("conversation.viewers")) == ["Ana", "Ben"]
        first.send(action="unsubscribe_conversation", conversation_id=conversation)
        first.one("system.unsubscribed")
        second.one("conversation.viewers", agents=[{"id": ben.id, "display_name": "Ben"}])
        assert not [frame for frame in first.pending() if frame["event"] == "conversation.viewers"]


def test_an_agent_with_two_windows_stands_there_once_until_the_last_is_gone(ana, ben, customer):
    conversation = customer.id
    with ben.socket(conversation_id=conversation) as watcher, ana.socket(conversation_id=conversation) as one:
        one.one("conversation.viewers")
        with ana.socket(conversation_id=conversation) as two:
            assert names(two.one("conversation.viewers")) == ["Ana", "Ben"]
        # Once because the second window came, once because it went.
        assert [names(one.one("conversation.viewers")) for _ in range(2)] == [["Ana", "Ben"], ["Ana", "Ben"]]
        one.close()
        for frame in watcher.until("conversation.viewers", agents=[{"id": ben.id, "display_name": "Ben"}])[:-1]:
            assert names(frame) in (["Ben"], ["Ana", "Ben"])


def test_no_customer_hears_who_looks(customer, ana):
    with customer.socket() as chat, ana.socket() as desk:
        subscribe(desk, customer.id)
        assert not [frame for frame in chat.pending() if frame["event"] == "conversation.viewers"]
