"""The same messages to a running server, as customers, and to `faq try`."""

import json
from concurrent.futures import ThreadPoolExecutor

from .client import Agent, Customer
from .program import run

CONNECTIONS = 6
LONGEST_TALK = 60
"""Messages of one conversation, so that an agent can read it in one page."""


class Heard:
    """What came of one message: the bot's words and buttons, why it said them, and whether a person was asked for."""

    def __init__(self, answer, talk):
        said = answer["bot_message"]
        self.talk = talk
        self.seq = said["seq"] if said else None
        self.content = said["content"] if said else None
        self.slug = said["metadata"]["faq_slug"] if said else None
        self.quick_replies = [reply["slug"] for reply in said["metadata"]["quick_replies"]] if said else []
        self.is_escalated = answer["conversation"]["status"] == "agent"
        self.misses_before = talk.misses
        talk.misses = talk.misses + 1 if said and self.slug is None else 0

    @property
    def why(self):
        return self.talk.why.get(self.seq)

    @property
    def reason(self):
        return self.talk.reason if self.is_escalated else None


class Talk:
    """A conversation that the bot has, and after its end what only agents see of it."""

    def __init__(self, server, locale):
        self.customer = Customer(server, locale=locale or "en")
        self.length = 0
        self.misses = 0
        self.why = {}
        self.reason = None

    def say(self, text):
        self.length += 1
        return Heard(self.customer.say(text).expect(200).json, self)

    def end(self, agent):
        self.customer.http.close()
        read = agent.get(f"/conversations/{self.customer.id}/messages?limit=200").expect(200).json
        self.why = {said["seq"]: said["metadata"].get("why") for said in read["messages"]}
        escalation = read["conversation"]["escalation"]
        self.reason = escalation and escalation["reason"]


def ask_the_server(server, texts):
    """What customers hear, in the order of the messages; those of several connections are answered side by side."""

    def ask(share):
        agent = Agent(server, "ana")
        talks, heard = {}, []
        for text, locale, _ in share:
            talk = talks.get(locale)
            if talk is None:
                talk = talks[locale] = Talk(server, locale)
            heard.append(talk.say(text))
            if heard[-1].is_escalated or talk.length == LONGEST_TALK:
                talks.pop(locale).end(agent)
        for talk in talks.values():
            talk.end(agent)
        return heard

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        shares = list(pool.map(ask, [texts[start::CONNECTIONS] for start in range(CONNECTIONS)]))
    return [shares[index % CONNECTIONS][index // CONNECTIONS] for index in range(len(texts))]


ANSWERING = ("won", "answers the other question")


def try_all(folder, texts, *options):
    """What `faq try --json` says of each message in its language, in their order."""
    tried = [None] * len(texts)
    for locale in sorted({message.locale for message in texts}):
        places = [index for index, message in enumerate(texts) if message.locale == locale]
        ended = run(
            "faq", "try", "--json", "--faq", folder, "--locale", locale or "en", *options,
            stdin="".join(texts[index].text + "\n" for index in places), timeout=120,
        )
        assert ended.returncode == 0, ended.stderr
        answers = ended.stdout.splitlines()
        assert len(answers) == len(places)
        for index, answer in zip(places, answers):
            tried[index] = json.loads(answer)
    return tried


def answering(tried):
    """The candidates that answer."""
    return [found for found in tried["finding"]["candidates"] if found["outcome"] in ANSWERING]


def suggestions(tried):
    """The entries that the ranker suggests."""
    return [found["slug"] for found in tried["finding"]["candidates"]
            if found["outcome"].startswith("the ranker suggests")]
