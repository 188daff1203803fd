"""Merges the rows of one entry into it: compared with what is stored, row by row. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from knowledge_base.content.entries import LANGUAGES, Entry
from knowledge_base.content.own_contacts import NOBODYS, OwnContacts
from knowledge_base.content.results import Language
from knowledge_base.importing.checking.answers import hold_back_reasons, remarks
from knowledge_base.importing.checking.languages import differing_translations, missing_languages
from knowledge_base.importing.checking.personal_data import WAITS
from knowledge_base.importing.cleaning import LOST, Cleaned
from knowledge_base.importing.report import Outcome, Reason
from knowledge_base.importing.row_buffer import BufferedRow
from knowledge_base.importing.rows import Rejected, Row
from knowledge_base.language.text import normalise

EntryChange = Literal["added", "updated", "unchanged", "left_out"]

RowForReview = tuple[Row, Reason]
"""A row that a person has to decide on, and why."""


@dataclass(frozen=True)
class RowOutcome:
    """What becomes of one row; ``position`` is its place in the run."""

    position: int
    row: Row
    outcome: Outcome
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class MergedEntry:
    """``entry`` as it will be, None when it is left out; ``first`` is the first of its rows."""

    change: EntryChange
    entry: Entry | None
    first: Row
    rows: list[RowOutcome]
    for_review: list[RowForReview]


@dataclass
class _EntryRows:
    """The rows of one entry so far. A row's outcome is None until the entry is merged.

    ``stored`` are the questions that the entry has already, by language.
    """

    stored: dict[Language, frozenset[str]]
    rows: list[tuple[BufferedRow, Outcome | None, list[Reason]]] = field(default_factory=list)
    questions: dict[Language, dict[str, str]] = field(default_factory=dict)
    answers: dict[Language, tuple[str, Row]] = field(default_factory=dict)
    for_review: list[RowForReview] = field(default_factory=list)


def merge_entry(
    rows: Sequence[BufferedRow],
    old: Entry | None,
    *,
    today: date,
    approved: bool,
    own: OwnContacts = NOBODYS,
) -> MergedEntry:
    """The entry that ``rows`` (clean, all of one entry) make of ``old``, the stored one.

    The questions and the answer that a run brings in a language replace the stored ones in it; the
    other language stays. A person has decided on ``approved`` rows: none of them is held back. ``own``
    are the shop's contacts.
    """
    stored = old.questions if old else {}
    collected = _EntryRows({name: frozenset(questions) for name, questions in stored.items()})
    for buffered in rows:
        _collect(buffered, collected, old, today, approved, own)
    key, first = rows[0].row.entry, rows[0].row
    new = _merged(key, collected, old)
    missing = "question" if not new.questions else "answer" if not new.answers else None
    if missing:
        return _left_out(collected, first, missing)
    change: EntryChange = "added" if old is None else "unchanged" if new == old else "updated"
    outcomes = [
        RowOutcome(
            buffered.position,
            buffered.row,
            outcome or _row_outcome(buffered.row, collected, old, new),
            tuple(reasons),
        )
        for buffered, outcome, reasons in collected.rows
    ]
    of_entry = [*missing_languages(new), *differing_translations(new)]
    if of_entry and change != "unchanged":
        outcomes[0] = replace(outcomes[0], reasons=(*outcomes[0].reasons, *of_entry))
    return MergedEntry(change, new, first, outcomes, collected.for_review)


def held_back(rows: Sequence[BufferedRow], reason: Reason) -> MergedEntry:
    """All rows of an entry sent to review for one reason; what is stored stays."""
    outcomes = [
        RowOutcome(buffered.position, buffered.row, "needs_review", (*buffered.reasons, reason))
        for buffered in rows
    ]
    for_review = [(buffered.row, reason) for buffered in rows]
    return MergedEntry("left_out", None, rows[0].row, outcomes, for_review)


def replaced_text(rows: Iterable[Row], old: Entry) -> tuple[str, str] | None:
    """The first question stored and the one that takes its place, where ``rows`` would replace
    both the questions and the answer of an entry in a language; None where they share a question
    or an answer."""
    rows = list(rows)
    known = {normalise(text) for texts in old.questions.values() for text in texts}
    if any(normalise(row.question) in known for row in rows if row.question):
        return None
    for language, answer in old.answers.items():
        mine = [row for row in rows if (row.language or "zh") == language]
        asked = [row.question for row in mine if row.question]
        said = [row.answer for row in mine if row.answer]
        if old.questions.get(language) and asked and said and answer not in said:
            return old.questions[language][0], asked[0]
    return None


def entries_of(cleaned: Iterable[Cleaned], *, today: date) -> tuple[list[Entry], list[Rejected]]:
    """The entries that an import into an empty knowledge base would make of these rows, in the
    order of their keys, and the rows that it would leave out. The rows must fit in memory."""
    groups: dict[str, list[BufferedRow]] = {}
    for position, item in enumerate(cleaned):
        groups.setdefault(item.row.entry, []).append(BufferedRow(position, item.row, item.reasons))
    entries, left_out = [], []
    for _, rows in sorted(groups.items()):
        merged = merge_entry(rows, None, today=today, approved=False)
        if merged.entry is not None:
            entries.append(merged.entry)
        left_out += [
            Rejected(row.row.file, row.row.line, row.reasons[-1].text, row.row)
            for row in merged.rows
            if row.outcome in ("rejected", "needs_review")
        ]
    return entries, left_out


def _collect(
    buffered: BufferedRow,
    collected: _EntryRows,
    old: Entry | None,
    today: date,
    approved: bool,
    own: OwnContacts,
) -> None:
    row, reasons = buffered.row, list(buffered.reasons)
    language: Language = row.language or "zh"
    doubts = _doubts(buffered, language, collected, old, today, approved, own)
    if doubts is not None:
        collected.for_review += [(row, reason) for reason in doubts[:1]]
        if row.question in collected.stored.get(language, ()):
            # A stored question stays, also when the rest of its row needs review.
            questions = collected.questions.setdefault(language, {})
            questions.setdefault(normalise(row.question), row.question)
        new = [reason for reason in doubts if reason not in reasons]
        collected.rows.append((buffered, "needs_review", [*reasons, *new]))
        return
    repeated = False
    if row.answer:
        collected.answers.setdefault(language, (row.answer, row))
        reasons += remarks(row.answer, own)
    if row.question:
        # The same words in another spelling (width, case, script) are one phrasing.
        questions = collected.questions.setdefault(language, {})
        form = normalise(row.question)
        repeated = form in questions
        questions.setdefault(form, row.question)
        if repeated:
            reasons.append(
                Reason("duplicate_question", "this question stands on an earlier line already")
            )
    collected.rows.append((buffered, "merged" if repeated else None, reasons))


def _doubts(
    buffered: BufferedRow,
    language: Language,
    collected: _EntryRows,
    old: Entry | None,
    today: date,
    approved: bool,
    own: OwnContacts,
) -> list[Reason] | None:
    """Why a person has to decide on the row; None when nobody has to."""
    row = buffered.row
    known = collected.answers.get(language)
    if row.answer and known is not None and known[0] != row.answer:
        where = f"{known[1].file}:{known[1].line}"
        text = f"entry '{row.entry}' has another answer in '{language}' on an earlier line"
        return [Reason("other_answer_on_earlier_line", text, other=where)]
    if approved or _is_stored(row, language, collected, old):
        return None
    masked = [reason for reason in buffered.reasons if reason.code == WAITS]
    if LOST in row.question + row.answer:
        text = f"characters were lost ({LOST}): the file was saved in a wrong encoding before"
        return [Reason("characters_lost", text)]
    return [*masked, *hold_back_reasons(row.answer, today, own)] or None


def _is_stored(row: Row, language: Language, collected: _EntryRows, old: Entry | None) -> bool:
    """Whether the entry says this already, so that a person has accepted it before."""
    if old is None:
        return False
    answered = not row.answer or old.answers.get(language) == row.answer
    return answered and (not row.question or row.question in collected.stored.get(language, ()))


def _row_outcome(row: Row, collected: _EntryRows, old: Entry | None, new: Entry) -> Outcome:
    if old is None:
        return "accepted"
    language: Language = row.language or "zh"
    same = (old.category, old.source) == (new.category, new.source)
    return "unchanged" if same and _is_stored(row, language, collected, old) else "updated"


def _left_out(collected: _EntryRows, first: Row, missing: str) -> MergedEntry:
    """An entry that lacks something: because its rows need review, or for good."""
    for_review = list(collected.for_review)
    waits = bool(for_review)
    code, text = (
        ("entry_waits", f"the {missing} of entry '{first.entry}' needs review")
        if waits
        else ("entry_incomplete", f"entry '{first.entry}' has no {missing}")
    )
    outcomes = []
    for buffered, outcome, reasons in collected.rows:
        settled = outcome if outcome == "needs_review" else None
        if settled is None:
            reasons = [*reasons, Reason(code, text)]
            if waits:
                for_review.append((buffered.row, Reason(code, text)))
        outcomes.append(
            RowOutcome(
                buffered.position,
                buffered.row,
                settled or ("needs_review" if waits else "rejected"),
                tuple(reasons),
            )
        )
    return MergedEntry("left_out", None, first, outcomes, for_review)


def _merged(key: str, collected: _EntryRows, old: Entry | None) -> Entry:
    rows = [buffered.row for buffered, outcome, _ in collected.rows if outcome != "needs_review"]
    old = old or Entry(key)
    categories = [row.category for row in rows if row.category]
    sources = [row.source for row in rows if row.source]
    file = rows[0].file if rows else ""
    questions = dict(old.questions)
    for language, texts in collected.questions.items():
        questions[language] = tuple(texts.values())
    answers = {**old.answers, **{name: text for name, (text, _) in collected.answers.items()}}
    return replace(
        old,
        category=categories[-1] if categories else old.category,
        source=sources[-1] if sources else old.source or file,
        questions={name: questions[name] for name in LANGUAGES if name in questions},
        answers={name: answers[name] for name in LANGUAGES if name in answers},
    )
