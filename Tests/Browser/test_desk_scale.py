"""Two thousand waiting customers and five thousand messages: the desk stays as quick as with two."""

import time
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from people import Agent
from seed import fill_queue, long_talk
from server import Server

waiting = 2_000
messages = 5_000
# What browsers call a long task, in milliseconds. Counted is the processor’s time: the machine has other work, too.
long_task = 50


@pytest.fixture(scope="module")
def crowded_server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("crowded") / "data", "--rates", "off")
    server.long_talk = long_talk(server, messages)
    fill_queue(server, waiting)
    yield server
    server.kill()


@contextmanager
def no_long_task(browser: Browser, page: Page):
    """Whatever happens within, no task of a page takes long."""
    session = browser.new_browser_cdp_session()
    events, complete = [], []
    session.on("Tracing.dataCollected", lambda part: events.extend(part["value"]))
    session.on("Tracing.tracingComplete", lambda _: complete.append(True))
    session.send("Tracing.start", {"categories": "toplevel,__metadata", "transferMode": "ReportEvents"})
    yield
    session.send("Tracing.end")
    deadline = time.monotonic() + 20
    while not complete:
        assert time.monotonic() < deadline, "the browser did not say what it did"
        page.evaluate("() => new Promise(requestAnimationFrame)")
    pages = {
        (one["pid"], one["tid"])
        for one in events
        if one["name"] == "thread_name" and one["args"]["name"] == "CrRendererMain"
    }
    tasks = sorted(one["tdur"] / 1_000 for one in events if "tdur" in one and (one["pid"], one["tid"]) in pages)
    assert len(tasks) > 100, "the tasks were not counted"
    print(f"{len(tasks)} tasks, the longest {tasks[-1]:.0f} ms")
    assert tasks[-1] < long_task


def scroll_through(page: Page, selector: str, by: int, steps: int) -> None:
    """As a hand at the wheel does: a stretch with every frame."""
    page.evaluate(
        """([selector, by, steps]) => new Promise((done) => {
            const part = document.querySelector(selector);
            const step = () => (steps-- > 0 ? (part.scrollTop += by, requestAnimationFrame(step)) : done());
            step();
        })""",
        [selector, by, steps],
    )


def test_two_thousand_who_wait_are_no_burden(crowded_server, browser, new_page):
    agent = Agent(new_page(viewport={"width": 1440, "height": 900}), crowded_server)
    agent.sign_in()
    heading = agent.page.locator(".group").filter(has_text="Waiting")
    expect(heading).to_contain_text(str(waiting + 1), timeout=20_000)
    assert agent.waiting.count() < 60, "only those near the view have nodes"

    with no_long_task(browser, agent.page):
        scroll_through(agent.page, ".scroller", 400, 100)
        scroll_through(agent.page, ".scroller", 4_000, 45)
        fill_queue(crowded_server, 10)
        expect(heading).to_contain_text(str(waiting + 11))
    assert agent.waiting.count() < 60


def test_five_thousand_messages_scroll_like_fifty(crowded_server, browser, new_page):
    agent = open_long_talk(crowded_server, new_page)
    assert agent.log.get_by_role("article").count() < 150, "the newest come first"
    greeting = agent.log.get_by_text("Hello! I can answer most questions")
    with no_long_task(browser, agent.page):
        for _ in range(60):
            scroll_through(agent.page, ".log", -600, 20)
            if greeting.count() > 0:
                break
    expect(greeting).to_be_attached()
    assert agent.log.get_by_role("article").count() < 400, "those far away have no nodes"


def test_what_one_reads_stays_where_it_is(crowded_server, new_page):
    agent = open_long_talk(crowded_server, new_page)
    page = agent.page
    before = page.evaluate(
        """() => {
            const log = document.querySelector('.log');
            // So near the beginning of what is there that more is wanted.
            log.scrollTop = 900;
            const one = [...log.querySelectorAll('.mm')].find((node) => node.getBoundingClientRect().top > 200);
            getSelection().selectAllChildren(one.querySelector('.b'));
            return { seq: one.dataset.seq, top: one.getBoundingClientRect().top, height: log.scrollHeight };
        }"""
    )
    words = page.evaluate("() => getSelection().toString()")
    grown = "(before) => document.querySelector('.log').scrollHeight > before + 1_000"
    page.wait_for_function(grown, arg=before["height"])
    top = page.locator(f'[data-seq="{before["seq"]}"]').evaluate("(node) => node.getBoundingClientRect().top")
    assert abs(top - before["top"]) < 2

    scroll_through(page, ".log", -800, 20)
    assert words and page.evaluate("() => getSelection().toString()") == words
    # A message that comes now moves nothing either, and says that it is there.
    place = page.evaluate("() => document.querySelector('.log').scrollTop")
    agent.page.get_by_role("button", name="Note", exact=True).click()
    page.get_by_label("Only your team sees this").fill("a note from far above")
    assert abs(page.evaluate("() => document.querySelector('.log').scrollTop") - place) < 2


def open_long_talk(server: Server, new_page) -> Agent:
    agent = Agent(new_page(viewport={"width": 1440, "height": 900}), server, "ben")
    agent.sign_in()
    agent.page.goto(f"{server.url}/agent#/chats/{server.long_talk}")
    expect(agent.log.get_by_role("article").last).to_be_visible()
    return agent
