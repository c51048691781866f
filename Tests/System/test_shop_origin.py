"""A page of the shop's own origin calls us, as its browser lets it: every operation of a customer."""

from .client import Connection, Customer

SHOP = "https://shop.example"
STRANGERS = ("https://evil.example", "https://shop.example.evil.example", "http://shop.example", "null")
SENT = ("X-Customer-Session-Id", "Idempotency-Key", "Content-Type")


def words(headers, name):
    return {word.strip().lower() for word in (headers[name] or "").split(",")}


def preflight(connection, method, path, origin):
    ask = {"Access-Control-Request-Method": method, "Access-Control-Request-Headers": ", ".join(SENT).lower()}
    return connection.request("OPTIONS", path, headers={"Origin": origin, **ask})


def test_a_browser_lets_the_shop_do_all_that_a_customer_can(house, customer):
    connection = Connection(house)
    paths = connection.request("GET", "/openapi.json").expect(200).json["paths"]
    operations = [
        (method.upper(), path.replace("{id}", customer.id).replace("{slug}", "parcel-cost"))
        for path, item in paths.items() if path.startswith("/api/v1/customer/") for method in item
    ]
    assert {method for method, _ in operations} == {"GET", "POST", "PUT", "DELETE"} and len(operations) > 15
    for method, path in operations:
        allowed = preflight(connection, method, path, SHOP).expect(204).headers
        assert allowed["Access-Control-Allow-Origin"] == SHOP, path
        assert method.lower() in words(allowed, "Access-Control-Allow-Methods"), f"{method} {path}"
        assert {name.lower() for name in SENT} <= words(allowed, "Access-Control-Allow-Headers"), path
        assert "origin" in words(allowed, "Vary"), path
        # No cookies are ever used, so none are allowed.
        assert allowed["Access-Control-Allow-Credentials"] is None, path
        for origin in STRANGERS:
            refused = preflight(connection, method, path, origin).headers
            assert refused["Access-Control-Allow-Origin"] is None, f"{origin}: {method} {path}"


def test_the_shop_can_read_every_answer_and_what_a_problem_says(house):
    customer = Customer(house)
    last = customer.conversation["last_seq"]
    for method, path, body, status in [
        ("GET", "/availability", None, 200),
        ("PUT", "/profile", {"name": "Freja"}, 200),
        ("POST", f"/conversations/{customer.id}/read", {"seq": last}, 204),
        ("POST", f"/conversations/{customer.id}/rating", {"score": 9}, 422),
        ("GET", "/conversations/none", None, 404),
        ("GET", "/nothing/here", None, 404),
        ("PATCH", "/profile", {"name": "Freja"}, 405),
        ("DELETE", f"/conversations/{customer.id}", None, 204),
    ]:
        headers = customer.request(method, path, body, {"Origin": SHOP}).expect(status).headers
        assert headers["Access-Control-Allow-Origin"] == SHOP, f"{method} {path}"
        assert {"retry-after", "x-request-id"} <= words(headers, "Access-Control-Expose-Headers"), path
