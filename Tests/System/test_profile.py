"""Who a customer is: said later than the start, seen at the desk at once, and forgotten when they wish."""

import hashlib
import hmac
import json

from .client import Agent, Connection, Customer

SECRET = "a secret between the shop and us"


def signature(email):
    return hmac.new(SECRET.encode(), email.encode(), hashlib.sha256).hexdigest()


def profile(customer, **fields):
    return customer.request("PUT", "/profile", fields)


def test_a_change_reaches_the_desks_that_look_at_the_conversation_or_wait_for_it(house, customer, ana, ben):
    other = Customer(house)
    with ana.socket(conversation_id=customer.id) as watching, ben.socket() as elsewhere:
        watching.pending()
        profile(other, name="Somebody Else").expect(200)
        answer = profile(customer, name="Freja", attributes={"plan": "gold"}).expect(200).json
        assert answer == {"name": "Freja", "email": None, "verified": False, "attributes": {"plan": "gold"}}
        told = watching.one("customer.updated")
        assert "seq" not in told and told["payload"]["conversation_id"] == customer.id
        assert told["payload"]["customer"] == ana.conversation(customer.id)["customer"]
        assert told["payload"]["customer"]["attributes"] == {"plan": "gold"}
        # Nothing changed, nobody is told.
        profile(customer, name="Freja").expect(200)
        assert "customer.updated" not in [frame["event"] for frame in watching.pending() + elsewhere.pending()]

        customer.escalate().expect(200)
        profile(customer, email="freja@example.com").expect(200)
        assert elsewhere.one("customer.updated")["payload"]["customer"]["email"] == "freja@example.com"
        ana.claim(customer.id).expect(200)
        elsewhere.pending()
    with ana.socket() as owner, ben.socket() as elsewhere:
        profile(customer, name="Freja B.").expect(200)
        assert owner.one("customer.updated")["payload"]["customer"]["name"] == "Freja B."
        assert "customer.updated" not in [frame["event"] for frame in elsewhere.pending()]


def test_the_desk_follows_the_customer_from_page_to_page(customer, ana, ben):
    with ana.socket(conversation_id=customer.id) as watching, ben.socket() as elsewhere:
        watching.pending()
        for page in ("https://shop.example/lamps", "https://shop.example/cart"):
            customer.post("/page", {"page": page}).expect(204)
            assert watching.one("customer.updated")["payload"]["customer"]["page"] == page
        customer.post("/page", {"page": page}).expect(204)
        last = ana.conversation(customer.id)["last_seq"]
        customer.start(page="https://shop.example/")
        assert watching.one("customer.updated")["payload"]["customer"]["page"] == "https://shop.example/"
        assert ana.conversation(customer.id)["last_seq"] == last
        assert "customer.updated" not in [frame["event"] for frame in watching.pending() + elsewhere.pending()]


def test_the_customers_own_sockets_hear_nothing_of_it(customer):
    with customer.socket() as socket:
        profile(customer, name="Freja").expect(200)
        assert socket.pending() == []


def test_a_signed_email_is_verified_and_the_secret_stays_out_of_the_log(new_server):
    server = new_server("--identity-secret", SECRET)
    customer = Customer(server, profile={"email": "freja@example.com", "signature": signature("freja@example.com")})
    ana = Agent(server, "ana")
    assert ana.conversation(customer.id)["customer"]["verified"]
    problem = profile(customer, email="eve@example.com").problem(422, "invalid")
    assert [error["pointer"] for error in problem["errors"]] == ["/email"]
    wrong = {"email": "eve@example.com", "signature": signature("freja@example.com")}
    assert profile(customer, **wrong).problem(422)["errors"][0]["pointer"] == "/signature"
    # And over a restart.
    server.kill()
    server.start()
    assert profile(customer).expect(200).json["verified"]
    assert SECRET not in server.log


def test_erasing_forgets_who_the_customer_is_and_all_that_was_said_of_them(new_server):
    server = new_server("--identity-secret", SECRET)
    signed = {"email": "wilhelmina@post.example", "signature": signature("wilhelmina@post.example")}
    customer = Customer(server, profile={"name": "Wilhelmina", "attributes": {"sapphires": "ninety"}, **signed})
    ana = Agent(server, "ana")
    customer.escalate().expect(200)
    customer.post("/page", {"page": "https://shop.example/sapphires"}).expect(204)
    with ana.socket(conversation_id=customer.id) as desk:
        desk.pending()
        customer.delete().expect(204)
        desk.one("conversation.updated")
        frames = json.dumps(desk.frames + desk.pending())
    seen = ana.conversation(customer.id)["customer"]
    assert (seen["name"], seen["email"], seen["verified"], seen["attributes"]) == (None, None, False, {})
    assert seen["page"] is None
    assert profile(customer).expect(200).json["attributes"] == {}
    exported = server.run("export", customer.id).stdout
    for what in (frames, exported):
        assert customer.id in what and "ilhelmina" not in what and "sapphires" not in what
    assert server.stop() == 0
    for file in server.data.iterdir():
        for secret in (b"wilhelmina@post", b"sapphires"):
            assert secret not in file.read_bytes(), file


def test_only_a_known_session_has_a_profile(house):
    for headers in ({}, {"X-Customer-Session-Id": "A" * 43}):
        Connection(house).request("PUT", "/api/v1/customer/profile", {"name": "Eve"}, headers).problem(401)
