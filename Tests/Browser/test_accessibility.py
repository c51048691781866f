"""Everything works from the keyboard alone."""

from playwright.sync_api import Page, expect

from people import Agent, Customer

# The name of what has the focus, in shadow trees as well.
focused = """() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at?.ariaLabel || at?.labels?.[0]?.textContent.trim() || at?.textContent.trim() || at?.tagName;
}"""


def tab_to(page: Page, name: str) -> None:
    passed = []
    for _ in range(40):
        page.keyboard.press("Tab")
        passed.append(page.evaluate(focused))
        if passed[-1] == name:
            return
    raise AssertionError(f"Tab does not reach “{name}”, but: {passed}")


def test_a_whole_conversation_works_from_the_keyboard(customer: Customer, agent: Agent, complaints):
    page, keyboard = customer.page, customer.page.keyboard
    page.goto(customer.address)
    expect(customer.launcher).to_have_attribute("aria-expanded", "false")
    tab_to(page, "Chat with us")
    keyboard.press("Enter")
    expect(customer.box).to_be_focused()
    keyboard.type("where is my order")
    keyboard.press("Enter")
    expect(customer.log).to_contain_text("tracking link")
    expect(customer.box).to_be_focused()
    keyboard.press("Shift+Enter")
    keyboard.type("two lines")
    expect(customer.box).to_have_value("\ntwo lines")
    customer.box.fill("")
    keyboard.press("Shift+Tab")
    tab_to(page, "Talk to a person")
    keyboard.press("Enter")
    expect(page.get_by_text("You’re first in line")).to_be_visible()

    agent.sign_in()
    agent.claim()
    agent.reply("a person at last")
    expect(customer.log).to_contain_text("a person at last")
    tab_to(page, "Chat options")
    keyboard.press("Enter")
    expect(page.get_by_role("menu")).to_be_visible()
    keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitemcheckbox", name="Typing delay")).to_be_focused()
    keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_be_hidden()
    expect(page.get_by_role("button", name="Chat options")).to_be_focused()
    tab_to(page, "Add emoji")
    keyboard.press("Enter")
    expect(page.get_by_role("group", name="Emojis")).to_be_visible()
    keyboard.press("ArrowRight")
    keyboard.press("Enter")
    expect(customer.box).to_be_focused()
    expect(customer.box).not_to_have_value("")
    keyboard.type(" hello")
    keyboard.press("Enter")
    expect(agent.log).to_contain_text(" hello")

    agent.close()
    expect(page.get_by_text("How did that go?")).to_be_visible()
    tab_to(page, "Bad")
    for _ in range(3):
        keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Good")).to_be_checked()
    tab_to(page, "Anything to add? (optional)")
    keyboard.type("no mouse needed")
    tab_to(page, "Send to Ana")
    keyboard.press("Enter")
    expect(page.get_by_text("Thank you.")).to_be_visible()
    tab_to(page, "New chat")
    keyboard.press("Enter")
    expect(customer.box).to_be_focused()
    keyboard.press("Escape")
    expect(customer.panel).to_be_hidden()
    expect(customer.launcher).to_be_focused()
    assert complaints == []


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
