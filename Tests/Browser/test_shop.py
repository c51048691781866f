"""The chat on somebody else's shop: what it loads, what it needs, what it gives the shop to use, what it leaves alone."""

from itertools import zip_longest

import pytest
from playwright.sync_api import expect

from people import Agent, Customer
from server import Server
from shop import Shop, loud_styles
from traffic import Traffic

# Bytes as sent, gzipped.
most_for_loader = 2_500
most_for_opening = 20_000


def test_nothing_but_the_loader_is_loaded_before_the_chat_is_opened(server, shop: Shop, visitor, complaints, capsys):
    customer = visitor(shop.show(server))
    page = customer.page
    traffic = Traffic(page, server)
    page.goto(customer.address, wait_until="networkidle")
    expect(customer.launcher).to_be_visible()
    assert traffic.paths == ["/w/widget.js"] and traffic.sockets == []
    loader = traffic.sizes()["widget.js"]

    customer.open_chat()
    page.wait_for_load_state("networkidle")
    sizes = traffic.sizes()
    with capsys.disabled():
        print(f"\nloader {loader} bytes, opening {sum(sizes.values())} bytes in {len(sizes)} parts:", sizes)
    assert loader <= most_for_loader
    assert sum(sizes.values()) <= most_for_opening
    # Who only looks needs no socket.
    assert traffic.sockets == []
    customer.say("where is my order")
    expect(customer.log).to_contain_text("tracking link")
    assert len(traffic.sockets) == 1
    assert complaints == []


def test_a_strict_shop_has_to_allow_nothing_more(server, shop: Shop, visitor, agent: Agent, complaints):
    """From the first question to the rating under `default-src 'none'`, `style-src 'none'` and Trusted Types."""
    customer = visitor(shop.show(server))
    customer.open_chat()
    customer.say("how long does delivery take")
    expect(customer.log.get_by_role("strong").get_by_text("2–4 working days")).to_be_visible()
    customer.ask_for_person()
    agent.sign_in()
    agent.claim()
    agent.reply("a person, on your page")
    expect(customer.log).to_contain_text("a person, on your page")
    agent.close()
    customer.rate("Good")
    assert complaints == []


looks = """(host) => {
    const all = [];
    const visit = (root) => {
        for (const element of root.querySelectorAll('*')) {
            const style = getComputedStyle(element);
            const { x, y, width, height } = element.getBoundingClientRect();
            if (!width || !height) continue;
            all.push([element.tagName, [x, y, width, height].map(Math.round).join(' '), style.font, style.color,
                style.backgroundColor, style.letterSpacing, style.textTransform, style.direction, style.visibility, style.opacity,
                style.transform, style.pointerEvents].join(' | '));
            if (element.shadowRoot) visit(element.shadowRoot);
        }
    };
    visit(host.shadowRoot);
    return all;
}"""


def test_the_loudest_style_sheet_of_a_shop_changes_nothing(server, shop: Shop, visitor, complaints):
    seen = {}
    for path, styles in (("/calm", ""), ("/loud", loud_styles)):
        customer = visitor(shop.show(server, path, styles=styles, policy=""))
        customer.page.goto(customer.address)
        expect(customer.launcher).to_be_visible()
        launcher = customer.page.locator("support-chat").evaluate(looks)
        customer.open_chat()
        customer.say("how long does delivery take")
        expect(customer.log).to_contain_text("2–4 working days")
        # What is said aloud is there for a moment only.
        expect(customer.page.locator("support-chat .vh[role=status]")).to_be_empty()
        seen[path] = launcher, customer.page.locator("support-chat").evaluate(looks)
    for calm, loud in zip(seen["/calm"], seen["/loud"], strict=True):
        assert [pair for pair in zip_longest(calm, loud) if pair[0] != pair[1]] == []
    assert complaints == []


def test_the_chat_looks_the_same_whichever_of_its_styles_comes_first(server, visitor, complaints):
    customer, held = visitor(), []
    customer.page.route("**/shared/base.css", lambda route: held.append(route))
    customer.page.goto(customer.address)
    with customer.page.expect_response("**/widget/panel.css") as answered:
        customer.launcher.click()
    answered.value.finished()
    held[0].continue_()
    customer.box.wait_for()
    weight = "(heading) => getComputedStyle(heading).fontWeight"
    assert customer.panel.get_by_role("heading", level=2).evaluate(weight) == "600"
    assert complaints == []


