"""Trying a customer's sentence, and giving answers to what had none."""

from playwright.sync_api import expect

from editors import Editor, answer_shop, editor, own_answer_shop  # noqa: F401

times = "delivery/delivery-times.md"


def test_a_sentence_is_tried_on_what_is_not_published(editor: Editor, complaints):
    editor.open(times)
    editor.ask("zonk flibber")
    expect(editor.verdict).to_contain_text("Would ask back")
    editor.type_below("  - when will my order arrive", "  - zonk flibber")
    expect(editor.verdict).to_contain_text("Would answer with Delivery times")
    expect(editor.verdict).to_contain_text("word for word")
    expect(editor.verdict).to_contain_text("2–4 working days")
    editor.page.get_by_role("button", name="Compare with live").click()
    live = editor.page.locator(".live")
    expect(live).to_contain_text("What answers now")
    expect(live).to_contain_text("Would ask back")
    editor.page.get_by_role("button", name="Discard").click()
    assert complaints == []


def test_the_reasons_stand_best_first_with_their_places(editor: Editor):
    editor.open(times)
    editor.ask("How do I pay for express delivery?")
    expect(editor.verdict).to_contain_text("Would answer with Express delivery")
    rows = editor.page.get_by_role("list", name="Matches, best first").get_by_role("listitem")
    expect(rows.first.locator("mark")).to_have_text("express")
    expect(rows.first).to_contain_text("a pattern")
    expect(rows.nth(1)).to_contain_text("the winner has a higher priority")
    rows.first.get_by_role("link", name="express-delivery.md:").click()
    expect(editor.page.get_by_role("heading", name="Express delivery")).to_be_visible()
    expect(editor.stand).not_to_contain_text("Line 1,")


def test_a_wish_for_a_person_and_a_guess_are_told_apart(editor: Editor):
    editor.open(times)
    editor.ask("I want to speak to a human")
    expect(editor.verdict).to_contain_text("Would pass the customer on to a person")
    editor.ask("my boxx shipping costz")
    expect(editor.verdict).to_contain_text("Would ask back")
    expect(editor.verdict.get_by_text("Delivery costs")).to_be_visible()
    expect(editor.page.get_by_text("the upright line")).to_be_visible()


def test_a_link_from_a_conversation_tries_its_message(editor: Editor):
    editor.sign_in(f"#/file/{times}?q=where%20is%20my%20parcel%3F")
    expect(editor.verdict).to_contain_text("Would answer with Track order")
    expect(editor.source).to_contain_text("How long does delivery take?")


def test_a_text_with_an_error_is_not_tried(editor: Editor):
    editor.open(times)
    editor.ask("where is my parcel?")
    editor.type_below("quick_reply: 3", "nonsense: yes")
    expect(editor.page.get_by_text("Your text has an error, so this is what answers now.")).to_be_visible()
    expect(editor.verdict).to_contain_text("Would answer with Track order")
    editor.page.get_by_role("button", name="Discard").click()


def test_an_unanswered_question_gets_an_answer_of_its_own(own_answer_shop, new_page):
    own_answer_shop.customer_says("do you have zebra wallpaper", "do you have zebra wallpapers")
    editor = Editor(new_page(), own_answer_shop)
    editor.sign_in("#/unanswered")
    row = editor.page.locator(".view .gap", has_text="zebra wallpaper")
    expect(row).to_contain_text("2 times")
    row.get_by_role("button", name="Write answer").click()
    page = editor.page
    expect(page.get_by_label("Question")).to_have_value("do you have zebra wallpapers")
    expect(page.get_by_label("Other ways to ask it")).to_have_value("do you have zebra wallpaper")
    page.get_by_label("Topic").fill("products")
    page.get_by_role("textbox", name="Answer", exact=True).fill("Not yet.")
    page.get_by_role("button", name="Make the draft").click()
    editor.publish()
    page.goto(f"{own_answer_shop.url}/agent/answers#/unanswered")
    expect(page.get_by_text("Everything was answered.")).to_be_visible()
    expect(page.get_by_text("Answered by now")).to_be_visible()


def test_an_unanswered_question_is_added_to_an_answer(own_answer_shop, new_page):
    own_answer_shop.customer_says("plaid en lin gris")
    editor = Editor(new_page(), own_answer_shop)
    editor.open(times)
    editor.page.locator(".gap-box").get_by_role("button", name="Add to answer").click()
    dialog = editor.page.get_by_role("dialog")
    expect(dialog).to_contain_text("plaid en lin gris")
    dialog.get_by_label("Add to").select_option("products/care-linen.md")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(editor.page.get_by_text("faq/products/care-linen.md")).to_be_visible()
    expect(editor.source).to_contain_text("  - plaid en lin gris")
    expect(editor.stand).to_contain_text("1 line changed")


def test_the_report_says_how_answers_did(own_answer_shop, new_page):
    own_answer_shop.customer_says("where is my parcel?")
    editor = Editor(new_page(), own_answer_shop)
    editor.sign_in("#/report")
    expect(editor.page.get_by_role("row", name="Track order")).to_contain_text("1")
    editor.page.get_by_text("Never shown").click()
    expect(editor.page.locator(".dead").first.get_by_role("link").first).to_be_visible()
    expect(editor.entry("delivery/track-order.md")).to_contain_text("asked 1 time")
