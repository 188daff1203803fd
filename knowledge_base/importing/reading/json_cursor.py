"""Walks through a JSON document without holding all of it, and knows the line."""

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading.jsonl import without_surrogates

_BLANKS = re.compile(r"[ \t\n\r]*")
_SHOWN = 40


class InvalidObjectError(Exception):
    """A value with something that JSON does not allow, though it can be seen where it ends."""

    def __init__(self, reason: str, value: Any, end: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.value = value
        self.end = end


class Cursor:
    """Places in a document. ``end`` is where the list or object that was gone through last ends."""

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._halves = "\\u" in text
        self._counted = (0, 1)
        self._next = 0
        self.end = 0

    def at(self, place: int) -> str:
        """The character there; nothing at the end."""
        return self._text[place : place + 1]

    def left(self, place: int) -> int:
        """How many characters follow."""
        return len(self._text) - place

    def skip(self, place: int) -> int:
        """The next place that is not blank."""
        blanks = _BLANKS.match(self._text, place)
        return blanks.end() if blanks else place

    def line(self, place: int) -> int:
        """Fast for places that come one after the other."""
        before, line = self._counted
        if place < before:
            before, line = 0, 1
        line += self._text.count("\n", before, place)
        self._counted = (place, line)
        return line

    def value(self, place: int) -> tuple[Any, int]:
        """The value there, and where it ends. Raises UnreadableFileError and InvalidObjectError."""
        try:
            value, end = _STRICT.raw_decode(self._text, place)
        except (json.JSONDecodeError, RecursionError) as error:
            raise self._unreadable(error, place) from None
        except ValueError as error:  # NaN, a key that comes twice, a number of 5,000 digits
            try:
                value, end = _LENIENT.raw_decode(self._text, place)
            except (ValueError, RecursionError) as again:
                raise self._unreadable(again, place) from None
            raise InvalidObjectError(str(error), value, end) from None
        return without_surrogates(value) if self._halves else value, end

    def items(self, start: int) -> Iterator[int]:
        """Where the items of the list begin; ``passed`` says where each ends."""
        place = self.skip(start + 1)
        if self.at(place) == "]":
            self.end = place + 1
            return
        while True:
            yield place
            place = self._after("]")
            if not place:
                return

    def members(self, start: int) -> Iterator[tuple[str, int]]:
        """Keys of the object and where their values begin; ``passed`` says where each ends."""
        place = self.skip(start + 1)
        if self.at(place) == "}":
            self.end = place + 1
            return
        keys = set[str]()
        while True:
            if self.at(place) != '"':
                raise self.error("a key in double quotes should stand here", place)
            key, end = self.value(place)
            if key in keys:
                raise self.error(f"the key '{key[:_SHOWN]}' comes twice", place)
            keys.add(key)
            colon = self.skip(end)
            if self.at(colon) != ":":
                raise self.error("a ':' should stand here", colon)
            yield key, self.skip(colon + 1)
            place = self._after("}")
            if not place:
                return

    def passed(self, end: int) -> None:
        """Says where the last item or member ends."""
        self._next = end

    def error(self, what: str, place: int) -> UnreadableFileError:
        """One that names the line."""
        return UnreadableFileError(f"{self._file}, line {self.line(place)}: not valid JSON: {what}")

    def _after(self, closing: str) -> int:
        """Where the next item begins, 0 after the last."""
        place = self.skip(self._next)
        if self.at(place) == closing:
            self.end = place + 1
            return 0
        if self.at(place) != ",":
            raise self.error(f"a ',' or '{closing}' should stand here", place)
        following = self.skip(place + 1)
        if self.at(following) == closing:
            raise self.error(f"a ',' stands before the closing '{closing}'", place)
        return following

    def _unreadable(self, error: Exception, place: int) -> UnreadableFileError:
        if isinstance(error, json.JSONDecodeError):
            return self.error(f"{error.msg[:1].lower()}{error.msg[1:]}", error.pos)
        if isinstance(error, RecursionError):
            return self.error("nested too deeply", place)
        return self.error(str(error), place)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        seen = set[str]()
        for key, _ in pairs:
            if key in seen:
                raise ValueError(f"the key '{key[:_SHOWN]}' comes twice")
            seen.add(key)
    return values


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


_STRICT = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_number)
_LENIENT = json.JSONDecoder(parse_int=str)
