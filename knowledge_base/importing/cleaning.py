"""One form for the text of a row, and the reasons to refuse it."""

import hashlib
import re
import unicodedata
from dataclasses import replace

from knowledge_base.importing.rows import Rejected, Row
from knowledge_base.text import detect_language, normalise

LONGEST_QUESTION = 500
LONGEST_ANSWER = 5_000
LONGEST_KEY = 200
LONGEST_SOURCE = 500

# Control and format characters that show nothing; joiners of emoji and Indic scripts stay.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]"
)


def clean(row: Row) -> Row | Rejected:
    """The row with tidy text, its language and the key of its entry; or why it cannot be used.

    A row without an entry gets a key made from its question, so that the same file gives the same
    keys again.
    """
    question, answer = _line(row.question), _paragraphs(row.answer)
    entry, category, source = _line(row.entry), _line(row.category), _line(row.source)
    reason = _refusal(question, answer, entry, category, source)
    if reason:
        return Rejected(row.file, row.line, reason)
    detected = detect_language(question or answer, "en")
    return replace(
        row,
        entry=entry or _key_of(question),
        category=category,
        source=source,
        question=question,
        answer=answer,
        language=row.language or ("en" if detected == "en" else "zh"),
    )


def _refusal(question: str, answer: str, entry: str, category: str, source: str) -> str | None:
    if not question and not answer:
        return "there is neither a question nor an answer"
    if not question and not entry:
        return "an answer without a question needs the name of its entry"
    if question and not any(character.isalnum() for character in question):
        return "the question has no letter in it"
    if "\ufffd" in question + answer:
        return "some characters were lost (\ufffd): the file was saved in a wrong encoding before"
    limits = (
        ("question", question, LONGEST_QUESTION),
        ("answer", answer, LONGEST_ANSWER),
        ("entry", entry, LONGEST_KEY),
        ("category", category, LONGEST_KEY),
        ("source", source, LONGEST_SOURCE),
    )
    for name, text, limit in limits:
        if len(text) > limit:
            return f"the {name} has {len(text):,} characters; {limit:,} are allowed"
    return None


def _line(text: str) -> str:
    return " ".join(_visible(text).split())


def _paragraphs(text: str) -> str:
    lines = [" ".join(line.split()) for line in _visible(text).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _visible(text: str) -> str:
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def _key_of(question: str) -> str:
    return "q-" + hashlib.sha256(normalise(question).encode()).hexdigest()[:10]
