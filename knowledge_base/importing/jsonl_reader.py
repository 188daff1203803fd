"""JSON Lines: one object a line, flat like a row of the CSV or nested, one a whole entry.

{"entry": "…", "language": "zh", "question": "…", "answer": "…"}
{"entry": "…", "category": "…", "questions": {"zh": ["…"], "en": ["…"]},
 "answers": {"zh": "…", "en": "…"}}
"""

import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge_base.importing.rows import (
    Read,
    Rejected,
    Row,
    is_language,
    language_named,
)


class FlatRow(BaseModel):
    """A row of the CSV, as an object."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    entry: str = ""
    category: str = ""
    source: str = ""
    language: str = ""
    question: str = ""
    answer: str = ""


class NestedRow(BaseModel):
    """A whole entry."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    entry: str = ""
    category: str = ""
    source: str = ""
    questions: dict[str, list[str]] = {}
    answers: dict[str, str] = {}


def read_jsonl(text: str, file: str) -> Read:
    """Rows of the objects; a line that is none is rejected by itself."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield from _read_line(line, file, number)


def _read_line(line: str, file: str, number: int) -> Read:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        yield Rejected(file, number, "not valid JSON")
        return
    if not isinstance(values, dict):
        yield Rejected(file, number, "not a JSON object")
        return
    try:
        if "questions" in values or "answers" in values:
            yield from _nested(NestedRow.model_validate(values), file, number)
        else:
            yield _flat(FlatRow.model_validate(_without_nulls(values)), file, number)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        yield Rejected(file, number, f"{where}: {first['msg'][0].lower()}{first['msg'][1:]}")


def _without_nulls(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _flat(row: FlatRow, file: str, line: int) -> Row | Rejected:
    if row.language and not is_language(row.language):
        return Rejected(
            file, line, f"the language '{row.language[:20]}' is not known; use zh or en"
        )
    language = language_named(row.language)
    values = row.model_dump(exclude={"language"})
    return Row(file=file, line=line, language=language, **values)


def _nested(row: NestedRow, file: str, line: int) -> Iterator[Row | Rejected]:
    unknown = [name for name in (*row.questions, *row.answers) if not is_language(name)]
    if unknown:
        reason = f"the language '{unknown[0][:20]}' is not known; use zh or en"
        yield Rejected(file, line, reason)
        return
    if not row.entry.strip():
        yield Rejected(file, line, "an object with 'questions' or 'answers' needs an 'entry'")
        return
    shared = {"entry": row.entry, "category": row.category, "source": row.source}
    for name, questions in row.questions.items():
        for question in questions:
            yield Row(file, line, language=language_named(name), question=question, **shared)
    for name, answer in row.answers.items():
        yield Row(file, line, language=language_named(name), answer=answer, **shared)
