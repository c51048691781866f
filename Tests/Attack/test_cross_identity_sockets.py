"""Every way into a socket and everything a socket can say, by everybody who may not."""

import itertools
import json

import pytest
from websocket import WebSocketConnectionClosedException

from System.client import Customer, Socket, keep_secret, numbered
from System.soak import measured

from .identities import NOBODY, Victim, house_of_people, timeless
from .operations import NEVER

cells = {"entries": 0, "actions": 0}


@pytest.fixture(scope="module")
def people(tmp_path_factory, small_faq):
    with house_of_people(tmp_path_factory.mktemp("sockets"), small_faq) as people:
        yield people


@pytest.fixture
def victim(people):
    victim = Victim(people.server, people, "claimed")
    yield victim
    victim.delete()


def intruders(people, victim):
    """Credentials that let nobody in to the victim's conversation, each with the code that the socket is closed with."""
    theirs, token = victim.session, people.owner.token
    customers = {
        "an unknown session": NOBODY, "a short session": "short", "the session in other letters": theirs.swapcase(),
        "the session but one letter": theirs[:-1], "a desk's token": token, "a used ticket": people.used_ticket,
        "an open ticket": people.open_ticket, "the conversation's id": victim.id, "an empty session": "",
    }
    for name, text in customers.items():
        yield name, 4401, {"role": "customer", "session": text, "conversation_id": victim.id}
    agents = {
        "an unknown token": NOBODY, "a short token": "short", "a token in other letters": token.swapcase(),
        "the customer's session": theirs, "another's session": people.mallory.session,
        "a logged-out token": people.logged_out, "a disabled account": people.disabled,
        "an expired token": people.expired, "a token before a new password": people.changed,
        "a used ticket as token": people.used_ticket, "a desk's ticket as token": people.desk_ticket,
        "a token with its scheme": f"Bearer {token}", "an empty token": "",
    }
    for name, text in agents.items():
        yield name, 4401, {"role": "agent", "token": text, "conversation_id": victim.id}
    of_mallory = {"role": "customer", "session": people.mallory.session, "conversation_id": victim.id}
    yield "another customer", 4404, of_mallory
    yield "another customer, further on", 4404, {**of_mallory, "after": 0}
    yield "another customer, with ids", 4404, {**of_mallory, "customer_id": victim.id, "workspace": "default"}
    yield "one who is erased", 4404, {**of_mallory, "session": people.erased.session}
    yield "a session as an agent's", 4401, {"role": "agent", "session": theirs, "conversation_id": victim.id}
    yield "a token as a customer's", 4401, {"role": "customer", "token": token, "conversation_id": victim.id}
    yield "the role admin", 1008, {"role": "admin", "token": token, "conversation_id": victim.id}
    yield "no role", 1008, {"session": theirs, "conversation_id": victim.id}
    yield "no conversation", 4404, {"role": "customer", "session": theirs}
    yield "a conversation that never was", 4404, {**of_mallory, "session": theirs, "conversation_id": NEVER}
    yield "a desk where nothing ever was", 4404, {"role": "agent", "token": token, "conversation_id": NEVER}
    yield "a used ticket as ticket", 4401, {"ticket": people.used_ticket, "conversation_id": victim.id}
    yield "a session as ticket", 4401, {"ticket": theirs, "conversation_id": victim.id}
    yield "a token as ticket", 4401, {"role": "agent", "ticket": token, "conversation_id": victim.id}
    # A ticket is worth what it is made for, whatever stands beside it.
    for code, more in ((4403, {}), (4401, {"role": "agent"}), (4403, {"session": theirs, "role": "customer"})):
        ticket = people.mallory.ticket()
        yield f"another's ticket with {sorted(more)}", code, {"ticket": ticket, "conversation_id": victim.id, **more}
    ticket = keep_secret(people.agent.post("/realtime/ticket").expect(200).json["ticket"])
    yield "a desk's ticket as a customer's", 4401, {
        "role": "customer", "ticket": ticket, "session": theirs, "conversation_id": victim.id,
    }


def in_address(hello):
    names = {"session": "customer_session_id", "token": "access_token"}
    return {names.get(name, name): value for name, value in hello.items()}


def actions(conversation, **more):
    """Everything a client can say, about a conversation."""
    yield {"action": "subscribe_conversation", "conversation_id": conversation, **more}
    yield {"action": "subscribe_conversation", "conversation_id": conversation, "after": 0, **more}
    yield {"action": "unsubscribe_conversation", "conversation_id": conversation, **more}
    yield {"action": "typing", "conversation_id": conversation, "is_typing": True, **more}
    yield {"action": "read", "conversation_id": conversation, "seq": 1, **more}
    yield {
        "action": "message", "conversation_id": conversation, "content": "I am not who I say I am",
        "client_message_id": "intruder", **more,
    }


def state(people, victim):
    return timeless([
        victim.get().json, victim.get("/events").json, people.admin.get(f"/conversations/{victim.id}").json,
        people.admin.get(f"/conversations/{victim.id}/events").json,
    ])


def shut(socket, code, what, victim):
    """The socket is closed with this code, and has told nothing before; an agent who is known hears that they are."""
    try:
        found = socket.close_code()
    except WebSocketConnectionClosedException:
        found = "gone"
    assert found == code, f"{what}: {found} instead of {code}: {socket.frames}"
    heard = [frame["event"] for frame in socket.frames]
    assert heard == (["system.connected"] if what.startswith("a desk where") else []), f"{what} heard {socket.frames}"
    assert not [secret for secret in victim.secrets if secret in json.dumps(socket.frames)]


