"""One conversation on the desk: taking it, reading it, writing in it, letting it go."""

import re

import pytest
from playwright.sync_api import expect

from people import Agent
from seed import Visitor

wide = {"width": 1440, "height": 900}


@pytest.fixture
def ana(desk_server, new_page) -> Agent:
    ana = Agent(new_page(viewport=wide), desk_server)
    ana.sign_in()
    return ana


def open_chat(agent: Agent, visitor: Visitor, view: str = "chats") -> None:
    agent.page.goto(f"{agent.server.url}/agent#/{view}/{visitor.id}")
    agent.page.locator(".log").wait_for()


def claimed(agent: Agent, name: str, *words: str, **details: str) -> Visitor:
    visitor = Visitor(agent.server, name, *words, **details).ask_for_person()
    open_chat(agent, visitor)
    agent.page.get_by_role("button", name="Claim", exact=True).click()
    expect(agent.page.get_by_label(f"Reply to {name}")).to_be_focused()
    return visitor


def test_two_who_read_one_chat_see_each_other_and_who_was_first(ana, desk_server, new_page):
    visitor = Visitor(desk_server, "Wanted", "hello").ask_for_person()
    ben = Agent(new_page(viewport=wide), desk_server, "ben")
    ben.sign_in()
    for one in (ana, ben):
        open_chat(one, visitor)
        expect(one.page.get_by_text("Nobody has this chat yet.")).to_be_visible()
    expect(ana.page.get_by_text("Ben is reading this too")).to_be_visible()
    expect(ben.page.get_by_text("Ana is reading this too")).to_be_visible()
    ana.page.keyboard.press("c")
    expect(ben.page.get_by_text("Ana has this chat.")).to_be_visible()
    expect(ben.page.get_by_role("button", name="Claim")).to_have_count(0)
    expect(ben.log.get_by_text("Ana claimed this chat")).to_be_visible()
    expect(ana.log.get_by_text("You claimed this chat")).to_be_visible()
    # Reading along, one can still leave a note.
    ben.page.get_by_role("button", name="Note", exact=True).click()
    ben.page.get_by_label("Only your team sees this").fill("I know her")
    ben.page.keyboard.press("Enter")
    expect(ana.log.get_by_text("I know her")).to_be_visible()
    ben.page.goto(f"{desk_server.url}/agent#/overview")
    expect(ana.page.get_by_text("Ben is reading this too")).to_have_count(0)


def test_what_was_said_before_is_told_in_a_card(ana):
    visitor = Visitor(ana.server, "Freja", "how long does delivery take", "zzz qqq")
    visitor.ask_for_person()
    open_chat(ana, visitor)
    expect(ana.page.get_by_role("button", name="Claim", exact=True)).to_be_visible()
    ana.page.keyboard.press("c")
    card = ana.page.get_by_role("group").filter(has_text="Before you joined")
    expect(card).to_contain_text("how long does delivery take")
    expect(card.locator(".pill.ok").first).to_have_text("delivery times")
    expect(card.locator(".pill.warn")).to_have_text("no answer")
    expect(card).to_contain_text(re.compile(r"Asked for a person\. Waited \d:\d\d\."))


def test_drafts_are_kept_for_each_chat_through_a_reload(ana):
    one = claimed(ana, "One")
    ana.page.keyboard.type("half a sentence")
    two = claimed(ana, "Two")
    expect(ana.page.get_by_label("Reply to Two")).to_have_value("")
    ana.page.keyboard.press("Alt+n")
    ana.page.keyboard.type("half a note")
    ana.page.reload()
    expect(ana.page.get_by_label("Only your team sees this")).to_have_value("half a note")
    open_chat(ana, one)
    expect(ana.page.get_by_label("Reply to One")).to_have_value("half a sentence")
    ana.page.get_by_label("Reply to One").press("Enter")
    expect(ana.log.get_by_text("half a sentence")).to_be_visible()
    ana.page.reload()
    expect(ana.page.get_by_label("Reply to One")).to_have_value("")
    open_chat(ana, two)
    expect(ana.page.get_by_label("Only your team sees this")).to_have_value("half a note")


