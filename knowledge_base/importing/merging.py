"""Merges the rows of one entry into it: compared with what is stored, row by row. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from typing import Literal

from knowledge_base.content.entries import Entry
from knowledge_base.content.filings import Part, texts_of, without, written
from knowledge_base.content.language_tags import (
    LANGUAGE_TAGS,
    LanguageTag,
    base_language,
    takes_the_place,
    with_script,
)
from knowledge_base.content.own_contacts import NOBODYS, OwnContacts
from knowledge_base.importing.checking.agreement import CONFLICTS, agreement
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


class _Stored:
    """What an entry says already, so that a person has accepted it before.

    Another tag of the same language makes no difference. Sets, since an entry may have thousands
    of phrasings.
    """

    def __init__(self, entry: Entry) -> None:
        self._answers = {(base_language(tag), text) for tag, text in entry.answers.items()}
        self._questions = {
            (base_language(tag), text) for tag, texts in entry.questions.items() for text in texts
        }
        self._asked = {text for _, text in self._questions}

    def has(self, row: Row) -> bool:
        """Whether question and answer of the row are stored, as far as it has them."""
        answer = (base_language(row.language or "zh"), row.answer)
        return (not row.answer or answer in self._answers) and (
            not row.question or row.question in self._asked
        )

    def has_question(self, row: Row) -> bool:
        """Whether its question is stored in its language."""
        return (base_language(row.language or "zh"), row.question) in self._questions


@dataclass
class _EntryRows:
    """The rows of one entry so far. A row's outcome is None until the entry is merged.

    ``old`` is the entry as it is stored, and ``stored`` what it says.
    """

    old: Entry
    stored: _Stored
    rows: list[tuple[BufferedRow, Outcome | None, list[Reason]]] = field(default_factory=list)
    questions: dict[LanguageTag, dict[str, str]] = field(default_factory=dict)
    answers: dict[LanguageTag, tuple[str, Row]] = field(default_factory=dict)
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

    The questions and the answer that a run brings under a tag replace the stored ones under it, and
    those whose place they take; other languages stay. Rows in two scripts, of which the file does
    not speak, are one text for each script. A person has decided on ``approved`` rows: none of them
    is held back. ``own`` are the shop's contacts.
    """
    known = old or Entry(rows[0].row.entry)
    collected = _EntryRows(known, _Stored(known))
    for buffered in _by_script(rows):
        _collect(buffered, collected, today, approved, own)
    first = rows[0].row
    new = _merged(collected)
    missing = "question" if not new.questions else "answer" if not new.answers else None
    if missing:
        return _left_out(collected, first, missing)
    change: EntryChange = "added" if old is None else "unchanged" if new == old else "updated"
    outcomes = [
        RowOutcome(
            buffered.position,
            buffered.row,
            outcome or _row_outcome(buffered.row, old, new, collected.stored),
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
        mine = [row for row in rows if takes_the_place(row.language or "zh", language, answer)]
        asked = [row.question for row in mine if row.question]
        said = [row.answer for row in mine if row.answer]
        stored = old.asked_in(base_language(language))
        if stored and asked and said and answer not in said:
            return stored[0], asked[0]
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
    today: date,
    approved: bool,
    own: OwnContacts,
) -> None:
    row, reasons = buffered.row, list(buffered.reasons)
    language: LanguageTag = row.language or "zh"
    doubts = _doubts(buffered, language, collected, today, approved, own)
    if doubts is not None:
        collected.for_review += [(row, reason) for reason in doubts[:1]]
        if collected.stored.has_question(row):
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
    language: LanguageTag,
    collected: _EntryRows,
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
    if approved or collected.stored.has(row):
        return None
    masked = [reason for reason in buffered.reasons if reason.code == WAITS]
    if LOST in row.question + row.answer:
        text = f"characters were lost ({LOST}): the file was saved in a wrong encoding before"
        return [Reason("characters_lost", text)]
    return [*masked, *hold_back_reasons(row.answer, today, own)] or None


def _row_outcome(row: Row, old: Entry | None, new: Entry, stored: _Stored) -> Outcome:
    if old is None:
        return "accepted"
    same = (old.category, old.source) == (new.category, new.source)
    return "unchanged" if same and stored.has(row) else "updated"


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


def _merged(collected: _EntryRows) -> Entry:
    rows = [buffered.row for buffered, outcome, _ in collected.rows if outcome != "needs_review"]
    old = collected.old
    categories = [row.category for row in rows if row.category]
    sources = [row.source for row in rows if row.source]
    file = rows[0].file if rows else ""
    new: dict[Part, Collection[LanguageTag]] = {
        "question": collected.questions.keys(),
        "answer": collected.answers.keys(),
    }
    displaced = {
        text
        for text in texts_of(old)
        for tag in new[text.part]
        if takes_the_place(tag, text.language, written(old, text))
    }
    kept = without(old, displaced)
    questions = dict(kept.questions)
    for tag, texts in collected.questions.items():
        questions[tag] = tuple(texts.values())
    answers = {**kept.answers, **{tag: text for tag, (text, _) in collected.answers.items()}}
    return replace(
        old,
        category=categories[-1] if categories else old.category,
        source=sources[-1] if sources else old.source or file,
        questions={name: questions[name] for name in LANGUAGE_TAGS if name in questions},
        answers={name: answers[name] for name in LANGUAGE_TAGS if name in answers},
    )


def _by_script(rows: Sequence[BufferedRow]) -> Sequence[BufferedRow]:
    """The rows with the tags of their scripts, if their Chinese answers are in two, agree, and the
    file names no script."""
    shown = {
        buffered.position: with_script("zh", row.answer or row.question)
        for buffered in rows
        if ((row := buffered.row).language or "zh") == "zh"
    }
    answers = [
        (shown[row.position], row.row.answer)
        for row in rows
        if row.row.answer and row.position in shown
    ]
    simplified, traditional = (
        [text for tag, text in answers if tag == script] for script in ("zh-Hans", "zh-Hant")
    )
    agreed = (
        agreement(one, other) not in CONFLICTS for one, other in product(simplified, traditional)
    )
    if not simplified or not traditional or not all(agreed):
        return rows
    return [
        replace(row, row=replace(row.row, language=shown.get(row.position, row.row.language)))
        for row in rows
    ]
