"""The answers' page keeps strangers' words inert, and strangers out."""

from playwright.sync_api import expect

from editors import Editor, answer_shop, editor, own_answer_shop  # noqa: F401

times = "delivery/delivery-times.md"
hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>"


def test_hostile_texts_are_inert_everywhere(own_answer_shop, new_page, complaints):
    own_answer_shop.customer_says(f"{hostile} zonk", "javascript:alert(3) flibber \u202e gnirts")
    (own_answer_shop.answers / "products" / "evil.md").write_text(
        f"---\nquestion: '{hostile} evil?'\nasks:\n  - '{hostile} zork'\n---\n`{hostile}` **[a](https://shop.example/{'a' * 300})**\n"
    )
    editor = Editor(new_page(), own_answer_shop)
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
    editor.page.goto(f"{own_answer_shop.url}/agent/answers#/unanswered")
    expect(editor.page.locator(".view .gap").first).to_be_visible()
    editor.page.locator(".view .gap").first.get_by_role("button", name="Write answer").click()
    expect(editor.page.get_by_label("Question")).to_be_visible()
    assert editor.page.locator("#answers img, #answers script, #answers [onerror], #answers a[href^='javascript']").count() == 0
    assert complaints == []


def test_who_may_not_write_answers_is_told_so(answer_shop, new_page):
    agent = Editor(new_page(), answer_shop, "ana")
    agent.sign_in()
    expect(agent.page.get_by_text("Answers are written by editors.")).to_be_visible()
    agent.page.get_by_role("link", name="Back to chats").click()
    agent.page.wait_for_url("**/agent")


def test_a_file_that_is_not_there_is_said_to_be_missing(editor: Editor):
    editor.sign_in("#/file/no/such.md")
    expect(editor.page.get_by_text("There is no such file.")).to_be_visible()
