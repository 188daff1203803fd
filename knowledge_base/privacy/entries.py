"""Entries without personal data in what is shown beside their answers."""

from collections.abc import Callable
from dataclasses import replace

from knowledge_base.content.entries import Content, Entry
from knowledge_base.privacy.masking import mask


def without_personal_data(entry: Entry, hide: Callable[[str], str]) -> Entry:
    """The entry with its questions, category and source masked, and its key hidden by ``hide``.

    Keeps the number and the order of the questions. Answers stay: an import holds back those with
    personal data, and a person may have let one pass.
    """
    return replace(
        entry,
        key=hide(entry.key),
        category=mask(entry.category),
        source=hide(entry.source),
        questions={name: tuple(map(mask, texts)) for name, texts in entry.questions.items()},
    )


def content_to_serve(content: Content, hide: Callable[[str], str]) -> Content:
    """The content as visitors may see it, whatever was stored before imports were checked.

    Entries and questions keep their places, so an index of the stored content fits.
    """
    return replace(
        content, entries=tuple(without_personal_data(entry, hide) for entry in content.entries)
    )
