"""Waiting: the place in the queue, told to those whose number changes and to nobody else."""

import pytest

from .client import Agent, Customer


@pytest.fixture
def quiet(new_server):
    """A server on which nobody else waits."""
    return new_server()


def waiting_customer(server):
    customer = Customer(server)
    customer.escalate().expect(200)
    return customer


def places(socket):
    """The numbers this socket was told, and nothing it was told before."""
    frames = [frame for frame in socket.pending() if frame["event"] == "queue.position"]
    assert all("seq" not in frame for frame in frames)
    return [frame["payload"]["queue_position"] for frame in frames]


def test_those_behind_hear_that_somebody_before_them_left_or_came_in(quiet):
    ana, sam = Agent(quiet, "ana"), Agent(quiet, "sam")
    customers = [waiting_customer(quiet) for _ in range(4)]
    sockets = [customer.socket() for customer in customers]
    # Who comes in while waiting hears where they stand: the queue may have moved since they last asked.
    assert [places(socket) for socket in sockets] == [[1], [2], [3], [4]]

    ana.claim(customers[0].id).expect(200)
    assert sockets[1].one("queue.position") == {
        "event": "queue.position", "channel": f"conversation:{customers[1].id}",
        "payload": {"conversation_id": customers[1].id, "queue_position": 1, "expected_wait_seconds": None},
        "sent_at": sockets[1].frames[-1]["sent_at"],
    }
    assert [places(socket) for socket in sockets] == [[], [], [2], [3]]
    ana.release(customers[0].id).expect(200)
    assert [places(socket) for socket in sockets] == [[], [2], [3], [4]]
    sam.close(customers[1].id).expect(200)
    assert [places(socket) for socket in sockets] == [[], [], [2], [3]]
    customers[2].post("/end").expect(200)
    assert [places(socket) for socket in sockets] == [[], [], [], [2]]
    # A transfer out of the queue, and what does not move it.
    ana.reply(customers[3].id, "I am answering the last one first.").expect(200)
    customers[0].say("I am still here, first in line.").expect(200)
    assert [places(socket) for socket in sockets] == [[], [], [], []]
    for socket in sockets:
        socket.close()


def test_every_socket_of_a_customer_hears_the_same(quiet):
    ana = Agent(quiet, "ana")
    first, second = waiting_customer(quiet), waiting_customer(quiet)
    with second.socket() as phone:
        assert places(phone) == [2]
        with second.socket() as laptop:
            assert (places(phone), places(laptop)) == ([], [2])
            ana.claim(first.id).expect(200)
            assert (places(phone), places(laptop)) == ([1], [1])
        ana.release(first.id).expect(200)
        assert places(phone) == [2]


def test_one_who_joins_hears_their_place_in_the_conversation_and_not_twice(quiet):
    first, second = Customer(quiet), Customer(quiet)
    with second.socket() as socket:
        first.escalate().expect(200)
        second.escalate().expect(200)
        frames = socket.pending()
        assert [frame["event"] for frame in frames] == ["conversation.updated", "message.created"]
        assert frames[0]["payload"]["conversation"]["queue_position"] == 2
