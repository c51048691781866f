"""Routing by itself: to the least busy agent who is online and has room."""

from .client import Agent, Customer

PASSWORD = "nine-quiet-lamps"


def escalated(server):
    customer = Customer(server)
    turn = customer.escalate().expect(200).json
    customer.agent = turn["conversation"]["assigned_agent_id"]
    customer.phase = turn["conversation"]["phase"]
    return customer


def test_an_escalation_goes_at_once_to_the_least_busy_agent_online(new_server):
    server = new_server("--routing", "auto")
    admin = Agent(server, "admin")
    admin.presence("away")
    admin.register("dora", max_active_chats=1)
    admin.register("emil", max_active_chats=2)

    # Nobody is there: it waits, and the first to log in gets it.
    first = escalated(server)
    assert first.phase == "queued"
    with admin.socket() as desk:
        dora = Agent(server, "dora", PASSWORD)
        assert desk.one("queue.claimed")["payload"] == {
            "conversation_id": first.id, "agent": {"id": dora.id, "display_name": "Dora"}
        }
    assert dora.conversation(first.id)["assigned_agent_id"] == dora.id

    # One who has room before one who has none; then it waits, in order.
    emil = Agent(server, "emil", PASSWORD)
    second, third = escalated(server), escalated(server)
    assert (second.phase, second.agent) == ("claimed", emil.id)
    assert (third.phase, third.agent) == ("claimed", emil.id)
    fourth, fifth = escalated(server), escalated(server)
    assert fourth.phase == fifth.phase == "queued"
    assert [customer.conversation["queue_position"] for customer in (fourth, fifth)] == [1, 2]

    # Becoming free takes the next.
    with fourth.socket() as phone:
        dora.close(first.id).expect(200)
        assert phone.one("agent.assigned")["payload"]["agent"]["id"] == dora.id
    assert fourth.conversation["agent"]["id"] == dora.id
    assert fifth.conversation["queue_position"] == 1

    # One who is away gets nothing, although they have room.
    emil.presence("away")
    emil.close(second.id).expect(200)
    assert fifth.conversation["phase"] == "queued"
    emil.presence("online")
    assert fifth.conversation["agent"]["id"] == emil.id


def test_equal_work_is_shared(new_server):
    server = new_server("--routing", "auto")
    ana, ben = Agent(server, "ana"), Agent(server, "ben")
    owners = [escalated(server).agent for _ in range(6)]
    assert sorted(owners) == sorted([ana.id, ben.id] * 3)
    colleagues = {item["id"]: item for item in ana.get("/agents").expect(200).json["items"]}
    assert colleagues[ana.id]["active_chats"] == colleagues[ben.id]["active_chats"] == 3


def test_with_the_queue_nothing_is_given_away(queued, ana):
    ana.presence("online")
    assert queued.conversation["phase"] == "queued"
    assert ana.conversation(queued.id)["assigned_agent_id"] is None
