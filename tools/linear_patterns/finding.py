"""Finds the regular expressions of the product.

Patterns are constants of their modules, so that all of them are known once the modules are
imported. The few that are built later, from words, are listed here.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tools.paths import ROOT

_PACKAGES = ("agent_desk", "knowledge_base", "bot", "tools")
_AT_START = {"match", "fullmatch"}
# Makes constants of its module only.
_AT_IMPORT = {"knowledge_base/privacy/patterns.py:_compiled"}
_MAKES_PATTERN = {
    *("compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"),
}


@dataclass(frozen=True)
class Found:
    """A pattern. ``at_start``: it is only matched where a text begins, and never searched."""

    place: str
    pattern: re.Pattern[Any]
    at_start: bool = False


@dataclass(frozen=True)
class Source:
    """A module of the product."""

    path: str
    tree: ast.Module

    @cached_property
    def read(self) -> Counter[str]:
        """How often each variable is read."""
        return Counter(
            node.id
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
        )

    @cached_property
    def matched(self) -> Counter[str]:
        """How often each variable is read in order to match a text from its start."""
        return Counter(
            node.value.id
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.attr in _AT_START
        )

    @property
    def module(self) -> str:
        return self.path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def sources() -> list[Source]:
    """The modules that use `re`."""
    paths = [path for package in _PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    read = [
        Source(str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8")))
        for path in paths
        if "node_modules" not in path.parts and Path(__file__).parent not in path.parents
    ]
    return [source for source in read if _imports_re(source.tree)]


def hidden(source: Source) -> list[str]:
    """Places where a pattern is made that `patterns` does not find."""
    return [
        f"{source.path}:{node.lineno}"
        for scope in _inner_scopes(source)
        for node in ast.walk(scope)
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == "re"
            and node.attr in _MAKES_PATTERN
        )
    ] + [
        f"{source.path}:{node.lineno}"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.module == "re"
    ]


def patterns(among: list[Source]) -> list[Found]:
    """The patterns of these modules, which are imported for that."""
    found = [Found(place, pattern) for place, build in _BUILT.items() for pattern in build()]
    for source in among:
        for name, value in vars(importlib.import_module(source.module)).items():
            if _is_defined(source.tree, name):
                at_start = _is_only_matched_at_start(name, [source] if name[0] == "_" else among)
                found += [
                    Found(f"{source.path}:{place}", pattern, at_start)
                    for place, pattern in _inside(value, name)
                ]
    return found


def _inner_scopes(source: Source) -> Iterator[ast.AST]:
    """The functions, and what classes hold beside functions."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef):
            yield from (part for part in node.body if not isinstance(part, ast.FunctionDef))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            name = f"{source.path}:{getattr(node, 'name', '')}"
            if name not in {*_BUILT, *_AT_IMPORT}:
                yield node


def _imports_re(tree: ast.Module) -> bool:
    return any(
        (isinstance(node, ast.Import) and any(alias.name == "re" for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and node.module == "re")
        for node in ast.walk(tree)
    )


def _is_defined(tree: ast.Module, name: str) -> bool:
    """Whether a module assigns ``name``, and does not import it."""
    return any(
        isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)
        for node in ast.walk(tree)
    )


def _is_only_matched_at_start(name: str, among: list[Source]) -> bool:
    read = sum(source.read[name] for source in among)
    return read == sum(source.matched[name] for source in among) > 0


def _inside(value: Any, place: str) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """The patterns in a variable, also in tables."""
    if isinstance(value, re.Pattern):
        yield place, value
    elif isinstance(value, tuple | list):
        for number, item in enumerate(value):
            yield from _inside(item, f"{place}[{number}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _inside(item, f"{place}[{key!r}]")


def _phrases() -> Iterator[re.Pattern[str]]:
    from knowledge_base.importing.past_chats import phrases

    for kinds, language in phrases.all_kinds():
        yield phrases.pattern((kinds,), language)


def _synonyms() -> Iterator[re.Pattern[str]]:
    from knowledge_base.language.synonyms import Synonyms

    yield Synonyms.of([["包裹", "快递"], ["parcel", "package", "small package"]]).pattern


_BUILT: dict[str, Callable[[], Iterator[re.Pattern[str]]]] = {
    "knowledge_base/importing/past_chats/phrases.py:pattern": _phrases,
    "knowledge_base/language/synonyms.py:pattern": _synonyms,
}
