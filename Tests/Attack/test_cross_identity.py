"""Every operation of the contract, called by everybody who may not."""

import json
import shutil
import statistics
import time
import uuid

import pytest

from System.client import Connection, Customer
from System.soak import amount, measured

from .identities import Victim, bearer, house_of_people, message_id, session, timeless
from .operations import NEVER, ROWS, assert_each_has_a_row, operations


@pytest.fixture(scope="module")
def people(tmp_path_factory, small_faq):
    """A house of its own: its editors publish."""
    folder = tmp_path_factory.mktemp("matrix")
    with house_of_people(folder / "server", shutil.copytree(small_faq, folder / "faq")) as people:
        yield people


@pytest.fixture(scope="module")
def document(people):
    return Connection(people.server).request("GET", "/openapi.json").expect(200).json


def test_every_operation_of_the_contract_has_a_row(document):
    assert_each_has_a_row(document)


def test_an_operation_without_a_row_is_noticed(document):
    planted = json.loads(json.dumps(document))
    planted["paths"]["/api/v1/agent/conversations/{id}/forward"] = {"post": {"responses": {}}}
    with pytest.raises(AssertionError, match="POST /api/v1/agent/conversations/{id}/forward"):
        assert_each_has_a_row(planted)
    planted = json.loads(json.dumps(document))
    del planted["paths"]["/api/v1/agent/queue"]
    with pytest.raises(AssertionError, match="GET /api/v1/agent/queue"):
        assert_each_has_a_row(planted)


class Scene:
    """One operation, the victim it is aimed at, and the connection on which everybody tries."""

    def __init__(self, people, row):
        self.people = people
        self.row = row
        self.victim = Victim(people.server, people, row.stage)
        self.http = Connection(people.server)
        self.names = {
            "id": self.victim.id, "message": message_id(self.victim.id, self.victim.greeting), "slug": "parcel-cost",
            "answer": str(self.victim.answer),
            "supervisor": people.supervisor.id, "fresh": f"x{uuid.uuid4().hex[:8]}", "owner": people.owner.username,
            "password": "nine-quiet-lamps",
        }
        if "/canned-replies/" in row.path:
            own = {"shortcut": self.names["fresh"] + "-own", "text": "Mine alone."}
            reply = people.owner.post("/canned-replies", own).expect(201).json
            self.names["id"] = str(reply["id"])

    @property
    def nowhere(self):
        """The same names, of what never was."""
        if "/canned-replies/" in self.row.path:
            return {**self.names, "id": "999999999"}
        return {**self.names, "id": NEVER, "message": message_id(NEVER, self.victim.greeting)}

    def call(self, identity, names=None):
        names = names or self.names
        target, body = self.row.target(names), self.row.contents(names)
        if identity.query:
            target += ("&" if "?" in target else "?") + identity.query
        if identity.body and self.row.method in ("POST", "PUT"):
            body = {**identity.body, **(body or {})}
        return self.http.request(self.row.method, target, body, identity.headers)

    def expected(self, identity):
        """The statuses that refuse this identity here; None when it may."""
        row, who = self.row, identity.who
        if row.is_public:
            wanted = {row.status}
        elif row.side == "customer":
            if who in ("customer", "erased"):
                # What names no conversation is about oneself.
                own = {row.status} if who == "customer" else {row.status, 401}
                wanted = {404} if row.names_conversation and who == "customer" else own
                wanted = {404, 401} if row.names_conversation and who == "erased" else wanted
            else:
                wanted = {401}
        elif who in self.people.roles:
            if who not in row.refused:
                return None
            wanted = {row.refused[who]}
        else:
            wanted = {401}
        # An address with a parameter that the operation does not know is refused whoever asks.
        return wanted | {400} if identity.query else wanted

    def state(self):
        """All that anybody could have changed, as those see it who may."""
        people, victim = self.people, self.victim
        admin = people.admin
        return timeless({
            "conversation": victim.get().json,
            "events": victim.get("/events").json,
            "desk": admin.get(f"/conversations/{victim.id}").json,
            "replies": people.owner.get("/canned-replies").json,
            "accounts": [(item["username"], item["role"]) for item in admin.get("/agents").json["items"]],
            "answers": admin.get("/faq/files").json,
        })

    def succeed(self):
        """The operation by whom it is for: what was refused before is not refused for another reason."""
        row, people = self.row, self.people
        headers = {}
        if row.by == "customer":
            headers = session(self.victim.session)
        elif row.by == "newcomer":
            headers = bearer(people.newcomer().token)
        elif row.by != "everybody":
            headers = bearer(getattr(people, row.by).token)
        answer = self.http.request(row.method, row.target(self.names), row.contents(self.names), headers)
        answer.expect(row.status)

    def leave(self):
        """Nothing of the victim waits for the next row."""
        assert self.victim.delete().status in (204, 404)
        self.victim.http.close()
        self.http.close()


