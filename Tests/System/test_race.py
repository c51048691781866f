"""Many at once: one wins, one is written, and nobody talks out of turn."""

import threading
from concurrent.futures import ThreadPoolExecutor

from .client import Agent, Connection, Customer

AGENTS = 200


def test_exactly_one_of_two_hundred_claims_wins(house, admin, queued):
    names = [f"racer-{number:03}" for number in range(AGENTS)]

    def join(name):
        admin_here = Connection(house)
        body = {
            "username": name, "display_name": name.title(), "password": "nine-quiet-lamps", "role": "agent",
        }
        headers = {"Authorization": f"Bearer {admin.token}"}
        admin_here.request("POST", "/api/v1/agent/register", body, headers).expect(201)
        admin_here.close()
        return Agent(house, name, "nine-quiet-lamps")

    with ThreadPoolExecutor(8) as pool:
        agents = list(pool.map(join, names))
    assert len({agent.id for agent in agents}) == AGENTS

    start = threading.Barrier(AGENTS)
    answers = {}

    def race(agent):
        agent.http.connect()
        start.wait()
        answers[agent.id] = agent.claim(queued.id)

    threads = [threading.Thread(target=race, args=(agent,)) for agent in agents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    winners = [id for id, answer in answers.items() if answer.status == 200]
    assert len(answers) == AGENTS and len(winners) == 1
    winner = next(agent for agent in agents if agent.id == winners[0])
    for id, answer in answers.items():
        if id != winner.id:
            refusal = answer.problem(409, "claimed_by_another")
            assert refusal["claimed_by"] == {"id": winner.id, "display_name": winner.display_name}
            assert winner.display_name in refusal["detail"] and refusal["claimed_at"]
    assert admin.conversation(queued.id)["assigned_agent_id"] == winner.id
    assigned = [event for event in admin.events(queued.id) if event["event"] == "agent.assigned"]
    assert [event["payload"]["agent"]["id"] for event in assigned] == [winner.id]
    for agent in agents:
        agent.http.close()


def test_claiming_the_next_gives_each_conversation_to_one(new_server):
    server = new_server()
    agents = [Agent(server, name) for name in ("ana", "ben", "sam", "admin")]
    waiting = []
    for _ in range(40):
        customer = Customer(server)
        customer.escalate().expect(200)
        waiting.append(customer.id)

    def work(agent):
        taken = []
        while (answer := agent.post("/queue/claim-next")).status == 200:
            taken.append(answer.json["conversation"]["id"])
        answer.expect(204)
        return taken

    with ThreadPoolExecutor(len(agents)) as pool:
        taken = list(pool.map(work, agents))
    assert sorted(sum(taken, [])) == sorted(waiting)
    for mine in taken:
        assert mine == [id for id in waiting if id in mine], "the longest wait first"
    assert agents[0].get("/queue").expect(200).json["items"] == []


def test_the_bot_never_speaks_after_a_person_was_asked_for(house, ana):
    customers = [Customer(house) for _ in range(12)]
    start = threading.Barrier(2 * len(customers))

    def talk(customer):
        start.wait()
        for number in range(6):
            customer.say(f"how much is a parcel, question {number}").expect(200)

    def ask_for_person(customer):
        impatient = Connection(house)
        impatient.connect()
        start.wait()
        path = f"/api/v1/customer/conversations/{customer.id}/escalate"
        impatient.request("POST", path, {}, {"X-Customer-Session-Id": customer.session}).expect(200)
        impatient.close()

    roles = [(role, customer) for customer in customers for role in (talk, ask_for_person)]
    threads = [threading.Thread(target=role, args=(customer,)) for role, customer in roles]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for customer in customers:
        senders = [message["sender_type"] for message in ana.messages(customer.id)]
        asked = senders.index("system")
        assert "bot" not in senders[asked:]
        assert senders.count("customer") == 6 and senders.count("system") == 1


def test_one_message_sent_by_many_at_once_is_written_once(customer):
    name = "the-very-same-message"
    start = threading.Barrier(16)

    def send(_):
        connection = Connection(customer.server)
        connection.connect()
        start.wait()
        path = f"/api/v1/customer/conversations/{customer.id}/messages"
        body = {"content": "how much is a parcel", "client_message_id": name}
        try:
            return connection.request("POST", path, body, {"X-Customer-Session-Id": customer.session})
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(send, range(16)))
    seqs = {answer.expect(200).json["customer_message"]["seq"] for answer in answers}
    assert len(seqs) == 1
    assert [message["sender_type"] for message in customer.messages()] == ["bot", "customer", "bot"]