def test_calls_made_before_the_chat_is_there_are_heard(server, shop: Shop, visitor, complaints):
    customer = visitor(shop.show(server))
    customer.page.add_init_script("(window.supportChat ||= []).push(['ask', 'how long does delivery take'])")
    customer.page.goto(customer.address)
    expect(customer.log).to_contain_text("2–4 working days")
    expect(customer.log.get_by_text("how long does delivery take", exact=True)).to_have_count(1)
    assert complaints == []


def test_the_shop_opens_asks_and_hears_of_it(server, shop: Shop, visitor, agent: Agent, complaints):
    customer = visitor(shop.show(server))
    page = customer.page
    page.goto(customer.address)
    expect(customer.launcher).to_be_visible()
    page.evaluate(
        """() => {
            window.heard = [];
            for (const name of ['open', 'close', 'unread']) {
                supportChat.addEventListener(name, () => heard.push(name === 'unread' ? `unread ${supportChat.unread}` : name));
            }
        }"""
    )
    heard = lambda: page.evaluate("() => heard.splice(0)")  # noqa: E731
    page.evaluate("() => supportChat.open()")
    expect(customer.box).to_be_visible()
    assert heard() == ["open"]
    page.evaluate("() => supportChat.toggle()")
    expect(customer.box).to_be_hidden()
    page.evaluate("() => supportChat.toggle()")
    expect(customer.box).to_be_visible()
    page.evaluate("() => supportChat.close()")
    expect(customer.box).to_be_hidden()
    assert heard() == ["close", "open", "close"]
    page.evaluate("() => supportChat.ask('how long does delivery take')")
    expect(customer.log).to_contain_text("2–4 working days")
    customer.ask_for_person()
    agent.sign_in()
    agent.claim()
    page.evaluate("() => supportChat.close()")
    expect(customer.box).to_be_hidden()
    heard()
    agent.reply("are you still there?")
    expect(page.get_by_role("button", name="1 unread message")).to_be_visible()
    assert page.evaluate("() => supportChat.unread") == 1
    assert heard() == ["unread 1"]
    last = agent.log.get_by_role("article").filter(has_text="are you still there?")
    expect(last).not_to_contain_text("Read")
    page.evaluate("() => supportChat.open()")
    expect(page.get_by_role("button", name="unread")).to_have_count(0)
    expect(last).to_contain_text("Read")
    assert page.evaluate("() => supportChat.unread") == 0
    assert complaints == []


def test_the_shop_says_who_its_customer_is(server, shop: Shop, visitor, agent: Agent, complaints):
    customer = visitor(shop.show(server))
    page = customer.page
    customer.be("Freja Holm", "freja@example.com", plan="gold", basket="3 things")
    customer.open_chat()
    customer.ask_for_person()
    agent.sign_in()
    agent.claim()
    for words in ("Freja Holm", "freja@example.com", "gold", "3 things"):
        expect(agent.page.get_by_text(words).first).to_be_visible()

    # Another customer at the same machine finds nothing of the first.
    agent.reply("for Freja alone")
    expect(customer.log).to_contain_text("for Freja alone")
    customer.leave()
    page.evaluate("() => supportChat.reset()")
    customer.open_chat()
    expect(page.get_by_text("for Freja alone")).to_have_count(0)
    page.reload()
    customer.box.wait_for()
    expect(page.get_by_text("for Freja alone")).to_have_count(0)
    assert complaints == []


def test_a_shop_that_is_not_allowed_gets_no_chat_and_says_so(server, visitor):
    stranger = Shop()
    try:
        customer = visitor(stranger.show(server))
        customer.page.goto(customer.address)
        customer.launcher.click()
        expect(customer.page.get_by_text("The chat can’t start right now.")).to_be_visible()
        expect(customer.box).to_be_hidden()
    finally:
        stranger.close()


