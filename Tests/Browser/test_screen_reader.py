"""Whoever listens hears each message once: while it comes, over a reload, and over a cut."""

from playwright.sync_api import expect

from listener import Listener
from people import Agent, Customer


def test_each_message_is_heard_once(customer: Customer, agent: Agent, complaints):
    page = customer.page
    listener = Listener(page)
    sockets = []

    def keep(socket):
        socket.connect_to_server()
        sockets.append(socket)

    page.route_web_socket("**/realtime/ws", keep)
    customer.open_chat()
    customer.say("how long does delivery take")
    expect(customer.log).to_contain_text("2–4 working days")
    customer.ask_for_person()
    agent.sign_in()
    agent.claim()
    agent.reply("alpha bravo")
    expect(customer.log).to_contain_text("alpha bravo")
    customer.say("charlie delta")
    expect(agent.log).to_contain_text("charlie delta")
    agent.reply("echo foxtrot")
    expect(customer.log).to_contain_text("echo foxtrot")

    page.reload()
    customer.box.wait_for()
    expect(customer.log).to_contain_text("echo foxtrot")
    agent.reply("golf hotel")
    expect(customer.log).to_contain_text("golf hotel")

    sockets[-1].close(code=1012, reason="restart")
    agent.reply("india juliett")
    expect(customer.log).to_contain_text("india juliett")
    agent.reply("kilo lima")
    expect(customer.log).to_contain_text("kilo lima")
    assert len(sockets) > 2, "the cut and the reload were to make new sockets"

    page.wait_for_timeout(0)
    heard = {
        words: listener.times(words)
        for words in (
            "2–4 working days", "alpha bravo", "echo foxtrot", "golf hotel", "india juliett", "kilo lima",
        )
    }
    assert heard == dict.fromkeys(heard, 1), listener.heard
    # What one wrote oneself needs no saying.
    assert listener.times("charlie delta") == 0, listener.heard
    assert complaints == []
