"""Texts that make a regular expression slow, if anything does. Pure.

A backtracking engine is slow where it can divide a stretch of text among repeats in many ways, or
reads the stretch again from every place at which it starts. A text that shows it has a way into a
repeat, then many times something that a repeat takes, then something that none takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from re import _compiler, _parser  # type: ignore[attr-defined]
from typing import Any

# What hardly any pattern takes; the second also after a pattern for the end of a line.
_ENDS = ("\0", "\n\0")
# Characters of many kinds, besides those that the pattern names.
_USUAL = ("a", "Z", "0", "_", "-", " ", "\n", "中", "é", "!", "<", "\0")
# A repeat of fewer is part of a word, such as \d{4}.
_MANY = 8
# Alternatives multiply. Of the ways into a repeat, these many are tried.
_MOST_WAYS = 3


@dataclass(frozen=True, order=True)
class Attack:
    """``before`` once, ``pump`` many times, ``after`` once."""

    before: str
    pump: str
    after: str

    def text(self, size: int) -> str:
        """At least ``size`` characters."""
        return self.before + self.pump * (size // len(self.pump) + 1) + self.after


def attacks(pattern: re.Pattern[str] | re.Pattern[bytes]) -> list[Attack]:
    """All that is tried against ``pattern``, in a fixed order."""
    source = pattern.pattern
    if isinstance(source, bytes):
        source = source.decode("latin-1")
    parts = _Parts(_parser.parse(source, pattern.flags))
    return sorted(
        Attack(before, pump, after)
        for before, pump in set(parts.pairs())
        if pump
        for after in _ENDS
    )


@dataclass
class _Repeat:
    ways: list[str]
    """Texts that lead into it from the beginning of the pattern."""
    bodies: list[str]
    """Texts that it takes once."""


@dataclass
class _Parts:
    """What the attacks on one pattern are made of."""

    parsed: Any
    repeats: list[_Repeat] = field(default_factory=list)
    classes: list[re.Pattern[str]] = field(default_factory=list)
    """The sets of characters that are repeated."""
    named: dict[str, None] = field(default_factory=dict)
    """The characters that the pattern names."""

    def __post_init__(self) -> None:
        self._sequence(self.parsed, [""])

    def pairs(self) -> Iterator[tuple[str, str]]:
        """What comes before, and what is pumped."""
        characters = self._characters()
        for repeat in [_Repeat([""], []), *self.repeats]:
            for way in repeat.ways:
                yield from ((way, character) for character in characters)
                yield from ((way, body) for body in repeat.bodies)
                # The pattern's beginning again and again, each of which may search to the end.
                yield "", way
            yield from (("", body) for body in repeat.bodies)
            yield from (("", way + body) for way in repeat.ways for body in repeat.bodies)

    def _characters(self) -> list[str]:
        """One for each combination of repeated classes that takes it."""
        chosen: dict[tuple[bool, ...], str] = {}
        for character in (*_USUAL, *self.named):
            takers = tuple(bool(taken.fullmatch(character)) for taken in self.classes)
            chosen.setdefault(takers, character)
        return list(chosen.values())

    def _sequence(self, nodes: Any, ways: list[str]) -> list[str]:
        """Texts that lead through ``nodes``, after those that lead to them."""
        for node in nodes:
            ways = list(dict.fromkeys(self._node(node, ways)))[:_MOST_WAYS]
        return ways

    def _node(self, node: Any, ways: list[str]) -> list[str]:
        value = node[1]
        match str(node[0]):
            case "LITERAL":
                self.named[chr(value)] = None
                return [way + chr(value) for way in ways]
            case "IN" | "ANY" | "NOT_LITERAL":
                return [way + self._member(node) for way in ways]
            case "BRANCH":
                return [text for choice in value[1] for text in self._sequence(choice, ways)]
            case "SUBPATTERN":
                return self._sequence(value[-1], ways)
            case "ATOMIC_GROUP":
                return self._sequence(value, ways)
            case "ASSERT" | "ASSERT_NOT":
                self._sequence(value[1], ways)
                return ways
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                least, most, body = value
                return self._repeat(least, most, body, ways)
        return ways  # a place (^, \b), or what a group took before

    def _repeat(self, least: int, most: int, body: Any, ways: list[str]) -> list[str]:
        bodies = self._sequence(body, [""])
        if most >= _MANY:
            self.repeats.append(_Repeat(ways, bodies))
            if len(body) == 1 and str(body[0][0]) in ("IN", "ANY", "NOT_LITERAL", "LITERAL"):
                self.classes.append(self._compiled(body[0]))
            self._sequence(body, ways)
        taken = [way + text * max(least, 1) for way in ways for text in bodies]
        return [*ways[:1], *taken, *ways[1:]] if least == 0 else taken

    def _member(self, node: Any) -> str:
        """A character that ``node`` takes."""
        for kind, value in node[1] if str(node[0]) == "IN" else ():
            codes = {"LITERAL": [value], "RANGE": value}.get(str(kind), ())
            self.named.update((chr(code), None) for code in codes)
        taken = self._compiled(node)
        return next((c for c in (*_USUAL, *self.named) if taken.fullmatch(c)), "")

    def _compiled(self, node: Any) -> re.Pattern[str]:
        state = self.parsed.state
        compiled: re.Pattern[str] = _compiler.compile(
            _parser.SubPattern(state, [node]), state.flags & ~re.DEBUG
        )
        return compiled
