"""One conversation from the first question to the rating, with both people looking at once."""

from playwright.sync_api import expect

from people import Agent, Customer


def test_from_a_question_to_a_rating(customer: Customer, agent: Agent, complaints):
    customer.open_chat()
    expect(customer.log).to_contain_text("Hello")

    customer.pick("How long does delivery take?")
    expect(customer.log.get_by_role("strong").get_by_text("2–4 working days")).to_be_visible()
    customer.say("where is my order")
    expect(customer.log).to_contain_text("Your tracking link is in the email")
    customer.say("the glaze has a hairline crack shaped like a seahorse")
    customer.ask_for_person()

    agent.sign_in()
    expect(agent.waiting).to_have_count(1)
    agent.waiting.first.click()
    expect(agent.log).to_contain_text("How long does delivery take?")
    expect(agent.log).to_contain_text("Assistant, delivery times")
    agent.claim()
    before = agent.page.get_by_role("group").filter(has_text="Before you joined")
    expect(before).to_contain_text("How long does delivery take?")
    expect(before).to_contain_text("delivery times")
    expect(before).to_contain_text("seahorse")
    expect(agent.waiting).to_have_count(0)
    expect(agent.mine).to_have_count(1)
    heading = customer.page.get_by_role("heading", level=2, name=agent.name)
    expect(heading).to_be_visible()
    expect(agent.page.get_by_role("heading", name="Guest")).to_be_visible()

    agent.page.get_by_label("Reply to").press_sequentially("Hi")
    expect(customer.log).to_contain_text("Ana is writing")
    agent.note("Third seahorse this month.")
    expect(agent.log).to_contain_text("Third seahorse this month.")
    agent.reply("Hi! Could you tell me your order number?")
    expect(customer.log).to_contain_text("Could you tell me your order number?")
    expect(agent.log.locator(".seen")).to_contain_text("Read")

    customer.box.press_sequentially("HP")
    expect(agent.log).to_contain_text("is writing")
    customer.say("HP-20418")
    expect(agent.log).to_contain_text("HP-20418")
    expect(customer.log.get_by_role("article").filter(has_text="HP-20418").locator(".seen")).to_contain_text("Read")
    assert "seahorse this month" not in customer.page.content()

    agent.close()
    expect(agent.mine).to_have_count(0)
    expect(customer.page.get_by_text("This chat has ended")).to_be_visible()
    expect(customer.box).to_be_hidden()
    identity = customer.page.evaluate(
        """async () => {
            const session = localStorage.getItem('support.session');
            const headers = { 'X-Customer-Session-Id': session, 'Content-Type': 'application/json' };
            const started = await fetch('/api/v1/customer/conversations/start', { method: 'POST', headers, body: '{}' });
            const { conversation } = await started.json();
            return { id: conversation.id, session };
        }"""
    )
    late = customer.page.request.post(
        f"{customer.server.url}/api/v1/customer/conversations/{identity['id']}/messages",
        headers={"X-Customer-Session-Id": identity["session"]},
        data={"content": "one more thing"},
    )
    assert (late.status, late.json()["code"]) == (409, "conversation_closed")

    customer.page.get_by_role("radio", name="Good").check()
    customer.page.get_by_role("button", name="Send to Ana").click()
    expect(customer.page.get_by_text("Thank you")).to_be_visible()
    agent.page.get_by_role("link", name="Closed").click()
    rated = agent.page.locator(f"a[href*='{identity['id']}']")
    expect(rated).to_contain_text("rated 4 of 5")

    customer.page.get_by_role("button", name="New chat").click()
    expect(customer.box).to_be_visible()
    expect(customer.log).not_to_contain_text("seahorse")
    assert complaints == []


