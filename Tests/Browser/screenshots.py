"""Takes the pictures in docs/pictures, of the same states that the tests look at.

    make screenshots              those that the pages of docs show
    make screenshots ALL=DIR      every state, on a desktop and on a phone, in light and in dark, into a folder
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from editors import AnswerShop
from palette import with_few_colours
from server import Server, closed_for_days, root
from shop import Shop
from states import Stage, answers_states, desk_states, desktop, lead_states, phone, widget_states

pictures = root / "docs" / "pictures"
most_bytes = 150_000

# Which states, how wide the window is, in which colours, and what of the window: all of it, or the chat and its margin.
wanted = {
    "chat-start": (desktop, "light", "chat"),
    "chat-answer": (desktop, "light", "all"),
    "chat-unsure": (desktop, "light", "chat"),
    "chat-queue": (desktop, "light", "chat"),
    "chat-person": (desktop, "light", "chat"),
    "chat-offline": (desktop, "light", "chat"),
    "chat-closed": (desktop, "light", "chat"),
    "chat-out-of-hours": (desktop, "light", "chat"),
    "chat-arabic": (desktop, "dark", "chat"),
    "chat-phone": (phone, "light", "all"),
    "shop-unread": (desktop, "light", "all"),
    "desk-claim": (desktop, "light", "all"),
    "desk": (desktop, "light", "all"),
    "desk-overview": (desktop, "light", "all"),
    "desk-phone": (phone, "light", "all"),
    "answers-try": (desktop, "light", "all"),
    "answers-unanswered": (desktop, "light", "all"),
}
# The state that a picture of another name shows.
states_of_pictures = {"desk": "desk-chat", "desk-phone": "desk-chat", "chat-phone": "chat-person"}


def take(page: Page, name: str, scheme: str, part: str) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.evaluate("() => document.fonts.ready")
    page.mouse.move(0, 0)
    clip = None
    if part == "chat":
        box = page.get_by_role("dialog").bounding_box()
        margin = 24
        clip = {
            "x": box["x"] - margin, "y": box["y"] - margin, "width": box["width"] + 2 * margin, "height": box["height"] + 2 * margin,
        }
    picture = with_few_colours(page.screenshot(caret="hide", clip=clip))
    if len(picture) > most_bytes:
        raise SystemExit(f"{name}.png has {len(picture):,} bytes, more than {most_bytes:,}")
    (pictures / f"{name}.png").write_bytes(picture)
    print(f"{name}.png: {len(picture):,} bytes")


def play(browser: Browser, viewport: dict, look: Callable[[str, Page], None]) -> None:
    """Plays the states of all faces in a window of this size, and looks at each."""
    with tempfile.TemporaryDirectory() as folder:
        shop = Shop()
        servers = [
            Server(Path(folder) / "data", "--rates", "off", "--allow-origin", shop.origin),
            Server(Path(folder) / "closed", "--rates", "off", hours=closed_for_days()),
            AnswerShop(Path(folder) / "editors"),
        ]

        def new_page(**options) -> Page:
            return browser.new_context(locale="en-GB", timezone_id="Europe/Copenhagen", reduced_motion="reduce", **options).new_page()

        stage = Stage(new_page, servers[0], shop, *servers[1:], viewport)
        try:
            for states in (widget_states, desk_states, answers_states, lead_states):
                for state, page in states(stage):
                    look(state, page)
        finally:
            for server in servers:
                server.kill()
            shop.close()


def take_wanted(browser: Browser) -> None:
    pictures.mkdir(parents=True, exist_ok=True)
    for viewport in (desktop, phone):
        missing = {name for name, (its_viewport, _, _) in wanted.items() if its_viewport is viewport}

        def look(state: str, page: Page) -> None:
            for name in sorted(missing):
                if states_of_pictures.get(name, name) == state:
                    take(page, name, *wanted[name][1:])
                    missing.remove(name)

        play(browser, viewport, look)
        if missing:
            raise SystemExit(f"no state shows {', '.join(sorted(missing))}")
    for old in pictures.glob("*.png"):
        if old.stem not in wanted:
            old.unlink()


def take_all(browser: Browser, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for viewport, size in ((desktop, "desktop"), (phone, "phone")):

        def look(state: str, page: Page) -> None:
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                page.screenshot(path=folder / f"{state}-{size}-{scheme}.png", caret="hide")

        play(browser, viewport, look)
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


def main(folder: str = "") -> None:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        if folder:
            take_all(browser, Path(folder))
        else:
            take_wanted(browser)


if __name__ == "__main__":
    main(*sys.argv[1:])
