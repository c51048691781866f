"""Small folders of FAQ entries, written as editors write them."""

from pathlib import Path


def write_entry(folder, slug, question, answer, asks=(), not_asks=(), quick_reply=None, keys=""):
    lines = [f"question: {question}"]
    if quick_reply is not None:
        lines.append(f"quick_reply: {quick_reply}")
    for name, sentences in (("asks", asks), ("not", not_asks)):
        if sentences:
            lines += [f"{name}:"] + [f"  - {sentence}" for sentence in sentences]
    text = "---\n" + "\n".join(lines) + "\n" + keys + "---\n" + answer + "\n"
    path = Path(folder) / "shop" / f"{slug}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def write_small_faq(folder):
    """Three entries, two of them opening quick replies; the standard script."""
    write_entry(
        folder, "opening-hours", "When are you open?", "We are open from **9 to 17**, Monday to Friday.",
        asks=["what are your opening hours", "are you open on monday"], quick_reply=1,
    )
    write_entry(
        folder, "parcel-cost", "What does a parcel cost?", "A parcel costs 5 euros.",
        asks=["how much is a parcel"], quick_reply=2,
    )
    write_entry(folder, "lost-key", "I lost my key", "We can send you a new key.", asks=["my key is gone"])
    return Path(folder)
