"""Lines that lean on the question before: "and to Peru?", 那换货呢, "cheaper?"; pure.

Such a line is searched as it stands and completed by that question. Which of the two counts is
decided here (docs/adr/0041). Texts are in Simplified Chinese or English.
"""

from __future__ import annotations

import re

from agent_desk.domain.dialogue_memory import DialogueMemory
from knowledge_base import Match, SearchResult
from knowledge_base.language.country_names import places_in

SHORT_HAN, SHORT_WORDS = 6, 4
SURELY_ITS_OWN = 0.97
"""From this confidence on a short line is taken for a question of its own, whatever its subject."""

_LEADS_ON = re.compile(
    r"^(?:那么?|然后|如果是?|要是|换成|改成|同样|一样)|[呢嘞咧勒哩][?？。~ ]*$|^(?:它|这个|那个|这种|那种)|也(?:是|要|能|可以)?吗[?？]?$"
    r"|^(?:and|or|but|then|what about|how about|what if|same|also|in that case|even)\b|\b(?:same|instead|either|as well|too)\b[?. ]*$"
    r"|^(?:for|to|from|in|with|without)\b",
    re.IGNORECASE,
)
_THERE = re.compile(r"那[边里儿]|\bthere\b|[呢嘞咧勒哩][?？]?$|^and\b", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    r"(?:[那么寄发送到去给往如果要是换成的话呢嘞咧勒哩喔吗也一样同样]|\b(?:and|or|but|then|what|about|how|if|it|is|its|to|in|for|from"
    r"|the|same|thing|question|also|too|as|well|instead)\b|[\s,.?!，。？！~])*"
)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|that|those|them|one|ones)\b|它|[这那][个种样些]", re.IGNORECASE
)
MOST_HAN, MOST_WORDS = 20, 12
MOST_HAN_POINTING, MOST_WORDS_POINTING = 14, 8
LEAST_OFFERED = 0.05
"""Confidence from which on an entry is offered beside the others."""
_REGION = re.compile(
    r"欧洲|欧盟|北美|南美|拉美|亚洲|东南亚|中东|非洲|大洋洲"
    r"|\b(?:europe|eu|asia|africa|oceania|north america|south america|latin america|middle east)\b"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTERS = re.compile(r"\w")
_WORDS = re.compile(r"[A-Za-z][A-Za-z']*")


def leans(text: str) -> bool:
    """Whether ``text`` may need the question before it to be understood."""
    han, words = len(_HAN.findall(text)), len(_WORDS.findall(text))
    short = 0 < han <= SHORT_HAN or (not han and 0 < words <= SHORT_WORDS)
    return short or leads_on(text)


def leads_on(text: str) -> bool:
    """Whether the words of ``text`` say so: "and to Peru?", 那…呢, "where do I get one?"."""
    han, words = len(_HAN.findall(text)), len(_WORDS.findall(text))
    if _LEADS_ON.search(text) is not None:
        return han <= MOST_HAN and words <= MOST_WORDS
    points_back = _POINTS_BACK.search(text) is not None
    return points_back and han <= MOST_HAN_POINTING and words <= MOST_WORDS_POINTING


def is_same_question(text: str, question: str) -> bool:
    """Whether ``text`` is ``question``, but for case, spaces and signs."""
    return _LETTERS.findall(text.casefold()) == _LETTERS.findall(question.casefold())


def completion(text: str, memory: DialogueMemory) -> str | None:
    """``text`` completed by the question before it; None if it stands alone.

    A place takes the place of the one before: "how long to Brazil", "and Peru?" is "how long to peru".
    """
    if not memory.question or not leans(text) or is_same_question(text, memory.question):
        return None
    question = memory.question
    new, old = _places(text), _places(question)
    if new and old:
        question = question.lower()
        for place in old:
            question = question.replace(place, new[0])
    if old and _is_bare_place(text):
        return question
    there = memory.place if not new and not old and _THERE.search(text) else ""
    return f"{question} {text} {there}".strip()


def better_of(
    text: str, alone: SearchResult, complete: SearchResult, memory: DialogueMemory
) -> tuple[SearchResult, bool]:
    """What counts of the two results for ``text``, and whether it is the completed one.

    - A line that names a place, and nothing else, counts completed, if that finds anything.
    - Completed, it has a sure answer that was not just given, and alone no surer one: that one.
    - Alone, it has a sure answer: that one, unless the words lead on and it is of another subject.
    - A line that is only short counts alone, unless something new fits it completed.
    - Else the visitor is asked, with the choices of both; the answer just given comes last.
    """
    own, whole = _sure(alone), _sure(complete)
    if _is_bare_place(text) and _places(memory.question) and complete.band != "hand_off":
        return complete, True
    new = whole is not None and whole.entry != memory.answered
    if whole and new and (own is None or whole.confidence >= own.confidence):
        return complete, True
    leading = leads_on(text)
    if own is not None:
        same_subject = own.category == memory.category or (whole and whole.entry == own.entry)
        if not leading or same_subject or own.confidence >= SURELY_ITS_OWN:
            return alone, False
    if whole and new:
        return complete, True
    if not leading and whole and alone.band != "hand_off":
        return alone, False
    return _both(alone, complete, memory)


def _both(
    alone: SearchResult, complete: SearchResult, memory: DialogueMemory
) -> tuple[SearchResult, bool]:
    """The choices of both results, two of the completed one and one of the other."""
    if alone.band == complete.band == "hand_off":
        return alone, False
    likely = [one for one in complete.matches if one.confidence >= LEAST_OFFERED][:2]
    known = {match.entry for match in likely}
    own = [match for match in alone.matches if match.entry not in known][:1]
    matches = sorted(
        [*likely, *own], key=lambda match: (match.entry == memory.answered, -match.confidence)
    )
    return SearchResult(matches, "clarify", alone.evidence), True


def _places(text: str) -> list[str]:
    return [*places_in(text), *_REGION.findall(text.lower())]


def _is_bare_place(text: str) -> bool:
    """Whether ``text`` names a place, and says nothing of its own: 那寄日本呢, "same to Peru?"."""
    places = _places(text)
    rest = text.lower()
    for place in places:
        rest = rest.replace(place, " ")
    return bool(places) and _SAYS_NOTHING.fullmatch(rest) is not None


def _sure(found: SearchResult) -> Match | None:
    return found.matches[0] if found.band == "answer" and found.matches else None
