"""Rows and messages out of JSON objects: flat like lines of a table, whole entries, and chats."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading.columns import Columns
from knowledge_base.importing.reading.names import BY_LANGUAGE
from knowledge_base.importing.reading.nested import is_nested, read_nested
from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.rows import Read, Rejected, is_language

_CHATS = (
    "messages",
    "conversation",
    "conversations",
    "dialogue",
    "dialog",
    "turns",
    "对话",
    "消息",
)
_CHAT_NAMES = (
    "conversation_id",
    "conversationId",
    "chat_id",
    "session_id",
    "ticket_id",
    "会话",
    "id",
)
_SHAPES = 1_000  # sets of keys that are remembered


@dataclass(frozen=True)
class Shape:
    """What objects with the same keys hold. ``order`` has the keys that make the cells, ``chat``
    is the key of a list of messages, ``text`` that of a message's text."""

    columns: Columns | None
    order: tuple[str, ...]
    used: frozenset[str]
    chat: str | None
    problem: str = ""
    text: str = ""


class Objects:
    """Reads the objects of one file. Columns are found out once for every set of keys."""

    def __init__(self, file: str, options: ReadOptions) -> None:
        self._file = file
        self._options = options
        self._shapes: dict[tuple[str, ...], Shape] = {}
        self._transcripts: list[Shape] = []
        self._unseen = set(options.columns)
        self._read: set[tuple[str, ...]] = set()

    def shape(self, values: Mapping[str, Any]) -> Shape:
        """What an object holds, by its keys."""
        keys = tuple(values)
        shape = self._shapes.get(keys)
        if shape is None:
            if len(self._shapes) >= _SHAPES:
                self._shapes.clear()
                self._read.clear()
            shape = self._shapes[keys] = self._guessed(values)
        return shape

    def link(self, values: Mapping[str, Any]) -> None:
        """See ``Columns.link``."""
        shape = self.shape(values)
        if shape.columns is not None and shape.columns.linked:
            shape.columns.link([_text(values.get(key)) for key in shape.order])

    def read(self, values: dict[str, Any], line: int) -> Read:
        """What an object says."""
        shape = self.shape(values)
        if shape.chat is not None and isinstance(values[shape.chat], list):
            yield from self._chat(values, shape.chat, line)
            return
        if is_nested(values):
            yield from read_nested(values, self._file, line)
            return
        if shape.columns is None:
            yield Rejected(self._file, line, shape.problem)
            return
        deep = [key for key in shape.used if type(values.get(key)) in (list, dict)]
        if deep and (flat := _flattened(values, shape)) is not None:
            yield from self.read(flat, line)
            return
        try:
            cells = [_text(values.get(key)) if key in shape.used else "" for key in shape.order]
        except TypeError as error:
            yield Rejected(self._file, line, f"{error}: neither a text nor a number")
            return
        if shape.order not in self._read:
            self._read.add(shape.order)
            unused = self._options.findings.unused.setdefault(self._file, [])
            unused += [key for key in shape.columns.unused if key not in unused]
        yield from shape.columns.read(cells, self._file, line)

    def finish(self) -> None:
        """Warns of columns that were named and that no object had."""
        for ours in sorted(self._unseen):
            self._options.findings.warn(f"no object has '{self._options.columns[ours]}'")

    def _guessed(self, values: Mapping[str, Any]) -> Shape:
        keys = tuple(values)
        chat = next((key for key in _CHATS if key in keys), None)
        for known in self._transcripts:  # such as a first message, which answers none
            if known.text in keys and set(keys) <= set(known.order):
                return replace(known, chat=chat)
        mapping = {o: t for o, t in self._options.columns.items() if t in keys}
        self._unseen -= set(mapping)
        try:
            sample = [value if isinstance(value, str) else "" for value in values.values()]
            columns = Columns.guess(keys, mapping, "the object", [sample])
        except UnreadableFileError as error:
            return Shape(None, keys, frozenset(), chat, str(error))
        for ours, theirs in columns.named.items():
            self._options.findings.columns.setdefault(ours, theirs)
        for warning in columns.warnings:
            self._options.findings.warn(warning)
        used = frozenset(keys[place] for places in columns.places.values() for place in places)
        text = columns.named.get("text", "")
        shape = Shape(columns, keys, used, chat, text=text)
        if columns.kind == "transcript" and text:
            self._transcripts.append(shape)
        return shape

    def _chat(self, values: dict[str, Any], key: str, line: int) -> Read:
        named = next((str(values[name]) for name in _CHAT_NAMES if values.get(name)), f"{line}")
        for message in values[key]:
            if isinstance(message, dict):
                yield from self.read({**message, "conversation": named}, line)
            else:
                yield Rejected(self._file, line, f"{key}: a message that is not an object")


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list) and _are_plain(value):
        return "\n".join(map(_text, value))
    raise TypeError("a list or an object")


def _flattened(values: Mapping[str, Any], shape: Shape) -> dict[str, Any] | None:
    """The same with lists of questions, and texts by language, under names of their own."""
    flat = dict(values)
    places = shape.columns.places if shape.columns else {}
    for ours, key in ((ours, shape.order[i]) for ours, found in places.items() for i in found):
        value, (base, _, language) = values.get(key), ours.partition("_")
        if base not in BY_LANGUAGE or not value:
            continue
        if isinstance(value, dict) and all(is_language(name) for name in value):
            del flat[key]
            flat |= {f"{base}_{name} ({key})": text for name, text in value.items()}
        elif isinstance(value, list) and base != "answer" and _are_plain(value):
            del flat[key]
            phrasings = [" ".join(_text(item).split()) for item in value]
            if base == "question":
                flat[key] = phrasings.pop(0)
            flat[f"similar_{language} ({key}, …)"] = "\n".join(phrasings)
    return flat if flat != values else None


def _are_plain(values: Iterable[Any]) -> bool:
    return not any(isinstance(value, list | dict) for value in values)
