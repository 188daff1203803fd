"""Rows that a person has to decide on, as candidates for review."""

from collections.abc import Iterable, Mapping, Sequence

from knowledge_base.content.candidates import (
    Candidate,
    fingerprint,
)
from knowledge_base.content.entries import LANGUAGES
from knowledge_base.content.results import Language
from knowledge_base.importing.report import Reason
from knowledge_base.importing.rows import Row

_REASONS = {
    "contradictory_answers": "contradiction",
    "other_answer_on_earlier_line": "contradiction",
    "characters_lost": "lost_characters",
    "answer_expired": "expired",
}
_OTHERWISE = "personal_data"


def candidates_of(waiting: Mapping[str, Sequence[tuple[Row, Reason]]]) -> list[Candidate]:
    """One candidate for each answer of each entry of which rows wait.

    Rows that bring a question only go with the first answer in their language.
    """
    found: list[Candidate] = []
    for entry, rows in waiting.items():
        for language in LANGUAGES:
            spoken = [(row, reason) for row, reason in rows if (row.language or "zh") == language]
            found += _in_language(entry, language, spoken)
    return found


def _in_language(
    entry: str, language: Language, rows: Sequence[tuple[Row, Reason]]
) -> Iterable[Candidate]:
    answers = list(dict.fromkeys(row.answer for row, _ in rows if row.answer))
    for number, answer in enumerate(answers or ([""] if rows else [])):
        said = [
            (row, reason)
            for row, reason in rows
            if row.answer == answer or (number == 0 and not row.answer)
        ]
        questions = tuple(dict.fromkeys(row.question for row, _ in said if row.question))
        row, reason = next(
            ((row, reason) for row, reason in said if reason.code != "entry_waits"), said[0]
        )
        yield Candidate(
            fingerprint=fingerprint(questions, answer, entry),
            questions=questions,
            answer=answer,
            language=language,
            category=row.category,
            file=row.file,
            line=row.line,
            count=len(said),
            reason=_REASONS.get(reason.code, _OTHERWISE),
            detail=reason.text,
            entry=entry,
        )
