"""Entries as JSON Lines: one nested object an entry."""

import json
from collections.abc import Iterator

from knowledge_base.content.entries import Content
from knowledge_base.exporting.texts import answer_text, name_text, question_text


def json_lines(content: Content) -> Iterator[str]:
    """One JSON object an entry, in the order of the keys, without line ends."""
    for entry in content.entries:
        values = {
            "entry": name_text(entry.key, str),
            "category": name_text(entry.category, str),
            "source": name_text(entry.source, str),
            "questions": {
                language: [question_text(text, str) for text in texts]
                for language, texts in entry.questions.items()
            },
            "answers": {
                language: answer_text(text, str) for language, text in entry.answers.items()
            },
            "exported_version": content.version,
        }
        yield json.dumps(values, ensure_ascii=False)
