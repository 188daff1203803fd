"""Rows that a person has to decide on, as candidates for review."""

from collections.abc import Iterable, Mapping, Sequence

from knowledge_base.content.candidates import Candidate, fingerprint
from knowledge_base.content.language_tags import LANGUAGE_TAGS, LanguageTag
from knowledge_base.importing.merging import RowForReview

_REASONS = {
    "contradictory_answers": "contradiction",
    "other_answer_on_earlier_line": "contradiction",
    "characters_lost": "lost_characters",
    "answer_expired": "expired",
    "entry_of_another_file": "other_file",
    "reworded": "reworded",
}
_DEFAULT_REASON = "personal_data"


def candidates_of(rows: Mapping[str, Sequence[RowForReview]]) -> list[Candidate]:
    """One candidate for each answer of each entry. ``rows`` are by the key of their entry.

    Rows that bring only a question belong to the first answer in their language.
    """
    found: list[Candidate] = []
    for entry, several in rows.items():
        for language in LANGUAGE_TAGS:
            own = [(row, reason) for row, reason in several if (row.language or "zh") == language]
            found += _in_language(entry, language, own)
    return found


def _in_language(
    entry: str, language: LanguageTag, rows: Sequence[RowForReview]
) -> Iterable[Candidate]:
    answers = list(dict.fromkeys(row.answer for row, _ in rows if row.answer))
    for number, answer in enumerate(answers or ([""] if rows else [])):
        own = [
            (row, reason)
            for row, reason in rows
            if row.answer == answer or (number == 0 and not row.answer)
        ]
        questions = tuple(dict.fromkeys(row.question for row, _ in own if row.question))
        row, reason = next(
            ((row, reason) for row, reason in own if reason.code != "entry_waits"), own[0]
        )
        yield Candidate(
            fingerprint=fingerprint(questions, answer, entry),
            questions=questions,
            answer=answer,
            language=language,
            category=row.category,
            file=row.file,
            line=row.line,
            count=len(own),
            reason=_REASONS.get(reason.code, _DEFAULT_REASON),
            detail=reason.text,
            entry=entry,
        )
