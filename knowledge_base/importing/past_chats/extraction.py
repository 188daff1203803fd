"""Past chats as pairs of a question and the answer that was given. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from knowledge_base.content.results import Language
from knowledge_base.importing.past_chats.turns import (
    Turn,
    conversations,
    turns,
)
from knowledge_base.importing.past_chats.utterances import (
    agent_line,
    asks_back,
    clauses,
    language_of,
    letters,
    looks_like_an_agent,
    questions,
    requests,
    specific,
    utterances,
    visitor_line,
)
from knowledge_base.importing.rows import Message
from knowledge_base.privacy.masking import mask, mask_answer

_DIGIT = re.compile(r"\d")
Dropped = Literal[
    "no_question",
    "no_answer",
    "too_long",
    "says_nothing",
    "asks_back",
    "too_specific",
    "characters_lost",
]
"""Why a turn that was answered, or that answers, gives no pair."""

LONGEST_QUESTION = 200
LONGEST_ANSWER = 2_000
_LOST = "\ufffd"

# What says less needs the line before it ("how long?"), and what says still less is no question.
_CLEAR = {"zh": 6, "en": 4}
_SHORTEST_QUESTION = {"zh": 4, "en": 3}
_SHORTEST_ANSWER = {"zh": 4, "en": 3}


@dataclass(frozen=True)
class Pair:
    """A question of a past chat and its answer, without personal data.

    ``line`` is where the question stands in ``file``.
    """

    question: str
    answer: str
    conversation: str
    file: str
    line: int
    language: Language
    category: str = ""


@dataclass
class Extraction:
    """Counts of what was read and of the pairs, and of what was dropped, by reason."""

    conversations: int = 0
    messages: int = 0
    pairs: int = 0
    dropped: Counter[Dropped] = field(default_factory=Counter)


@dataclass
class _Asked:
    """A question that waits for its answer; ``dropped`` is the fault of the answers so far."""

    text: str
    language: Language
    turn: Turn
    dropped: Dropped = "no_answer"


def pairs(messages: Iterable[Message], summary: Extraction | None = None) -> Iterator[Pair]:
    """Pairs of all conversations, one conversation in memory at a time.

    Messages of one conversation must stand together and be in the order of time. ``summary``, if
    given, is counted up while the pairs are taken. Nothing in a pair is invented: apart from
    placeholders for personal data, each clause was written by the side that it is ascribed to.
    """
    summary = summary if summary is not None else Extraction()
    for conversation in conversations(messages):
        summary.conversations += 1
        summary.messages += len(conversation)
        for found in _pairs_of(conversation):
            if isinstance(found, Pair):
                summary.pairs += 1
                yield found
            else:
                summary.dropped[found] += 1


def _pairs_of(conversation: list[Message]) -> Iterator[Pair | Dropped]:
    asked: _Asked | None = None
    for turn in turns(conversation):
        if turn.role == "visitor":
            question = _question(turn)
            if question is not None:
                if asked is not None:
                    yield asked.dropped
                asked = question
        elif asked is None:
            yield "no_question"
        else:
            found = _answered(asked, turn)
            if isinstance(found, Pair):
                yield found
                asked = None
            else:
                asked.dropped = found
    if asked is not None:
        yield asked.dropped


def _question(turn: Turn) -> _Asked | None:
    """The last thing that is asked in a turn, with what has to stand before it."""
    language = language_of(" ".join(message.text for message in turn.messages))
    lines: list[str] = []
    for message in turn.messages:
        said = utterances(message.text)
        mixed = len(said) > 1
        for text in said:
            if mixed and looks_like_an_agent(text, language):
                continue
            line = visitor_line(text, language)
            if line and line not in lines:
                lines.append(line)
    # A wish or complaint is what was asked only when there is no question.
    asking = [number for number, line in enumerate(lines) if questions(line, language)] or [
        number for number, line in enumerate(lines) if requests(line, language)
    ]
    if not asking:
        return None
    last = asking[-1]
    chosen = lines[last : last + 1]
    if last > 0 and letters(chosen[0]) < _CLEAR[language]:
        chosen = lines[last - 1 : last + 1]
    text = _sentence(chosen, language)
    return _Asked(text, language, turn) if letters(text) >= _SHORTEST_QUESTION[language] else None


def _answered(asked: _Asked, turn: Turn) -> Pair | Dropped:
    language = language_of(" ".join(message.text for message in turn.messages), asked.language)
    said = (text for message in turn.messages for text in utterances(message.text))
    lines = list(dict.fromkeys(filter(None, (agent_line(text, language) for text in said))))
    # A line that is only a number or a name that was taken out helps nobody.
    lines = [line for line in lines if letters(line) or _DIGIT.search(line)] or lines[:1]
    if not lines:
        return "says_nothing"
    wrong = _reason_to_drop(lines, language)
    if wrong:
        return wrong
    lines = _without_counter_questions(lines, language)
    answer = mask_answer("\n".join(lines), "zh-Hans" if language == "zh" else "en")
    wrong = _reason_to_drop(answer.split("\n"), language)
    if wrong:
        return wrong
    if letters(answer) < _SHORTEST_ANSWER[language]:
        return "says_nothing"
    if _LOST in asked.text + answer:
        return "characters_lost"
    if len(asked.text) > LONGEST_QUESTION or len(answer) > LONGEST_ANSWER:
        return "too_long"
    first = asked.turn.messages[0]
    return Pair(
        question=mask(asked.text, "zh-Hans" if asked.language == "zh" else "en"),
        answer=answer,
        conversation=first.conversation,
        file=first.file,
        line=first.line,
        language=asked.language,
        category=next((message.category for message in turn.messages if message.category), "")
        or first.category,
    )


def _reason_to_drop(lines: list[str], language: Language) -> Dropped | None:
    """Why an answer is of no use to others, where that is true of at least half of it."""
    total = asking = own = 0
    for piece in (piece for line in lines for piece in clauses(line, language)):
        size = max(1, letters(piece))
        total += size
        if asks_back(piece, language):
            asking += size
        elif specific(piece, language):
            own += size
    if 2 * (asking + own) < total:
        return None
    return "asks_back" if asking > own else "too_specific"


def _without_counter_questions(lines: list[str], language: Language) -> list[str]:
    """The lines without the questions at their end."""
    kept = list(lines)
    while kept:
        pieces = clauses(kept[-1], language)
        while pieces and asks_back(pieces[-1], language):
            pieces.pop()
        if pieces:
            kept[-1] = "".join(pieces).strip(" ,，、\n")
            break
        kept.pop()
    return kept


def _sentence(lines: list[str], language: Language) -> str:
    return ("，" if language == "zh" else " ").join(line.rstrip("，,") for line in lines)
