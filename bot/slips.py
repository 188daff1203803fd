"""Slips of the keyboard, made on purpose: what training data written with care lacks."""

from __future__ import annotations

import random
import re

_WORD = re.compile(r"[A-Za-z]{4,}")


def with_slips(text: str, share: float, chance: random.Random) -> str:
    """``text`` with a slip in about ``share`` of its longer English words.

    Two letters change places, or one is lost or doubled; never the first one.
    """

    def slip(match: re.Match[str]) -> str:
        word = match[0]
        if chance.random() >= share:
            return word
        at = chance.randrange(1, len(word) - 1)
        before, letter, after = word[:at], word[at], word[at + 1 :]
        return chance.choice(
            [
                before + after[0] + letter + after[1:],
                before + after,
                before + letter + letter + after,
            ]
        )

    return _WORD.sub(slip, text)
