"""Signing in and out, in one tab and in several, and being called when one looks elsewhere."""

import re

import pytest
from playwright.sync_api import expect

from people import Agent
from seed import Visitor

count_sounds = """
    window.sounds = 0;
    window.AudioContext = class {
        constructor() {
            window.canSound = true;
        }
        currentTime = 0;
        state = 'running';
        createOscillator() {
            window.sounds += 1;
            return { frequency: {}, connect: () => ({ connect() {} }), start() {}, stop() {} };
        }
        createGain() {
            const gain = { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} };
            return { gain, connect() {} };
        }
    };
"""


@pytest.fixture
def ana(desk_server, new_page) -> Agent:
    return Agent(new_page(), desk_server)


def test_a_wrong_password_is_said_and_what_was_typed_stays(ana):
    ana.page.goto(f"{ana.server.url}/agent")
    ana.page.get_by_label("Name").fill("ana")
    ana.page.get_by_label("Password").fill("wrong")
    ana.page.keyboard.press("Enter")
    expect(ana.page.get_by_role("alert")).to_contain_text("That name and password don’t match.")
    expect(ana.page.get_by_label("Name")).to_have_value("ana")
    expect(ana.page.get_by_label("Password")).to_be_focused()


def test_one_signs_in_and_out_for_all_tabs(ana):
    ana.sign_in()
    other = ana.page.context.new_page()
    other.goto(f"{ana.server.url}/agent")
    expect(other.get_by_role("navigation", name="Main")).to_be_visible()
    other.get_by_role("button", name="Your account").click()
    other.get_by_role("menuitem", name="Sign out").click()
    for page in (other, ana.page):
        expect(page.get_by_label("Password")).to_be_visible()
    assert ana.page.evaluate("() => localStorage.getItem('support.agent.token')") is None


def test_signing_in_leads_on_within_the_desk_only(ana):
    ana.page.goto(f"{ana.server.url}/agent/login?next=https://elsewhere.example/")
    ana.page.get_by_label("Name").fill("ana")
    ana.page.get_by_label("Password").fill("demo-only")
    ana.page.keyboard.press("Enter")
    expect(ana.page.get_by_role("navigation", name="Main")).to_be_visible()
    assert ana.page.url.startswith(f"{ana.server.url}/agent")


def test_only_those_who_may_are_led_to_answers_and_team(desk_server, new_page):
    links = {"ana": [], "eva": ["Answers", "Unanswered"], "sam": ["Team"], "admin": ["Answers", "Unanswered", "Team"]}
    for username, allowed in links.items():
        agent = Agent(new_page(), desk_server, username)
        agent.sign_in()
        expect(agent.page.get_by_role("link", name="Overview")).to_be_visible()
        for name in ("Answers", "Unanswered", "Team"):
            expect(agent.page.get_by_role("link", name=name)).to_have_count(1 if name in allowed else 0)
        agent.page.context.close()


@pytest.mark.parametrize("username", ["ana", "sam", "admin"])
def test_a_phone_reaches_every_view(desk_server, new_page, username):
    agent = Agent(new_page(viewport={"width": 390, "height": 844}), desk_server, username)
    agent.sign_in()
    page = agent.page
    more = page.get_by_role("button", name="More")
    address = {"Closed": "/agent#/closed", "Overview": "/agent#/overview", "Team": "/agent#/team", "Unanswered": "/agent/answers#/unanswered"}
    wanted = {"ana": ["Closed"], "sam": ["Closed", "Team"], "admin": ["Closed", "Overview", "Team", "Unanswered"]}[username]
    for name in wanted:
        more.click()
        assert page.get_by_role("menuitem").all_inner_texts() == wanted
        page.get_by_role("menuitem", name=name).click()
        page.wait_for_url(f"**{address[name]}")
        expect(more).to_have_class(re.compile("here"))
        assert page.evaluate("() => document.querySelector('.rail').scrollWidth <= innerWidth")


def test_who_looks_elsewhere_is_called(ana):
    ana.page.add_init_script(count_sounds)
    ana.sign_in()
    ana.page.wait_for_function("() => window.canSound")
    visitor = Visitor(ana.server, "Loud", "hello").ask_for_person()
    expect(ana.page).to_have_title("(1) Chats")
    ana.page.wait_for_function("() => window.sounds > 0")
    expect(ana.page.get_by_role("status").filter(has_text="Loud waits for a person")).to_be_attached()
    ana.claim()
    ana.page.goto(f"{ana.server.url}/agent#/overview")
    visitor.say("are you there?")
    expect(ana.page).to_have_title("(1) Overview")

    ana.page.evaluate("() => localStorage.setItem('support.desk.settings', JSON.stringify({ sound: false }))")
    sounds = ana.page.evaluate("() => sounds")
    Visitor(ana.server, "Quiet").ask_for_person()
    expect(ana.page).to_have_title("(2) Overview")
    assert ana.page.evaluate("() => sounds") == sounds


def test_a_message_in_another_chat_is_seen_and_heard(ana):
    ana.page.add_init_script(count_sounds)
    ana.sign_in()
    ana.page.wait_for_function("() => window.canSound")
    first, second = (Visitor(ana.server, name, "hello").ask_for_person() for name in ("First", "Second"))
    for visitor in (second, first):
        ana.page.goto(f"{ana.server.url}/agent#/chats/{visitor.id}")
        ana.page.get_by_role("button", name="Claim", exact=True).click()
        expect(ana.page.get_by_role("button", name="Close", exact=True)).to_be_visible()
    sounds = ana.page.evaluate("() => sounds")
    first.say("in the open chat")
    expect(ana.log).to_contain_text("in the open chat")
    expect(ana.mine.filter(has_text="First")).not_to_contain_text("unread")
    assert ana.page.evaluate("() => sounds") == sounds
    # Many sounds at once are one; this one comes two seconds later.
    ana.page.evaluate("() => { const now = Date.now; Date.now = () => now() + 2_000; }")
    second.say("in the other")
    expect(ana.mine.filter(has_text="Second")).to_contain_text("1 unread")
    ana.page.wait_for_function("(count) => window.sounds === count", arg=sounds + 1)
    expect(ana.page).to_have_title(re.compile(r"^\(\d+\) First"))
    ana.mine.filter(has_text="Second").click()
    expect(ana.log).to_contain_text("in the other")
    expect(ana.mine.filter(has_text="Second")).not_to_contain_text("unread")


def test_a_lost_connection_is_said_and_what_is_written_goes_out_later(desk_server, new_page):
    ben = Agent(new_page(), desk_server, "ben")
    ben.sign_in()
    visitor = Visitor(desk_server, "Patient").ask_for_person()
    ben.page.goto(f"{desk_server.url}/agent#/chats/{visitor.id}")
    ben.page.get_by_role("button", name="Claim", exact=True).click()
    expect(ben.page.get_by_label("Reply to Patient")).to_be_focused()
    ben.page.context.set_offline(True)
    expect(ben.page.get_by_text("Connection lost.")).to_be_visible()
    expect(ben.page.get_by_text("Sends when you’re back")).to_be_visible()
    ben.reply("kept for later")
    expect(ben.log.get_by_text("Waiting to send")).to_be_visible()
    ben.page.context.set_offline(False)
    ben.page.get_by_role("button", name="Try now").or_(ben.log.get_by_text("Sent")).first.click()
    expect(ben.page.get_by_text("Connection lost.")).to_have_count(0)
    expect(ben.log.locator(".us").get_by_text("Sent")).to_be_visible(timeout=15_000)
    expect(ben.log.get_by_text("kept for later")).to_have_count(1)
