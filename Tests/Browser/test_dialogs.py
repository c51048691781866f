"""The desk's dialogs: they trap the focus, give it back, and do what they say."""

import pytest
from playwright.sync_api import Page, expect

from people import Agent, password
from seed import Colleague, Visitor


@pytest.fixture
def freja(server):
    """A chat of Ana's."""
    customer = Visitor(server, "Freja Lund")
    customer.ask_for_person()
    Colleague(server, "ana").claim(customer)
    yield customer
    customer.post("end", {})


@pytest.fixture
def replies(server):
    """Takes away what a test has saved."""
    yield
    for username in ("sam", "ana"):
        agent = Colleague(server, username)
        for one in agent.call("GET", "canned-replies")["items"]:
            if one["shortcut"].startswith("test"):
                agent.call("DELETE", f"canned-replies/{one['id']}")


def dialog(page: Page, name: str):
    return page.get_by_role("dialog", name=name)


def settings(page: Page):
    page.get_by_role("button", name="Your account").click()
    page.get_by_role("menuitem", name="Settings").click()
    return dialog(page, "Settings")


def saved_replies(page: Page):
    settings(page).get_by_role("button", name="Saved replies").click()
    return dialog(page, "Saved replies")


def test_a_dialog_traps_the_focus_and_gives_it_back(agent: Agent):
    agent.sign_in()
    page = agent.page
    opener = page.get_by_role("button", name="Keyboard shortcuts")
    opener.focus()
    page.keyboard.press("Enter")
    expect(dialog(page, "Keyboard shortcuts")).to_be_focused()
    for _ in range(4):
        page.keyboard.press("Tab")
        # Past its ends the focus may rest on the browser's own controls, never on the page behind.
        assert page.evaluate("document.activeElement === document.body || document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    expect(dialog(page, "Keyboard shortcuts")).to_have_count(0)
    expect(opener).to_be_focused()


def test_a_press_beside_a_dialog_closes_it_and_one_inside_does_not(agent: Agent):
    agent.sign_in()
    page = agent.page
    page.keyboard.press("?")
    dialog(page, "Keyboard shortcuts").get_by_text("Claim open chat").click()
    expect(dialog(page, "Keyboard shortcuts")).to_be_visible()
    page.mouse.click(5, 5)
    expect(dialog(page, "Keyboard shortcuts")).to_have_count(0)


def test_the_list_names_every_shortcut(agent: Agent):
    agent.sign_in()
    agent.page.keyboard.press("?")
    keys = dialog(agent.page, "Keyboard shortcuts").locator("dl > div")
    for deed, key in (
        ("Claim next waiting chat", "N"), ("Next / previous chat", "JK"), ("Claim open chat", "C"), ("Close chat", "E"),
        ("Reassign", "A"), ("Search", "/"), ("Pause new chats", "P"), ("Send reply", "↵"), ("New line", "⇧↵"),
        ("Saved replies", "/"), ("Insert suggestion", "Alt1–3"), ("Switch reply and note", "AltN"),
        ("Leave the reply box", "Esc"), ("This list", "?"),
    ):
        expect(keys.filter(has=agent.page.get_by_text(deed, exact=True)).locator("dd")).to_have_text(key)


def test_single_keys_can_be_turned_off_and_stay_so(agent: Agent):
    agent.sign_in()
    page = agent.page
    box = settings(page).get_by_role("switch", name="Single-key shortcuts")
    expect(box).to_be_checked()
    box.uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.reload()
    page.get_by_role("navigation", name="Main").wait_for()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).not_to_be_focused()
    settings(page).get_by_role("switch", name="Single-key shortcuts").check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_keys_do_nothing_while_a_dialog_is_open(agent: Agent, freja):
    agent.sign_in()
    agent.mine.first.click()
    page = agent.page
    page.get_by_role("button", name="Close", exact=True).wait_for()
    settings(page)
    page.keyboard.press("e")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(agent.mine).to_have_count(1)


