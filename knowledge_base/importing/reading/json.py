"""JSON: questions and answers anywhere in one document.

[{"question": …, "answer": …}, …], the same within objects ({"data": {"list": […]}}), by category
({"退款": […]}) or by key ({"return-how": {…}}), and {question: answer}, alone or by category.
"""

import re
from collections.abc import Generator, Mapping
from typing import Any

from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading.header import has_known_name
from knowledge_base.importing.reading.json_cursor import Cursor, InvalidObjectError
from knowledge_base.importing.reading.nested import is_nested
from knowledge_base.importing.reading.objects import Objects
from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.rows import Message, Read, Rejected, Row, is_language

DEEPEST = 50
"""Objects and lists within each other, not counting those in an entry."""

_LARGE = 5_000_000  # characters; what may be larger is not held in memory to see what it is

_STRUCTURE = frozenset(
    (
        *("data", "list", "items", "item", "rows", "row", "records", "result", "results", "faq"),
        *("faqs", "entries", "entry", "questions", "answers", "content", "body", "payload"),
        *("response", "page", "docs", "documents", "hits", "values", "value", "objects", "qa"),
        *("qas", "pairs", "export", "messages", "conversations", "chats", "tickets", "sessions"),
        *("children", "nodes", "root", "pages"),
        *("sections", "categories", "groups", "articles", "topics", "intents", "knowledge", "kb"),
    )
)
_IDENTIFIER = re.compile(r"[A-Za-z_$][\w$.-]*")

Found = Generator[Row | Message | Rejected, None, int]
"""What a part of the document says; returns where the part ends."""


def read_json(text: str, file: str, options: ReadOptions) -> Read:
    """Rows and messages of a document, with the line where their object begins.

    Raises UnreadableFileError, with the line, for text that is no JSON.
    """
    document = _Document(text, file, options)
    yield from document.read()
    document.objects.finish()


class _Document:
    def __init__(self, text: str, file: str, options: ReadOptions) -> None:
        self.objects = Objects(file, options)
        self._file = file
        self._cursor = Cursor(text, file)
        self._found = False
        self._problem = ""

    def read(self) -> Read:
        cursor = self._cursor
        start = cursor.skip(0)
        if cursor.at(start) not in ("[", "{"):
            if cursor.at(start):
                self._scalar(start)
            raise UnreadableFileError(f"{self._file} has no list and no object in it")
        end = cursor.skip((yield from self._watched(self._part(start, 0, "", ""))))
        if cursor.at(end):
            raise cursor.error("something follows the end of the document", end)
        if self._problem and not self._found:
            raise UnreadableFileError(f"{self._file} has no questions and answers: {self._problem}")

    def _watched(self, part: Found) -> Found:
        while True:
            try:
                item = next(part)
            except StopIteration as finished:
                return int(finished.value)
            self._found = True
            yield item

    def _part(self, start: int, depth: int, name: str, category: str) -> Found:
        """``name`` is the key under which the part stands in an object."""
        if depth > DEEPEST:
            raise self._cursor.error("nested too deeply", start)
        if self._cursor.at(start) == "[":
            return (yield from self._list(start, depth, _category(name) or category))
        return (yield from self._object(start, depth, name, category, in_list=False))

    def _list(self, start: int, depth: int, category: str) -> Found:
        cursor = self._cursor
        for place in cursor.items(start):
            if cursor.at(place) == "{":
                end = yield from self._object(place, depth + 1, "", category, in_list=True)
            elif cursor.at(place) == "[":
                end = yield from self._pair_or_part(place, depth + 1, category)
            else:
                _, end = self._scalar(place)
                yield Rejected(self._file, cursor.line(place), "not a JSON object")
            cursor.passed(end)
        return cursor.end

    def _pair_or_part(self, start: int, depth: int, category: str) -> Found:
        try:
            values, end = self._cursor.value(start)
        except InvalidObjectError:
            values, end = None, 0
        if isinstance(values, list) and len(values) == 2 and _are_texts(values):
            line = self._cursor.line(start)
            yield Row(self._file, line, category=category, question=values[0], answer=values[1])
            return end
        return (yield from self._part(start, depth, "", category))

    def _object(self, start: int, depth: int, name: str, category: str, *, in_list: bool) -> Found:
        cursor = self._cursor
        if not in_list and cursor.left(start) > _LARGE:
            return (yield from self._members(start, depth, _category(name) or category))
        try:
            values, end = cursor.value(start)
        except InvalidObjectError as error:
            if self._is_entry(error.value, in_list=in_list) and (
                in_list or self.objects.shape(error.value).columns
            ):
                yield Rejected(self._file, cursor.line(start), error.reason)
                return error.end
            return (yield from self._members(start, depth, _category(name) or category))
        if self._is_entry(values, in_list=in_list):
            if name and _category(name):
                values = self._with(values, "entry", name)
            if category:
                values = self._with(values, "category", category)
            yield from self.objects.read(values, cursor.line(start))
            return end
        own = values.get("category") or values.get("分类")
        category = own if isinstance(own, str) else _category(name) or category
        return (yield from self._members(start, depth, category))

    def _members(self, start: int, depth: int, category: str) -> Found:
        cursor = self._cursor
        for key, place in cursor.members(start):
            if cursor.at(place) in ("[", "{"):
                end = yield from self._part(place, depth + 1, key, category)
            else:
                value, end = self._scalar(place)
                if isinstance(value, str) and _asks(key):
                    line = cursor.line(place)
                    yield Row(self._file, line, category=category, question=key, answer=value)
            cursor.passed(end)
        return cursor.end

    def _scalar(self, start: int) -> tuple[Any, int]:
        try:
            return self._cursor.value(start)
        except InvalidObjectError as error:
            return None, error.end

    def _is_entry(self, values: Mapping[str, Any], *, in_list: bool) -> bool:
        """Whether an object is an entry, a message or a chat, not something that holds them."""
        shape = self.objects.shape(values)
        if is_nested(dict(values)) or (shape.chat and isinstance(values[shape.chat], list)):
            return True
        keyed = any(map(_asks, values)) and _are_texts(values.values())
        if keyed and not has_known_name(list(values)) and (not in_list or len(values) == 1):
            return False
        holds_objects = any(map(_holds_objects, values.values()))
        if shape.columns is None:
            self._problem = self._problem or shape.problem
            return in_list and not holds_objects
        ours = {name.partition("_")[0] for name in shape.columns.places}
        return {"question", "answer"} <= ours or not holds_objects

    def _with(self, values: dict[str, Any], ours: str, value: str) -> dict[str, Any]:
        columns = self.objects.shape(values).columns
        known = is_nested(values) and values.get(ours)
        return values if known or (columns and ours in columns.places) else {ours: value, **values}


def _category(name: str) -> str:
    return "" if name.lower() in _STRUCTURE or is_language(name) else name


def _asks(key: str) -> bool:
    return not _IDENTIFIER.fullmatch(key)


def _are_texts(values: Any) -> bool:
    return all(isinstance(value, str) for value in values)


def _holds_objects(value: Any) -> bool:
    if isinstance(value, dict):
        return bool(value) and not all(is_language(name) for name in value)
    return isinstance(value, list) and any(isinstance(item, list | dict) for item in value)