def test_the_last_words_stand_above_the_rating(customer: Customer, agent: Agent):
    customer.open_chat()
    customer.ask_for_person()
    agent.sign_in()
    agent.claim()
    for words in ("one", "two", "three", "four", "five", "six", "seven", "eight"):
        agent.reply(words)
    expect(customer.log).to_contain_text("eight")
    # A long line of the system wears no hairlines.
    long = customer.log.locator(".sys.long")
    expect(long).to_have_count(1)
    assert long.evaluate("(line) => getComputedStyle(line, '::before').display") == "none"
    agent.close()
    expect(customer.page.get_by_text("How did that go?")).to_be_visible()
    customer.page.wait_for_function(
        "() => { const log = document.querySelector('support-chat').shadowRoot.querySelector('[role=log]');"
        " return log.scrollHeight - log.scrollTop - log.clientHeight < 4; }"
    )



def test_the_second_to_claim_learns_who_was_first(customer: Customer, agent: Agent, server, new_page):
    customer.open_chat()
    customer.ask_for_person()
    colleague = Agent(new_page(), server, "ben")
    for one in (agent, colleague):
        one.sign_in()
        one.waiting.first.click()
        one.page.get_by_role("button", name="Claim", exact=True).wait_for()

    # Ben’s page does not hear of it, as if the news were still on its way.
    colleague.page.route("**/claim", lambda route: (agent_claims(agent), route.continue_()))
    colleague.page.get_by_role("button", name="Claim", exact=True).click()
    expect(colleague.page.get_by_role("alert")).to_contain_text("Ana took this conversation")
    expect(colleague.page.get_by_text("Ana has this chat.")).to_be_visible()
    expect(colleague.mine).to_have_count(0)
    expect(agent.mine).to_have_count(1)


def agent_claims(agent: Agent) -> None:
    agent.page.evaluate(
        """async () => {
            const headers = { Authorization: `Bearer ${localStorage.getItem('support.agent.token')}` };
            const queue = await (await fetch('/api/v1/agent/queue', { headers })).json();
            await fetch(`/api/v1/agent/conversations/${queue.items[0].id}/claim`, { method: 'POST', headers });
        }"""
    )


def test_a_conversation_can_go_back_to_the_queue_and_to_the_assistant(customer: Customer, agent: Agent):
    customer.open_chat()
    customer.say("where is my order")
    expect(customer.log).to_contain_text("tracking link")
    customer.ask_for_person()
    agent.sign_in()
    agent.claim()
    agent.choose("Release to the queue")
    expect(agent.waiting).to_have_count(1)
    expect(customer.page.get_by_text("You’re first in line")).to_be_visible()

    agent.page.get_by_role("button", name="Claim", exact=True).click()
    agent.choose("Hand back to the assistant")
    expect(agent.mine).to_have_count(0)
    expect(customer.page.get_by_text("The assistant answers right away")).to_be_visible()
    customer.say("how long does delivery take")
    expect(customer.log).to_contain_text("2–4 working days")


def test_a_word_to_everybody_is_shown_and_can_be_put_away(customer: Customer, new_page, server):
    customer.open_chat()
    customer.say("where is my order")
    expect(customer.log).to_contain_text("tracking link")
    supervisor = Agent(new_page(), server, "sam")
    supervisor.sign_in()
    supervisor.page.evaluate(
        """() => fetch('/api/v1/agent/broadcasts', {
            method: 'POST',
            headers: {
                Authorization: `Bearer ${localStorage.getItem('support.agent.token')}`,
                'Content-Type': 'application/json',
            },
            body: JSON.stringify({ content: 'We close at noon today.' }),
        })"""
    )
    expect(customer.page.get_by_text("We close at noon today.")).to_be_visible()
    customer.page.get_by_role("button", name="Got it").click()
    expect(customer.page.get_by_text("We close at noon today.")).to_be_hidden()


def test_an_ended_token_leads_back_to_signing_in(agent: Agent):
    agent.sign_in()
    agent.page.evaluate(
        """() => fetch('/api/v1/agent/auth/logout', {
            method: 'POST',
            headers: { Authorization: `Bearer ${localStorage.getItem('support.agent.token')}` },
        })"""
    )
    expect(agent.page.get_by_role("alert")).to_contain_text("Your session has ended")
    expect(agent.page.get_by_label("Password")).to_be_visible()
