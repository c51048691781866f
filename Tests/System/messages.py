"""What customers might write to the shop: the lines of its FAQ, and what becomes of them under hasty fingers."""

import random
import re
from pathlib import Path
from typing import NamedTuple

JOINTS = {"": [" and ", ". ", "? ", "; also ", " plus ", ", "], "de": [" und ", ". ", "? "], "es": [" y ", ". ", "? "]}
WISHES = [
    "agent", "a real person please", "I want to talk to a human", "can someone call me back", "live chat please",
    "let me speak to somebody", "no more bot", "connect me to an operator now",
]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
STRANGE = "äöüßéñçøåıſ가猫配達?!.,;:-–—()[]{}*+|\\^$#@%&=<>~'\"“”’«»…½ﬁ①Ａ０👩‍🚀🇩🇰\u00a0\u200b\u00ad"


class Line(NamedTuple):
    """A question, an `asks` or a `not` line, or a sentence of an answer, with the file it stands in."""

    text: str
    key: str
    slug: str
    language: str
    path: Path
    number: int


class Message(NamedTuple):
    """What a customer writes, in which language, and the line it is, word for word."""

    text: str
    locale: str
    line: Line | None = None


def lines_of(folder):
    """All lines of a folder's entries, as far as they are written in the house's own layout."""
    found = []
    for path in sorted(Path(folder).rglob("*.md")):
        slug, _, language = path.name[: -len(".md")].partition(".")
        key, fences = None, 0
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line == "---":
                fences, key = fences + 1, "answer" if fences == 1 else None
                continue
            if fences > 1:
                key, text = "answer", line.strip("-*> ")
            elif pair := re.fullmatch(r"([a-z_]+):(.*)", line):
                key, text = pair[1], pair[2]
            else:
                text = line.removeprefix("  - ")
            text = plain(text.strip())
            if text and key in ("question", "asks", "not", "answer"):
                found.append(Line(text, key, slug, language, path, number))
    return found


def plain(text):
    """A scalar without its quotes."""
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1].replace('\\"', '"')
    return text


def misspelt(text, chance):
    letters = list(text)
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(letters))
        match chance.randrange(4):
            case 0: letters.insert(place, chance.choice(LETTERS))
            case 1: letters[place] = chance.choice(LETTERS)
            case 2 if len(letters) > 1: del letters[place]
            case _: letters[place - 1], letters[place] = letters[place], letters[place - 1]
    return "".join(letters)


def nonsense(chance):
    signs = chance.choice([LETTERS, LETTERS + "    ", STRANGE, "0123456789 -"])
    return "".join(chance.choice(signs) for _ in range(chance.randint(1, 40))) + chance.choice(["x", "?", "9"])


def some_words(text, chance):
    words = text.split()
    return " ".join(chance.sample(words, chance.randint(1, len(words))))


def messages(folder, count, seed):
    """Every question, `asks` and `not` line, then what else comes to mind, up to `count`; the same for the same seed."""
    chance = random.Random(seed)
    lines = lines_of(folder)
    proven = [line for line in lines if line.key != "answer"]
    made = [Message(line.text, line.language, line) for line in proven]
    assert len(made) <= count * 0.8, f"{len(made)} lines leave too few messages of other kinds; raise the count"
    by_language = {language: [line for line in proven if line.language == language] for language in
                   sorted({line.language for line in proven})}
    while len(made) < count:
        line = chance.choice(proven)
        text = line.text
        match chance.randrange(10):
            case 0 | 1: text = misspelt(text, chance)
            case 2 | 3:
                other = chance.choice(by_language[line.language])
                text += chance.choice(JOINTS.get(line.language, JOINTS[""])) + other.text
            case 4: text = some_words(text, chance)
            case 5: text = text.upper() + chance.choice(["", "!", "???", " :("])
            case 6: text = chance.choice(["hi, ", "ok so ", "“", "Please: "]) + misspelt(text, chance)
            case 7: text = some_words(chance.choice([line for line in lines if line.key == "answer"]).text, chance)
            case 8: text = nonsense(chance)
            case _: text = chance.choice(WISHES) if chance.random() < 0.2 else chance.choice(text.split()) + " " + text
        made.append(Message(text, line.language if chance.random() < 0.8 else ""))
    chance.shuffle(made)
    return made
