"""Who waits, who is mine, and how one moves between them."""

import pytest
from playwright.sync_api import expect

from people import Agent
from seed import Visitor


@pytest.fixture
def ana(desk_server, new_page) -> Agent:
    ana = Agent(new_page(viewport={"width": 1440, "height": 900}), desk_server)
    ana.sign_in()
    yield ana
    # Nothing is left for the next test.
    ana.page.evaluate(
        """async () => {
            const headers = { Authorization: `Bearer ${localStorage.getItem('support.agent.token')}` };
            const list = await (await fetch('/api/v1/agent/conversations?limit=200', { headers })).json();
            for (const { id, phase } of list.items) {
                if (phase === 'closed') continue;
                await fetch(`/api/v1/agent/conversations/${id}/claim`, { method: 'POST', headers });
                await fetch(`/api/v1/agent/conversations/${id}/close`, { method: 'POST', headers });
            }
        }"""
    )


def names(links) -> list[str]:
    return links.locator(".nm").all_inner_texts()


def test_who_waits_stands_in_line_with_what_they_want(ana, desk_server):
    Visitor(desk_server, "First", "my kettle is broken").ask_for_person()
    Visitor(desk_server, "Zweite", "wo ist es", locale="de").ask_for_person()
    Visitor(desk_server, None, "hello").ask_for_person()
    expect(ana.waiting).to_have_count(3)
    assert names(ana.waiting)[:2] == ["First", "Zweite"]
    assert names(ana.waiting)[2].startswith("Guest ")
    expect(ana.waiting.nth(0)).to_contain_text("asked for a person")
    expect(ana.waiting.nth(1)).to_contain_text("German")
    expect(ana.page.get_by_role("link", name="Chats")).to_contain_text("3 waiting")
    expect(ana.page).to_have_title("(3) Chats")


def test_a_row_says_who_wrote_the_newest_words(ana, desk_server):
    Visitor(desk_server, "Zora", "how long does delivery take").ask_for_person()
    visitor = Visitor(desk_server, "Freja", "hello").ask_for_person()
    expect(ana.waiting.filter(has_text="Zora").locator(".pv")).to_contain_text("Assistant: ")
    ana.waiting.filter(has_text="Freja").click()
    ana.page.get_by_role("button", name="Claim", exact=True).click()
    words = ana.mine.filter(has_text="Freja").locator(".pv")
    ana.reply("Good morning")
    expect(words).to_have_text("You: Good morning")
    ana.page.reload()
    expect(words).to_have_text("You: Good morning")
    visitor.say("and good night")
    expect(words).to_have_text("and good night")
    ana.reply("Let me ask")
    ana.choose("Release to the queue")
    expect(ana.waiting.filter(has_text="Freja").locator(".pv")).to_have_text("Agent: Let me ask")
    with_assistant = Visitor(desk_server, "Curious", "how long does delivery take")
    ana.page.goto(f"{ana.server.url}/agent#/assistant/{with_assistant.id}")
    expect(ana.page.locator(".item").filter(has_text="Curious").locator(".pv")).to_contain_text("Assistant: ")


def test_a_wait_changes_colour_after_three_and_after_six_minutes(ana, desk_server):
    waits = {"New": 10, "Nearly": 172, "Warm": 200, "Hot": 400}

    def tell_other_waits(route):
        answer = route.fetch()
        told = answer.json()
        for one in told["items"]:
            one["wait_seconds"] = waits[one["customer"]["name"]]
        route.fulfill(response=answer, json=told)

    for name in waits:
        Visitor(desk_server, name).ask_for_person()
    expect(ana.waiting).to_have_count(4)
    ana.page.route("**/conversations?status=agent&assigned=none*", tell_other_waits)
    ana.page.reload()

    def wait(name):
        return ana.waiting.filter(has_text=name).locator(".tm")

    expect(wait("New")).to_have_class("tm wait")
    expect(wait("Warm")).to_have_class("tm wait warm")
    expect(wait("Hot")).to_have_class("tm wait hot")
    expect(ana.page.get_by_text("longest 6:")).to_be_visible()
    expect(wait("Nearly")).to_have_class("tm wait warm", timeout=20_000)


def test_news_arrives_without_flicker(ana, desk_server):
    first = Visitor(desk_server, "First").ask_for_person()
    expect(ana.waiting).to_have_count(1)
    ana.waiting.first.focus()
    node = ana.waiting.first.element_handle()
    second = Visitor(desk_server, "Second").ask_for_person()
    expect(ana.waiting).to_have_count(2)
    second.post("end", {})
    expect(ana.waiting).to_have_count(1)
    assert node.evaluate("(node) => node.isConnected && node === document.activeElement"), "the row kept node and focus"
    first.post("end", {})
    expect(ana.waiting).to_have_count(0)


def test_who_waits_keeps_their_order_when_one_leaves_while_the_list_is_fetched(ana, desk_server):
    held = []
    for name in ("One", "Two"):
        Visitor(desk_server, name).ask_for_person()
    ana.page.goto("about:blank")
    ana.page.route("**/conversations?status=agent&assigned=none*", lambda route: held.append((route, route.fetch())))
    ana.page.goto(f"{desk_server.url}/agent")
    wait_for(ana.page, held)
    # Their places, 1 and 2, are on the way; now one joins the line and the first one leaves it.
    Visitor(desk_server, "Three").ask_for_person()
    expect(ana.waiting).to_have_count(1)
    ana.page.keyboard.press("n")
    expect(ana.mine).to_have_count(1)
    route, answer = held[0]
    route.fulfill(response=answer)
    expect(ana.waiting).to_have_count(2)
    assert names(ana.waiting) == ["Two", "Three"]
    ana.page.unroute_all(behavior="ignoreErrors")


