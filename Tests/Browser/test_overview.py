"""The overview says how the chats go, to everybody alike."""

import re
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Page, expect

from people import Agent
from seed import Colleague, Visitor

hours = {8: (8, 2), 11: (20, 4), 12: (25, 6), 15: (9, 2), 21: (1, 0)}
definition = "Conversations that began in the span."


def counts(started: int, escalated: int) -> dict:
    return {"started": started, "answered": started, "escalated": escalated, "claimed": escalated, "closed": started}


def stats(route) -> None:
    """A day with a peak at noon, or days of which the last is the busiest."""
    query = {name: values[0] for name, values in parse_qs(urlparse(route.request.url).query).items()}
    begin, end = (datetime.fromisoformat(query[name].replace("Z", "+00:00")) for name in ("from", "to"))
    step = timedelta(hours=1) if query["by"] == "hour" else timedelta(hours=24)
    buckets = []
    while begin + len(buckets) * step < end:
        index = len(buckets)
        bucket = counts(*hours.get(index, (0, 0))) if query["by"] == "hour" else counts(10 + index, index)
        buckets.append({"from": (begin + index * step).isoformat().replace("+00:00", "Z"), **bucket})
    route.fulfill(json={
        "from": query["from"], "to": query["to"], "started": 63, "settled_by_bot": 51, "customer_messages": 200,
        "bot": {"answered": 100, "asked_back": 9, "missed": 4}, "escalated": {"asked": 9, "missed": 4, "damaged": 1},
        "claimed": 14, "closed": {"agent": 14}, "wait_seconds": {"count": 14, "median": 61.0, "p95": 200.0},
        "first_reply_seconds": {"count": 14, "median": 171.2, "p95": 400.0}, "ratings": [1, 0, 2, 11, 27],
        "helpful": 64, "unhelpful": 9, "buckets": buckets, "definitions": {"started": definition},
    })


@pytest.fixture
def page(agent: Agent) -> Page:
    """The overview, with counts that stay the same."""
    agent.page.route("**/api/v1/agent/stats*", stats)
    agent.sign_in()
    agent.page.get_by_role("link", name="Overview").click()
    agent.page.get_by_role("heading", name="Overview", level=2).wait_for()
    return agent.page


def tile(page: Page, name: str):
    return page.locator(".wide .tiles > div").filter(has=page.get_by_text(name, exact=True)).locator("dd")


def test_the_figures_of_today_stand_at_a_glance(page: Page):
    expect(tile(page, "Chats today")).to_have_text("63")
    expect(tile(page, "Settled by assistant")).to_have_text("81%")
    expect(tile(page, "First reply, median")).to_have_text("2 min 51 s")
    expect(tile(page, "Rated good or great")).to_have_text("93% of 41")
    expect(tile(page, "Waiting now")).to_have_text("0")


def test_the_chart_says_in_a_sentence_what_it_shows(page: Page):
    chart = page.get_by_role("img", name="By hour: 63 chats, most of them 12:00 to 12:59 with 25.")
    expect(chart).to_be_visible()
    # From the usual opening to the last hour in which something happened.
    expect(chart.locator(".bar")).to_have_count(14)


