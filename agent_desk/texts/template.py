"""Texts with places to fill in: ``What is your {number_name}[ (such as {number_example})]?``; pure.

What stands in brackets is left out unless all placeholders in it are known. ``{{``, ``}}``, ``[[``
and ``]]`` are the characters themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"\{(?P<name>[a-z_0-9]+)\}|(?P<doubled>\{\{|\}\}|\[\[|\]\])|(?P<other>.)", re.S)


@dataclass(frozen=True)
class Placeholder:
    name: str


@dataclass(frozen=True)
class Part:
    """A run of text; ``optional`` if it stands in brackets."""

    pieces: tuple[str | Placeholder, ...]
    optional: bool

    @property
    def names(self) -> frozenset[str]:
        return frozenset(piece.name for piece in self.pieces if isinstance(piece, Placeholder))

    def fill(self, values: Mapping[str, str | None]) -> str:
        if self.optional and not all(values.get(name) for name in self.names):
            return ""
        return "".join(
            (values[piece.name] or "") if isinstance(piece, Placeholder) else piece
            for piece in self.pieces
        )


@dataclass(frozen=True)
class Template:
    parts: tuple[Part, ...]

    @property
    def names(self) -> frozenset[str]:
        """All placeholders."""
        return frozenset().union(*(part.names for part in self.parts))

    @property
    def outside_brackets(self) -> frozenset[str]:
        """The placeholders without which the text cannot be said."""
        return frozenset().union(*(part.names for part in self.parts if not part.optional))

    def fill(self, values: Mapping[str, str | None]) -> str:
        """The text with ``values`` in it. Raises KeyError for a missing one outside of brackets."""
        return "".join(part.fill(values) for part in self.parts)


@lru_cache(maxsize=4096)
def parse(text: str) -> Template:
    """``text`` as a template. Raises ValueError and says what is wrong with it."""
    parts: list[Part] = []
    pieces: list[str | Placeholder] = []
    inside = False

    def close(*, optional: bool) -> None:
        nonlocal pieces
        if pieces:
            parts.append(Part(tuple(pieces), optional))
        pieces = []

    for token in _TOKEN.finditer(text):
        if token["name"]:
            pieces.append(Placeholder(token["name"]))
        elif token["doubled"]:
            pieces.append(token["doubled"][0])
        elif token["other"] in "{}":
            raise ValueError(f"{token['other']} stands alone; write {{name}}, or it twice")
        elif token["other"] in "[]":
            if inside == (token["other"] == "["):
                raise ValueError(f"{token['other']} stands alone; write [ … ], or it twice")
            close(optional=inside)
            inside = not inside
        else:
            pieces.append(token["other"])
    if inside:
        raise ValueError("[ is not closed")
    close(optional=False)
    return Template(tuple(parts))
