"""What an editor does and sees on the answers' page, and a shop whose answers may be changed."""

import json
import shutil
import subprocess
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Locator, Page, expect

from people import password
from server import Server, binary, root

# A check of a draft reads the whole folder, and a busy machine takes its time for it.
expect.set_options(timeout=15_000)


class AnswerShop(Server):
    """A server with a folder of answers of its own."""

    def __init__(self, folder: Path):
        self.answers = folder / "answers"
        shutil.copytree(root / "faq-data", self.answers)
        super().__init__(folder / "data", "--rates", "off", "--faq", str(self.answers))

    def file(self, path: str) -> str:
        return (self.answers / path).read_text()

    def formatted(self, path: str) -> str:
        """What `faq format` would make of a file as it is on disk."""
        copy = self.answers.parent / "formatted"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.answers, copy)
        subprocess.run([str(binary()), "faq", "format", str(copy)], check=True, capture_output=True)
        return (copy / path).read_text()

    def call(self, method: str, path: str, body: object = None, **headers: str) -> dict:
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.url}/api/v1{path}", data, {"Content-Type": "application/json", **headers}, method=method)
        with urlopen(request) as answer:
            return json.loads(answer.read() or b"null")

    def token(self, username: str) -> str:
        return self.call("POST", "/agent/auth/login", {"username": username, "password": password})["access_token"]

    def put(self, path: str, text: str) -> None:
        """Publishes a file as a colleague who works elsewhere."""
        headers = {"Authorization": f"Bearer {self.token('admin')}"}
        file = self.call("GET", f"/agent/faq/file?path={path}", None, **headers)
        self.call("PUT", f"/agent/faq/file?path={path}", {"text": text, "version": file["version"]}, **headers)

    def customer_says(self, *words: str) -> None:
        """A chat of a customer who writes these messages."""
        conversation = self.call("POST", "/customer/conversations/start", {})["conversation"]
        for number, message in enumerate(words):
            self.call(
                "POST", f"/customer/conversations/{conversation['id']}/messages",
                {"content": message, "client_message_id": f"message-{number}"},
                **{"X-Customer-Session-Id": conversation["customer_session_id"]},
            )


class Editor:
    def __init__(self, page: Page, shop: AnswerShop, username: str = "eva"):
        page.set_default_timeout(30_000)
        self.page = page
        self.shop = shop
        self.username = username

    def sign_in(self, address: str = "") -> None:
        """By the page that sends there who is not signed in, and back."""
        self.page.goto(f"{self.shop.url}/agent/answers{address}")
        self.page.get_by_label("Name", exact=True).fill(self.username)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_label("Password").press("Enter")
        self.page.wait_for_url("**/agent/answers**")

    def open(self, path: str) -> None:
        if self.page.url.startswith(self.shop.url):
            self.page.goto(f"{self.shop.url}/agent/answers#/file/{path}")
        else:
            self.sign_in(f"#/file/{path}")
        self.source.wait_for()

    @property
    def source(self) -> Locator:
        return self.page.get_by_role("textbox", name="Source of")

    @property
    def text(self) -> str:
        return self.source.evaluate("(host) => host.textContent")

    @property
    def cards(self) -> Locator:
        return self.page.locator(".dg")

    @property
    def stand(self) -> Locator:
        return self.page.locator(".stat")

    @property
    def status(self) -> Locator:
        return self.page.locator("#status")

    @property
    def verdict(self) -> Locator:
        return self.page.locator(".verdict")

    @property
    def list(self) -> Locator:
        return self.page.get_by_role("navigation", name="Answers", exact=True)

    def entry(self, path: str) -> Locator:
        return self.list.locator(f'a[href="#/file/{path}"]')

    def type_below(self, line: str, words: str) -> None:
        """Puts the caret at the end of a line and writes on, on a new one."""
        self.source.evaluate(
            """(host, line) => {
                const walker = document.createTreeWalker(host, NodeFilter.SHOW_TEXT);
                let rest = host.textContent.indexOf(line) + line.length;
                let node = walker.nextNode();
                for (; rest > node.length; node = walker.nextNode()) rest -= node.length;
                host.focus();
                getSelection().collapse(node, rest);
            }""",
            line,
        )
        self.page.keyboard.press("Enter")
        self.page.keyboard.type(words)

    def ask(self, words: str) -> None:
        field = self.page.get_by_label("Ask as a customer")
        field.fill(words)
        field.press("Enter")

    def begin_publishing(self) -> Locator:
        self.page.keyboard.press("Control+s")
        dialog = self.page.get_by_role("dialog")
        dialog.wait_for()
        return dialog

    def publish(self, message: str = "") -> None:
        dialog = self.begin_publishing()
        dialog.get_by_label("What did you change?").fill(message)
        dialog.get_by_role("button", name="Publish now").click()
        dialog.wait_for(state="detached")


@pytest.fixture(scope="module")
def answer_shop(tmp_path_factory):
    """One for all tests of a file: each leaves the answers that others look at as they were."""
    shop = AnswerShop(tmp_path_factory.mktemp("shop"))
    yield shop
    shop.kill()


@pytest.fixture
def own_answer_shop(tmp_path):
    """One that a test may kill, or fill with answers of its own."""
    shop = AnswerShop(tmp_path)
    yield shop
    shop.kill()


@pytest.fixture
def editor(answer_shop, new_page) -> Editor:
    return Editor(new_page(viewport={"width": 1440, "height": 900}), answer_shop)
