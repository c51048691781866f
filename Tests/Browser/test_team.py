"""Who leads sees who does what, moves chats, speaks to all, and takes the numbers home."""

import csv
import json
import re

import pytest
from playwright.sync_api import Page, expect

from people import Agent, Customer
from seed import Colleague, Visitor


@pytest.fixture
def stage(server):
    """Freja's chat with Ana; Jonas and Amara wait; Ben is away."""
    people = [Visitor(server, name) for name in ("Freja Lund", "Jonas Keller", "Amara Peters")]
    people[0].say("the lid does not close")
    for one in people:
        one.ask_for_person()
    Colleague(server, "ana").claim(people[0])
    Colleague(server, "ben").call("POST", "presence", {"presence": "away"})
    yield people
    for one in people:
        one.post("end", {})


@pytest.fixture
def sam(server, new_page) -> Agent:
    return Agent(new_page(), server, "sam")


@pytest.fixture
def page(stage, sam: Agent) -> Page:
    sam.sign_in()
    sam.page.get_by_role("link", name="Team").click()
    sam.page.get_by_role("heading", name="Team", level=2).wait_for()
    return sam.page


def chats_of(page: Page, name: str):
    return page.get_by_role("list", name=f"Chats of {name}").get_by_role("listitem")


def waiting(page: Page):
    return page.get_by_role("list", name="Waiting now").get_by_role("listitem")


def test_only_who_leads_has_the_page(agent: Agent):
    agent.sign_in()
    expect(agent.page.get_by_role("link", name="Overview")).to_be_visible()
    expect(agent.page.get_by_role("link", name="Team")).to_have_count(0)


def test_colleagues_stand_there_with_presence_load_and_figures(page: Page):
    ana = page.get_by_role("row", name="Ana")
    expect(ana).to_contain_text("1 of 5 chats")
    expect(ana).to_contain_text("taking chats")
    expect(page.get_by_role("row", name="Ben")).to_contain_text("away")
    # Claims of this day, as many as the tests have made Ana make.
    expect(ana.get_by_role("cell").nth(1)).to_have_text(re.compile(r"^[1-9]\d*$"))
    expect(page.get_by_role("row", name="Eva").get_by_role("cell")).to_have_text([""] * 6)


def test_a_change_of_presence_is_seen_without_a_reload(page: Page, server):
    expect(page.get_by_role("row", name="Ben")).to_contain_text("away")
    Colleague(server, "ben").call("POST", "presence", {"presence": "online"})
    expect(page.get_by_role("row", name="Ben")).to_contain_text("taking chats")


def test_what_a_colleague_has_can_be_opened_and_read_along(page: Page):
    page.get_by_role("button", name="Ana").click()
    expect(page.get_by_role("button", name="Ana")).to_be_focused()
    expect(chats_of(page, "Ana")).to_have_count(1)
    page.get_by_role("link", name="Freja Lund, read along").click()
    expect(page.get_by_role("log", name="Conversation with Freja Lund")).to_contain_text("the lid does not close")


def test_a_chat_is_taken_over(page: Page, sam: Agent):
    page.get_by_role("button", name="Ana").click()
    page.get_by_role("button", name="Take over Freja Lund").click()
    expect(page.get_by_text("Ana has no chats.")).to_be_visible()
    expect(page.get_by_role("row", name="Sam")).to_contain_text("1 of 5 chats")
    page.get_by_role("link", name="Chats").click()
    expect(sam.mine).to_contain_text(["Freja Lund"])


def test_a_chat_is_given_to_another(page: Page):
    page.get_by_role("button", name="Ana").click()
    page.get_by_role("button", name="Assign Freja Lund").click()
    page.get_by_role("combobox", name="Type a name").fill("ben")
    page.keyboard.press("Enter")
    expect(page.get_by_role("row", name="Ben")).to_contain_text("1 of 5 chats")
    page.get_by_role("button", name="Ben").click()
    expect(chats_of(page, "Ben")).to_contain_text(["Freja Lund"])


