"""What a customer and an agent do and see, in the words of the pages."""

from playwright.sync_api import Locator, Page

from server import Server

password = "demo-only"


class Customer:
    def __init__(self, page: Page, server: Server, address: str | None = None):
        """Visits the demo shop, or another page that embeds the chat."""
        self.page = page
        self.server = server
        self.address = address or server.url

    @property
    def launcher(self) -> Locator:
        return self.page.get_by_role("button", name="Chat with us")

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("dialog")

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def box(self) -> Locator:
        return self.page.get_by_label("Your message")

    def open_chat(self) -> None:
        if self.page.url.rstrip("/") != self.address.rstrip("/"):
            self.page.goto(self.address)
        self.launcher.click()
        self.box.wait_for()

    def be(self, name: str, email: str, **attributes: str) -> None:
        """The shop tells the chat who this is; before the chat is opened."""
        self.page.goto(self.address)
        self.launcher.wait_for()
        self.page.evaluate("(profile) => supportChat.identify(profile)", {"name": name, "email": email, "attributes": attributes})

    def say(self, words: str) -> None:
        self.box.fill(words)
        self.box.press("Enter")

    def pick(self, question: str) -> None:
        self.log.get_by_role("button", name=question).click()

    def ask_for_person(self) -> None:
        self.panel.get_by_role("button", name="Talk to a person").last.click()
        self.page.get_by_text("in line", exact=False).first.wait_for()

    def rate(self, score: str) -> None:
        self.page.get_by_role("radio", name=score).check()
        self.page.get_by_role("button", name="Send", exact=False).last.click()
        self.page.get_by_text("Thank you.").wait_for()

    def leave(self) -> None:
        """Ends the conversation, whatever became of it."""
        if not self.page.url.startswith("http"):
            return
        self.page.unroute_all(behavior="ignoreErrors")
        self.page.evaluate(
            """async (server) => {
                const session = localStorage.getItem('support.session');
                if (!session) return;
                const call = async (path) => {
                    const headers = { 'X-Customer-Session-Id': session };
                    return await fetch(`${server}/api/v1/customer/conversations/${path}`, { method: 'POST', headers });
                };
                const { conversation } = await (await call('start')).json();
                await call(`${conversation.id}/end`);
            }""",
            self.server.url,
        )


class Agent:
    def __init__(self, page: Page, server: Server, username: str = "ana"):
        self.page = page
        self.server = server
        self.username = username

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def waiting(self) -> Locator:
        return self.page.get_by_role("list", name="Waiting").get_by_role("link")

    @property
    def mine(self) -> Locator:
        return self.page.get_by_role("list", name="Mine").get_by_role("link")

    @property
    def name(self) -> str:
        return self.username.capitalize()

    def sign_in(self) -> None:
        self.page.goto(f"{self.server.url}/agent")
        self.page.get_by_label("Name").fill(self.username)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_label("Password").press("Enter")
        self.page.get_by_role("navigation", name="Main").wait_for()

    def claim(self) -> None:
        self.waiting.first.click()
        self.page.get_by_role("button", name="Claim", exact=True).click()
        self.page.get_by_role("button", name="Close", exact=True).wait_for()

    def choose(self, deed: str) -> None:
        """One of the deeds behind the three dots."""
        self.page.get_by_role("button", name="More", exact=True).click()
        self.page.get_by_role("menuitem", name=deed).click()

    def reply(self, words: str) -> None:
        box = self.page.get_by_label("Reply to")
        box.fill(words)
        box.press("Enter")

    def note(self, words: str) -> None:
        self.page.get_by_role("button", name="Note", exact=True).click()
        box = self.page.get_by_label("Only your team sees this")
        box.fill(words)
        box.press("Enter")
        self.page.get_by_role("button", name="Reply", exact=True).click()

    def close(self) -> None:
        """Closes the chat and does not wait for the time in which that can be undone."""
        self.page.get_by_role("button", name="Close", exact=True).click()
        self.page.get_by_role("button", name="Got it").last.click()