def test_a_stroke_at_the_beginning_of_a_line_offers_replies_and_answers(ana):
    claimed(ana, "Freja Lund", "hello")
    box = ana.page.get_by_label("Reply to Freja Lund")
    offered = ana.page.get_by_role("listbox").get_by_role("option")
    keyboard = ana.page.keyboard
    keyboard.type("either / or")
    expect(offered).to_have_count(0)
    keyboard.press("Shift+Enter")
    keyboard.type("/refu")
    expect(offered.first).to_contain_text("/refund")
    expect(offered.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "choice-0")
    keyboard.press("Escape")
    expect(offered).to_have_count(0)
    expect(box).to_be_focused()
    keyboard.type("n")
    expect(offered.first).to_contain_text("/refund")
    keyboard.press("ArrowDown")
    expect(offered.nth(1)).to_have_attribute("aria-selected", "true")
    keyboard.press("ArrowUp")
    keyboard.press("Enter")
    expect(box).to_have_value(re.compile(r"^either / or\nI’ve started your refund"))
    expect(offered).to_have_count(0)

    box.fill("")
    keyboard.type("/delivery")
    answer = offered.filter(has_text="Answer").first
    expect(answer).to_be_visible()
    answer.click()
    expect(box).not_to_have_value("/delivery")
    expect(box).to_be_focused()


def test_what_is_offered_stays_within_a_low_window(ana):
    claimed(ana, "Low", "hello")
    ana.page.set_viewport_size({"width": 1000, "height": 420})
    ana.page.keyboard.type("/")
    ana.page.get_by_role("listbox").wait_for()
    assert ana.page.locator(".picker").bounding_box()["y"] >= 0


def test_what_nobody_meant_is_not_offered(ana):
    claimed(ana, "Sleepy", "hello")
    ana.page.keyboard.type("/zzz")
    expect(ana.page.get_by_role("listbox")).to_contain_text("Nothing by that name.")



def test_a_suggested_answer_is_one_key_away(ana):
    visitor = claimed(ana, "Asking", "hello")
    visitor.say("how long does delivery take?")
    about = ana.page.get_by_role("complementary", name="About this customer")
    expect(about.get_by_text("How long does delivery take?").first).to_be_visible()
    expect(about.get_by_role("progressbar").first).to_be_visible()
    box = ana.page.get_by_label("Reply to Asking")
    box.focus()
    ana.page.keyboard.press("Alt+1")
    expect(box).to_have_value(re.compile("2–4 working days"))
    expect(box).to_be_focused()


def test_an_emoji_is_found_by_the_keyboard(ana):
    claimed(ana, "Cheerful")
    ana.page.get_by_role("button", name="Emoji").focus()
    for key in ("Enter", "ArrowRight", "ArrowDown", "ArrowUp", "Enter"):
        ana.page.keyboard.press(key)
    box = ana.page.get_by_label("Reply to Cheerful")
    expect(box).to_have_value("😃")
    expect(box).to_be_focused()


def test_about_the_customer(ana):
    old = Visitor(ana.server, "Regular", "my first chat", email="regular@example.com")
    old.post("end", {})
    again = {"page": "https://shop.example/lamps", "force_new": True}
    started = old.line.post("customer/conversations/start", again, **old.session)
    old.id = started["conversation"]["id"]
    old.ask_for_person()
    open_chat(ana, old)
    about = ana.page.get_by_role("complementary", name="About this customer")
    expect(about).to_contain_text("regular@example.com")
    expect(about.get_by_role("link", name="/lamps")).to_have_attribute("href", "https://shop.example/lamps")
    expect(about).to_contain_text("Earlier chats")
    about.get_by_role("listitem").get_by_role("link").first.click()
    expect(ana.log).to_contain_text("my first chat")
    expect(ana.page.get_by_text("This chat is closed.")).to_be_visible()


def test_receipts_typing_and_long_words(ana):
    visitor = claimed(ana, "Talkative")
    ana.reply("Hello")
    expect(ana.log.locator(".us").get_by_text("Sent")).to_be_visible()
    visitor.types()
    expect(ana.log.get_by_text("Talkative is writing")).to_be_visible()
    visitor.reads(visitor.newest())
    expect(ana.log.locator(".seen")).to_contain_text("Read")
    visitor.say("w" * 3_900)
    expect(ana.log.get_by_text("w" * 3_900)).to_be_visible()
    assert ana.log.evaluate("(log) => log.scrollWidth <= log.clientWidth")
    ana.page.reload()
    expect(ana.log.locator(".seen")).to_contain_text("Read")