def test_a_page_with_a_live_chat_comes_back_by_the_back_button(server, shop: Shop, launch, agent: Agent):
    """Out of the back/forward cache, whole, and the chat goes on."""
    browser = launch(ignore_default_args=["--disable-back-forward-cache"])
    page = browser.new_page(reduced_motion="reduce")
    page.add_init_script("addEventListener('pageshow', (event) => { window.cameBack = event.persisted; })")
    elsewhere = shop.show(server, "/elsewhere")
    customer = Customer(page, server, shop.show(server))
    customer.open_chat()
    customer.ask_for_person()
    agent.sign_in()
    agent.claim()
    agent.reply("before")
    expect(customer.log).to_contain_text("before")
    page.evaluate("() => { window.mark = 'the same page'; }")
    page.evaluate("(address) => { location.href = address; }", elsewhere)
    page.wait_for_url(elsewhere)
    agent.reply("while away")
    expect(agent.log).to_contain_text("while away")
    page.evaluate("() => history.back()")
    page.wait_for_function("() => window.cameBack === true && window.mark === 'the same page'")
    expect(customer.log).to_contain_text("while away")
    agent.reply("afterwards")
    expect(customer.log).to_contain_text("afterwards")
    customer.say("I am back")
    expect(agent.log.get_by_text("I am back", exact=True)).to_have_count(1)
    customer.leave()
    browser.close()


def test_the_chat_moves_nothing_of_the_shop(customer: Customer, agent: Agent, complaints):
    page = customer.page
    # What moves within the chat right after a key or a click is what was asked for; of the shop, nothing may move at all.
    page.add_init_script(
        """window.shifts = [];
        new PerformanceObserver((list) => {
            for (const { value, hadRecentInput, sources } of list.getEntries()) {
                const moved = sources.map(({ node }) => node?.nodeName);
                if (!hadRecentInput || moved.some(Boolean)) shifts.push([value, ...moved]);
            }
        }).observe({ type: 'layout-shift', buffered: true });"""
    )
    customer.open_chat()
    customer.say("how long does delivery take")
    expect(customer.log).to_contain_text("2–4 working days")
    customer.ask_for_person()
    agent.sign_in()
    agent.claim()
    for number in range(12):
        agent.reply(f"message {number}")
    expect(customer.log).to_contain_text("message 11")
    assert page.evaluate("() => shifts") == []
    assert complaints == []


def test_on_a_phone_the_chat_fills_the_screen(server, shop: Shop, visitor, complaints):
    customer = visitor(shop.show(server), viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = customer.page
    customer.open_chat()
    frame = page.get_by_role("dialog").bounding_box()
    assert frame == {"x": 0, "y": 0, "width": 390, "height": 844}
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    # The shop behind it is out of reach.
    expect(page.locator("dialog:modal")).to_have_count(1)
    customer.say("how long does delivery take")
    expect(customer.log).to_contain_text("2–4 working days")
    page.get_by_role("button", name="Minimise chat").click()
    expect(customer.launcher).to_be_visible()
    assert complaints == []


def test_a_shop_chooses_side_and_colours(server, shop: Shop, visitor, complaints):
    chosen = 'data-side="start" data-theme="light" data-accent="#7a1f5c" data-on-accent="#fff8e0"'
    customer = visitor(shop.show(server, attributes=chosen), color_scheme="dark")
    customer.page.goto(customer.address)
    expect(customer.launcher).to_have_css("background-color", "rgb(122, 31, 92)")
    expect(customer.launcher).to_have_css("color", "rgb(255, 248, 224)")
    assert customer.launcher.bounding_box()["x"] == 24
    customer.launcher.click()
    expect(customer.panel).to_have_css("background-color", "rgb(255, 255, 255)")
    assert customer.panel.bounding_box()["x"] == 24
    customer.say("where is my order")
    own = customer.log.get_by_role("article").filter(has_text="where is my order").get_by_role("paragraph").first
    expect(own).to_have_css("background-color", "rgb(122, 31, 92)")
    expect(own).to_have_css("color", "rgb(255, 248, 224)")
    assert complaints == []


@pytest.mark.parametrize(("theme", "surface"), [("dark", "rgb(27, 29, 26)"), ("auto", "rgb(255, 255, 255)")])
def test_a_shop_chooses_night_or_leaves_it_to_the_device(server, shop: Shop, visitor, theme, surface):
    customer = visitor(shop.show(server, attributes=f'data-theme="{theme}"'), color_scheme="light")
    customer.page.goto(customer.address)
    customer.launcher.click()
    expect(customer.panel).to_have_css("background-color", surface)
