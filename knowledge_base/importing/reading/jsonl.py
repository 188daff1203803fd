"""JSON Lines: one object a line, each read by itself."""

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from knowledge_base.importing.reading.objects import Objects
from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.reading.text_files import LONGEST_LINE, Text
from knowledge_base.importing.rows import Read, Rejected


def read_jsonl(text: Text, file: str, options: ReadOptions) -> Read:
    """Rows and messages of the objects; a line that is none is rejected by itself."""
    objects = Objects(file, options)
    _link(text, objects)
    for number, values in _values(text):
        if isinstance(values, dict):
            yield from objects.read(values, number)
        else:
            yield Rejected(file, number, values)
    objects.finish()


def _link(text: Text, objects: Objects) -> None:
    """A first pass over messages that are linked by what they answer."""
    first = next((values for _, values in _values(text) if isinstance(values, dict)), {})
    columns = objects.shape(first).columns
    if columns is not None and columns.linked:
        for _, values in _values(text):
            if isinstance(values, dict):
                objects.link(values)


def _values(text: Text) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """Every object with its line, or the fault of the line."""
    number = 0
    for line in text.lines():
        number += 1
        if line.isspace():
            continue
        if len(line) >= LONGEST_LINE:
            yield number, f"the line has over {LONGEST_LINE:,} characters"
            continue
        try:
            values = _DECODER.decode(line)
        except (ValueError, RecursionError):
            yield number, "not valid JSON"
            continue
        if "\\u" in line:
            values = without_surrogates(values)
        yield number, values if isinstance(values, dict) else "not a JSON object"


def without_surrogates(value: Any) -> Any:
    r"""Halves of characters (``"\ud83d"`` alone) stand for nothing: U+FFFD takes their place."""
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, list):
        return [without_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {without_surrogates(key): without_surrogates(item) for key, item in value.items()}
    return value


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


_DECODER = json.JSONDecoder(parse_constant=_no_number)
_HALF = re.compile("[\ud800-\udfff]")
