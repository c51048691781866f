"""What a customer can do besides writing: the menu, emojis, the rating, the last chat, the page of its own."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from people import Agent, Customer


def choose(customer: Customer, item: str, role: str = "menuitem") -> None:
    customer.page.get_by_role("button", name="Chat options").click()
    customer.page.get_by_role(role, name=item).click()


def test_the_menu_works_from_the_keyboard_and_gives_the_focus_back(customer: Customer):
    customer.open_chat()
    dots = customer.page.get_by_role("button", name="Chat options")
    dots.focus()
    keyboard = customer.page.keyboard
    keyboard.press("Enter")
    sound = customer.page.get_by_role("menuitemcheckbox", name="Sound")
    expect(sound).to_be_focused()
    expect(sound).to_have_attribute("aria-checked", "true")
    keyboard.press("ArrowDown")
    expect(customer.page.get_by_role("menuitemcheckbox", name="Typing delay")).to_be_focused()
    keyboard.press("End")
    expect(customer.page.get_by_role("menuitem", name="Save transcript")).to_be_focused()
    keyboard.press("Escape")
    expect(customer.page.get_by_role("menu")).to_have_count(0)
    expect(dots).to_be_focused()
    expect(customer.page.get_by_role("dialog")).to_be_visible()
    keyboard.press("Enter")
    expect(sound).to_be_focused()
    keyboard.press("Enter")
    expect(dots).to_be_focused()
    keyboard.press("Enter")
    expect(sound).to_have_attribute("aria-checked", "false")


def test_the_transcript_is_the_customers_to_keep(customer: Customer):
    customer.open_chat()
    customer.say("where is my order")
    expect(customer.log).to_contain_text("tracking link")
    with customer.page.expect_download() as download:
        choose(customer, "Save transcript")
    assert "where is my order" in Path(download.value.path()).read_text()


def test_an_erased_conversation_is_gone_for_good(customer: Customer):
    customer.open_chat()
    customer.say("a secret of mine")
    expect(customer.log.get_by_text("Sending")).to_have_count(0)
    choose(customer, "Erase my conversation")
    customer.page.get_by_role("button", name="Cancel").click()
    expect(customer.log).to_contain_text("a secret of mine")
    choose(customer, "Erase my conversation")
    expect(customer.page.get_by_role("button", name="Cancel")).to_be_focused()
    customer.page.get_by_role("button", name="Erase", exact=True).click()
    expect(customer.page.get_by_text("Your conversation was erased.")).to_be_visible()
    expect(customer.log).to_contain_text("Often asked")
    customer.page.reload()
    expect(customer.log).to_contain_text("Often asked")
    assert "a secret of mine" not in customer.page.locator("support-chat").evaluate("one => one.shadowRoot.innerHTML")


def test_emojis_are_chosen_with_the_arrow_keys(customer: Customer):
    customer.open_chat()
    customer.box.fill("thanks ")
    customer.page.get_by_role("button", name="Add emoji").click()
    emojis = customer.page.get_by_role("group", name="Emojis").get_by_role("button")
    expect(emojis.first).to_be_focused()
    customer.page.keyboard.press("ArrowRight")
    customer.page.keyboard.press("Enter")
    expect(customer.box).to_be_focused()
    expect(customer.box).to_have_value("thanks 😃")
    expect(emojis).to_have_count(0)


def test_a_rating_survives_a_reload_and_the_last_chat_can_be_read_again(customer: Customer, agent: Agent):
    customer.open_chat()
    customer.ask_for_person()
    agent.sign_in()
    agent.claim()
    agent.reply("Enjoy the teapot!")
    expect(customer.log).to_contain_text("Enjoy the teapot!")
    agent.close()
    send = customer.page.get_by_role("button", name="Send to Ana")
    expect(send).to_be_disabled()
    customer.page.get_by_role("radio", name="Great").check()
    send.click()
    expect(customer.page.get_by_text("Thank you")).to_be_visible()
    customer.page.reload()
    expect(customer.page.get_by_text("Thank you")).to_be_visible()

    customer.page.get_by_role("button", name="New chat").click()
    customer.say("where is my order")
    expect(customer.log).to_contain_text("tracking link")
    choose(customer, "End chat")
    customer.page.get_by_role("button", name="New chat").click()
    last = customer.log.get_by_role("region", name="Your last chat").get_by_role("button")
    expect(last).to_contain_text("Assistant")
    last.click()
    expect(customer.log).to_contain_text("where is my order")
    customer.log.get_by_role("button", name="Back").click()
    expect(customer.log).to_contain_text("Often asked")


def test_a_word_on_an_answer_survives_a_reload(customer: Customer):
    customer.open_chat()
    customer.pick("How long does delivery take?")
    customer.log.get_by_role("button", name="Yes, this helped").click()
    expect(customer.log).to_contain_text("You said: it helped")
    customer.page.reload()
    expect(customer.log).to_contain_text("You said: it helped")


@pytest.mark.parametrize("delays", [True, False])
def test_the_assistant_takes_a_moment_unless_told_not_to(server, browser, delays):
    context = browser.new_context(reduced_motion="no-preference")
    customer = Customer(context.new_page(), server)
    try:
        customer.page.clock.install()
        customer.open_chat()
        if not delays:
            choose(customer, "Typing delay", "menuitemcheckbox")
        with customer.page.expect_response("**/messages"):
            customer.say("where is my order")
        if delays:
            expect(customer.log).to_contain_text("The assistant is looking it up")
            expect(customer.log).not_to_contain_text("tracking link")
            customer.page.clock.run_for(1_300)
        expect(customer.log).to_contain_text("tracking link")
    finally:
        customer.leave()
        context.close()


def test_the_chat_is_a_page_of_its_own(server, new_page, complaints):
    page: Page = new_page()
    page.goto(f"{server.url}/chat?name=Quay&lang=en")
    customer = Customer(page, server)
    expect(page.get_by_role("heading", name="Help from Quay")).to_be_visible()
    expect(page.get_by_role("button", name="Chat with us")).to_have_count(0)
    customer.say("where is my order")
    expect(customer.log).to_contain_text("tracking link")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_visible()
    box = page.get_by_role("dialog").bounding_box()
    assert box["height"] == page.viewport_size["height"]
    assert complaints == []
    customer.leave()


def test_a_visitor_is_spoken_to_once_and_can_wave_it_away(server, new_page):
    page: Page = new_page()
    page.clock.install()
    page.goto(server.url)
    offer = page.get_by_role("button", name="Any questions? Just ask.")
    page.clock.run_for(19_000)
    expect(offer).to_be_hidden()
    page.clock.run_for(2_000)
    expect(offer).to_be_visible()
    page.get_by_role("button", name="Dismiss").click()
    expect(offer).to_be_hidden()
    page.reload()
    page.clock.run_for(30_000)
    expect(offer).to_be_hidden()


def test_a_message_that_comes_while_the_chat_is_shut_is_shown_beside_the_launcher(customer: Customer, agent: Agent):
    customer.open_chat()
    customer.ask_for_person()
    customer.page.get_by_role("button", name="Minimise chat").click()
    agent.sign_in()
    agent.claim()
    agent.reply("Found it!")
    customer.page.get_by_role("button", name="Ana: Found it!").click()
    expect(customer.box).to_be_focused()
    expect(customer.log).to_contain_text("Found it!")
    expect(customer.page.get_by_role("button", name="Ana: Found it!")).to_be_hidden()


def test_a_chat_that_cannot_be_fetched_says_so_and_opens_at_the_next_try(mortal_server, new_page):
    customer = Customer(new_page(), mortal_server)
    customer.page.goto(mortal_server.url)
    customer.launcher.wait_for()
    mortal_server.kill()
    customer.launcher.click()
    retry = customer.page.get_by_role("button", name="Can’t connect. Try again?")
    expect(retry).to_be_visible()
    mortal_server.start()
    retry.click()
    expect(customer.box).to_be_focused()
    customer.say("where is my order")
    expect(customer.log).to_contain_text("tracking link")
