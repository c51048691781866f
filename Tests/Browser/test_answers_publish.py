"""Publishing: what an editor writes is what customers hear, and nobody writes over anybody."""

import time

from playwright.sync_api import expect

from editors import Editor, answer_shop, editor, own_answer_shop  # noqa: F401
from people import Customer


def test_a_new_answer_reaches_a_customer_within_two_seconds(editor: Editor, new_page, complaints):
    customer = Customer(new_page(), editor.shop)
    customer.open_chat()
    editor.sign_in("#/new")
    page = editor.page
    page.get_by_label("Question").fill("May my cat sleep on the sofa?")
    expect(page.get_by_label("Name")).to_have_value("cat-sleep-sofa")
    page.get_by_label("Topic").fill("products")
    page.get_by_label("Other ways to ask it").fill("my cat sleeps on the sofa\nare cats: allowed on sofas?")
    page.get_by_role("textbox", name="Answer", exact=True).fill("It **may**, and the covers can be washed.")
    page.get_by_role("button", name="Make the draft").click()
    expect(editor.source).to_contain_text("question: May my cat sleep on the sofa?")
    expect(editor.stand).to_contain_text("a new file")
    dialog = editor.begin_publishing()
    expect(dialog).to_contain_text("products/cat-sleep-sofa.md")
    dialog.get_by_label("What did you change?").fill("Cats")
    begun = time.monotonic()
    dialog.get_by_role("button", name="Publish now").click()
    dialog.wait_for(state="detached")
    published = time.monotonic()
    customer.say("my cat sleeps on the sofa")
    expect(customer.log).to_contain_text("the covers can be washed", timeout=60_000)
    answered = time.monotonic()
    print(f"published in {published - begun:.2f} s, answered in {answered - published:.2f} s more")

    path = "products/cat-sleep-sofa.md"
    expect(editor.stand).to_contain_text("Published")
    assert editor.shop.file(path) == editor.shop.formatted(path)
    page.wait_for_function("(text) => document.querySelector('.host').textContent === text", arg=editor.shop.file(path))
    page.goto(f"{editor.shop.url}/agent/answers#/history")
    newest = page.locator(".versions > li").first
    expect(newest).to_contain_text("Eva")
    expect(newest).to_contain_text("Cats")
    expect(newest.get_by_role("link", name=path)).to_be_visible()
    assert answered - published < 2
    assert complaints == []
    customer.leave()


def test_the_desk_counts_what_editors_have_to_look_at(own_answer_shop, new_page):
    own_answer_shop.customer_says("do you rent out your lamps")
    editor = Editor(new_page(), own_answer_shop)
    editor.sign_in()
    desk = editor.page.context.new_page()
    desk.goto(f"{own_answer_shop.url}/agent")
    gaps, answers = (desk.get_by_role("link", name=name).locator(".n") for name in ("Unanswered", "Answers"))
    expect(gaps).to_have_text("1")
    expect(answers).to_have_count(0)
    editor.open("delivery/delivery-times.md")
    editor.type_below("  - when will my order arrive", "  - do you rent out your lamps\n  - how much is shipping today")
    editor.publish()
    expect(gaps).to_have_count(0)
    expect(answers).to_have_text("1")
    expect(editor.page.get_by_role("link", name="Answers").locator(".n")).to_have_text("1")



def test_it_shows_first_what_changes_for_real_messages(editor: Editor):
    editor.shop.customer_says("do you sell hammocks", "do you sell hammocks")
    editor.shop.customer_says("Which materials do you use for hammocks?")
    editor.open("products/dimensions.md")
    editor.type_below("asks:", "  - do you sell hammocks")
    dialog = editor.begin_publishing()
    expect(dialog).to_contain_text("What changes for")
    expect(dialog.locator(".tally")).to_contain_text("2 get an answer now")
    group = dialog.locator(".group")
    group.get_by_text("Dimensions").click()
    expect(group).to_contain_text("do you sell hammocks")
    group.get_by_role("button", name="Try it").click()
    expect(dialog).to_be_hidden()
    expect(editor.verdict).to_contain_text("Would answer with Dimensions")
    editor.page.get_by_role("button", name="Discard").click()


