"""Takes personal data out of all that an import stores beside the answers."""

from collections.abc import Callable
from dataclasses import replace

from knowledge_base.importing.report import Reason
from knowledge_base.importing.rows import Note, Row
from knowledge_base.privacy.masking import ORDER_KINDS, mask, personal

Hide = Callable[[str], str]
"""Makes a name that may be stored of a name that may hold personal data."""

WAITS = "question_has_personal_data"
"""The code of a masked question that a person has to read before it is published."""


def masked(row: Row, hide: Hide) -> tuple[Row, list[Reason]]:
    """The row without personal data in its question and names, and what was taken out.

    The answer stays as it is.
    """
    reasons = []
    kinds = sorted({found.kind.replace("_", " ") for found in personal(row.question)})
    question = mask(row.question, "en" if row.language == "en" else "zh-Hans")
    if kinds:
        code = WAITS if waits(row.question) else "question_masked"
        reasons.append(Reason(code, f"the question held {', '.join(kinds)}: “{question}”"))
    entry, category, source = hide(row.entry), mask(row.category), hide(row.source)
    if (entry, category, source) != (row.entry, row.category, row.source):
        reasons.append(Reason("name_masked", "a name held a number or an address"))
    return (
        replace(
            row,
            file=hide(row.file),
            entry=entry,
            category=category,
            source=source,
            question=question,
            notes=tuple(Note(note.code, mask(note.text)) for note in row.notes),
        ),
        reasons,
    )


def waits(question: str) -> bool:
    """Whether a person has to read the masked question before customers do.

    A question with an order or parcel number is a useful phrasing once the number is replaced. Who
    writes a phone, an address or a card into a question may have written a name beside it, which is
    not found. And of some questions nothing but the number is left.
    """
    found = personal(question)
    for item in reversed(found):
        question = question[: item.start] + question[item.end :]
    only_orders = all(item.kind in ORDER_KINDS for item in found)
    return bool(found) and not (only_orders and any(map(str.isalnum, question)))