@pytest.mark.parametrize("answer", ["granted", "denied"])
def test_notifications_are_on_only_when_the_browser_permits_them(server, new_page, answer):
    agent = Agent(new_page(), server)
    agent.page.add_init_script(f"""
        Object.defineProperty(Notification, 'permission', {{ get: () => window.said ?? 'default' }});
        Notification.requestPermission = async () => window.said = '{answer}';
    """)
    agent.sign_in()
    box = settings(agent.page).get_by_role("switch", name="Notifications")
    expect(box).not_to_be_checked()
    box.click()
    if answer == "granted":
        expect(box).to_be_checked()
    else:
        expect(agent.page.get_by_text("Your browser doesn’t allow them.")).to_be_visible()
        expect(box).not_to_be_checked()
    kept = agent.page.evaluate("JSON.parse(localStorage.getItem('support.desk.settings')).notifications")
    assert kept == (answer == "granted")


def test_a_password_is_changed_and_the_old_one_is_no_good_any_more(mortal_server, new_page):
    agent = Agent(new_page(), mortal_server)
    agent.sign_in()
    page = agent.page
    form = settings(page)
    form.get_by_text("Change your password").click()
    form.get_by_label("Current password").fill("not it")
    form.get_by_label("New password").fill("seven quiet lamps")
    form.get_by_role("button", name="Change password").click()
    expect(form.get_by_role("alert")).to_contain_text("The current password is not right.")
    form.get_by_label("Current password").fill(password)
    form.get_by_label("New password").fill("short")
    form.get_by_role("button", name="Change password").click()
    expect(form.get_by_role("alert")).to_contain_text("/new_password")
    form.get_by_label("New password").fill("seven quiet lamps")
    form.get_by_role("button", name="Change password").click()
    page.get_by_role("button", name="Sign in").wait_for()
    for words, isGood in ((password, False), ("seven quiet lamps", True)):
        page.get_by_label("Name").fill("ana")
        page.get_by_label("Password").fill(words)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("navigation", name="Main") if isGood else page.get_by_role("alert")).to_be_visible()


def test_signing_out_is_among_the_settings(agent: Agent):
    agent.sign_in()
    settings(agent.page).get_by_role("button", name="Sign out").click()
    expect(agent.page.get_by_role("button", name="Sign in")).to_be_visible()
    expect(agent.page.get_by_role("dialog")).to_have_count(0)


def test_typing_narrows_the_colleagues_and_enter_takes_the_chosen_one(agent: Agent, freja, server):
    agent.sign_in()
    agent.mine.first.click()
    page = agent.page
    page.get_by_role("button", name="Reassign").click()
    options = page.get_by_role("dialog").get_by_role("option")
    expect(options).to_have_count(3)
    expect(page.get_by_role("option", name="Ana")).to_have_count(0)
    expect(page.get_by_role("option", name="Eva")).to_have_count(0)
    box = page.get_by_role("combobox", name="Type a name")
    expect(box).to_be_focused()
    page.keyboard.type("zz")
    expect(page.get_by_text("Nobody of that name.")).to_be_visible()
    box.fill("")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    page.keyboard.type("bEn")
    expect(options).to_have_count(1)
    expect(options).to_contain_text("of 5 chats")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(agent.mine).to_have_count(0)
    assert Colleague(server, "ben").call("GET", f"conversations/{freja.id}")["agent"]["display_name"] == "Ben"


def test_a_refused_transfer_is_said_in_the_dialog(agent: Agent, freja, server):
    agent.sign_in()
    agent.mine.first.click()
    agent.page.get_by_role("button", name="Reassign").click()
    agent.page.get_by_role("option", name="Ben").wait_for()
    Colleague(server, "ana").close(freja)
    agent.page.get_by_role("option", name="Ben").click()
    expect(agent.page.get_by_role("dialog").get_by_role("alert")).not_to_be_empty()