def test_several_files_are_one_change(editor: Editor):
    editor.open("products/lamp-care.md")
    editor.type_below("asks:", "  - lamp line one")
    editor.open("products/care-linen.md")
    editor.type_below("asks:", "  - linen line two")
    expect(editor.stand).to_contain_text("1 other file not published")
    dialog = editor.begin_publishing()
    expect(dialog.get_by_role("heading")).to_contain_text("Publish 2 files")
    dialog.get_by_role("button", name="Publish now").click()
    expect(dialog).to_be_hidden()
    assert "lamp line one" in editor.shop.file("products/lamp-care.md")
    assert "linen line two" in editor.shop.file("products/care-linen.md")
    expect(editor.page.get_by_role("button", name="Publish")).to_be_disabled()


def test_an_error_is_not_published(editor: Editor):
    editor.open("products/allergy.md")
    editor.type_below("asks:", "  - x\nnonsense: yes")
    expect(editor.cards.first).to_be_visible()
    dialog = editor.begin_publishing()
    expect(dialog).to_contain_text("Not yet: there are errors.")
    expect(dialog.get_by_role("button", name="Publish now")).to_be_disabled()
    dialog.get_by_role("button", name="Cancel").click()
    editor.page.get_by_role("button", name="Discard").click()
    assert "nonsense" not in editor.shop.file("products/allergy.md")


def collide(editor: Editor, path: str) -> None:
    """Both change a file, and the colleague publishes first."""
    editor.open(path)
    editor.type_below("asks:", f"  - mine my own {path}")
    theirs = f"asks:\n  - theirs all theirs {path}\n"
    editor.shop.put(path, editor.shop.file(path).replace("asks:\n", theirs, 1))
    dialog = editor.begin_publishing()
    dialog.get_by_role("button", name="Publish now").click()
    expect(editor.page.get_by_role("heading", name="Somebody else changed this, too")).to_be_visible()
    theirs, mine = (editor.page.get_by_role("group", name=name) for name in ("Theirs", "Mine"))
    expect(theirs).to_contain_text("theirs all theirs")
    expect(mine).to_contain_text("mine my own")


def test_mine_can_go_on_top_of_theirs(editor: Editor):
    path = "company/jobs.md"
    collide(editor, path)
    editor.page.get_by_role("button", name="Keep mine on top").click()
    assert "mine my own" not in editor.shop.file(path), "Nothing is published before it is asked for again."
    editor.publish()
    assert "mine my own" in editor.shop.file(path) and "theirs all" not in editor.shop.file(path)


def test_theirs_can_be_taken(editor: Editor):
    path = "company/press.md"
    collide(editor, path)
    editor.page.get_by_role("button", name="Take theirs").click()
    expect(editor.source).to_contain_text("theirs all theirs")
    expect(editor.source).not_to_contain_text("mine my own")
    expect(editor.stand).to_contain_text("Published")


def test_deciding_later_keeps_both(editor: Editor):
    path = "company/events.md"
    collide(editor, path)
    editor.page.get_by_role("button", name="Decide later").click()
    expect(editor.source).to_contain_text("mine my own")
    expect(editor.page.get_by_text("Somebody changed this file since you began.")).to_be_visible()
    # Asked again, it is no less careful.
    editor.begin_publishing().get_by_role("button", name="Publish now").click()
    expect(editor.page.get_by_role("heading", name="Somebody else changed this, too")).to_be_visible()
    assert "mine my own" not in editor.shop.file(path)
    editor.page.get_by_role("button", name="Decide later").click()
    editor.page.get_by_role("button", name="Compare").click()
    editor.page.get_by_role("button", name="Take theirs").click()
    expect(editor.source).to_contain_text("theirs all theirs")


def test_an_answer_gets_another_name(editor: Editor):
    old, new = "company/reviews.md", "products/ratings.md"
    editor.open(old)
    editor.page.get_by_role("button", name="More").click()
    editor.page.get_by_role("menuitem", name="Rename or move").click()
    dialog = editor.page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("ratings")
    dialog.get_by_label("Topic").fill("products")
    dialog.get_by_role("button", name="Rename").click()
    expect(editor.page.get_by_text(f"faq/{new}")).to_be_visible()
    expect(editor.entry(old)).to_contain_text("to be removed")
    editor.publish()
    assert not (editor.shop.answers / old).exists()
    assert (editor.shop.answers / new).exists()
    expect(editor.entry(old)).to_have_count(0)


def test_an_edit_by_hand_is_seen(editor: Editor):
    path = "company/wholesale.md"
    editor.open(path)
    file = editor.shop.answers / path
    file.write_text(file.read_text().replace("asks:\n", "asks:\n  - written by hand\n", 1))
    # As when the editor comes back to the tab.
    editor.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(editor.source).to_contain_text("written by hand")
