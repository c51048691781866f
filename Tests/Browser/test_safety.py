"""Words of strangers stay words, wherever they are shown."""

import pytest
from playwright.sync_api import Page, expect

from people import Agent, Customer
from server import Server

texts = {
    "markup": "<img src=x onerror=alert(1)><script>alert(2)</script><b>bold</b>",
    "closing tags": "</textarea></p></div></template><svg onload=alert(3)><style>*{display:none}</style>",
    "links": "[a](javascript:alert(4)) javascript:alert(5) data:text/html,<script>alert(6)</script> <a href=//evil.example>x</a>",
    "entities": "&lt;b&gt; &amp;amp; &#60;script&#62; &nbsp; &zwj;",
    "templates": "{{constructor.constructor('alert(7)')()}} ${alert(8)} %s %00 __proto__",
    "right to left": "\u202egnitirw-rorrim\u202d \u2066unclosed \u200f\u061c\ufeff end",
    "zalgo": "".join(letter + "\u0317\u0322\u0353\u0301\u0300\u035c" * 8 for letter in "he comes"),
    "long": "W" * 3_900 + " the end",
    "emoji": "👩‍👩‍👧‍👦" * 60 + " 🏴‍☠️ \U0001f3f4\U000e0067\U000e007f",
}
name = "<b>Eve</b>\u202e\"'&amp;"


def watch_for_dialogs(page: Page, complaints: list) -> None:
    page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}") or dialog.dismiss())


def assert_inert(page: Page, log) -> None:
    """Nothing of the words became an element, and nothing of them broke the page's frame."""
    assert log.locator("img, script, style, iframe, [onerror], [onload], a[href^='javascript'], a[href*='evil']").count() == 0
    log.evaluate(
        """(log) => {
            if (log.scrollWidth > log.clientWidth) throw new Error(`the log is ${log.scrollWidth} wide in ${log.clientWidth}`);
        }"""
    )
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"


entry = """---
slug: hostile
question: What about <b>hostile</b> &amp; words?
match:
  - words: [zebra]
---
Code: `<script>alert(9)</script>`, escaped: \\<img src=x onerror=alert(10)\\>, entities: &lt;b&gt; &amp;amp;

- [a link](https://shop.example/?a=1&b="><script>)
"""


@pytest.fixture
def server(tmp_path):
    """One whose answers are hostile as well."""
    server = Server(tmp_path / "data", "--rates", "off", entries={"hostile.md": entry})
    yield server
    server.kill()


def test_hostile_words_are_inert_on_both_sides(customer: Customer, agent: Agent, complaints):
    for page in (customer.page, agent.page):
        watch_for_dialogs(page, complaints)
    customer.be(name, "eve@example.com", **{kind: words[:200] for kind, words in texts.items()})
    customer.open_chat()
    customer.say("zebra")
    expect(customer.log).to_contain_text("Code: <script>alert(9)</script>, escaped: <img src=x onerror=alert(10)>, entities: <b> &amp;")
    customer.say(texts["markup"])
    expect(customer.log.get_by_text(texts["markup"], exact=True)).to_be_visible()
    customer.ask_for_person()
    agent.sign_in()
    agent.claim()
    expect(agent.page.get_by_role("heading", name=name)).to_be_visible()
    for words in texts.values():
        customer.say(f"customer {words}")
        expect(agent.log.get_by_text(f"customer {words}", exact=True)).to_be_visible()
        agent.note(f"note {words}")
        expect(agent.log.get_by_text(f"note {words}")).to_be_visible()
        agent.reply(f"agent {words}")
        expect(agent.log.get_by_text(f"agent {words}", exact=True)).to_be_visible()
        expect(customer.log.get_by_text(f"agent {words}", exact=True)).to_be_visible()
        for page, log in ((customer.page, customer.log), (agent.page, agent.log)):
            assert_inert(page, log)
    assert complaints == []


def test_the_pages_are_served_under_a_strict_policy(server, new_page):
    page = new_page()
    for path in ("/", "/agent", "/agent/login"):
        policy = page.goto(server.url + path).headers["content-security-policy"]
        for promise in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "trusted-types 'none'"):
            assert promise in policy, f"{path}: {policy}"