class Wire:
    """The socket of a desk with one chat, ana's, which she has not open."""

    def __init__(self, ana, server):
        self.held = None
        ana.page.goto("about:blank")
        ana.page.route_web_socket("**/realtime/ws", self.connect)
        ana.page.goto(f"{server.url}/agent")
        self.visitor = Visitor(server, "Mine").ask_for_person()
        ana.claim()
        ana.page.goto(f"{server.url}/agent#/chats")
        expect(ana.page).to_have_title("Chats")

    def connect(self, socket):
        self.socket = socket
        socket.connect_to_server().on_message(self.pass_on)

    def pass_on(self, text):
        if self.held is not None and '"message.created"' in text:
            self.held.append(text)
        else:
            self.socket.send(text)

    def release(self):
        held, self.held = self.held, None
        for text in held:
            self.socket.send(text)


def test_what_is_unread_counts_once_when_the_list_has_it_before_the_socket(ana, desk_server):
    wire = Wire(ana, desk_server)

    def say_first(route):
        wire.held = []
        wire.visitor.say("are you there?")
        route.continue_()

    ana.page.route("**/conversations?status=agent&assigned=me*", say_first, times=1)
    wire.socket.close(code=1011)
    expect(ana.page).to_have_title("(1) Chats")
    wait_for(ana.page, wire.held)
    wire.release()
    wire.visitor.say("hello?")
    expect(ana.mine).to_contain_text("hello?")
    assert ana.page.title() == "(2) Chats"


def test_what_is_said_while_the_list_is_fetched_stays_unread(ana, desk_server):
    wire, held = Wire(ana, desk_server), []
    ana.page.route(
        "**/conversations?status=agent&assigned=me*", lambda route: held.append((route, route.fetch())), times=1)
    wire.socket.close(code=1011)
    wait_for(ana.page, held)
    wire.visitor.say("are you there?")
    expect(ana.page).to_have_title("(1) Chats")
    route, answer = held[0]
    with ana.page.expect_response("**/conversations?status=agent&assigned=none*"):
        route.fulfill(response=answer)
    wire.visitor.say("hello?")
    expect(ana.mine).to_contain_text("hello?")
    assert ana.page.title() == "(2) Chats"


def wait_for(page, held) -> None:
    for _ in range(500):
        if held:
            return
        page.wait_for_timeout(20)
    raise AssertionError("nobody asked")


def test_single_keys_take_one_through_the_day(ana, desk_server):
    for name in ("One", "Two", "Three"):
        Visitor(desk_server, name, "hello").ask_for_person()
    expect(ana.waiting).to_have_count(3)
    keyboard = ana.page.keyboard
    heading = ana.page.get_by_role("heading", level=2)
    keyboard.press("n")
    expect(ana.page.get_by_label("Reply to One")).to_be_focused()
    # In a field they are letters.
    keyboard.type("njkecap")
    expect(ana.page.get_by_label("Reply to One")).to_have_value("njkecap")
    keyboard.press("Escape")
    keyboard.press("j")
    expect(heading.get_by_text("Two")).to_be_visible()
    keyboard.press("j")
    expect(heading.get_by_text("Three")).to_be_visible()
    keyboard.press("k")
    expect(heading.get_by_text("Two")).to_be_visible()
    keyboard.press("c")
    expect(ana.page.get_by_label("Reply to Two")).to_be_focused()
    expect(ana.mine).to_have_count(2)
    keyboard.press("Escape")
    keyboard.press("p")
    expect(ana.page.get_by_label("Do you take chats?")).to_have_value("away")
    keyboard.press("p")
    expect(ana.page.get_by_label("Do you take chats?")).to_have_value("online")
    keyboard.press("e")
    expect(ana.mine).to_have_count(1)
    expect(ana.page.get_by_label("Reply to One")).to_be_focused()


def test_single_keys_can_be_switched_off(ana, desk_server):
    Visitor(desk_server, "Somebody").ask_for_person()
    expect(ana.waiting).to_have_count(1)
    ana.page.evaluate("() => localStorage.setItem('support.desk.settings', JSON.stringify({ singleKeys: false }))")
    ana.page.keyboard.press("n")
    ana.page.keyboard.press("j")
    ana.waiting.first.focus()
    ana.page.keyboard.press("c")
    expect(ana.waiting).to_have_count(1)
    expect(ana.mine).to_have_count(0)


def test_arrows_walk_the_list(ana, desk_server):
    for name in ("One", "Two"):
        Visitor(desk_server, name).ask_for_person()
    expect(ana.waiting).to_have_count(2)
    ana.waiting.nth(0).focus()
    ana.page.keyboard.press("ArrowDown")
    expect(ana.waiting.nth(1)).to_be_focused()
    ana.page.keyboard.press("ArrowUp")
    expect(ana.waiting.nth(0)).to_be_focused()
    ana.page.keyboard.press("Enter")
    expect(ana.page.get_by_role("heading", level=2, name="One")).to_be_visible()


def test_nothing_to_do_is_said_kindly(ana, desk_server):
    expect(ana.page.get_by_role("heading", name="Nothing waiting")).to_be_visible()
    Visitor(desk_server, "With the assistant", "where is my order")
    ana.page.get_by_role("link", name="With assistant").click()
    row = ana.page.get_by_role("list", name="With assistant").get_by_role("link", name="With the assistant")
    expect(row).to_be_visible(timeout=15_000)
    row.click()
    ana.page.get_by_role("button", name="Step in").click()
    expect(ana.page.get_by_label("Reply to With the assistant")).to_be_focused()
    expect(ana.mine).to_have_count(1)
