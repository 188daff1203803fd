"""What the rows of one entry make of it: compared with what is stored, row by row. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from knowledge_base.content.entries import (
    LANGUAGES,
    Entry,
)
from knowledge_base.content.results import Language
from knowledge_base.importing.checking.answers import held_back, remarked
from knowledge_base.importing.checking.languages import differing_translations, missing_languages
from knowledge_base.importing.cleaning import LOST, Cleaned
from knowledge_base.importing.report import Outcome, Reason
from knowledge_base.importing.rows import Rejected, Row
from knowledge_base.importing.scratch import Held
from knowledge_base.language.text import normalise

Fate = Literal["added", "updated", "unchanged", "left_out"]


@dataclass(frozen=True)
class Judged:
    """What becomes of one row."""

    position: int
    row: Row
    outcome: Outcome
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Merged:
    """``entry`` as it is to be, None when it is left out; ``first`` is the row it came from.

    ``waiting`` are the rows that a person has to decide on, each with the reason.
    """

    fate: Fate
    entry: Entry | None
    first: Row
    judged: list[Judged]
    waiting: list[tuple[Row, Reason]]


@dataclass
class _Gathered:
    """All that a run says about one entry."""

    rows: list[tuple[Held, Outcome | None, list[Reason]]] = field(default_factory=list)
    questions: dict[Language, dict[str, str]] = field(default_factory=dict)
    answers: dict[Language, tuple[str, Row]] = field(default_factory=dict)
    waiting: list[tuple[Row, Reason]] = field(default_factory=list)


def merge(rows: Sequence[Held], old: Entry | None, *, today: date, approved: bool) -> Merged:
    """The entry that ``rows`` (clean, all of one entry) are about.

    What a run brings for a language (its questions, its answer) replaces what was stored for it;
    the other language stays. ``approved`` rows were decided on by a person, so that nothing in
    them is held back.
    """
    gathered = _Gathered()
    for held in rows:
        _gather(held, gathered, old, today, approved)
    key, first = rows[0].row.entry, rows[0].row
    new = _merged(key, gathered, old)
    missing = "question" if not new.questions else "answer" if not new.answers else None
    if missing:
        return _left_out(gathered, first, missing)
    fate: Fate = "added" if old is None else "unchanged" if new == old else "updated"
    judged = []
    for held, outcome, reasons in gathered.rows:
        settled = outcome or _settled(held.row, old, new)
        judged.append(Judged(held.position, held.row, settled, tuple(reasons)))
    whole = [*missing_languages(new), *differing_translations(new)]
    if whole and fate != "unchanged":
        judged[0] = replace(judged[0], reasons=(*judged[0].reasons, *whole))
    return Merged(fate, new, first, judged, gathered.waiting)


def entries_of(cleaned: Iterable[Cleaned], *, today: date) -> tuple[list[Entry], list[Rejected]]:
    """The entries that an import into an empty base would make of rows that fit in memory, in the
    order of their keys, and the rows that it would leave out."""
    groups: dict[str, list[Held]] = {}
    for position, item in enumerate(cleaned):
        groups.setdefault(item.row.entry, []).append(Held(position, item.row, item.reasons))
    entries, left_out = [], []
    for _, rows in sorted(groups.items()):
        merged = merge(rows, None, today=today, approved=False)
        if merged.entry is not None:
            entries.append(merged.entry)
        left_out += [
            Rejected(judged.row.file, judged.row.line, judged.reasons[-1].text, judged.row)
            for judged in merged.judged
            if judged.outcome in ("rejected", "needs_review")
        ]
    return entries, left_out


def _gather(
    held: Held, gathered: _Gathered, old: Entry | None, today: date, approved: bool
) -> None:
    row, reasons = held.row, list(held.reasons)
    language: Language = row.language or "zh"
    doubt = _doubt(row, language, gathered, old, today, approved)
    if doubt is not None:
        gathered.waiting += [(row, reason) for reason in doubt[:1]]
        if old is not None and row.question in old.questions.get(language, ()):
            # What is stored stays, also when the rest of its row waits.
            asked = gathered.questions.setdefault(language, {})
            asked.setdefault(normalise(row.question), row.question)
        gathered.rows.append((held, "needs_review", [*reasons, *doubt]))
        return
    again = False
    if row.answer:
        gathered.answers.setdefault(language, (row.answer, row))
        reasons += remarked(row.answer, language)
    if row.question:
        # The same words in another spelling (width, case, script) are one phrasing.
        asked = gathered.questions.setdefault(language, {})
        form = normalise(row.question)
        again = form in asked
        asked.setdefault(form, row.question)
        if again:
            reasons.append(
                Reason("duplicate_question", "this question stands on an earlier line already")
            )
    gathered.rows.append((held, "merged" if again else None, reasons))


def _doubt(
    row: Row,
    language: Language,
    gathered: _Gathered,
    old: Entry | None,
    today: date,
    approved: bool,
) -> list[Reason] | None:
    known = gathered.answers.get(language)
    if row.answer and known is not None and known[0] != row.answer:
        where = f"{known[1].file}:{known[1].line}"
        text = f"entry '{row.entry}' has another answer in '{language}' on an earlier line"
        return [Reason("other_answer_on_earlier_line", text, other=where)]
    if approved or _stored(row, language, old):
        return None
    if LOST in row.question + row.answer:
        text = f"characters were lost ({LOST}): the file was saved in a wrong encoding before"
        return [Reason("characters_lost", text)]
    return held_back(row.answer, language, today) or None if row.answer else None


def _stored(row: Row, language: Language, old: Entry | None) -> bool:
    """Whether a person has let this pass before."""
    if old is None:
        return False
    answered = not row.answer or old.answers.get(language) == row.answer
    return answered and (not row.question or row.question in old.questions.get(language, ()))


def _settled(row: Row, old: Entry | None, new: Entry) -> Outcome:
    if old is None:
        return "accepted"
    language: Language = row.language or "zh"
    told = (old.category, old.source) == (new.category, new.source)
    return "unchanged" if told and _stored(row, language, old) else "updated"


def _left_out(gathered: _Gathered, first: Row, missing: str) -> Merged:
    """An entry that lacks something: because its answer waits for a person, or for good."""
    waits = bool(gathered.waiting)
    code, text = (
        ("entry_waits", f"the {missing} of entry '{first.entry}' needs review")
        if waits
        else ("entry_incomplete", f"entry '{first.entry}' has no {missing}")
    )
    judged, waiting = [], list(gathered.waiting)
    for held, outcome, reasons in gathered.rows:
        settled = outcome if outcome == "needs_review" else None
        if settled is None:
            reasons = [*reasons, Reason(code, text)]
            if waits:
                waiting.append((held.row, Reason(code, text)))
        judged.append(
            Judged(
                held.position,
                held.row,
                settled or ("needs_review" if waits else "rejected"),
                tuple(reasons),
            )
        )
    return Merged("left_out", None, first, judged, waiting)


def _merged(key: str, found: _Gathered, old: Entry | None) -> Entry:
    rows = [held.row for held, outcome, _ in found.rows if outcome != "needs_review"]
    old = old or Entry(key)
    categories = [row.category for row in rows if row.category]
    sources = [row.source for row in rows if row.source]
    file = rows[0].file if rows else ""
    questions = dict(old.questions)
    for language, texts in found.questions.items():
        questions[language] = tuple(texts.values())
    answers = {**old.answers, **{name: text for name, (text, _) in found.answers.items()}}
    return replace(
        old,
        category=categories[-1] if categories else old.category,
        source=sources[-1] if sources else old.source or file,
        questions={name: questions[name] for name in LANGUAGES if name in questions},
        answers={name: answers[name] for name in LANGUAGES if name in answers},
    )