def test_who_waits_is_there_with_how_often_they_were_passed_by(page: Page, stage, server):
    expect(waiting(page)).to_have_count(2)
    expect(waiting(page).first).to_contain_text("Jonas Keller")
    Colleague(server, "ana").claim(stage[2])
    expect(waiting(page)).to_have_count(1)
    expect(waiting(page).first).to_contain_text("skipped 1 time")


def test_who_waits_is_given_to_somebody(page: Page):
    page.get_by_role("button", name="Assign Jonas Keller").click()
    page.get_by_role("option", name="Ana").click()
    expect(waiting(page)).to_have_count(1)
    expect(page.get_by_role("row", name="Ana")).to_contain_text("2 of 5 chats")


def test_the_focus_stays_while_the_page_is_drawn_anew(page: Page, stage, server):
    button = page.get_by_role("button", name="Assign Amara Peters")
    button.focus()
    other = Visitor(server, "Lotte Smit").ask_for_person()
    expect(waiting(page)).to_have_count(3)
    expect(button).to_be_focused()
    page.get_by_role("button", name="Ana").focus()
    Colleague(server, "ana").claim(other)
    expect(page.get_by_role("row", name="Ana")).to_contain_text("2 of 5 chats")
    expect(page.get_by_role("button", name="Ana")).to_be_focused()
    page.get_by_role("button", name="Assign Amara Peters").click()
    page.get_by_role("option", name="Ben").click()
    expect(waiting(page)).to_have_count(1)
    expect(page.get_by_role("heading", name="Team", level=2)).to_be_focused()
    other.post("end", {})


def test_an_announcement_is_asked_about_and_reaches_customers(page: Page, server, new_page):
    customer = Customer(new_page(), server)
    customer.open_chat()
    customer.say("hello")
    page.get_by_role("link", name="With assistant").click()
    # They are connected.
    expect(page.get_by_role("list", name="With assistant").locator(".dot.ok").first).to_be_visible(timeout=20_000)
    page.get_by_role("link", name="Team").click()
    page.get_by_role("button", name="Announcement").click()
    page.get_by_label("What should customers know?").fill("We close at five today.")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("dialog")).to_contain_text("It can’t be taken back.")
    expect(customer.page.get_by_text("We close at five today.")).to_have_count(0)
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("What should customers know?")).to_have_value("We close at five today.")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Send to all").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(customer.page.get_by_text("We close at five today.").first).to_be_visible()
    customer.leave()


@pytest.mark.parametrize(("format", "ending"), [("Spreadsheet (CSV)", "csv"), ("For programs (NDJSON)", "ndjson")])
def test_conversations_are_exported(page: Page, stage, format, ending):
    page.get_by_role("button", name="Export").click()
    page.get_by_label("Format").select_option(label=format)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename.endswith(f".{ending}")
    text = download.value.path().read_text()
    rows = list(csv.DictReader(text.splitlines())) if ending == "csv" else [json.loads(line) for line in text.splitlines()]
    assert {one.id for one in stage} <= {row["id"] for row in rows}
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_an_export_of_days_the_wrong_way_round_is_not_asked_for(page: Page):
    page.get_by_role("button", name="Export").click()
    page.get_by_label("From", exact=True).fill("2026-03-02")
    page.get_by_label("To", exact=True).fill("2026-03-01")
    page.get_by_role("button", name="Download").click()
    expect(page.get_by_role("alert").filter(has_text="The first day comes after the last.")).to_be_visible()


def test_a_lost_connection_is_said_and_what_was_known_stays(page: Page):
    expect(page.get_by_role("row", name="Ana")).to_be_visible()
    page.route("**/api/v1/agent/agents", lambda route: route.abort())
    page.evaluate("location.hash = '#/chats'")
    page.evaluate("location.hash = '#/team'")
    expect(page.get_by_role("alert").filter(has_text="We can’t get the figures")).to_be_visible()
    expect(page.get_by_role("row", name="Ana")).to_be_visible()
    page.unroute("**/api/v1/agent/agents")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)
