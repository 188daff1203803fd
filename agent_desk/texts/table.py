"""The catalogue as a table in Markdown, for docs/texts.md; pure."""

from __future__ import annotations

from collections.abc import Iterable

from agent_desk.texts.catalogue import Spec, specs
from agent_desk.texts.languages import TEXTS

_HEADS = (
    "name",
    "when",
    "placeholders",
    "English",
    "简体中文",
    "繁體中文（台灣）",
    "繁體中文（香港）",
)


def table() -> str:
    """A row for each text, in the order of the catalogue."""
    rows = (
        (
            f"`{name}`",
            spec.when,
            _placeholders(spec),
            *(getattr(texts, name) for texts in TEXTS.values()),
        )
        for name, spec in specs().items()
    )
    return "\n".join(_row(cells) for cells in (_HEADS, ["---"] * len(_HEADS), *rows))


def _placeholders(spec: Spec) -> str:
    """Those that a text must have are bold, those that may be unknown in brackets."""
    sure = (
        f"**{{{name}}}**" if name in spec.needed else f"{{{name}}}" for name in sorted(spec.known)
    )
    return ", ".join([*sure, *(f"[{{{name}}}]" for name in sorted(spec.unsure))])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |".replace("|  |", "| |")
