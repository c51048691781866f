"""What a customer writes is sent once, whatever the network does."""

import pytest
from playwright.sync_api import expect

from people import Agent, Customer
from server import Server, closed_for_days


@pytest.fixture
def shut_server(tmp_path):
    """A shop in which nobody is today."""
    server = Server(tmp_path / "data", "--rates", "off", hours=closed_for_days())
    yield server
    server.kill()


def test_words_written_offline_survive_the_page_and_are_sent_once(customer: Customer, agent: Agent):
    customer.open_chat()
    customer.ask_for_person()
    agent.sign_in()
    agent.claim()
    agent.reply("hello")
    expect(customer.log).to_contain_text("hello")
    context = customer.page.context
    context.set_offline(True)
    expect(customer.page.get_by_text("You’re offline.")).to_be_visible()
    customer.say("first")
    customer.say("second")
    expect(customer.log.get_by_text("Waiting to send")).to_have_count(2)
    expect(customer.page.get_by_text("2 messages waiting, kept on this device")).to_be_visible()

    # The page is closed; the next one has nothing but what the browser kept.
    customer.page.close()
    context.set_offline(False)
    customer.page = context.new_page()
    customer.page.goto(customer.server.url)
    customer.page.get_by_role("button", name="Chat with us").click()
    for words in ("first", "second"):
        expect(agent.log.get_by_text(words, exact=True)).to_have_count(1)
        expect(customer.log.get_by_text(words, exact=True)).to_have_count(1)
    expect(customer.log.get_by_text("Waiting to send")).to_have_count(0)


def test_what_the_server_refuses_can_be_sent_again_or_taken_away(customer: Customer):
    customer.open_chat()
    refusal = {"type": "about:blank", "title": "Conflict", "status": 422, "code": "invalid", "detail": "That was too much."}
    customer.page.route("**/messages", lambda route: route.fulfill(status=422, json=refusal))
    customer.say("refused")
    expect(customer.log).to_contain_text("That was too much.")
    customer.say("refused as well")
    expect(customer.log.get_by_text("That was too much.")).to_have_count(2)
    customer.log.get_by_role("button", name="Remove").first.click()
    expect(customer.log.get_by_text("refused", exact=True)).to_have_count(0)
    customer.page.unroute("**/messages")
    customer.log.get_by_role("button", name="Try again").click()
    expect(customer.log.get_by_text("That was too much.")).to_have_count(0)
    expect(customer.log.get_by_text("refused as well", exact=True)).to_have_count(1)


def test_a_socket_that_has_gone_mute_is_noticed(customer: Customer, agent: Agent):
    customer.page.clock.install()
    muted = []

    def mute_later(socket):
        server = socket.connect_to_server()
        mine = len(muted)
        muted.append(False)
        server.on_message(lambda frame: muted[mine] or socket.send(frame))
        socket.on_message(lambda frame: muted[mine] or server.send(frame))

    customer.page.route_web_socket("**/realtime/ws", mute_later)
    customer.open_chat()
    customer.ask_for_person()
    agent.sign_in()
    agent.claim()
    expect(customer.page.get_by_role("heading", level=2, name=agent.name)).to_be_visible()
    muted[0] = True
    agent.reply("can you hear me?")
    expect(agent.log).to_contain_text("can you hear me?")
    # A ping after 25 seconds, ten more for its answer, and the wait before the next attempt.
    for _ in range(5):
        customer.page.clock.run_for(10_000)
    expect(customer.log.get_by_text("can you hear me?", exact=True)).to_have_count(1)
    assert len(muted) > 1


def test_a_message_can_be_left_when_nobody_is_there(shut_server, new_page):
    customer, agent = Customer(new_page(), shut_server), Agent(new_page(), shut_server)
    customer.open_chat()
    expect(customer.page.get_by_text("People are back")).to_be_visible()
    customer.say("can I change the colour of my throw")
    expect(customer.log.get_by_text("Sending")).to_have_count(0)
    customer.page.locator("#foot").get_by_role("button", name="Talk to a person").click()
    email = customer.page.get_by_label("Email")
    expect(email).to_be_focused()
    expect(customer.page.get_by_label("Message", exact=True)).to_have_value("can I change the colour of my throw")
    email.fill("not an address")
    customer.page.get_by_role("button", name="Leave message").click()
    expect(customer.page.get_by_role("alert")).to_contain_text("email address")
    expect(email).to_be_focused()
    email.fill("freja@example.com")
    customer.page.get_by_label("Message", exact=True).fill("From oat to moss, please.")
    customer.page.get_by_role("button", name="Leave message").click()
    expect(customer.log).to_contain_text("We’ll answer to freja@example.com.")
    expect(customer.log.get_by_text("From oat to moss, please.", exact=True)).to_have_count(1)
    expect(customer.log.get_by_text("Sending")).to_have_count(0)

    agent.sign_in()
    agent.claim()
    expect(agent.log).to_contain_text("From oat to moss, please.")
    agent.reply("Moss it is.")
    customer.page.reload()
    expect(customer.log).to_contain_text("Moss it is.")


def test_who_has_waited_long_is_offered_an_answer_by_email(customer: Customer):
    customer.page.clock.install()
    customer.open_chat()
    customer.ask_for_person()
    expect(customer.log).to_contain_text("first in line")
    expect(customer.page.get_by_label("Email")).to_have_count(0)
    customer.box.fill("still here")
    customer.page.clock.fast_forward("10:01")
    expect(customer.page.get_by_label("Email")).to_be_visible()
    expect(customer.box).to_be_focused()
    customer.page.get_by_role("button", name="Not now").click()
    expect(customer.log).to_contain_text("first in line")


def test_out_of_hours_somebody_who_is_there_is_asked_for(shut_server, new_page):
    customer = Customer(new_page(), shut_server)
    customer.open_chat()
    expect(customer.page.get_by_text("People are back")).to_be_visible()
    # The agent comes after the chat was opened.
    Agent(new_page(), shut_server).sign_in()
    customer.page.get_by_role("button", name="Talk to a person").click()
    expect(customer.page.get_by_text("You’re first in line")).to_be_visible()
    expect(customer.page.get_by_label("Email")).to_have_count(0)
