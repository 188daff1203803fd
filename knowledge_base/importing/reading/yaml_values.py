"""Values of YAML documents with their lines, composed without trust in the file.

Every scalar stays the text that it is (``no`` is no truth value, ``2023-01-01`` no date), no tag
makes an object, and nothing recurses: not the parser's events, not nesting, not aliases.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from knowledge_base.importing.errors import UnreadableFileError

DEEPEST = 50
MOST_ALIASES = 100
MOST_VALUES = 2_000_000
"""Aliased values count each time that they are used."""

_PREFIX = "tag:yaml.org,2002:"
_TAGS = ("str", "int", "float", "bool", "null", "timestamp", "seq", "map")
_HARMLESS = frozenset(("!", *(_PREFIX + name for name in _TAGS)))
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


@dataclass(slots=True)
class Scalar:
    """A text, None where nothing stands. ``block`` texts begin on the line after their own."""

    line: int
    text: str | None
    block: bool = False
    size: int = 1


@dataclass(slots=True)
class Sequence:
    """``size`` counts all values within, itself included."""

    line: int
    items: list["Value"] = field(default_factory=list)
    size: int = 1


@dataclass(slots=True)
class Mapping:
    """Pairs in the order of the file; a key that is no text is a part of it all the same."""

    line: int
    pairs: list[tuple["Value", "Value"]] = field(default_factory=list)
    size: int = 1

    def get(self, name: str) -> "Value | None":
        """The value of the first key with this text."""
        for key, value in self.pairs:
            if isinstance(key, Scalar) and key.text == name:
                return value
        return None


Value: TypeAlias = Scalar | Sequence | Mapping

# With libyaml ten times as fast.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def documents(text: str, file: str) -> Iterator[Value]:
    """The documents of a file, one after the other; an empty one is a Scalar without text.

    Raises UnreadableFileError, with the line, for text that is no YAML or could do harm.
    """
    composer = _Composer(file)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            composer.take(event)
            if isinstance(event, yaml.DocumentEndEvent) and composer.root is not None:
                yield composer.root
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _error(file, mark.line + 1 if mark else 1, str(error.problem)) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _error(file, line, f"a character that YAML forbids: {error.reason}") from error
    except (yaml.YAMLError, UnicodeError, ValueError, RecursionError) as error:
        raise _error(file, 1, " ".join(str(error).split())[:200]) from error


class _Composer:
    """Composes a document from events."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._aliases = 0
        self._size = 0
        self._start()

    def _start(self) -> None:
        self.root: Value | None = None
        self._open: list[Sequence | Mapping] = []
        self._keys: list[Value | None] = []
        self._names: list[str | None] = []
        self._anchors: dict[str, Value] = {}

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent):
            self._start()
        elif isinstance(event, yaml.AliasEvent):
            self._add(self._aliased(event.anchor or "", line), line)
        elif isinstance(event, yaml.ScalarEvent):
            self._check(event.tag, line)
            plain = event.style is None or event.style == ""
            empty = plain and event.value in _NULLS
            block = event.style in ("|", ">")
            self._closed(Scalar(line, None if empty else event.value, block), event.anchor)
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            self._check(event.tag, line)
            if len(self._open) >= DEEPEST:
                raise _error(self._file, line, f"nested more than {DEEPEST} deep")
            is_list = isinstance(event, yaml.SequenceStartEvent)
            self._open.append(Sequence(line) if is_list else Mapping(line))
            self._keys.append(None)
            self._names.append(event.anchor)
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            self._keys.pop()
            value = self._open.pop()
            if isinstance(value, Mapping):
                value.pairs = _merged(value.pairs)
            self._closed(value, self._names.pop())

    def _closed(self, value: Value, anchor: str | None) -> None:
        # An alias inside of what it stands for finds no anchor yet: nothing is ever endless.
        if anchor:
            self._anchors[anchor] = value
        self._add(value, value.line)

    def _add(self, value: Value, line: int) -> None:
        self._size += 1
        if not self._open:
            self.root = value
            return
        parent = self._open[-1]
        parent.size += value.size
        if max(self._size, parent.size) > MOST_VALUES:
            raise _error(self._file, line, f"over {MOST_VALUES:,} values; use JSON Lines or CSV")
        if isinstance(parent, Sequence):
            parent.items.append(value)
        elif (key := self._keys[-1]) is None:
            self._keys[-1] = value
        else:
            self._keys[-1] = None
            parent.pairs.append((key, value))

    def _aliased(self, anchor: str, line: int) -> Value:
        self._aliases += 1
        if self._aliases > MOST_ALIASES:
            raise _error(self._file, line, f"more than {MOST_ALIASES} aliases (*name)")
        if anchor not in self._anchors:
            raise _error(self._file, line, f"there is no '&{anchor}' before '*{anchor}'")
        return self._anchors[anchor]

    def _check(self, tag: str | None, line: int) -> None:
        if tag and tag not in _HARMLESS:
            raise _error(self._file, line, f"the tag '{tag[:60]}' is not allowed")


def _merged(pairs: list[tuple[Value, Value]]) -> list[tuple[Value, Value]]:
    """``<<: *base`` stands for the pairs of the base whose keys are not there."""
    own = [(key, value) for key, value in pairs if not _is_merge(key, value)]
    if len(own) == len(pairs):
        return pairs
    have = {key.text for key, _ in own if isinstance(key, Scalar)}
    for key, value in pairs:
        if _is_merge(key, value):
            for base in value.items if isinstance(value, Sequence) else [value]:
                for name, item in base.pairs if isinstance(base, Mapping) else ():
                    if isinstance(name, Scalar) and name.text not in have:
                        have.add(name.text)
                        own.append((name, item))
    return own


def _is_merge(key: Value, value: Value) -> bool:
    return isinstance(key, Scalar) and key.text == "<<" and not isinstance(value, Scalar)


def _error(file: str, line: int, reason: str) -> UnreadableFileError:
    return UnreadableFileError(f"{file} line {line}: this is not YAML that can be read: {reason}")
