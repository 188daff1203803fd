"""Entries as JSON Lines, which can be imported again."""

import json
from collections.abc import Iterator

from knowledge_base.content.entries import Content


def lines(content: Content) -> Iterator[str]:
    """One nested JSON object an entry, in the order of the keys, without line ends."""
    for entry in content.entries:
        values = {
            "entry": entry.key,
            "category": entry.category,
            "source": entry.source,
            "questions": entry.questions,
            "answers": entry.answers,
        }
        yield json.dumps(values, ensure_ascii=False)
