"""Every state of the faces and how to get there: for axe, for the pictures, and for whoever wants to look."""

from collections.abc import Callable, Iterator

from playwright.sync_api import Page, expect

from editors import AnswerShop, Editor
from people import Agent, Customer
from seed import Visitor
from server import Server
from shop import Shop

desktop = {"width": 1440, "height": 900}
phone = {"width": 390, "height": 844}

State = tuple[str, Page]


class Stage:
    """Where the states are played: a server of a shop where people are, and another page that embeds its chat; a server of
    a shop that is closed; and one whose answers may be changed.
    """

    def __init__(
        self, new_page: Callable[..., Page], server: Server, shop: Shop, closed_server: Server, answers: AnswerShop, viewport: dict
    ):
        self.server = server
        self.shop = shop
        self.closed_server = closed_server
        self.answers = answers
        self.new_page = lambda: new_page(viewport=viewport, has_touch=viewport is phone)
        self.viewport = viewport

    def customer(self, server: Server | None = None, address: str | None = None) -> Customer:
        return Customer(self.new_page(), server or self.server, address)

    def agent(self, username: str = "ana") -> Agent:
        return Agent(self.new_page(), self.server, username)


class Cut:
    """Takes a page's connection away, and gives it back: as a train in a tunnel, and not as a browser set offline."""

    def __init__(self, page: Page):
        self.page = page
        self.sockets = []
        self.is_cut = False
        page.route_web_socket("**/realtime/ws", self._connect)

    def _connect(self, socket) -> None:
        if self.is_cut:
            socket.close(code=1012)
        else:
            socket.connect_to_server()
            self.sockets.append(socket)

    def cut(self) -> None:
        self.is_cut = True
        self.page.route("**/api/**", lambda route: route.abort())
        for socket in self.sockets:
            socket.close(code=1012)

    def mend(self) -> None:
        self.is_cut = False
        self.page.unroute("**/api/**")
        self.page.evaluate("() => dispatchEvent(new Event('online'))")


def widget_states(stage: Stage) -> Iterator[State]:
    customer, agent = stage.customer(), stage.agent()
    page = customer.page
    line = Cut(page)
    page.goto(customer.address)
    expect(customer.launcher).to_be_visible()
    yield "shop", page
    customer.open_chat()
    yield "chat-start", page
    page.get_by_role("button", name="Chat options").click()
    page.get_by_role("menu").wait_for()
    yield "chat-menu", page
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_be_hidden()
    customer.pick("How long does delivery take?")
    expect(customer.log).to_contain_text("working days")
    yield "chat-answer", page
    customer.say("a seahorse has appeared in the glaze")
    expect(customer.log.get_by_role("group", name="Suggested replies")).to_be_visible()
    yield "chat-unsure", page

    before = stage.customer()
    before.open_chat()
    before.ask_for_person()
    customer.say("my parcel says delivered but there’s nothing here??")
    expect(customer.log.get_by_text("Sending")).to_have_count(0)
    customer.ask_for_person()
    expect(page.get_by_text("You’re second in line")).to_be_visible()
    yield "chat-queue", page
    before.leave()
    expect(page.get_by_text("You’re first in line")).to_be_visible()

    agent.sign_in()
    agent.claim()
    agent.reply("Hi! I’ve read what you wrote. Annoying, let me check with the carrier.")
    expect(customer.log).to_contain_text("let me check")
    customer.say("thank you, I was home all day")
    expect(agent.log).to_contain_text("home all day")
    agent.reply("Found it! Your parcel is at the pick-up point on Vestergade. They’re open until 20:00, bring any ID.")
    expect(customer.log).to_contain_text("Found it!")
    customer.say("oh great, I can go after work")
    expect(customer.log.locator(".seen").last).to_be_visible()
    agent.page.get_by_label("Reply to").press_sequentially("En")
    expect(customer.log).to_contain_text("is writing")
    yield "chat-person", page
    page.get_by_role("button", name="Add emoji").click()
    page.get_by_role("group", name="Emojis").wait_for()
    yield "chat-emoji", page
    page.keyboard.press("Escape")
    expect(page.get_by_role("group", name="Emojis")).to_be_hidden()

    page.get_by_role("button", name="Minimise chat").click()
    agent.reply("Enjoy the teapot!")
    expect(page.get_by_role("button", name="1 unread message")).to_be_visible()
    yield "shop-unread", page
    customer.launcher.click()
    expect(customer.box).to_be_visible()

    line.cut()
    expect(page.get_by_text("You’re offline.")).to_be_visible()
    customer.say("can you ask them to keep it until tomorrow?")
    expect(customer.log.get_by_text("Waiting to send")).to_be_visible()
    yield "chat-offline", page
    line.mend()
    expect(page.get_by_text("You’re offline.")).to_be_hidden()
    expect(agent.log).to_contain_text("until tomorrow")

    agent.close()
    expect(page.get_by_text("How did that go?")).to_be_visible()
    yield "chat-closed", page
    customer.rate("Good")
    yield "chat-rated", page

    late = stage.customer(stage.closed_server)
    late.open_chat()
    late.say("can I still change the colour on order HP-20433?")
    expect(late.log.get_by_text("Sending")).to_have_count(0)
    late.panel.get_by_role("button", name="Talk to a person").last.click()
    expect(late.page.get_by_label("Email")).to_be_visible()
    yield "chat-out-of-hours", late.page
    late.page.get_by_label("Email").fill("freja@example.com")
    late.page.get_by_role("button", name="Leave message").click()
    expect(late.page.get_by_text("We’ll answer to freja@example.com.")).to_be_visible()
    yield "chat-message-left", late.page

    arabic = stage.customer(address=stage.shop.show(stage.server, "/ar", attributes='data-lang="ar"'))
    arabic.page.goto(arabic.address)
    arabic.page.get_by_role("button", name="تحدّث معنا").click()
    arabic.page.get_by_role("log").get_by_role("button").first.click()
    # An answer in another language runs its own way, its list as well.
    expect(arabic.log.get_by_role("list").first).to_have_css("direction", "ltr")
    yield "chat-arabic", arabic.page
    arabic.leave()

    page.goto(f"{stage.server.url}/chat?name=Harbor%20%26%20Pine")
    expect(customer.log.or_(page.get_by_text("How did that go?")).first).to_be_visible()
    yield "chat-page", page
    customer.leave()


