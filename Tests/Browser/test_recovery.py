"""A server that dies in the middle of a conversation: both sides go on, nothing is lost, nothing is doubled."""

from playwright.sync_api import expect

from people import Agent, Customer
from server import Server


def texts(log) -> list[str]:
    """Every bubble, in order."""
    return log.locator(".me .b, .agent .b, .mm:not(.bot) .b").all_inner_texts()


def test_a_killed_server_costs_nobody_a_word(mortal_server: Server, new_page):
    server, customer, agent = mortal_server, Customer(new_page(), mortal_server), Agent(new_page(), mortal_server)
    customer.open_chat()
    customer.ask_for_person()
    agent.sign_in()
    agent.claim()
    customer.say("one")
    expect(agent.log).to_contain_text("one")
    agent.reply("two")
    expect(customer.log).to_contain_text("two")

    server.kill()
    expect(customer.page.get_by_text("You’re offline.")).to_be_visible()
    expect(agent.page.get_by_text("Connection lost.")).to_be_visible()
    customer.say("three")
    customer.say("four")
    agent.reply("five")
    expect(customer.log.get_by_text("Waiting to send")).to_have_count(2)
    expect(agent.log.get_by_text("Waiting to send")).to_have_count(1)
    drafts = {customer.box: "six, half writ", agent.page.get_by_label("Reply to"): "seven, half writ"}
    for box, draft in drafts.items():
        box.fill(draft)

    server.start()
    for page in (customer.page, agent.page):
        page.evaluate("() => dispatchEvent(new Event('online'))")
    expect(customer.page.get_by_text("You’re offline.")).to_be_hidden()
    expect(agent.page.get_by_text("Connection lost.")).to_be_hidden()
    for log in (customer.log, agent.log):
        for word in ("three", "four", "five"):
            expect(log.get_by_text(word, exact=True)).to_have_count(1)
        expect(log.get_by_text("Waiting to send")).to_have_count(0)
        expect(log.get_by_text("Sending")).to_have_count(0)
    assert sorted(texts(customer.log)) == sorted(["one", "two", "three", "four", "five"])
    assert texts(customer.log) == texts(agent.log)
    for box, draft in drafts.items():
        expect(box).to_have_value(draft)

    # What the server holds is what both see, also after a reload.
    seen = texts(customer.log)
    customer.page.reload()
    agent.page.reload()
    expect(customer.log.get_by_text("five", exact=True)).to_be_visible()
    expect(agent.log.get_by_text("five", exact=True)).to_be_visible()
    assert texts(customer.log) == seen
    assert texts(agent.log) == seen


def test_an_answer_that_was_lost_on_its_way_is_not_said_twice(customer: Customer):
    customer.open_chat()
    lost = []

    def lose_the_first_answer(route):
        if lost:
            return route.continue_()
        # The server hears it, the page does not hear back.
        lost.append(route.fetch())
        return route.abort()

    customer.page.route("**/messages", lose_the_first_answer)
    customer.say("where is my order")
    expect(customer.log).to_contain_text("tracking link")
    expect(customer.log.get_by_text("Sending")).to_have_count(0)
    customer.page.reload()
    expect(customer.log.get_by_text("where is my order", exact=True)).to_have_count(1)
    assert len(lost) == 1 and lost[0].ok


def test_what_was_written_offline_survives_a_reload(customer: Customer):
    customer.open_chat()
    customer.ask_for_person()
    customer.page.route("**/messages", lambda route: route.abort())
    customer.say("kept on this device")
    expect(customer.log.get_by_text("kept on this device", exact=True)).to_be_visible()
    customer.page.unroute("**/messages")
    customer.page.reload()
    expect(customer.log.get_by_text("kept on this device", exact=True)).to_have_count(1)
    expect(customer.log.get_by_text("Added for the person")).to_be_attached()
    expect(customer.log.get_by_text("Sending")).to_have_count(0)


def test_without_sockets_the_chat_goes_on_by_polling(customer: Customer, agent: Agent):
    for page in (customer.page, agent.page):
        page.route_web_socket("**/realtime/ws", lambda socket: socket.close(code=1011))
    customer.open_chat()
    customer.ask_for_person()
    agent.sign_in()
    expect(agent.waiting).to_have_count(1, timeout=15_000)
    agent.claim()
    agent.reply("we have no socket")
    expect(customer.log).to_contain_text("we have no socket", timeout=15_000)
    expect(customer.page.get_by_text("You’re offline.")).to_be_hidden()
    customer.say("neither do we")
    expect(agent.log.get_by_text("neither do we", exact=True)).to_have_count(1)


def test_a_frame_that_was_lost_is_fetched(customer: Customer, agent: Agent):
    lost = []

    def lose_the_first_reply(socket):
        server = socket.connect_to_server()

        def forward(frame):
            if not lost and "alpha" in frame:
                lost.append(frame)
            else:
                socket.send(frame)

        server.on_message(forward)

    customer.page.route_web_socket("**/realtime/ws", lose_the_first_reply)
    customer.open_chat()
    customer.ask_for_person()
    agent.sign_in()
    agent.claim()
    agent.reply("alpha")
    expect(agent.log.get_by_text("alpha", exact=True)).to_be_visible()
    agent.reply("beta")
    expect(customer.log.get_by_text("beta", exact=True)).to_be_visible()
    assert texts(customer.log) == ["alpha", "beta"]
    assert len(lost) == 1
