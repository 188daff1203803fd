"""The language of a chat; pure."""

from __future__ import annotations

import re

from agent_desk.domain.vocabulary import Language, SpokenLanguage
from knowledge_base.language.text import (
    detect_language,
    to_simplified,
    to_traditional,
)

_NUMBER_LIKE = re.compile(r"(?<![A-Za-z0-9-])[A-Za-z-]*+[0-9][A-Za-z0-9-]*")


def base_language(language: Language) -> SpokenLanguage:
    """The language without its script: ``zh`` for both Chinese scripts."""
    return "en" if language == "en" else "zh"


def language_of(text: str, current: Language) -> Language:
    """The language in which to answer ``text``, in a chat whose language is ``current``.

    Some texts do not change it: a number alone ("A-2611200042") has no language,
    and 你好 is the same in both scripts.
    """
    if detect_language(_NUMBER_LIKE.sub(" ", text)) is None:
        return current
    detected = detect_language(text, current)
    same_in_both = to_simplified(text) == to_traditional(text)
    return current if detected == "zh-Hans" and current == "zh-Hant" and same_in_both else detected