def desk_states(stage: Stage) -> Iterator[State]:
    agent = stage.agent()
    page = agent.page
    line = Cut(page)
    page.goto(f"{stage.server.url}/agent")
    page.get_by_label("Name").fill("ana")
    yield "desk-sign-in", page
    page.get_by_label("Password").fill("wrong")
    page.get_by_label("Password").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("don’t match")
    yield "desk-sign-in-refused", page
    agent.sign_in()
    yield "desk-empty", page

    customers = [stage.customer() for _ in range(3)]
    words = {
        "Freja Holm": "is the quince vase dishwasher safe?",
        "Tomás Ruiz": "can I pay with two gift cards?",
        "Jonas Berg": "my parcel says delivered, but it isn’t here",
    }
    for customer, (name, message) in zip(customers, words.items()):
        customer.be(name, f"{name.split()[0].lower()}@example.com", timezone="Europe/Copenhagen", orders="3", plan="Friends of the house")
        customer.open_chat()
        customer.say(message)
        expect(customer.log.get_by_text("Sending")).to_have_count(0)
        customer.ask_for_person()
    expect(agent.waiting).to_have_count(3)
    yield "desk-waiting", page
    agent.waiting.first.click()
    page.get_by_role("button", name="Claim", exact=True).wait_for()
    yield "desk-claim", page
    page.get_by_role("button", name="Claim", exact=True).click()
    page.get_by_role("button", name="Close", exact=True).wait_for()
    first = customers[0]
    agent.note("Asked the workshop, they say yes.")
    agent.reply("Hi! Yes, the vase can go in the dishwasher.")
    expect(first.log).to_contain_text("the vase can go")
    first.say("perfect, thanks")
    expect(agent.log).to_contain_text("perfect, thanks")
    yield "desk-chat", page
    page.get_by_label("Reply to").fill("/")
    page.get_by_label("Reply to").press_sequentially("o")
    page.get_by_role("listbox").wait_for()
    yield "desk-replies", page
    page.get_by_label("Reply to").fill("")
    line.cut()
    expect(page.get_by_text("Connection lost.").first).to_be_visible()
    agent.reply("Anything else?")
    expect(agent.log.get_by_text("Waiting to send")).to_be_visible()
    yield "desk-offline", page
    line.mend()
    expect(first.log).to_contain_text("Anything else?")
    agent.close()
    for customer in customers:
        customer.leave()

    supervisor = stage.agent("sam")
    supervisor.sign_in()
    page = supervisor.page
    page.get_by_role("searchbox").first.fill("vase")
    page.get_by_role("searchbox").first.press("Enter")
    expect(page.get_by_text("vase").first).to_be_visible()
    yield "desk-search", page
    for view in ("overview", "team"):
        page.goto(f"{stage.server.url}/agent#/{view}")
        expect(page.get_by_role("heading", name=view.capitalize()).first).to_be_visible()
        page.wait_for_load_state("networkidle")
        yield f"desk-{view}", page
    if stage.viewport is desktop:
        page.get_by_role("button", name="Keyboard shortcuts").click()
        page.get_by_role("dialog").wait_for()
        yield "desk-keys", page


