"""Reads the text of a file of settings: YAML in which a value is the text that was written.

YAML takes ``no`` for false, ``0123`` for 83 and ``2026-02-30`` for a date that does not exist. The
settings say themselves what a value has to be, so only an empty value and ``null`` are read here.
A key that occurs twice is an error; YAML would take the last one.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.reader import ReaderError
from yaml.resolver import Resolver

from knowledge_base.errors import ConfigurationError

_NULL, _MERGE = "tag:yaml.org,2002:null", "tag:yaml.org,2002:merge"

# What YAML's parser says, by a part of its words, in words for people. Those are not shown: some
# repeat a part of the file, which may be a secret.
_IN_PLAIN_WORDS = (
    ("'\\t'", "there is a tab; indent with spaces"),
    ("unexpected end of stream", "a quotation mark is opened and not closed"),
    ("mapping values are not allowed", "there is a colon too many; a text with ': ' needs quotes"),
    ("could not find expected ':'", "a key without a colon, or an indentation that does not fit"),
    ("expected <block end>", "the indentation does not fit the lines above"),
    ("expected ',' or", "a bracket is not closed, or a comma is missing"),
    ("cannot start any token", "a value that begins with this character needs quotes"),
    ("another document", "a second document begins here ('---'); there can be only one"),
    ("alias", "a value that begins with * needs quotes"),
    ("tag", "a value that begins with ! needs quotes"),
    ("anchor", "a value that begins with & needs quotes"),
    ("escape", r"a \ inside of double quotes needs another one, or single quotes around the text"),
)

# Problems that are found only behind the quotation or the key that they are about.
_BEGINS_EARLIER = ("unexpected end of stream", "could not find expected ':'")


class _Loader(yaml.SafeLoader):
    yaml_implicit_resolvers = {  # noqa: RUF012 - the library's own attribute
        first: [(tag, form) for tag, form in forms if tag in (_NULL, _MERGE)]
        for first, forms in Resolver.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        self.flatten_mapping(node)  # merges what `<<` names
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


@dataclass(frozen=True)
class Document:
    """``values`` is of mappings with texts as keys, lists, texts and None."""

    values: Any
    root: yaml.Node | None

    def line(self, path: Sequence[str | int]) -> int | None:
        """The line of what ``path`` leads to, or of the last part of it that is there."""
        node, line = self.root, None
        for part in path:
            if isinstance(node, yaml.MappingNode):
                found = [(key, value) for key, value in node.value if key.value == str(part)]
                if not found:
                    break
                key, node = found[-1]
                line = key.start_mark.line + 1
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
                node = node.value[part]
                line = node.start_mark.line + 1
            else:
                break
        return line


def read_document(path: Path) -> Document:
    """Raises ConfigurationError with file, line and column; FileNotFoundError passes."""
    text = _text(path)
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
        _refuse_unclear_keys(root)
        values = None if root is None else loader.construct_document(root)
    except yaml.MarkedYAMLError as error:
        raise ConfigurationError(_located(path, error)) from error
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ConfigurationError(
            f"{path}, line {line}: there is a control character, which no text can hold"
        ) from error
    except RecursionError as error:
        raise ConfigurationError(f"{path}: too many levels inside of each other") from error
    except ValueError as error:  # a value with a tag of its own, such as !!int
        raise ConfigurationError(f"{path}: a value does not fit its tag (!!…)") from error
    return Document(values, root)


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}") from error
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ConfigurationError(f"{path} is in UTF-16; save it as UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ConfigurationError(f"{path}, line {line}: not UTF-8; save it as UTF-8") from error


def _refuse_unclear_keys(root: yaml.Node | None) -> None:
    waiting, seen = [root], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:  # by an alias
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            _refuse_unclear_keys_of(node)
            waiting += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def _refuse_unclear_keys_of(node: yaml.MappingNode) -> None:
    lines: dict[str, int] = {}
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _KeyError(
                None, None, "a value that begins with { or [ needs quotes", key.start_mark
            )
        if key.tag == _MERGE:
            continue
        if key.value in lines:
            raise _KeyError(
                None,
                None,
                f"'{key.value}' stands here again, after line {lines[key.value]}; "
                "only one of them can count",
                key.start_mark,
            )
        lines[key.value] = key.start_mark.line + 1


class _KeyError(yaml.MarkedYAMLError):
    """Its ``problem`` is ours, in plain words."""


def _located(path: Path, error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem)
    mark = error.problem_mark or error.context_mark
    if error.context_mark and any(part in problem for part in _BEGINS_EARLIER):
        mark = error.context_mark
    if not isinstance(error, _KeyError):
        known = (words for part, words in _IN_PLAIN_WORDS if part in problem)
        problem = next(known, "this is not valid YAML")
    place = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
    return f"{path}{place}: {problem}"
