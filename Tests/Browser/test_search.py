"""An agent finds a chat by its words, by who it is with, and by how it stands."""

import re

import pytest
from playwright.sync_api import Page, expect

from people import Agent
from seed import Colleague, Visitor


@pytest.fixture(scope="module")
def stage(server):
    """Freja with Ana about a kettle, Jonas waiting in German, Zoë with the assistant, Amara's closed; nobody changes it."""
    people = {
        "freja": Visitor(server, "Freja Lund", email="freja@example.com"),
        "jonas": Visitor(server, "Jonas Keller", email="jonas@example.com", locale="de"),
        "zoe": Visitor(server, "Zoë Okafor", email="zoe@example.com"),
        "amara": Visitor(server, "Amara Peters", email="amara@example.com"),
    }
    people["freja"].say("the lid of my copper kettle does not close")
    people["jonas"].say("Mein Kupferkessel ist undicht")
    people["amara"].say("is the copper pan safe on induction")
    for name in ("freja", "jonas", "amara"):
        people[name].ask_for_person()
    ana = Colleague(server, "ana")
    ana.claim(people["freja"])
    ana.claim(people["amara"])
    ana.close(people["amara"])
    yield people
    for one in people.values():
        # The server has hung up meanwhile.
        one.line.connection.close()
        one.post("end", {})


def found(page: Page):
    """The links that were found, not those of the lists."""
    return page.locator(".found").get_by_role("link")


def search(page: Page, words: str) -> None:
    page.get_by_role("searchbox").fill(words)


def filter_by(page: Page, **choices: str) -> None:
    page.get_by_role("button", name="Filter", exact=True).click()
    panel = page.get_by_role("group", name="Filter")
    for name, value in choices.items():
        panel.get_by_role("combobox", name=name, exact=True).select_option(label=value)
    panel.get_by_role("button", name="Done").click()


def test_words_of_messages_are_found_and_opened_where_they_stand(stage, agent: Agent):
    agent.sign_in()
    page = agent.page
    search(page, "copper lid")
    expect(found(page)).to_have_count(1)
    expect(found(page)).to_contain_text("Freja Lund")
    expect(found(page).locator("mark")).to_have_text(["lid", "copper"])
    found(page).click()
    expect(page.get_by_role("log", name="Conversation with Freja Lund")).to_be_visible()
    expect(agent.log.get_by_text("the lid of my copper kettle")).to_be_in_viewport()
    expect(found(page)).to_have_attribute("aria-current", "true")
    assert re.search(r"at=\d+", page.url)


def test_a_name_and_an_address_are_found(stage, agent: Agent):
    agent.sign_in()
    search(agent.page, "zoe@example.com")
    expect(found(agent.page).first).to_contain_text("Zoë Okafor")
    search(agent.page, "Jonas")
    expect(agent.page.get_by_role("list", name="Names and addresses").get_by_role("link")).to_have_count(1)
    expect(found(agent.page).first).to_contain_text("waiting")
    search(agent.page, "okafor")
    expect(found(agent.page)).to_have_count(1)
    expect(found(agent.page)).to_contain_text("Zoë Okafor")


