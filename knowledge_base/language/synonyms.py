"""A shop's own words for the same thing: 快递, 包裹, 物流; parcel, package."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge_base.language.text import normalise


@dataclass(frozen=True)
class Synonyms:
    """Puts one word for all of a group, in questions asked as in questions stored."""

    groups: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(cls, groups: Sequence[Sequence[str]]) -> "Synonyms":
        """Groups of words that mean the same, the one to be used first."""
        return cls(tuple(tuple(normalise(word) for word in group) for group in groups))

    def unified(self, text: str) -> str:
        """A normalised text with every word of a group replaced by the group's first.

        A word in Latin letters is replaced where it stands alone, a Chinese one anywhere; where
        several fit, the longest.
        """
        if not self.groups:
            return text
        return self.pattern.sub(lambda found: self._chosen[found.group()], text)

    @cached_property
    def _chosen(self) -> dict[str, str]:
        return {word: group[0] for group in self.groups for word in group}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds every word of every group."""
        words = sorted(self._chosen, key=len, reverse=True)
        # The lookarounds only keep Latin letters from being cut out of longer words.
        parts = [rf"(?<![a-z0-9]){re.escape(w)}(?![a-z0-9])" for w in words]
        return re.compile("|".join(parts))
