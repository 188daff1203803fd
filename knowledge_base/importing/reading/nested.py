"""A whole entry in one object, as ``export`` writes it.

{"entry": "…", "category": "…", "questions": {"zh": ["…"], "en": ["…"]},
 "answers": {"zh": "…", "en": "…"}}
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge_base.importing.rows import Rejected, Row, is_language, language_named


class NestedEntry(BaseModel):
    """What such an object may hold."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    entry: str = ""
    category: str = ""
    source: str = ""
    exported_version: str = ""
    questions: dict[str, list[str]] = {}
    answers: dict[str, str] = {}


def is_nested(values: dict[str, Any]) -> bool:
    """Whether an object has its questions or answers by language."""
    return isinstance(values.get("questions"), dict) or isinstance(values.get("answers"), dict)


def read_nested(values: dict[str, Any], file: str, line: int) -> Iterator[Row | Rejected]:
    """A row for every question and every answer."""
    try:
        entry = NestedEntry.model_validate({k: v for k, v in values.items() if v is not None})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        reason = f"{where}: {first['msg'][:1].lower()}{first['msg'][1:]}"
        yield Rejected(file, line, reason)
        return
    unknown = [name for name in (*entry.questions, *entry.answers) if not is_language(name)]
    if unknown:
        reason = f"the language '{unknown[0][:20]}' is not known; use zh or en"
        yield Rejected(file, line, reason, code="unknown_language")
        return
    if not entry.entry.strip():
        yield Rejected(file, line, "an object with 'questions' or 'answers' needs an 'entry'")
        return
    if not any(entry.questions.values()) and not entry.answers:
        reason = "there is neither a question nor an answer"
        yield Rejected(file, line, reason, code="no_question_nor_answer")
    version = entry.exported_version
    whole = Row(file, line, entry.entry, entry.category, entry.source, version=version)
    for name, questions in entry.questions.items():
        for question in questions:
            yield replace(whole, language=language_named(name), question=question)
            whole = replace(whole, further=True)
    for name, answer in entry.answers.items():
        yield replace(whole, language=language_named(name), answer=answer)
        whole = replace(whole, further=True)
