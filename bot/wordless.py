"""Messages without a word: 👍, 😀😀, 。。。, 哈哈哈, 666. Does not need Rasa."""

from __future__ import annotations

import re
import unicodedata

_APPROVING = frozenset("👍👌🙏👏🙌🤝💪💯🌹❤♥💕💖💗💛💚💙💜😊🥰😘🫡🫶")
# Colours and styles of emoji, blanks and punctuation say neither.
_COLOURS = frozenset("🏻🏼🏽🏾🏿")
_NO_SIGNS = ("Z", "P", "M", "Cc", "Cf")

_LAUGHTER = re.compile(
    r"[哈呵嘿嘻]{2,}|2?3{2,}|2333*|6{3,}|8{3,}|(?:ha|he){2,}h?|lo+l+(?:ol)*|lmf?ao+|rofl|x+d+|w{3,}",
    re.IGNORECASE,
)


def is_wordless(text: str) -> bool:
    """Whether ``text`` has no letter and no digit."""
    return not any(character.isalnum() for character in text)


def approves(text: str) -> bool:
    """Whether the wordless ``text`` is a sign of approval or thanks, and nothing else."""
    signs = {c for c in text if not unicodedata.category(c).startswith(_NO_SIGNS)} - _COLOURS
    return bool(signs) and signs <= _APPROVING


def laughs(text: str) -> bool:
    """Whether ``text`` is laughter or applause in letters or digits, and nothing else."""
    return _LAUGHTER.fullmatch(text.strip(" .!~。！～")) is not None