def say_all(socket, frames):
    """Says it without waiting for an answer; the server may have closed meanwhile."""
    try:
        for frame in frames:
            socket.send(**frame)
    except (OSError, WebSocketConnectionClosedException):
        pass


@pytest.mark.soak
def test_no_false_identity_gets_a_socket(people, victim):
    before = state(people, victim)
    with victim.socket() as own, people.owner.socket(conversation_id=victim.id) as desk:
        own.pending(), desk.pending()
        heard = len(own.frames), len(desk.frames)
        for way in ("address", "hello", "address and all actions", "hello and all actions"):
            for name, code, hello in intruders(people, victim):
                what = f"{name} by {way}"
                said = list(actions(victim.id)) if "actions" in way else []
                if way.startswith("address"):
                    socket = Socket(people.server, **in_address(hello))
                    if not {"session", "token", "ticket"} & hello.keys():
                        code = 4401
                else:
                    socket = Socket(people.server)
                    said = [{"action": "hello", **hello}, *said]
                with socket:
                    say_all(socket, said)
                    shut(socket, code, what, victim)
                cells["entries"] += 1
                cells["actions"] += max(0, len(said) - 1)
        # Nobody who was not let in was ever seen there.
        own.pending(), desk.pending()
        told = [frame for frame in desk.frames[heard[1]:] if victim.id in json.dumps(frame)]
        assert own.frames[heard[0]:][:-1] == [] and told == []
    assert state(people, victim) == before


def test_whoever_has_not_said_hello_can_do_nothing(people, victim):
    before = state(people, victim)
    for frame in itertools.chain(
        actions(victim.id), actions(victim.id, session=victim.session, role="customer"),
        actions(victim.id, token=people.owner.token, role="agent"), [{"action": "nothing"}],
    ):
        with Socket(people.server) as socket:
            say_all(socket, [frame])
            shut(socket, 4401, frame["action"], victim)
        cells["actions"] += 1
    assert state(people, victim) == before


REFUSED = {"not_found", "forbidden", "malformed", "invalid", "unauthenticated"}


def refusals(socket, frame):
    """The codes of the errors that a frame is answered with, and all that came."""
    start = len(socket.frames)
    socket.send(**frame)
    came = socket.pending()
    assert socket.frames[start:-1] == came
    return {item["payload"]["code"] for item in came if item["event"] == "system.error"}, came


@pytest.mark.soak
def test_a_socket_that_is_let_in_reaches_nobody_elses_conversation(people, victim):
    """Another customer's socket, and that of a desk's role that may not, say all they can about the victim's."""
    before = state(people, victim)
    declared = {
        "role": "admin", "sender_type": "agent", "agent_id": people.admin.id, "customer_id": victim.id,
        "session": NOBODY, "token": NOBODY, "workspace": "default",
    }
    with victim.socket() as own, people.owner.socket(conversation_id=victim.id) as desk:
        own.pending(), desk.pending()
        heard = len(own.frames), len(desk.frames)
        hellos = [
            {"action": "hello", "role": "customer", "session": NOBODY, "conversation_id": victim.id},
            {"action": "hello", "role": "agent", "token": NOBODY},
        ]
        with people.mallory.socket(after=0) as mallory, people.erased_now() as erased:
            mallory.pending()
            for socket in (mallory, erased):
                for frame in [*actions(victim.id), *actions(victim.id, **declared), *hellos]:
                    codes, came = refusals(socket, frame)
                    cells["actions"] += 1
                    if frame["action"] != "unsubscribe_conversation":
                        assert codes and codes <= REFUSED, f"{frame}: {came}"
                    assert not numbered(came)
                    assert not [secret for secret in victim.secrets if secret in json.dumps(came)]
        # An editor may look, and nothing else.
        with people.editor.socket(conversation_id=victim.id) as editor:
            editor.pending()
            for frame in [*actions(victim.id), *actions(victim.id, **declared)]:
                if "subscribe" in frame["action"]:
                    continue
                codes, came = refusals(editor, frame)
                cells["actions"] += 1
                assert codes == {"forbidden"}, f"{frame}: {came}"
        victim.get().expect(200)
        own.pending(), desk.pending()
        assert own.frames[heard[0]:][:-1] == []
        told = [frame for frame in desk.frames[heard[1]:] if victim.id in json.dumps(frame)]
        assert {frame["event"] for frame in told} <= {"conversation.viewers"}
    assert state(people, victim) == before


@pytest.mark.soak
def test_the_matrix_of_sockets_is_whole():
    """Runs behind the others, and says how much they were."""
    if not cells["entries"]:
        pytest.skip("not every test was run")
    measured("cross-identity over WebSocket", entries=cells["entries"], actions=cells["actions"], got_through=0)


def test_the_right_ones_do_get_in(people, victim):
    """What is refused above is not refused to everybody."""
    for hello in (
        {"role": "customer", "session": victim.session, "conversation_id": victim.id},
        {"role": "agent", "token": people.owner.token, "conversation_id": victim.id},
        {"ticket": victim.ticket()}, {"role": "customer", "ticket": victim.ticket(), "conversation_id": victim.id},
    ):
        with Socket(people.server) as socket:
            socket.send(action="hello", **hello)
            socket.one("system.connected")
            for frame in actions(victim.id):
                frame.update(client_message_id=f"right-{len(json.dumps(hello))}-{hello.get('role')}")
                codes, came = refusals(socket, frame)
                assert not codes - {"not_found"}, f"{frame}: {came}"


def test_a_new_customer_is_no_intruder(people):
    with Customer(people.server).socket() as socket:
        assert socket.pending() == []
