"""Requests made up from the contract itself, right ones and wrong ones: every answer is one that it promises."""

import shutil
from collections import Counter

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance, response_headers_conformance, response_schema_conformance, status_code_conformance,
)

from System.client import Agent, Connection, Customer
from System.soak import amount, measured

from .identities import bearer, session

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
    response_headers_conformance,
]
"""Not `negative_data_rejection`: fields that nobody knows are ignored by intent."""


class World:
    """A server whose answers editors may change, and those on whose behalf the requests come."""

    def __init__(self, server, change=lambda document: None):
        self.server = server
        self.admin = Agent(server, "admin")
        self.http = requests.Session()
        document = Connection(server).request("GET", "/openapi.json").expect(200).json
        change(document)
        self.schema = schemathesis.openapi.from_dict(document)
        self.statuses = Counter()
        self.failures = []

    def target(self, operation):
        """A conversation of this operation's own, where one is named, and the headers of whom it is for."""
        customer = Customer(self.server)
        customer.say("how much is a parcel").expect(200)
        by = session(customer.session)
        if "/agent/" in operation.path:
            customer.escalate().expect(200)
            token = self.admin.token
            if operation.path.endswith(("/logout", "/me/password")):
                token = Agent(self.server, "ana").token
            by = bearer(token)
        customer.http.close()
        names = {name: {"id": customer.id, "slug": "parcel-cost"}[name] for name in ("id", "slug")
                 if "{" + name + "}" in operation.path}
        return names, by

    def probe(self, operation, mode, examples):
        """Sends what the contract allows, or what it does not, once to what is there and once to anything."""
        names, by = self.target(operation)
        for path_parameters in [names, None] if names else [None]:
            strategy = operation.as_strategy(generation_mode=mode, path_parameters=path_parameters)

            @seed(1)
            @settings(
                max_examples=examples, database=None, deadline=None, suppress_health_check=list(HealthCheck),
                phases=[Phase.generate],
            )
            @given(case=strategy)
            def check(case):
                host, port = self.server.address
                answer = case.call(base_url=f"http://{host}:{port}", session=self.http, headers=by, timeout=10)
                self.statuses[answer.status_code] += 1
                case.validate_response(answer, checks=CHECKS)

            try:
                check()
            except Unsatisfiable:
                # What takes neither parameters nor a body has nothing that could be wrong.
                assert mode is GenerationMode.NEGATIVE
            except BaseException as failure:  # noqa: BLE001 - all of them are shown together
                self.failures.append(f"{operation.label} {mode.value}: {str(failure)[:1500]}")


@pytest.mark.soak
def test_every_answer_is_one_the_contract_promises(new_server, tmp_path, small_faq):
    world = World(new_server(faq=shutil.copytree(small_faq, tmp_path / "faq")))
    operations = [result.ok() for result in world.schema.get_all_operations()]
    for operation in operations:
        for mode in GenerationMode:
            world.probe(operation, mode, amount(2, 200))
    assert not world.failures, "\n\n".join(world.failures)
    measured(
        "schemathesis", operations=len(operations), requests=world.statuses.total(),
        statuses=dict(sorted(world.statuses.items())), server_errors=0)
    assert set(world.statuses) >= {200, 204, 400, 401, 404, 422}


def test_that_nobody_waits_is_promised_too(new_server):
    world = World(new_server())
    host, port = world.server.address
    case = world.schema["/api/v1/agent/queue/claim-next"]["POST"].Case()
    answer = case.call(base_url=f"http://{host}:{port}", session=world.http, headers=bearer(world.admin.token))
    assert answer.status_code == 204
    case.validate_response(answer, checks=CHECKS)


def test_an_answer_that_the_contract_does_not_promise_is_noticed(new_server):
    """A type, a field and a status that are other than promised, in a document changed for it."""
    def change(document):
        schemas = document["components"]["schemas"]
        schemas["Conversation"]["properties"]["last_seq"] = {"type": "string"}
        schemas["Availability"]["required"].append("agents_asleep")
        del document["paths"]["/api/v1/agent/me"]["get"]["responses"]["200"]
        del document["paths"]["/api/v1/agent/me"]["get"]["responses"]["default"]

    world = World(new_server(), change)
    changed = ("/api/v1/customer/conversations/{id}", "/api/v1/customer/availability", "/api/v1/agent/me")
    for path in changed:
        world.probe(world.schema[path]["GET"], GenerationMode.POSITIVE, 2)
    assert [any(f"GET {path} " in failure for failure in world.failures) for path in changed] == [True] * 3
