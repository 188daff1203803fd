"""Recognises requests for a person without Rasa; pure.

Rasa knows many more ways to say it. These are the usual ones, for times in which
Rasa does not answer: a visitor who asks for a person must not depend on it.
"""

from __future__ import annotations

import re

from knowledge_base.language.scripts import to_simplified

# A request when it stands alone on its line; in a sentence it may mean something else (人工湖).
_ALONE = frozenset(
    [
        "人工",
        "客服",
        "真人",
        "人工客服",
        "在线客服",
        "转接",
        "agent",
        "human",
        "operator",
        "representative",
        "a person",
        "a human",
        "human please",
        "agent please",
        "live chat",
        "customer service",
    ]
)

_ZH = re.compile(
    r"(转|接|找|要|叫|换|联系|联络|请)[^，。,.!?！？]{0,4}(人工|真人|客服|客户服务员|专员)"
    r"|人工(客服|服务|坐席|专员|处理)"
    r"|(和|跟|与|同)[^，。,.!?！？]{0,3}(真人|客服|人工|活人)[^，。,.!?！？]{0,2}(聊|说|谈|讲|沟通|联系)"
    r"|(不要|不想)[^，。,.!?！？]{0,4}机器人|有(没有)?(真人|活人|人工)"
)

_SOMEBODY = (
    r"(?:(?:an?|the|your|some|any)\s+)?(?:(?:real|live|actual|human)\s+)*"
    r"(?:person|people|human(?:\s+being)?|agent|someone|somebody|representative|rep|operator|"
    r"colleague|manager|supervisor|customer\s+(?:service|support)|support(?:\s+(?:agent|team))?)"
)

_EN = re.compile(
    rf"\b(?:talk|speak|chat|write|connect(?:\s+me)?|transfer(?:\s+me)?|put\s+me\s+through|"
    rf"pass\s+me)\s+(?:to|with)\s+{_SOMEBODY}\b"
    rf"|\b(?:get|give|find|call)\s+me\s+{_SOMEBODY}\b"
    rf"|\b(?:need|want|is\s+there|like)\s+(?:(?:an?|any)\s+)?(?:real|live|human|actual)\s+"
    r"(?:person|human|agent|operator|representative)\b"
    r"|\b(?:real|live|human)\s+(?:person|agent|operator|representative)\s*(?:please|pls|now)\b",
    re.IGNORECASE,
)

_YES = frozenset(
    [
        "好",
        "好的",
        "好呀",
        "可以",
        "行",
        "要",
        "需要",
        "是",
        "是的",
        "嗯",
        "麻烦了",
        "请转",
        "yes",
        "y",
        "yeah",
        "yep",
        "ok",
        "okay",
        "sure",
        "please",
        "yes please",
        "ok please",
        "sure please",
        "please do",
    ]
)

_EDGES = " \t\r。，,.!！?？~～;；'\""


def asks_for_person(text: str) -> bool:
    """Whether any line of ``text`` (Chinese in either script, or English) asks for a person."""
    simplified = to_simplified(text)
    lines = [line.strip(_EDGES).casefold() for line in simplified.splitlines()]
    return (
        any(line in _ALONE for line in lines)
        or _ZH.search(simplified) is not None
        or _EN.search(simplified) is not None
    )


def agrees(text: str) -> bool:
    """Whether ``text`` is a plain yes, and nothing else."""
    return to_simplified(text).strip(_EDGES).casefold() in _YES
