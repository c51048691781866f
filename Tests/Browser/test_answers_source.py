"""Writing an answer: what is wrong stands below its line, and nothing that was written is lost."""

from playwright.sync_api import expect

from editors import Editor, answer_shop, editor, own_answer_shop  # noqa: F401

times = "delivery/delivery-times.md"
first_ask = "  - when will my order arrive"
hijacked = "  - how much is shipping today"


def test_a_warning_stands_below_its_line_and_its_button_mends_it(editor: Editor, complaints):
    editor.open(times)
    editor.type_below(first_ask, hijacked)
    card = editor.cards.filter(has_text="reaches delivery-costs")
    expect(card).to_be_visible()
    expect(editor.stand).to_contain_text("1 warning")
    expect(editor.stand).to_contain_text("1 line changed")
    expect(editor.entry(times)).to_contain_text("1 warning")

    box = card.bounding_box()
    assert top_of(editor, hijacked) < box["y"], "The line stands above its card."
    assert top_of(editor, "  - how many days") >= box["y"] + box["height"] - 2, "The next line stands below it."

    card.get_by_role("button", name="Remove line").click()
    expect(editor.cards).to_have_count(0)
    assert hijacked not in editor.text
    editor.page.keyboard.press("Control+z")
    assert hijacked in editor.text
    expect(card).to_be_visible()
    assert complaints == []


def test_a_slip_is_mended_by_what_was_meant(editor: Editor):
    editor.open(times)
    editor.type_below("quick_reply: 3", "ownr: shipping")
    card = editor.cards.filter(has_text="no key `ownr`")
    card.get_by_role("button", name="Use owner").click()
    assert "\nowner: shipping\n" in editor.text
    expect(card).to_have_count(0)


def test_cards_of_neighbouring_lines_each_stand_below_their_own(editor: Editor):
    editor.open(times)
    editor.type_below(first_ask, f"{hijacked}\n  - i want a human")
    expect(editor.cards).to_have_count(2)
    first, second = (editor.cards.nth(index).bounding_box() for index in range(2))
    between = top_of(editor, "  - i want a human")
    assert first["y"] + first["height"] <= between + 2 and between < second["y"]


def test_f8_goes_from_problem_to_problem_and_says_it(editor: Editor):
    editor.open(times)
    editor.type_below(first_ask, f"{hijacked}\n  - i want a human")
    expect(editor.cards).to_have_count(2)
    editor.page.keyboard.press("F8")
    expect(editor.stand).to_contain_text("Line 7")
    expect(editor.status).to_contain_text("Warning: “how much is shipping today”")
    editor.page.keyboard.press("F8")
    expect(editor.stand).to_contain_text("Line 8")
    editor.page.keyboard.press("Shift+F8")
    expect(editor.stand).to_contain_text("Line 7")
    editor.page.keyboard.press("Control+.")
    expect(editor.cards).to_have_count(1)
    assert hijacked not in editor.text


def test_tab_indents_among_the_keys_and_escape_lets_it_leave(editor: Editor):
    editor.open(times)
    editor.type_below("asks:", "")
    editor.page.keyboard.press("Tab")
    editor.page.keyboard.type("- a new line")
    assert "asks:\n  - a new line\n" in editor.text
    editor.page.keyboard.press("Escape")
    editor.page.keyboard.press("Shift+Tab")
    expect(editor.source).not_to_be_focused()
    assert "asks:\n  - a new line\n" in editor.text


def test_the_answer_is_spell_checked_and_the_keys_are_not(editor: Editor):
    editor.open(times)
    editor.type_below(first_ask, "  - x")
    expect(editor.source).to_have_attribute("spellcheck", "false")
    editor.type_below("- We don’t ship on weekends.", "")
    expect(editor.source).to_have_attribute("spellcheck", "true")


def test_drafts_survive_a_dead_server_and_a_reload(own_answer_shop, new_page):
    editor = Editor(new_page(), own_answer_shop)
    editor.open(times)
    editor.type_below(first_ask, "  - before the cut")
    expect(editor.stand).to_contain_text("1 line changed")
    editor.shop.kill()
    editor.page.keyboard.type(" and after it")
    expect(editor.page.get_by_text("We can’t reach the server.")).to_be_visible()
    editor.shop.start()
    expect(editor.page.get_by_text("We can’t reach the server.")).to_be_hidden()
    editor.page.reload()
    expect(editor.source).to_contain_text("  - before the cut and after it")
    editor.page.get_by_role("button", name="Discard").click()
    expect(editor.source).not_to_contain_text("before the cut")
    expect(editor.stand).to_contain_text("Published")
    assert "before the cut" not in editor.shop.file(times)


def test_another_tab_shows_the_same_draft(editor: Editor):
    editor.open(times)
    other = Editor(editor.page.context.new_page(), editor.shop)
    other.page.goto(editor.page.url)
    other.source.wait_for()
    editor.page.bring_to_front()
    editor.type_below(first_ask, "  - from the first tab")
    expect(other.source).to_contain_text("from the first tab")


def test_a_place_in_another_file_is_a_link_to_its_line(editor: Editor):
    editor.open(times)
    editor.type_below(first_ask, hijacked)
    editor.cards.get_by_role("link", name="delivery/delivery-costs.md:20").click()
    expect(editor.page.get_by_role("heading", name="Delivery costs")).to_be_visible()
    expect(editor.stand).to_contain_text("Line 20")


def test_the_list_is_searched_and_walked_by_keyboard(editor: Editor):
    editor.open(times)
    editor.page.get_by_role("button", name="Ask", exact=True).focus()
    editor.page.keyboard.press("/")
    editor.page.keyboard.type("gift card")
    expect(editor.entry(times)).to_have_count(0)
    # The file that is open may be there before the folder is.
    expect(editor.list.get_by_role("link", name="Buy gift card")).to_be_visible()
    editor.page.keyboard.press("ArrowDown")
    expect(editor.list.get_by_role("link", name="Buy gift card")).to_be_focused()
    editor.page.keyboard.press("ArrowDown")
    expect(editor.list.get_by_role("link", name="Gift card balance")).to_be_focused()
    editor.page.keyboard.press("Enter")
    expect(editor.page.get_by_role("heading", name="Gift card balance")).to_be_visible()
    expect(editor.list.get_by_role("link").and_(editor.page.locator("[aria-current]"))).to_be_focused()


def top_of(editor: Editor, line: str) -> float:
    """Where the middle of a line is on the screen."""
    return editor.source.evaluate(
        """(host, line) => {
            const walker = document.createTreeWalker(host, NodeFilter.SHOW_TEXT);
            let rest = host.textContent.indexOf(line) + line.length - 1;
            let node = walker.nextNode();
            for (; rest >= node.length; node = walker.nextNode()) rest -= node.length;
            const range = new Range();
            range.setStart(node, rest);
            range.setEnd(node, rest + 1);
            const { top, height } = range.getBoundingClientRect();
            return top + height / 2;
        }""",
        line,
    )


def test_a_search_before_the_folder_is_there_waits_for_it(answer_shop, new_page):
    editor = Editor(new_page(), answer_shop)
    held = []
    editor.page.route("**/faq/entries?*", lambda route: held.append(route))
    editor.open(times)
    editor.page.get_by_role("searchbox").fill("gift card")
    expect(editor.list).to_contain_text("Reading the answers")
    for route in held:
        route.continue_()
    expect(editor.list.get_by_role("link", name="Buy gift card")).to_be_visible()
