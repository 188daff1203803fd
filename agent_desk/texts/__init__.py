"""What the desk itself says to visitors, in English and Simplified Chinese, with the same keys.

Traditional Chinese is converted from Simplified when a line is written (docs/adr/0029).
Rasa's texts are in bot/domain/, stored answers in the knowledge base.
"""

from __future__ import annotations

from agent_desk.domain.vocabulary import Language
from agent_desk.texts.desk import DeskTexts
from agent_desk.texts.en import EN
from agent_desk.texts.zh import ZH
from knowledge_base.language import scripts


def desk_texts(language: Language) -> DeskTexts:
    """The desk's lines in English or Simplified Chinese; ``in_script`` converts them."""
    return EN if language == "en" else ZH


def in_script(text: str, language: Language) -> str:
    """``text`` in the visitor's script: each line that is in the other one is converted."""
    if language == "en":
        return text
    return scripts.in_script(text, "Hant" if language == "zh-Hant" else "Hans")
