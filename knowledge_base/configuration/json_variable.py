"""Environment variables whose value is JSON."""

import json
import os
import re
from collections.abc import Collection
from typing import Any

from knowledge_base.errors import ConfigurationError

_WORD = re.compile(r"""[^\s{}\[\]:,"']+""")
_SINGLE_QUOTES = re.compile(r"[{\[]\s*'")
# The place that Python names is the comma or, before 3.13, what follows it.
_COMMA_TOO_MANY = re.compile(r"\s*+,\s*+[}\]]")
_FULL_WIDTH = ("：", "，", "＂")  # as a Chinese keyboard writes them
_BEFORE, _AFTER = 40, 20


def read_json(variable: str, names: Collection[str] = ()) -> Any:
    """The value of an environment variable that is there.

    Raises ConfigurationError, which says where the JSON is broken and shows a piece of it. Of that
    piece's words only ``names`` are shown, those of settings: another one may be a secret.
    """
    text = os.environ[variable]
    try:
        return json.loads(text, object_pairs_hook=_without_repetition)
    except json.JSONDecodeError as error:
        problem = f"{_hint(text, error.pos) or _lower(error.msg)}: {_piece(text, error.pos, names)}"
        where = f"line {error.lineno}, column {error.colno}"
        raise ConfigurationError(
            f"environment variable {variable} is not valid JSON at {where}; {problem}"
        ) from error
    except _RepeatedKeyError as error:
        raise ConfigurationError(
            f"environment variable {variable} has the key '{error}' twice in one place; "
            "only one of them can count"
        ) from error
    except RecursionError as error:
        raise ConfigurationError(
            f"environment variable {variable} has too many levels inside of each other"
        ) from error


class _RepeatedKeyError(Exception):
    pass


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _RepeatedKeyError(key)
        found[key] = value
    return found


def _hint(text: str, position: int) -> str | None:
    stripped = text.strip()
    if not stripped:
        return "it is empty"
    if stripped[0] == "'" == stripped[-1]:
        return "it still has the quotation marks that a shell would take away"
    if "“" in text or "”" in text:
        return "it has curly quotation marks; JSON wants straight ones"
    if _SINGLE_QUOTES.match(stripped):
        return "JSON wants double quotation marks"
    if text[position : position + 1] in _FULL_WIDTH:
        return 'this character is full-width; JSON wants : and , and "'
    if _COMMA_TOO_MANY.match(text, len(text[:position].rstrip(", \t\r\n"))):
        return "there is a comma before the closing bracket"
    return None


def _piece(text: str, position: int, names: Collection[str]) -> str:
    """What stands around ``position``, which is marked, with every other word as ``…``."""

    def shown(part: str) -> str:
        return _WORD.sub(lambda word: word[0] if word[0] in names else "…", part)

    before, after = shown(text[:position]), shown(text[position:])
    return f"{_one_line(before)[-_BEFORE:]} >>> {_one_line(after)[:_AFTER]}".strip()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]
