"""Takes the pictures in docs/pictures: both pages, on a desktop and on a phone."""

import os
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from people import Agent, Customer
from server import Server, root

pictures = root / "docs" / "pictures"
desktop = {"width": 1280, "height": 860}
phone = {"width": 390, "height": 844}


def page(browser: Browser) -> Page:
    return browser.new_context(viewport=desktop, color_scheme="light", reduced_motion="reduce").new_page()


def take(page: Page, name: str) -> None:
    page.evaluate("() => document.fonts.ready")
    page.mouse.move(0, 0)
    page.screenshot(path=pictures / f"{name}.png", caret="hide")


def other_visitor(browser: Browser, server: Server, words: str) -> None:
    visitor = Customer(page(browser), server)
    visitor.open_chat()
    visitor.say(words)
    expect(visitor.log.get_by_text("Sending")).to_have_count(0)
    visitor.ask_for_person()


def tell_the_story(browser: Browser, server: Server) -> None:
    customer, agent = Customer(page(browser), server), Agent(page(browser), server)
    customer.open_chat()
    take(customer.page, "chat-start")
    customer.page.set_viewport_size(phone)
    customer.page.reload()
    customer.box.wait_for()
    take(customer.page, "chat-phone")
    customer.page.set_viewport_size(desktop)
    customer.page.reload()
    customer.box.wait_for()
    customer.pick("How long does delivery take?")
    expect(customer.log).to_contain_text("working days")
    take(customer.page, "chat-answer")
    customer.say("my parcel says delivered but there’s nothing here??")
    expect(customer.log.get_by_text("Sending")).to_have_count(0)
    customer.ask_for_person()
    take(customer.page, "chat-queue")

    agent.page.goto(f"{server.url}/agent")
    agent.page.get_by_label("Password").wait_for()
    take(agent.page, "desk-sign-in")
    other_visitor(browser, server, "is the quince vase dishwasher safe?")
    other_visitor(browser, server, "can I pay with two gift cards?")
    agent.sign_in()
    expect(agent.waiting).to_have_count(3)
    agent.waiting.first.click()
    agent.page.get_by_role("button", name="Claim", exact=True).wait_for()
    take(agent.page, "desk-claim")
    agent.claim()
    agent.reply("Hi! I’ve read what you wrote. Annoying, let me check with the carrier.")
    expect(customer.log).to_contain_text("let me check with the carrier")
    agent.note("Carrier says pick-up point Vestergade 14, scanned 13:52.")
    expect(agent.log).to_contain_text("Vestergade")
    agent.reply("Found it! Your parcel is at the pick-up point on Vestergade. They’re open until 20:00, bring any ID.")
    expect(customer.log).to_contain_text("Found it!")
    customer.say("oh great, I can go after work")
    expect(agent.log).to_contain_text("after work")
    expect(customer.log.locator(".seen").last).to_be_visible()
    take(agent.page, "desk")
    take(customer.page, "chat-person")
    agent.page.set_viewport_size(phone)
    take(agent.page, "desk-phone")
    agent.page.get_by_role("link", name="Back to chats").click()
    take(agent.page, "desk-phone-list")
    agent.mine.first.click()
    agent.close()
    expect(customer.page.get_by_text("How did that go?")).to_be_visible()
    take(customer.page, "chat-closed")


def main() -> None:
    pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "data", "--rates", "off")
        try:
            arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
            tell_the_story(browser, server)
        finally:
            server.kill()


if __name__ == "__main__":
    main()