def test_the_chart_can_be_read_as_a_table(page: Page):
    page.get_by_role("button", name="Show as table").click()
    expect(page.get_by_role("button", name="Show as chart")).to_be_focused()
    row = page.get_by_role("row", name="12:00 to 12:59")
    expect(row.get_by_role("cell")).to_have_text(["25", "19", "6"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("img", name="By hour")).to_be_visible()


def test_7_and_30_days_are_counted_day_by_day(page: Page):
    for name, days in (("7 days", 7), ("30 days", 30)):
        page.get_by_role("button", name=name).click()
        expect(page.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")
        expect(page.get_by_role("img", name="By day").locator(".bar")).to_have_count(days)
        expect(tile(page, f"Chats in {name}")).to_have_text("63")


def test_a_day_with_another_number_of_hours_stays_one_day(server, new_page):
    """Summer time ends in the night to 25 October: a day of 25 hours, and a bucket of 24 that ends within it."""
    agent = Agent(new_page(timezone_id="Europe/Copenhagen"), server)
    agent.page.clock.install(time=datetime.fromisoformat("2026-10-28T12:00:00+01:00"))
    agent.page.route("**/api/v1/agent/stats*", stats)
    agent.sign_in()
    agent.page.evaluate("location.hash = '#/overview'")
    agent.page.get_by_role("button", name="7 days").click()
    agent.page.get_by_role("button", name="Show as table").click()
    days = agent.page.locator(".wide tbody th")
    expect(days).to_have_count(7)
    expect(days.first).to_have_text("Thursday 22 October")
    expect(days.last).to_have_text("Wednesday 28 October")
    # The last hour of the span has a bucket of its own.
    chats = [str(10 + index) for index in range(6)] + [str(16 + 17)]
    expect(agent.page.locator(".wide tbody td:nth-child(2)")).to_have_text(chats)


def test_reasons_ratings_and_definitions_are_there(page: Page):
    reasons = page.locator(".card").filter(has_text="Why people were asked for").get_by_role("listitem")
    expect(reasons).to_have_text(["asked for a person9", "assistant had no answer4", "damaged1"])
    ratings = page.locator(".card").filter(has_text="How chats were rated").get_by_role("listitem")
    expect(ratings).to_have_text(["Great27", "Good11", "OK2", "Poor0", "Bad1"])
    expect(page.get_by_text(definition)).to_be_hidden()
    page.get_by_text("What these figures count").click()
    expect(page.get_by_text(definition)).to_be_visible()


def test_figures_that_cannot_be_had_can_be_asked_for_again(agent: Agent):
    agent.page.route("**/api/v1/agent/stats*", lambda route: route.abort())
    agent.sign_in()
    agent.page.evaluate("location.hash = '#/overview'")
    expect(agent.page.get_by_role("alert").filter(has_text="We can’t get the figures")).to_be_visible()
    agent.page.unroute("**/api/v1/agent/stats*")
    agent.page.route("**/api/v1/agent/stats*", stats)
    agent.page.get_by_role("button", name="Try again").click()
    expect(tile(agent.page, "Chats today")).to_have_text("63")
    expect(agent.page.get_by_role("button", name="Try again")).to_have_count(0)


def test_a_desk_with_nothing_to_do_shows_today(agent: Agent):
    agent.page.route("**/api/v1/agent/stats*", stats)
    agent.sign_in()
    today = agent.page.get_by_role("region", name="Today")
    expect(today).to_contain_text("Chats today63")
    expect(today.get_by_role("img", name="By hour")).to_be_visible()


def test_the_server_counts_what_happened(mortal_server, new_page):
    one = Visitor(mortal_server, "Freja Lund")
    one.say("hello there")
    one.ask_for_person()
    other = Visitor(mortal_server, "Jonas Keller")
    other.post("end", {})
    waiting = Visitor(mortal_server, None)
    waiting.ask_for_person()
    ana = Colleague(mortal_server, "ana")
    ana.claim(one)
    ana.reply(one, "Hello Freja")
    ana.close(one)
    one.post("rating", {"score": 5})
    agent = Agent(new_page(), mortal_server)
    agent.sign_in()
    page = agent.page
    page.get_by_role("link", name="Overview").click()
    expect(tile(page, "Chats today")).to_have_text("3")
    expect(tile(page, "Settled by assistant")).to_have_text("33%")
    expect(tile(page, "First reply, median")).to_have_text(re.compile(r"^(< 1|\d+) s$"))
    expect(tile(page, "Rated good or great")).to_have_text("100% of 1")
    expect(tile(page, "Waiting now")).to_contain_text("1 longest")
    expect(tile(page, "With assistant now")).to_have_text("0 0 connected")
    Visitor(mortal_server, None)
    expect(tile(page, "With assistant now")).to_have_text("1 0 connected", timeout=20_000)
    page.get_by_role("button", name="Show as table").click()
    sums = page.locator(".wide tbody tr").evaluate_all(
        "rows => [0, 1, 2].map(at => rows.reduce((sum, row) => sum + Number(row.cells[at + 1].textContent), 0))"
    )
    assert sums == [3, 1, 2]
