"""The language of a chat; pure."""

from __future__ import annotations

import re

from agent_desk.domain.vocabulary import ChineseLanguage, Language, SpokenLanguage
from knowledge_base.language.scripts import same_in_both
from knowledge_base.language.text import detect_language

_NUMBER_LIKE = re.compile(r"(?<![A-Za-z0-9-])[A-Za-z-]*+[0-9][A-Za-z0-9-]*")


def base_language(language: Language) -> SpokenLanguage:
    """The language without its script: ``zh`` for both Chinese scripts."""
    return "en" if language == "en" else "zh"


def language_of(text: str, current: Language, chinese: ChineseLanguage = "zh-Hans") -> Language:
    """The language in which to answer ``text``, in a chat whose language is ``current``.

    Some texts do not change it: a number alone ("RL2611200042") has no language. 你好 is the same
    in both scripts; after English it is in ``chinese``, which the visitor wrote before.
    """
    if detect_language(_NUMBER_LIKE.sub(" ", text)) is None:
        return current
    detected = detect_language(text, current)
    if detected == "en" or not same_in_both(text):
        return detected
    return chinese if current == "en" else current
