"""What the desk itself says to visitors, one file a language, the same keys in each.

Traditional Chinese is made from Simplified when a line is written (docs/adr/0010).
What Rasa says stands in bot/domain/, what the base answers in the base.
"""

from __future__ import annotations

from agent_desk.domain.vocabulary import Language
from agent_desk.texts.desk import DeskTexts
from agent_desk.texts.en import EN
from agent_desk.texts.zh import ZH
from knowledge_base.language.text import to_traditional


def desk_texts(language: Language) -> DeskTexts:
    """The desk's lines in Simplified Chinese or English; ``in_script`` finishes them."""
    return EN if language == "en" else ZH


def in_script(text: str, language: Language) -> str:
    """``text`` as the visitor reads it: converted when they write Traditional Chinese."""
    return to_traditional(text) if language == "zh-Hant" else text
