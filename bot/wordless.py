"""Messages without a word or a digit: 👍, 😀😀, 。。。. Does not need Rasa."""

from __future__ import annotations

import unicodedata

_APPROVING = frozenset("👍👌🙏👏🙌🤝💪💯🌹❤♥💕💖💗💛💚💙💜😊🥰😘🫡🫶")
# Colours and styles of emoji, blanks and punctuation say neither.
_COLOURS = frozenset("🏻🏼🏽🏾🏿")
_NO_SIGNS = ("Z", "P", "M", "Cc", "Cf")


def is_wordless(text: str) -> bool:
    """Whether ``text`` has no letter and no digit."""
    return not any(character.isalnum() for character in text)


def approves(text: str) -> bool:
    """Whether the wordless ``text`` is a sign of approval or thanks, and nothing else."""
    signs = {c for c in text if not unicodedata.category(c).startswith(_NO_SIGNS)} - _COLOURS
    return bool(signs) and signs <= _APPROVING
