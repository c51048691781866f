"""A crowd of agents who all claim the same conversation at once."""

import random
import time

import pytest

from System.client import Agent, Customer
from System.soak import amount, measured

from .crowd import Runner, add_agents, all_at_once


@pytest.mark.soak
def test_of_a_crowd_exactly_one_wins_each_conversation(new_server):
    server = new_server("--max-connections-per-address", "3000")
    server.stop()
    agents = add_agents(server.data, amount(50, 1000))
    server.start()
    admin = Agent(server, "admin")
    runners = [Runner(server, agent, token) for agent, token in agents]
    order = random.Random(1)
    names = {}
    claims = lost = 0
    begun = time.monotonic()
    for _ in range(amount(5, 100)):
        customer = Customer(server)
        customer.escalate().expect(200)
        order.shuffle(runners)
        answers = all_at_once(runners, f"/api/v1/agent/conversations/{customer.id}/claim")
        claims += len(answers)
        winners = [agent for agent, (status, _) in answers.items() if 200 <= status < 300]
        assert len(winners) == 1, winners
        names[winners[0]] = answers[winners[0]][1]["conversation"]["agent"]["display_name"]
        for agent, (status, problem) in answers.items():
            if agent != winners[0]:
                assert status == 409 and problem["code"] == "claimed_by_another", problem
                assert problem["claimed_by"] == {"id": winners[0], "display_name": names[winners[0]]}
                assert names[winners[0]] in problem["detail"] and problem["claimed_at"]
                lost += 1
        assert admin.conversation(customer.id)["assigned_agent_id"] == winners[0]
        assigned = [event for event in admin.events(customer.id) if event["event"] == "agent.assigned"]
        assert [event["payload"]["agent"]["id"] for event in assigned] == winners
        customer.http.close()
    measured(
        "claim race", agents=len(agents), conversations=amount(5, 100), claims=claims, won=claims - lost, refused=lost,
        won_twice=0, seconds=round(time.monotonic() - begun, 1), different_winners=len(names))
    assert len(names) > 1, "the same one wins each time: this is no race"
    for runner in runners:
        runner.socket.close()