def test_the_stroke_goes_to_the_field_and_escape_takes_the_search_back(stage, agent: Agent):
    agent.sign_in()
    page = agent.page
    expect(agent.waiting).to_have_count(1)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("kettle")
    expect(found(page).first).to_be_visible()
    expect(agent.waiting).to_have_count(0)
    page.keyboard.press("Enter")
    expect(found(page).first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_have_value("")
    expect(agent.waiting).to_have_count(1)


def test_filters_narrow_and_their_chips_take_them_away(stage, agent: Agent):
    agent.sign_in()
    page = agent.page
    filter_by(page, Status="waiting", Language="German")
    expect(found(page)).to_have_count(1)
    expect(found(page)).to_contain_text("Jonas Keller")
    page.get_by_role("button", name="Remove the filter Status: waiting").click()
    expect(found(page)).to_have_count(1)
    page.get_by_role("button", name="Remove the filter Language: German").click()
    expect(agent.waiting).to_have_count(1)
    expect(found(page)).to_have_count(0)


def test_each_filter_keeps_what_it_says(stage, agent: Agent):
    agent.sign_in()
    page = agent.page
    for choices, name, others in (
        ({"Whose": "mine"}, "Freja Lund", "Jonas Keller"),
        ({"Status": "with the assistant"}, "Zoë Okafor", "Freja Lund"),
        ({"Reason": "asked for a person", "Whose": "nobody’s"}, "Jonas Keller", "Zoë Okafor"),
        ({"Status": "closed"}, "Amara Peters", "Jonas Keller"),
    ):
        filter_by(page, **choices)
        expect(found(page).filter(has_text=name)).to_have_count(1)
        expect(found(page).filter(has_text=others)).to_have_count(0)
        page.get_by_role("button", name="Filter", exact=True).click()
        page.get_by_role("button", name="Reset").click()
        page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Filter", exact=True).click()
    page.get_by_label("Only with unread messages").check()
    expect(found(page).filter(has_text="Jonas Keller")).to_have_count(1)
    expect(found(page).filter(has_text="Zoë Okafor")).to_have_count(0)


def test_words_and_filters_hold_together(stage, agent: Agent):
    agent.sign_in()
    search(agent.page, "copper")
    expect(found(agent.page)).to_have_count(2)
    filter_by(agent.page, Status="closed")
    expect(found(agent.page)).to_have_count(1)
    expect(found(agent.page)).to_contain_text("Amara Peters")


def test_the_address_keeps_what_is_asked_over_a_reload(stage, agent: Agent):
    agent.sign_in()
    page = agent.page
    search(page, "copper")
    expect(found(page)).to_have_count(2)
    filter_by(page, Status="closed")
    expect(found(page)).to_have_count(1)
    page.reload()
    expect(page.get_by_role("searchbox")).to_have_value("copper")
    expect(found(page)).to_have_count(1)
    expect(page.get_by_role("button", name="Remove the filter Status: closed")).to_be_visible()


def test_a_found_chat_keeps_the_focus_when_somebody_writes_in_it(agent: Agent, server):
    lotte = Visitor(server, "Lotte Smit")
    lotte.say("my soapstone dish has a crack")
    lotte.ask_for_person()
    Colleague(server, "ana").claim(lotte)
    agent.sign_in()
    search(agent.page, "soapstone")
    expect(found(agent.page)).to_have_count(1)
    found(agent.page).focus()
    lotte.say("hello?")
    expect(agent.page.locator(".found .unread")).to_have_count(1)
    expect(found(agent.page)).to_be_focused()
    lotte.post("end", {})


def test_nothing_found_is_said(stage, agent: Agent):
    agent.sign_in()
    search(agent.page, "zzzqqq")
    expect(agent.page.get_by_text("Nothing found.")).to_be_visible()
    expect(agent.page.locator("[role=status]").filter(has_text="0 found")).to_have_count(1)


def test_a_late_answer_does_not_undo_a_newer_one(stage, agent: Agent):
    agent.sign_in()
    page = agent.page
    held = []
    page.route("**/api/v1/agent/search?q=copper*", lambda route: held.append(route))
    with page.expect_request("**/api/v1/agent/search?q=copper*"):
        search(page, "copper")
    search(page, "Kupferkessel")
    expect(found(page)).to_have_count(1)
    with page.expect_response("**/api/v1/agent/search?q=copper*") as response:
        held[0].continue_()
    response.value.finished()
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(found(page)).to_have_count(1)
    expect(found(page)).to_contain_text("Jonas Keller")


def test_a_search_that_fails_says_why(stage, agent: Agent):
    agent.sign_in()
    agent.page.route("**/api/v1/agent/search*", lambda route: route.abort())
    search(agent.page, "copper")
    expect(agent.page.get_by_role("alert").filter(has_text="We can’t be reached")).to_be_visible()


def test_closed_chats_come_page_by_page(stage, agent: Agent):
    """The server's pages are thin where it does not know the filter; more are fetched until there is enough to see."""
    agent.sign_in()
    page = agent.page
    asked = []

    def answer(route):
        asked.append(route.request.url)
        one = dict(template, id=f"{len(asked):08d}-0000-7000-8000-000000000000")
        one["customer"] = dict(template["customer"], name=f"Customer {len(asked)}", locale="es")
        others = [dict(template, id=f"{len(asked):08d}-0000-7000-8000-{n:012d}") for n in range(1, 9)]
        route.fulfill(json={"items": [one, *others], "next_after": f"page{len(asked)}" if len(asked) < 12 else None})

    template = Colleague(agent.server, "ben").call("GET", f"conversations/{stage['amara'].id}")
    page.route(re.compile(r"/conversations\?limit=200&status=closed"), answer)
    page.evaluate("location.hash = '#/chats?status=closed&lang=es'")
    expect(found(page)).to_have_count(10)
    page.get_by_role("button", name="Show more").click()
    expect(found(page)).to_have_count(12)
    expect(page.get_by_role("button", name="Show more")).to_have_count(0)
    assert "after=page10" in asked[10]