def lead_states(stage: Stage) -> Iterator[State]:
    """What opens over the desk, and the page of those who lead."""
    for name in ("Freja Lund", "Jonas Keller"):
        Visitor(stage.server, name, "my parcel has not come").ask_for_person()
    sam = stage.agent("sam")
    sam.sign_in()
    page = sam.page
    page.get_by_role("searchbox").fill("zzzqqq")
    expect(page.get_by_text("Nothing found.")).to_be_visible()
    yield "desk-nothing-found", page
    page.get_by_role("searchbox").fill("parcel")
    page.get_by_role("button", name="Filter", exact=True).click()
    page.get_by_role("combobox", name="Status").select_option(label="waiting")
    expect(page.get_by_role("button", name="Remove the filter")).to_be_visible()
    yield "desk-filters", page
    page.get_by_role("button", name="Reset").click()
    page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Your account").click()
    page.get_by_role("menuitem", name="Settings").click()
    page.get_by_text("Change your password").click()
    yield "desk-settings", page
    page.get_by_role("button", name="Saved replies").click()
    page.get_by_role("button", name="New reply").wait_for()
    yield "desk-saved-replies", page
    page.get_by_role("button", name="Delete /bye").click()
    yield "desk-delete-reply", page
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="New reply").click()
    yield "desk-new-reply", page
    page.keyboard.press("Escape")

    page.goto(f"{stage.server.url}/agent#/overview")
    page.get_by_role("button", name="Show as table").click()
    page.get_by_text("What these figures count").click()
    yield "desk-figures", page
    page.evaluate("location.hash = '#/team'")
    page.get_by_role("button", name="Assign Freja Lund").click()
    page.get_by_role("option", name="Ana").wait_for()
    yield "desk-reassign", page
    page.get_by_role("option", name="Ana").click()
    page.get_by_role("button", name="Ana", exact=False).first.click()
    page.get_by_role("button", name="Take over Freja Lund").wait_for()
    yield "desk-team-open", page
    page.get_by_role("button", name="Export").click()
    yield "desk-export", page
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Announcement").click()
    page.get_by_label("What should customers know?").fill("We close at five today.")
    page.get_by_role("button", name="Go on").click()
    yield "desk-announcement", page


def answers_states(stage: Stage) -> Iterator[State]:
    stage.answers.customer_says("do you rent out your lamps", "can I rent a lamp for a wedding")
    editor = Editor(stage.new_page(), stage.answers)
    page = editor.page
    editor.sign_in()
    expect(editor.list.last).to_be_visible()
    yield "answers", page
    editor.open("delivery/delivery-times.md")
    yield "answers-entry", page
    editor.type_below("  - when will my order arrive", "  - how much is shipping today")
    expect(editor.cards.filter(has_text="reaches delivery-costs")).to_be_visible()
    yield "answers-warning", page
    if stage.viewport is desktop:
        editor.ask("how long does delivery take")
        expect(editor.verdict).to_be_visible()
        yield "answers-try", page
    editor.begin_publishing()
    yield "answers-publish", page
    page.keyboard.press("Escape")
    page.goto(f"{stage.answers.url}/agent/answers#/unanswered")
    expect(page.get_by_text("rent").first).to_be_visible()
    yield "answers-unanswered", page
    for view, words in (("new", "New answer"), ("history", "answers now"), ("report", "Never shown")):
        page.goto(f"{stage.answers.url}/agent/answers#/{view}")
        expect(page.locator(".view")).to_contain_text(words)
        yield f"answers-{view}", page
    editor.open("delivery/delivery-times.md")
    editor.type_below("  - how much is shipping today", "  - I want a human\nnonsense: yes")
    expect(page.locator(".dg.error")).to_be_visible()
    yield "answers-error", page
    if stage.viewport is phone:
        page.get_by_role("button", name="Try it").click()
    editor.ask("my boxx shipping costz")
    expect(editor.verdict).to_contain_text("Would ask back")
    yield "answers-guess", page
