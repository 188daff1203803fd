"""Which language a chat goes on in; pure."""

from __future__ import annotations

import re

from agent_desk.domain.vocabulary import Language, SpokenLanguage
from knowledge_base.language.text import (
    detect_language,
    to_simplified,
    to_traditional,
)

_NUMBER_LIKE = re.compile(r"[A-Za-z-]*[0-9][A-Za-z0-9-]*")


def base_language(language: str) -> SpokenLanguage:
    """The language that people speak and answers are stored in: ``zh`` for both scripts."""
    return "en" if language == "en" else "zh"


def language_of(text: str, current: Language) -> Language:
    """The language to answer ``text`` in, in a chat that goes on in ``current``.

    A number alone ("RL2611200042", "SF123") is in no language, and 你好 is the same
    in both scripts: neither changes what the chat is in.
    """
    if detect_language(_NUMBER_LIKE.sub(" ", text)) is None:
        return current
    detected = detect_language(text, current)
    same_in_both = to_simplified(text) == to_traditional(text)
    return current if detected == "zh-Hans" and current == "zh-Hant" and same_in_both else detected
