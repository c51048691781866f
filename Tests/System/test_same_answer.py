"""The same engine everywhere: customers hear what `faq try` shows, and `faq check` proves what customers hear."""

import json
import random
import re
import shutil
import threading
import unicodedata
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from .client import Agent, Customer
from .messages import lines_of, messages
from .program import FAQ_DATA, run

COUNT = 5_000
SEED = 20_261_121
CONNECTIONS = 6
PLANTED = 400
"""Messages that are written into entries, for `faq check` to find those that are in the wrong one."""
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


def try_all(folder, texts):
    """What `faq try` says of each message in its language, in their order."""
    tried = [None] * len(texts)
    for locale in sorted({message.locale for message in texts}):
        places = [index for index, message in enumerate(texts) if message.locale == locale]
        ended = run(
            "faq", "try", "--lines", "--json", "--faq", folder, "--locale", locale or "en",
            stdin="".join(texts[index].text + "\n" for index in places), timeout=120,
        )
        assert ended.returncode == 0, ended.stderr
        answers = ended.stdout.splitlines()
        assert len(answers) == len(places)
        for index, answer in zip(places, answers):
            tried[index] = json.loads(answer)
    return tried


@pytest.fixture(scope="module")
def texts():
    return messages(FAQ_DATA, COUNT, SEED)


@pytest.fixture(scope="module")
def answers(texts, tmp_path_factory):
    """For each message what a customer hears and what `faq try` says, asked side by side; and the bot's ladder."""
    from .conftest import end
    from .program import Server

    server = Server(tmp_path_factory.mktemp("same"), FAQ_DATA).start()
    tried = []
    trial = threading.Thread(target=lambda: tried.extend(try_all(FAQ_DATA, texts)))
    trial.start()
    heard = ask_the_server(server, texts)
    trial.join()
    ladder = [[reply["slug"] for reply in Customer(server).started["quick_questions"]]]
    stranger = Customer(server)
    for _ in range(3):
        said = stranger.say("zxqv 9").expect(200).json["bot_message"]
        ladder.append((said["content"], len(said["metadata"]["quick_replies"])))
    end(server)
    assert len(tried) == len(texts), "`faq try` failed"
    return list(zip(texts, heard, tried)), ladder[0], ladder[1:]


def sentence(candidate):
    """A candidate in the words in which agents read of it."""
    name = candidate["slug"] + (f" ({candidate['language']})" if candidate["language"] else "")
    place = f"{candidate['file']}:{candidate['line']}"
    if candidate["rule"]:
        how = f"by rule {candidate['rule']} ({candidate['layer']}, {candidate['characters']} characters matched)"
    elif candidate["layer"] == "ranker":
        how = f"by the ranker (confidence {candidate['confidence']:.2f})"
    else:
        how = "word for word"
    return f"{name} {how}, {place}"


def near(why):
    """The entries that agents read to be near a missed message."""
    return re.findall(r"(\S+) \(", why.partition("; near it ")[2])


def suggestions(tried):
    return [found["slug"] for found in tried["candidates"] if found["outcome"].startswith("the ranker suggests")]


def expected(tried, misses, opening, ladder):
    """What a customer must hear where `faq try` says this: entry, quick replies, why, and what becomes of the talk."""
    if tried["outcome"] in ("answers", "answers_then_person"):
        answers = [found for found in tried["candidates"] if found["outcome"] in ("won", "answers the other question")]
        assert tried["slugs"] and {found["slug"] for found in answers} == set(tried["slugs"])
        reason = "entry" if tried["outcome"] == "answers_then_person" else None
        return tried["slugs"][0], None, "; ".join(map(sentence, answers)), reason
    if tried["outcome"] == "asks_for_person":
        return None, [], None, "asked"
    assert tried["outcome"] in ("suggests", "misses"), tried["outcome"]
    replies = (suggestions(tried) or opening)[: ladder[misses][1]]
    return None, replies, None, "missed" if misses == len(ladder) - 1 else None


