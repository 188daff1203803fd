"""Where a clause may be two: places at which people part wishes with less than a sentence's end. Pure.

A comma or a space parts questions only: beside one, a statement is what it is about ("it is broken,
can I return it"). "And also" parts statements too. Many of these places part nothing all the same
("red and blue"): whoever asks has to check that both sides want something of their own. Does not
need Rasa. Texts are in Simplified Chinese or English.
"""

from __future__ import annotations

import re

from bot.wishes import bare, wants

MOST_PLACES = 4

_PLACE = re.compile(
    r"[，,、；;:：。.!！?？~～ \t\n]{0,3}"
    r"(?P<zh>然后|同埋|仲有|还有|还想|还要|而且|并且|以及|顺便|另外|外加|加上|再来|再就是|跟着|对了)"
    r"[，,、:： ]{0,2}"
    r"|[，,、；;。!！?？~～]{1,3} {0,2}"
    r"|(?<=[\u3400-\u9fff]) {1,3}(?=[\u3400-\u9fff])"
    r"|[,;.!?]{0,2} {1,2}(?P<en>and(?: also)?|also|plus|then|n|&|\+|or|oh and|as well as)[, ] {0,2}"
    r"|[,;.!?]{1,3} {1,2}",
    re.IGNORECASE,
)
_TOO = re.compile(r"^.{0,8}也|\b(?:either|too|as well)$", re.IGNORECASE)
# "and it's a present": what goes on with the same.
_GOES_ON = re.compile(r"^(?:it|its|it's|he|she|they|this|that|i|i'm|we)\b", re.IGNORECASE)
_TOKEN = re.compile(r"[\u3400-\u9fff]|[A-Za-z']{2,}|\d+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LEAST_HAN, _LEAST_WORDS = 4, 3


def may_part(clause: str) -> list[tuple[str, str]]:
    """The ways in which ``clause`` may be two wishes, each without courtesies; often none."""
    ways = []
    for place in _PLACE.finditer(clause):
        left, right = bare(clause[: place.start()]), bare(clause[place.end() :])
        also = place["zh"] or (place["en"] and not _GOES_ON.search(right)) or _TOO.search(right)
        asked = also or (wants(left) and wants(right))
        if asked and _may_stand_alone(left) and _may_stand_alone(right):
            ways.append((left, right))
        if len(ways) == MOST_PLACES:
            break
    return ways


def _may_stand_alone(part: str) -> bool:
    tokens = len(_TOKEN.findall(part))
    return tokens >= (_LEAST_HAN if _HAN.search(part) else _LEAST_WORDS)
