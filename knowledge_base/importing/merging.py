"""What an import would change: rows gathered into entries and compared with those stored. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from knowledge_base.entries import LANGUAGES, Entry
from knowledge_base.importing.rows import Rejected, Row
from knowledge_base.results import Language
from knowledge_base.text import normalise


@dataclass
class Gathered:
    """All that a run says about one entry."""

    rows: list[Row] = field(default_factory=list)
    questions: dict[Language, dict[str, str]] = field(default_factory=dict)
    answers: dict[Language, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """Entries as they will be, by what happens to them; ``rejected`` are left out."""

    added: list[Entry]
    updated: list[Entry]
    unchanged: list[Entry]
    rejected: list[Rejected]

    @property
    def changed(self) -> list[Entry]:
        """What has to be written."""
        return self.added + self.updated


def plan(rows: Iterable[Row], stored: Mapping[str, Entry]) -> Plan:
    """What becomes of the stored entries.

    What a run brings for an entry and a language (its questions, its answer) replaces what was
    stored for these; other languages and entries stay. ``rows`` are clean.
    """
    rejected: list[Rejected] = []
    gathered: dict[str, Gathered] = {}
    for row in rows:
        problem = _gather(row, gathered.setdefault(row.entry, Gathered()))
        if problem:
            rejected.append(problem)
    added, updated, unchanged = list[Entry](), list[Entry](), list[Entry]()
    for key, found in gathered.items():
        old = stored.get(key)
        new = _merged(key, found, old)
        problem = _incomplete(new, found)
        if problem:
            rejected.append(problem)
        elif old is None:
            added.append(new)
        else:
            (unchanged if new == old else updated).append(new)
    return Plan(
        added,
        updated,
        unchanged,
        sorted(rejected, key=lambda item: (item.file, item.line)),
    )


def _gather(row: Row, gathered: Gathered) -> Rejected | None:
    language = row.language or "zh"
    known_answer = gathered.answers.get(language)
    if row.answer and known_answer not in (None, row.answer):
        reason = f"entry '{row.entry}' has another answer in '{language}' on an earlier line"
        return Rejected(row.file, row.line, reason)
    gathered.rows.append(row)
    if row.answer:
        gathered.answers[language] = row.answer
    if row.question:
        # The same words in another spelling (width, case, script) are one phrasing.
        gathered.questions.setdefault(language, {}).setdefault(
            normalise(row.question), row.question
        )
    return None


def _merged(key: str, found: Gathered, old: Entry | None) -> Entry:
    old = old or Entry(key)
    last_category = [row.category for row in found.rows if row.category][-1:]
    named_source = [row.source for row in found.rows if row.source][-1:]
    questions = dict(old.questions)
    for language, texts in found.questions.items():
        questions[language] = tuple(texts.values())
    answers = {**old.answers, **found.answers}
    return replace(
        old,
        category=last_category[0] if last_category else old.category,
        source=named_source[0] if named_source else old.source or found.rows[0].file,
        questions={
            language: questions[language] for language in LANGUAGES if language in questions
        },
        answers={language: answers[language] for language in LANGUAGES if language in answers},
    )


def _incomplete(entry: Entry, found: Gathered) -> Rejected | None:
    missing = "question" if not entry.questions else "answer" if not entry.answers else None
    if missing is None:
        return None
    first = found.rows[0]
    return Rejected(first.file, first.line, f"entry '{entry.key}' has no {missing}")