def test_the_server_answers_as_faq_try_says(answers):
    answers, opening, ladder = answers
    outcomes = Counter(tried["outcome"] for _, _, tried in answers)
    assert len(answers) == COUNT and set(outcomes) >= {"answers", "asks_for_person", "misses"}, outcomes
    differences = []
    for message, heard, tried in answers:
        slug, replies, why, reason = expected(tried, heard.misses_before, opening, ladder)
        same = (heard.slug, heard.reason) == (slug, reason)
        same = same and (replies is None or heard.quick_replies == replies)
        same = same and (why is None or heard.why == why)
        if tried["outcome"] in ("suggests", "misses"):
            same = same and heard.content == ladder[heard.misses_before][0]
            same = same and near(heard.why) == suggestions(tried)
        if not same:
            differences.append(f"{message.text!r}: {heard.slug} {heard.quick_replies} {heard.reason} because "
                               f"{heard.why}; faq try: {tried['outcome']} {slug} {replies} {reason} because {why}")
    assert not differences, f"{len(differences)} of {COUNT}:\n" + "\n".join(differences[:10])


def is_always_live(path):
    return not re.search(r"^(mode|valid_\w+):", path.read_text(encoding="utf-8"), re.M)


def test_what_check_proves_of_the_lines_is_what_customers_hear(answers):
    lines = [(message, heard, tried) for message, heard, tried in answers[0]
             if message.line and is_always_live(message.line.path)]
    kinds = Counter(message.line.key for message, _, _ in lines)
    assert kinds["asks"] > 300 and kinds["question"] > 50 and kinds["not"] > 100, kinds
    for message, heard, tried in lines:
        line = message.line
        if line.key == "not":
            assert heard.slug != line.slug and line.slug not in tried["slugs"], f"{line.text!r} reaches {line.slug}"
        else:
            assert heard.slug == line.slug, f"{line.text!r} reaches {heard.slug}, not {line.slug}: {heard.why}"


def winner_by_rules(tried):
    """What the rules alone make of a message: a slug, or None for nothing; as a list, empty when it is no use here."""
    layers = {found["layer"] for found in tried["candidates"]}
    outcomes = [found["outcome"] for found in tried["candidates"]]
    # What holds in another season counts for `faq check`, and not for customers.
    useless = {"answers the other question", "it is outside its dates"}
    if "exact" in layers or useless & set(outcomes) or tried["outcome"] == "passes_on":
        return []
    return [next((found["slug"] for found in tried["candidates"] if found["outcome"] == "won"), None)]


def plant(path, key, texts):
    """Adds lines to an entry's `asks` or `not`."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if f"{key}:" not in lines:
        lines.insert(lines.index("---", 1), f"{key}:")
    place = lines.index(f"{key}:") + 1
    lines[place:place] = [quoted(text) for text in texts]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def quoted(text):
    return "  - " + json.dumps(text, ensure_ascii=False)


def test_check_finds_exactly_the_lines_that_reach_another_entry(answers, tmp_path):
    folder = shutil.copytree(FAQ_DATA, tmp_path / "faq")
    chance = random.Random(SEED)
    entries = {(line.language, line.slug): line.path for line in lines_of(folder) if is_always_live(line.path)}
    planted, seen = {}, set()
    for message, _, tried in answers[0]:
        name = " ".join(unicodedata.normalize("NFKC", message.text).lower().split()).rstrip(" .?!")
        if len(seen) == PLANTED or name in seen or not name.isascii() or not name.isprintable():
            continue
        for winner in winner_by_rules(tried):
            slugs = [slug for language, slug in entries if language == message.locale]
            slug = winner if winner in slugs and chance.random() < 0.5 else chance.choice(slugs)
            key = chance.choice(["asks", "not"])
            is_found = winner == slug if key == "not" else winner not in (None, slug)
            code = {"asks": "line-hijacked", "not": "unwanted-line-reached"}[key] if is_found else None
            planted.setdefault(entries[message.locale, slug], []).append((key, message.text, code))
            seen.add(name)
    expected, places = set(), {}
    for path, lines in planted.items():
        for key in ("asks", "not"):
            plant(path, key, [text for wanted, text, _ in lines if wanted == key])
        written = path.read_text(encoding="utf-8").splitlines()
        for _, text, code in lines:
            place = (str(path.relative_to(folder)), written.index(quoted(text)) + 1)
            places[place] = text
            expected.add((*place, code))
    assert Counter(code for _, _, code in expected).keys() == {None, "line-hijacked", "unwanted-line-reached"}

    checked = run("faq", "check", folder, "--format", "json", timeout=120)
    assert checked.returncode == 1, checked.stderr
    codes = {(str(Path(found["file"]).relative_to(folder)), found["line"]): found["code"]
             for found in json.loads(checked.stdout)
             if found["code"] in ("line-hijacked", "unwanted-line-reached", "line-claimed-twice")}
    found = {(*place, codes.get(place)) for place in places}
    assert found == expected, [(places[place[:2]], place) for place in sorted(found ^ expected, key=str)[:10]]
