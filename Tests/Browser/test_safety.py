"""Words of strangers stay words."""

from playwright.sync_api import expect

from people import Agent, Customer

hostile = "<img src=x onerror=alert(1)><script>alert(2)</script> [a](javascript:alert(3))"


def test_hostile_text_is_inert_on_both_sides(customer: Customer, agent: Agent, complaints):
    for page in (customer.page, agent.page):
        page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}") or dialog.dismiss())

    customer.open_chat()
    customer.say(hostile)
    expect(customer.log.get_by_text(hostile, exact=True)).to_be_visible()
    customer.ask_for_person()
    agent.sign_in()
    expect(agent.waiting).to_have_count(1)
    agent.claim()
    expect(agent.log).to_contain_text(hostile)
    agent.reply(hostile)
    expect(customer.log.get_by_text(hostile, exact=True)).to_have_count(2)
    expect(agent.log.locator(".us")).to_contain_text(hostile)

    for log in (customer.log, agent.log):
        assert log.locator("img, script, [onerror], a").count() == 0
    assert complaints == []


def test_the_pages_are_served_under_a_strict_policy(server, new_page):
    page = new_page()
    for path in ("/", "/agent", "/agent/login"):
        policy = page.goto(server.url + path).headers["content-security-policy"]
        for promise in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "trusted-types 'none'"):
            assert promise in policy, f"{path}: {policy}"