def test_a_closed_chat_can_be_had_back_for_eight_seconds(ana):
    visitor = claimed(ana, "Nearly done")
    ana.page.keyboard.press("Escape")
    ana.page.keyboard.press("e")
    expect(ana.mine.filter(has_text="Nearly done")).to_have_count(0)
    undo = ana.page.get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    assert visitor.phase() == "claimed"
    undo.focus()
    ana.page.keyboard.press("Enter")
    expect(ana.mine.filter(has_text="Nearly done")).to_have_count(1)
    expect(ana.page.get_by_role("heading", name="Nearly done")).to_be_visible()
    assert visitor.phase() == "claimed"

    ana.page.keyboard.press("e")
    expect(undo).to_be_visible()
    ana.page.keyboard.press("Escape")
    ana.page.keyboard.press("Control+z")
    expect(ana.mine.filter(has_text="Nearly done")).to_have_count(1)
    expect(ana.page.get_by_role("heading", name="Nearly done")).to_be_visible()
    ana.page.keyboard.press("e")
    with ana.page.expect_response("**/close", timeout=12_000) as answered:
        pass
    assert answered.value.ok
    assert visitor.phase() == "closed"
    expect(undo).to_have_count(0)


def test_a_page_that_goes_closes_what_was_closed(ana):
    visitor = claimed(ana, "Last one")
    ana.page.keyboard.press("Escape")
    ana.page.keyboard.press("e")
    expect(ana.page.get_by_role("button", name="Undo")).to_be_visible()
    assert visitor.phase() == "claimed"
    ana.page.goto(f"{ana.server.url}/docs")
    ana.page.goto(f"{ana.server.url}/agent#/closed")
    expect(ana.page.get_by_role("list", name="Closed").get_by_role("link", name="Last one")).to_be_visible()
    assert visitor.phase() == "closed"


def test_an_address_leads_to_its_message(ana):
    visitor = Visitor(ana.server, "Found").ask_for_person()
    wanted = visitor.say("a needle")["customer_message"]["seq"]
    for index in range(320):
        visitor.say(f"hay {index}")
    ana.page.goto(f"{ana.server.url}/agent#/chats/{visitor.id}?at={wanted}")
    expect(ana.log.locator(".found")).to_contain_text("a needle")
    expect(ana.log.get_by_text("a needle")).to_be_in_viewport()


def test_a_transcript_can_be_taken_along(ana):
    claimed(ana, "Written down", "a word to keep")
    with ana.page.expect_download() as download:
        ana.choose("Download transcript")
    assert "a word to keep" in download.value.path().read_text()


def test_on_a_tablet_the_customer_stands_in_a_drawer(ana):
    claimed(ana, "Drawn")
    ana.page.set_viewport_size({"width": 820, "height": 1180})
    about = ana.page.get_by_role("complementary", name="About this customer")
    button = ana.page.get_by_role("button", name="About this customer")
    expect(about).to_be_hidden()
    button.click()
    expect(about).to_be_visible()
    expect(about.get_by_role("button", name="Hide")).to_be_focused()
    ana.page.keyboard.press("Escape")
    expect(about).to_be_hidden()
    expect(button).to_be_focused()


def test_on_a_phone_one_sees_the_list_and_then_the_chat(ana):
    claimed(ana, "Pocket")
    ana.page.set_viewport_size({"width": 390, "height": 844})
    tabs = ana.page.get_by_role("navigation", name="Main")
    expect(tabs).to_be_hidden()
    expect(ana.mine.first).to_be_hidden()
    ana.page.get_by_role("button", name="Back to chats").click()
    expect(tabs).to_be_visible()
    expect(ana.log).to_be_hidden()
    ana.mine.filter(has_text="Pocket").click()
    expect(ana.page.get_by_label("Reply to Pocket")).to_be_visible()
    assert ana.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
