"""Fields in answers, such as ``{{order.eta}}``: which there are, and how they are filled. Pure.

``{{order.eta|in a few days}}`` has a text for where the value is not known.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from knowledge_base.content.buttons import Button

FIELDS = (
    "order.number",
    "order.status",
    "order.eta",
    "order.carrier",
    "order.tracking",
    "visitor.name",
)

_FIELD = re.compile(r"\{\{(?P<name>[^{}|\n]*)(?:\|(?P<fallback>[^{}\n]*))?\}\}")
# A sentence ends behind its marks; a full stop inside of a number or a name ends none.
_SENTENCE_END = re.compile(r"(?<=[.!?])(?=\s)|(?<=[。！？])(?![”』」’）])")
_BLANK_LINES = re.compile(r"\n{3,}")
# Stands for an unfilled field until its sentence is left out, and never looks like a filled one's
# place (``_PLACE``). No stored text holds it.
_UNFILLED = "\0-"


def fields_in(text: str) -> list[str]:
    """The names of the fields of a text, each once, in their order; also names that are none."""
    return list(dict.fromkeys(found["name"].strip() for found in _FIELD.finditer(text)))


def unknown_field(text: str) -> str | None:
    """The first name in double braces that is no field; None where there is none."""
    return next((name for name in fields_in(text) if name not in FIELDS), None)


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its fields filled.

    A sentence with a field that has neither a value nor a fallback is left out; the result may be
    "". A value stays on its line, and what looks like a field in it is none.
    """
    if "{{" not in text:
        return text
    filled: list[str] = []

    def put(found: re.Match[str]) -> str:
        value = " ".join(values.get(found["name"].strip(), "").split()) or found["fallback"]
        if value is None:
            return _UNFILLED
        filled.append(value)
        return f"\0{len(filled) - 1}\0"

    lines = []
    for line in _FIELD.sub(put, text).split("\n"):
        kept = "".join(part for part in _SENTENCE_END.split(line) if not _lacks(part)).strip()
        if kept or not line.strip():
            lines.append(kept)
    whole = _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()
    return _PLACE.sub(lambda place: filled[int(place[1])], whole)


_PLACE = re.compile("\0([0-9]+)\0")


def _lacks(sentence: str) -> bool:
    return _UNFILLED in _PLACE.sub("", sentence)


def fill_buttons(buttons: tuple[Button, ...], values: Mapping[str, str]) -> tuple[Button, ...]:
    """The buttons with the fields of their labels filled, without those that lack one."""
    return tuple(_filled(buttons, values))


def _filled(buttons: tuple[Button, ...], values: Mapping[str, str]) -> Iterator[Button]:
    for button in buttons:
        label = fill(button.label, values)
        if label:
            yield replace(button, label=label)
