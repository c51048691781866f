"""Several tabs of one visitor: one conversation, one socket, and no tab that is left behind."""

from playwright.sync_api import Page, expect

from people import Agent, Customer
from server import Server

count_sockets = """() => {
    window.sockets = [];
    const Original = WebSocket;
    window.WebSocket = class extends Original {
        constructor(...all) { super(...all); window.sockets.push(this); }
    };
}"""


def sockets(*pages: Page) -> list[int]:
    """How many open sockets each tab has."""
    return [page.evaluate("() => sockets.filter((one) => one.readyState === 1).length") for page in pages]


def tabs(new_page, server: Server) -> tuple[Customer, Customer]:
    """A visitor in line, in two tabs."""
    first = Customer(new_page(), server)
    first.page.context.add_init_script(f"({count_sockets})()")
    first.open_chat()
    first.ask_for_person()
    second = Customer(first.page.context.new_page(), server)
    second.open_chat()
    expect(second.log).to_contain_text("first in line")
    return first, second


def wait_for_sockets(total: int, *pages: Page) -> None:
    for _ in range(100):
        if sum(sockets(*pages)) == total:
            return
        pages[0].wait_for_timeout(50)
    raise AssertionError(f"sockets: {sockets(*pages)}")


def test_two_tabs_share_one_socket_and_both_hear(new_page, server, agent: Agent):
    first, second = tabs(new_page, server)
    try:
        wait_for_sockets(1, first.page, second.page)
        agent.sign_in()
        agent.claim()
        agent.reply("hello, both of you")
        for tab in (first, second):
            expect(tab.log.get_by_text("hello, both of you", exact=True)).to_have_count(1)
        second.say("from the second")
        expect(first.log.get_by_text("from the second", exact=True)).to_have_count(1)
        expect(agent.log.get_by_text("from the second", exact=True)).to_have_count(1)
        agent.page.get_by_label("Reply to").press_sequentially("x")
        for tab in (first, second):
            expect(tab.log).to_contain_text("Ana is writing")
        wait_for_sockets(1, first.page, second.page)
    finally:
        first.leave()


def test_when_the_tab_with_the_socket_is_closed_another_takes_over(new_page, server, agent: Agent):
    first, second = tabs(new_page, server)
    try:
        wait_for_sockets(1, first.page, second.page)
        leader, other = (first, second) if sockets(first.page) == [1] else (second, first)
        agent.sign_in()
        agent.claim()
        leader.page.close()
        agent.reply("still there?")
        expect(other.log.get_by_text("still there?", exact=True)).to_have_count(1)
        wait_for_sockets(1, other.page)
        other.say("yes")
        expect(agent.log.get_by_text("yes", exact=True)).to_have_count(1)
    finally:
        (second if first.page.is_closed() else first).leave()


def test_what_a_closed_tab_could_not_send_is_sent_by_the_other(new_page, server, agent: Agent):
    first, second = tabs(new_page, server)
    try:
        first.page.route("**/messages", lambda route: route.abort())
        first.say("written in a tab that closes")
        expect(second.log.get_by_text("written in a tab that closes", exact=True)).to_have_count(1)
        first.page.close()
        second.page.evaluate("() => dispatchEvent(new Event('online'))")
        agent.sign_in()
        agent.claim()
        expect(agent.log.get_by_text("written in a tab that closes", exact=True)).to_have_count(1)
        expect(second.log.get_by_text("Sending")).to_have_count(0)
        expect(second.log.get_by_text("written in a tab that closes", exact=True)).to_have_count(1)
    finally:
        second.leave()


def test_a_browser_without_locks_has_a_socket_in_each_tab(new_page, server, agent: Agent):
    page = new_page()
    page.context.add_init_script("Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })")
    first = Customer(page, server)
    page.context.add_init_script(f"({count_sockets})()")
    first.open_chat()
    first.ask_for_person()
    second = Customer(page.context.new_page(), server)
    second.open_chat()
    try:
        wait_for_sockets(2, first.page, second.page)
        assert sockets(first.page, second.page) == [1, 1]
        agent.sign_in()
        agent.claim()
        agent.reply("to each")
        for tab in (first, second):
            expect(tab.log.get_by_text("to each", exact=True)).to_have_count(1)
    finally:
        first.leave()


def test_a_new_chat_in_one_tab_is_the_chat_of_the_other(new_page, server):
    first, second = tabs(new_page, server)
    try:
        first.page.get_by_role("button", name="Leave the line").click()
        for tab in (first, second):
            expect(tab.page.get_by_text("This chat has ended")).to_be_visible()
        first.page.get_by_role("button", name="New chat").click()
        expect(first.log).to_contain_text("Often asked")
        expect(second.log).to_contain_text("Often asked")
        second.say("where is my order")
        first.page.bring_to_front()
        first.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
        expect(first.log.get_by_text("where is my order", exact=True)).to_have_count(1)
    finally:
        first.leave()


def test_the_chat_lives_where_storage_is_forbidden(new_page, server, complaints):
    page = new_page()
    forbid = "{ get() { throw new DOMException('Forbidden', 'SecurityError'); } }"
    page.add_init_script(
        f"Object.defineProperty(window, 'localStorage', {forbid}); Object.defineProperty(window, 'sessionStorage', {forbid})"
    )
    customer = Customer(page, server)
    customer.open_chat()
    customer.say("where is my order")
    expect(customer.log).to_contain_text("tracking link")
    page.get_by_role("button", name="Chat options").click()
    page.get_by_role("menuitem", name="End chat").click()
    expect(page.get_by_text("This chat has ended")).to_be_visible()
    assert complaints == []


def test_a_hidden_tab_gives_the_socket_to_one_that_is_looked_at(new_page, server, agent: Agent):
    first, second = tabs(new_page, server)
    try:
        wait_for_sockets(1, first.page, second.page)
        leader, other = (first, second) if sockets(first.page) == [1] else (second, first)
        leader.page.evaluate("() => Object.defineProperty(document, 'visibilityState', { value: 'hidden' })")
        other.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
        for _ in range(100):
            if sockets(leader.page, other.page) == [0, 1]:
                break
            other.page.wait_for_timeout(50)
        assert sockets(leader.page, other.page) == [0, 1]
        agent.sign_in()
        agent.claim()
        agent.reply("seen by you")
        for tab in (first, second):
            expect(tab.log.get_by_text("seen by you", exact=True)).to_have_count(1)
    finally:
        first.leave()