def test_a_reply_is_saved_changed_and_deleted(agent: Agent, replies):
    agent.sign_in()
    page = agent.page
    box = saved_replies(page)
    box.get_by_role("button", name="New reply").click()
    expect(box.get_by_label("Share it")).to_have_count(0)
    box.get_by_label("Short name").fill("test-kettle")
    box.get_by_label("Text").fill("Your kettle is on its way.")
    box.get_by_role("button", name="Save").click()
    row = box.get_by_role("listitem").filter(has_text="/test-kettle")
    expect(row).to_contain_text("Your kettle is on its way.")
    expect(box.get_by_role("button", name="Edit /test-kettle")).to_be_focused()
    page.keyboard.press("Enter")
    box.get_by_label("Text").fill("Your kettle left today.")
    box.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("Your kettle left today.")
    box.get_by_role("button", name="Delete /test-kettle").click()
    question = dialog(page, "Delete /test-kettle?")
    expect(question.get_by_role("button", name="Cancel")).to_be_focused()
    question.get_by_role("button", name="Delete").click()
    expect(row).to_have_count(0)
    expect(box.get_by_role("button", name="New reply")).to_be_focused()


def test_a_short_name_that_cannot_be_is_not_sent_and_one_that_is_taken_is_said(agent: Agent, replies):
    agent.sign_in()
    box = saved_replies(agent.page)
    for _ in range(2):
        box.get_by_role("button", name="New reply").click()
        box.get_by_label("Short name").fill("Not This")
        box.get_by_label("Text").fill("Your kettle is on its way.")
        box.get_by_role("button", name="Save").click()
        assert box.get_by_label("Short name").evaluate("field => field.validity.patternMismatch")
        box.get_by_label("Short name").fill("test-taken")
        box.get_by_role("button", name="Save").click()
        expect(box.get_by_role("listitem").or_(box.get_by_role("alert").locator("p")).first).to_be_visible()
    expect(box.get_by_role("alert")).not_to_be_empty()
    expect(box.get_by_label("Text")).to_have_value("Your kettle is on its way.")


def test_only_who_leads_shares_replies(agent: Agent, server, new_page, replies):
    sam = Agent(new_page(), server, "sam")
    sam.sign_in()
    box = saved_replies(sam.page)
    box.get_by_role("button", name="New reply").click()
    box.get_by_label("Short name").fill("test-shared")
    box.get_by_label("Text").fill("For everybody.")
    box.get_by_label("Share it").check()
    box.get_by_role("button", name="Save").click()
    expect(box.get_by_role("listitem").filter(has_text="/test-shared")).to_contain_text("shared")
    agent.sign_in()
    box = saved_replies(agent.page)
    expect(box.get_by_role("listitem").filter(has_text="/test-shared")).to_be_visible()
    expect(box.get_by_role("button", name="Edit /test-shared")).to_have_count(0)


def test_a_saved_reply_can_be_used_at_once(agent: Agent, freja, replies):
    agent.sign_in()
    agent.mine.first.click()
    page = agent.page
    box = page.get_by_label("Reply to")
    box.fill("/")
    expect(page.get_by_role("option", name="/hello")).to_be_visible()
    page.keyboard.press("Escape")
    box.fill("")
    replies_box = saved_replies(page)
    replies_box.get_by_role("button", name="New reply").click()
    replies_box.get_by_label("Short name").fill("test-now")
    replies_box.get_by_label("Text").fill("Right away.")
    replies_box.get_by_role("button", name="Save").click()
    replies_box.get_by_role("listitem").filter(has_text="/test-now").wait_for()
    page.keyboard.press("Escape")
    box.press_sequentially("/test-n")
    expect(page.get_by_role("option", name="/test-now")).to_be_visible()
    page.keyboard.press("Enter")
    expect(box).to_have_value("Right away.")
