"""The answers' page keeps strangers' words inert, strangers out, and nobody's way blocked."""

import pytest
from playwright.sync_api import expect

from editors import Editor, editor, mortal_shop, shop  # noqa: F401
from test_accessibility import assert_clean

times = "delivery/delivery-times.md"
hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>"


def test_hostile_texts_are_inert_everywhere(mortal_shop, new_page, complaints):
    mortal_shop.customer_says(f"{hostile} zonk", "javascript:alert(3) flibber \u202e gnirts")
    (mortal_shop.answers / "products" / "evil.md").write_text(
        f"---\nquestion: '{hostile} evil?'\nasks:\n  - '{hostile} zork'\n---\n`{hostile}` **[a](https://shop.example/{'a' * 300})**\n"
    )
    editor = Editor(new_page(), mortal_shop)
    editor.page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}") or dialog.dismiss())
    editor.open("products/evil.md")
    expect(editor.source).to_contain_text(hostile)
    editor.ask(f"{hostile} zork")
    expect(editor.verdict).to_contain_text(hostile)
    expect(editor.page.locator(".gap-box")).to_contain_text("zonk")
    editor.type_below("asks:", f"  - {hostile} unpublished")
    dialog = editor.begin_publishing()
    dialog.locator(".changes summary").click()
    expect(dialog.locator(".diff")).to_contain_text("unpublished")
    dialog.get_by_role("button", name="Cancel").click()
    editor.page.goto(f"{mortal_shop.url}/agent/answers#/unanswered")
    expect(editor.page.locator(".view .gap").first).to_be_visible()
    editor.page.locator(".view .gap").first.get_by_role("button", name="Write answer").click()
    expect(editor.page.get_by_label("Question")).to_be_visible()
    assert editor.page.locator("#answers img, #answers script, #answers [onerror], #answers a[href^='javascript']").count() == 0
    assert complaints == []


def test_who_may_not_write_answers_is_told_so(shop, new_page):
    agent = Editor(new_page(), shop, "ana")
    agent.sign_in()
    expect(agent.page.get_by_text("Answers are written by editors.")).to_be_visible()
    agent.page.get_by_role("link", name="Back to chats").click()
    agent.page.wait_for_url("**/agent")


def test_a_file_that_is_not_there_is_said_to_be_missing(editor: Editor):
    editor.sign_in("#/file/no/such.md")
    expect(editor.page.get_by_text("There is no such file.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_an_editors_way(mortal_shop, new_page, scheme):
    mortal_shop.customer_says("do you have zebra wallpaper")
    mortal_shop.customer_says("where is my parcel?")
    editor = Editor(new_page(color_scheme=scheme, viewport={"width": 1440, "height": 900}), mortal_shop)
    page = editor.page
    editor.sign_in()
    expect(page.get_by_role("heading", name="Pick an answer")).to_be_visible()
    expect(editor.entry(times)).to_be_visible()
    assert_clean(page, "nothing open")
    editor.open(times)
    editor.ask("How do I pay for express delivery?")
    expect(editor.verdict).to_be_visible()
    editor.type_below("  - when will my order arrive", "  - how much is shipping today\n  - i want a human")
    expect(editor.cards).to_have_count(2)
    assert_clean(page, "two warnings")
    editor.begin_publishing()
    expect(page.get_by_role("dialog").locator(".effect")).not_to_contain_text("Trying")
    assert_clean(page, "about to publish")
    page.keyboard.press("Escape")
    editor.type_below("  - i want a human", "nonsense: yes")
    expect(page.locator(".dg.error")).to_be_visible()
    editor.ask("my boxx shipping costz")
    expect(editor.verdict).to_contain_text("Would ask back")
    assert_clean(page, "an error")
    for width, height in ((820, 1180), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        assert_clean(page, f"an error, {width} wide")
    for pane in ("Try it", "Answers"):
        page.locator(".panes").get_by_role("button", name=pane).click()
        assert_clean(page, f"phone, {pane}")
    page.set_viewport_size({"width": 1440, "height": 900})
    for view, sign in (("unanswered", "zebra"), ("new", "New answer"), ("history", "By hand"), ("report", "Track order")):
        page.goto(f"{mortal_shop.url}/agent/answers#/{view}")
        expect(page.locator(".view")).to_contain_text(sign)
        assert_clean(page, view)
