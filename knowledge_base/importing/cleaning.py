"""Tidies the text of a row, or says why the row is refused."""

import re
import unicodedata
from dataclasses import dataclass, replace

from knowledge_base.content.buttons import MOST_BUTTONS, split_buttons
from knowledge_base.content.fields import FIELDS, unknown_field
from knowledge_base.content.own_intents import is_own_intent
from knowledge_base.importing.checking.languages import languages_of, wrong_language
from knowledge_base.importing.keys import key_of
from knowledge_base.importing.reading.html_text import looks_like_html, to_text
from knowledge_base.importing.reading.mojibake import repaired
from knowledge_base.importing.report import Reason
from knowledge_base.importing.rows import Rejected, Row
from knowledge_base.importing.spreadsheet_cells import unguarded

LONGEST_QUESTION = 500
LONGEST_ANSWER = 5_000
LONGEST_KEY = 200
LONGEST_SOURCE = 500

# Control and format characters that show nothing; joiners of emoji and Indic scripts stay.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u2064\u2066-\u206f\ufeff\ufffe\uffff]"
)

_BLANK_LINES = re.compile(r"\n{3,}")
_SHORTENED = re.compile(r"[+-]?[0-9](?:\.[0-9]+)?E\+[0-9]{2,3}")
_HALF = re.compile(r"[\ud800-\udfff]")  # half of a character: JSON can hold one

LOST = "\ufffd"
"""Stands for a character that was lost when somebody saved the text in a wrong encoding."""


@dataclass(frozen=True)
class Cleaned:
    """A row with tidy text, its language and the key of its entry, and what was done to it."""

    row: Row
    reasons: tuple[Reason, ...]


def clean(row: Row) -> Cleaned | Rejected:
    """The row in a usable form, or the reason why it has none.

    A row without an entry gets a key that is made from its question, so that the same file has the
    same keys at its next import.
    """
    done = [Reason(note.code, note.text) for note in row.notes]
    question, answer = _repaired(row.question, done), _repaired(row.answer, done)
    if looks_like_html(answer):
        done.append(Reason("html_cleaned", "HTML in the answer became plain text"))
    if _SHORTENED.fullmatch(answer.strip()):
        text = f"the answer is '{answer.strip()}': a spreadsheet shortened a long number"
        done.append(Reason("digits_lost", text))
    row = replace(
        row,
        entry=_line(row.entry),
        category=_line(row.category),
        source=_line(row.source),
        question=_line(_plain(question)),
        answer=_paragraphs(_plain(answer)),
        version=_line(row.version),
        notes=(),
    )
    refused = _refusal(row)
    if refused:
        code, reason = refused
        return Rejected(row.file, row.line, reason, row, code)
    _, written = languages_of(row.question, row.answer)
    tagged = row
    row = replace(row, entry=row.entry or key_of(row.question), language=row.language or written)
    return Cleaned(row, (*done, *wrong_language(tagged)))


def by_language(cleaned: Cleaned) -> tuple[Cleaned, ...]:
    """The question and the answer apart where they are written in two languages. For a row whose
    file does not say in which language it is."""
    row = cleaned.row
    asked, written = languages_of(row.question, row.answer)
    if asked == written or not (row.question and row.answer):
        return (cleaned,)
    question = replace(row, language=asked, answer="")
    answer = replace(row, language=written, question="", further=True)
    return Cleaned(question, ()), replace(cleaned, row=answer)


def cleaned_name(text: str) -> str:
    """The name of an entry, a category or a source, as ``clean`` leaves it."""
    return _line(text)


def cleaned_question(text: str) -> str:
    """A question as ``clean`` leaves it."""
    return _line(_plain(repaired(text)[0]))


def cleaned_answer(text: str) -> str:
    """An answer as ``clean`` leaves it."""
    return _paragraphs(_plain(repaired(text)[0]))


def _plain(text: str) -> str:
    return to_text(text) if looks_like_html(text) else text


def _repaired(text: str, done: list[Reason]) -> str:
    text, note = repaired(text)
    if note:
        done.append(Reason("repaired", note))
    return text


def _refusal(row: Row) -> tuple[str, str] | None:
    if not row.question and not row.answer:
        return "no_question_nor_answer", "there is neither a question nor an answer"
    if not row.question and not row.entry:
        return "answer_needs_entry", "an answer without a question needs the name of its entry"
    if row.question and not any(character.isalnum() for character in row.question):
        return "no_letter", "the question has no letter in it"
    if is_own_intent(row.entry):
        text = f"the name '{row.entry}' is that of an intent, which only the settings change"
        return "reserved_name", text
    unknown = unknown_field(row.answer)
    if unknown is not None:
        text = f"there is no field '{unknown}' that an answer could hold; there are: "
        return "unknown_field", text + ", ".join(FIELDS)
    if len(split_buttons(row.answer)[1]) > MOST_BUTTONS:
        return "too_many_buttons", f"an answer has {MOST_BUTTONS} buttons at most"
    limits = (
        ("question", row.question, LONGEST_QUESTION),
        ("answer", row.answer, LONGEST_ANSWER),
        ("entry", row.entry, LONGEST_KEY),
        ("category", row.category, LONGEST_KEY),
        ("source", row.source, LONGEST_SOURCE),
    )
    for name, text, limit in limits:
        if len(text) > limit:
            reason = f"the {name} has {len(text):,} characters; {limit:,} are allowed"
            return "too_long", reason
    return None


def _line(text: str) -> str:
    return " ".join(_visible(unguarded(text)).split())


def _paragraphs(text: str) -> str:
    lines = [" ".join(line.split()) for line in _visible(unguarded(text)).splitlines()]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def _visible(text: str) -> str:
    text = _HALF.sub(LOST, unicodedata.normalize("NFC", text))
    return _INVISIBLE.sub("", text)
