"""axe finds nothing, in any state, in light and in dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from people import Agent, Customer

rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}


def assert_clean(page: Page, state: str) -> None:
    results = Axe().run(page, options=rules)
    found = [
        f"{state}: {violation['id']}: {node['html'][:160]} {node['failureSummary']}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_anybodys_way(server, new_page, scheme):
    customer = Customer(new_page(color_scheme=scheme), server)
    agent = Agent(new_page(color_scheme=scheme), server)

    agent.page.goto(f"{server.url}/agent")
    agent.page.get_by_label("Name").fill("ana")
    agent.page.get_by_label("Password").fill("wrong")
    agent.page.get_by_label("Password").press("Enter")
    expect(agent.page.get_by_role("alert")).to_contain_text("don’t match")
    assert_clean(agent.page, "sign in refused")
    agent.sign_in()
    assert_clean(agent.page, "nothing waiting")

    customer.page.goto(server.url)
    assert_clean(customer.page, "shop")
    customer.open_chat()
    assert_clean(customer.page, "chat begun")
    customer.pick("How long does delivery take?")
    expect(customer.log).to_contain_text("working days")
    customer.say("zzz qqq")
    expect(customer.log.get_by_role("article")).to_have_count(5)
    assert_clean(customer.page, "answered and asked back")
    customer.ask_for_person()
    assert_clean(customer.page, "in line")

    expect(agent.waiting).to_have_count(1)
    agent.waiting.first.click()
    agent.page.get_by_role("button", name="Claim", exact=True).wait_for()
    assert_clean(agent.page, "about to claim")
    agent.claim()
    agent.note("for us")
    agent.reply("for you")
    expect(customer.log).to_contain_text("for you")
    customer.say("thank you")
    expect(agent.log).to_contain_text("thank you")
    assert_clean(agent.page, "talking, desk")
    assert_clean(customer.page, "talking, chat")
    for side, page in (("chat", customer.page), ("desk", agent.page)):
        wide = page.viewport_size
        page.set_viewport_size({"width": 390, "height": 844})
        assert_clean(page, f"talking on a phone, {side}")
        page.set_viewport_size(wide)
    agent.close()
    expect(customer.page.get_by_text("How did that go?")).to_be_visible()
    assert_clean(customer.page, "closed, chat")
    assert_clean(agent.page, "closed, desk")


def test_everything_works_from_the_keyboard(customer: Customer):
    customer.page.goto(customer.server.url)
    launcher = customer.page.get_by_role("button", name="Chat with us")
    expect(launcher).to_have_attribute("aria-expanded", "false")
    launcher.focus()
    customer.page.keyboard.press("Enter")
    expect(customer.box).to_be_focused()
    customer.page.keyboard.type("where is my order")
    customer.page.keyboard.press("Enter")
    expect(customer.log).to_contain_text("tracking link")
    customer.page.keyboard.press("Escape")
    expect(customer.page.get_by_role("dialog")).to_be_hidden()
    expect(launcher).to_be_focused()


def test_the_desk_works_from_the_keyboard(customer: Customer, agent: Agent):
    customer.open_chat()
    customer.ask_for_person()
    agent.sign_in()
    keyboard = agent.page.keyboard
    agent.waiting.first.focus()
    keyboard.press("Enter")
    agent.page.get_by_role("button", name="Claim", exact=True).focus()
    keyboard.press("Enter")
    expect(agent.page.get_by_label("Reply to")).to_be_focused()
    keyboard.type("from the keyboard")
    keyboard.press("Enter")
    expect(customer.log).to_contain_text("from the keyboard")
    agent.page.get_by_role("button", name="Close", exact=True).focus()
    keyboard.press("Enter")
    agent.page.get_by_role("button", name="Undo").focus()
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(customer.page.get_by_text("This chat has ended")).to_be_visible()
