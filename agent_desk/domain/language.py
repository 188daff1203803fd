"""The language of a chat; pure."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from agent_desk.domain.english import is_english, latin_words
from agent_desk.domain.vocabulary import Language, SpokenLanguage
from knowledge_base.language.text import (
    detect_language,
    to_simplified,
    to_traditional,
)

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN_OR_DIGIT = re.compile(r"[A-Za-z0-9]")

# Of the Han characters among Han characters and Latin words, in a line with a sentence of English:
# below the first, Chinese is only quoted; from the second on, the English is.
_CHINESE_QUOTED = 1 / 3
_ENGLISH_QUOTED = 2 / 3


def base_language(language: Language) -> SpokenLanguage:
    """The language without its script: ``zh`` for both Chinese scripts."""
    return "en" if language == "en" else "zh"


def language_of(text: str, current: Language) -> Language:
    """The language in which to answer ``text``, in a chat whose language is ``current``.

    Only words change it. A name, a size, a link, a number ("RL2611200042") have no language, and
    你好 is the same in both scripts. A line with both languages, such as "my name is 王小明",
    leaves the chat's.
    """
    spoken = _spoken(text)
    if spoken == "en":
        return "en"
    if spoken == "zh" or (spoken == "both" and current != "en"):
        return _script(text, current)
    return current


def _spoken(text: str) -> Literal["zh", "en", "both"] | None:
    """In which language ``text`` says something."""
    plain = unicodedata.normalize("NFKC", text)
    han = len(_HAN.findall(plain))
    if not is_english(plain):
        # One character beside a name or a number is part of it: M码, Gucci包, USB-C 转 HDMI.
        alone = not _LATIN_OR_DIGIT.search(plain)
        return "zh" if han > 1 or (han and alone) else None
    share = han / (han + len(latin_words(plain)))
    if share <= _CHINESE_QUOTED:
        return "en"
    return "zh" if share > _ENGLISH_QUOTED else "both"


def _script(text: str, current: Language) -> Language:
    han = "".join(_HAN.findall(text))
    detected = detect_language(han, current)
    same_in_both = to_simplified(han) == to_traditional(han)
    return current if detected == "zh-Hans" and current == "zh-Hant" and same_in_both else detected