def same(one, other):
    """Whether two answers are the same to whoever gets them, but for the moment and the request's own name."""
    def seen(answer):
        headers = {name: value for name, value in answer.headers.items() if name not in ("Date", "X-Request-Id")}
        return answer.status, headers, answer.body.replace(answer.headers["X-Request-Id"].encode(), b"-")
    return seen(one) == seen(other)


def ids(row):
    return f"{row.operation}{row.query} {row.stage} by {row.by}"


cells = {"rows": 0, "refused": 0}


@pytest.mark.soak
@pytest.mark.parametrize("row", ROWS, ids=ids)
def test_no_false_identity_gets_through(people, row):
    scene = Scene(people, row)
    before = scene.state()
    unauthenticated = None
    for identity in [*people.unknown(scene.victim), *people.known(scene.victim)]:
        wanted = scene.expected(identity)
        if wanted is None:
            continue
        answer = scene.call(identity)
        what = f"{row.operation} as {identity.name}: {answer.status} instead of {wanted}: {answer.body[:300]}"
        assert answer.status in wanted, what
        assert not [secret for secret in scene.victim.secrets if secret.encode() in answer.body], what
        if answer.status >= 400:
            answer.problem(answer.status)
        if answer.status == 401 and not row.is_public:
            assert answer.headers["WWW-Authenticate"] == "Bearer", what
            unauthenticated = unauthenticated or answer
            assert same(unauthenticated, answer), f"{what} is not what others get: {unauthenticated.body}"
        if answer.status == 404:
            none = scene.call(identity, scene.nowhere)
            assert same(answer, none), f"{what}, and {none.status} of what never was: {none.body}"
        cells["refused"] += 1
    assert scene.state() == before, f"{row.operation} was refused, and changed something"
    scene.succeed()
    scene.leave()
    cells["rows"] += 1


@pytest.mark.soak
def test_the_matrix_is_whole(document):
    """Runs behind the rows, and says how much they were."""
    if cells["rows"] < len(ROWS):
        pytest.skip("not every row was run, or one failed")
    count = len(operations(document))
    assert cells["refused"] > 40 * count
    measured("cross-identity over HTTP", operations=count, cells=cells["refused"], got_through=0)


@pytest.mark.soak
def test_someone_elses_costs_what_none_costs(people):
    """Interleaved, so that the rest of the machine falls on both; medians, so that one slow answer falls on none."""
    victim, mallory = Victim(people.server, people, "queued"), people.mallory
    figures = {}
    for method, path, body in (
        ("GET", "", None), ("GET", "/events", None), ("POST", "/messages", {"content": "are you open on monday"}),
        ("POST", "/read", {"seq": 1}),
    ):
        took = {victim.id: [], NEVER: []}
        for _ in range(amount(60, 2000)):
            for conversation, times in took.items():
                begun = time.perf_counter()
                mallory.request(method, f"/conversations/{conversation}{path}", body).problem(404)
                times.append(time.perf_counter() - begun)
        theirs, none = (statistics.median(times) for times in took.values())
        figures[f"{method}{path.replace('/', ' ')}_us"] = f"{theirs * 1e6:.0f}/{none * 1e6:.0f}"
        # Reading a conversation that is there is some microseconds; a page of it would be a multiple.
        assert abs(theirs - none) < 0.5 * min(theirs, none) + 0.0002, figures
    measured("someone else's or none", **figures)


def test_an_unknown_session_is_not_adopted(people):
    """Whoever comes with an id of their own making gets another, and a conversation that nobody had."""
    victim = Victim(people.server, people, "talking")
    for claimed in ("A" * 43, victim.session[::-1], "short", "x" * 120, people.owner.token, ""):
        http = Connection(people.server)
        body = {"customer_session_id": claimed, "conversation_id": victim.id, "customer_id": victim.id}
        answer = http.request("POST", "/api/v1/customer/conversations/start", body, session("A" * 43)).expect(200)
        begun = answer.json["conversation"]
        assert begun["customer_session_id"] not in (claimed, "A" * 43, victim.session)
        assert len(begun["customer_session_id"]) == 43 and begun["id"] != victim.id
        assert victim.mark.encode() not in answer.body
        http.close()
    assert Customer(people.server).id != victim.id
