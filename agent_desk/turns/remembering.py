"""What the bot remembers after a turn, and what it answers beside its decision; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent_desk.domain.dialogue_memory import (
    LONGEST_QUESTION,
    MOST_ENTRIES,
    MOST_ORDERS,
    NOTHING,
    DialogueMemory,
)
from agent_desk.orders.numbers import normal_number
from agent_desk.turns.decision import (
    WRONG_ANSWER,
    Answer,
    AskNumbersAgain,
    Clarify,
    FinalDecision,
    HandOff,
    OfferOrders,
    OfferOthers,
    Say,
    SaySpoken,
    Show,
    Wait,
)
from agent_desk.turns.evidence import Evidence
from knowledge_base import Match
from knowledge_base.language.country_names import places_in
from knowledge_base.privacy.masking import mask

LIKELY = 0.5
"""Confidence from which an answer beside a form's question is given rather than left out."""


def memory_after(decision: FinalDecision, evidence: Evidence) -> DialogueMemory:
    """The memory after ``decision``. A courtesy or a form leaves it, a person begins anew."""
    before = evidence.question.memory
    match decision:
        case Answer(match=match):
            question = match.question if decision.reason == "choice_selected" else _asked(evidence)
            shown = _shown([match], evidence)
            beside = beside_it(decision, evidence)
            offered = _entries(beside.matches) if isinstance(beside, Clarify) else ()
            return DialogueMemory(
                question, match.entry, match.category, _place(evidence), shown, offered
            )
        case Clarify(matches=matches):
            return DialogueMemory(
                question=_asked(evidence),
                category=matches[0].category,
                place=_place(evidence),
                shown=_shown(matches, evidence),
                offered=_entries(matches),
            )
        case OfferOthers(matches=matches):
            return replace(
                before,
                shown=(*before.shown, *_entries(matches))[-MOST_ENTRIES:],
                offered=_entries(matches),
                wrong=before.wrong + (decision.reason == WRONG_ANSWER),
                in_hand=False,
            )
        case Show(found=found, others=others):
            named = others or before.orders
            other = [number for number in named if normal_number(number) not in found.numbers]
            return DialogueMemory(in_hand=True, orders=tuple(other[:MOST_ORDERS]))
        case OfferOrders(orders=orders):
            return DialogueMemory(
                orders=tuple(order.order_number for order in orders)[:MOST_ORDERS]
            )
        case HandOff() | AskNumbersAgain():
            return NOTHING
        case SaySpoken(language=language):
            return replace(before, other_language=language, offered=())
        case Say(reason="small_talk") | Wait():
            return before
        case _:
            return replace(before, offered=())


def beside_it(decision: FinalDecision, evidence: Evidence) -> Answer | Clarify | None:
    """What is said on the question that stands beside what ``decision`` is about.

    It is asked back only after a whole answer: choices belong to the newest line.
    """
    also = evidence.also
    if also is None or not also.matches or isinstance(decision, Wait):
        return None
    beside = also.matches[0]
    given = decision.match.entry if isinstance(decision, Answer) else None
    if beside.person or beside.entry == given:
        return None
    if also.band == "answer" or (beside.confidence >= LIKELY and _goes_on(decision)):
        return Answer(beside)
    whole = isinstance(decision, Answer) and not decision.texts
    return Clarify(tuple(also.matches[:3])) if whole and also.band == "clarify" else None


def _goes_on(decision: FinalDecision) -> bool:
    """Whether the visitor has to answer, so that nothing else can be asked."""
    return isinstance(decision, (Say, Show)) or (
        isinstance(decision, Answer) and bool(decision.texts)
    )


def _asked(evidence: Evidence) -> str:
    return mask(evidence.read_as or evidence.text)[:LONGEST_QUESTION]


def _entries(matches: Sequence[Match]) -> tuple[str, ...]:
    return tuple(match.entry for match in matches)


def _place(evidence: Evidence) -> str:
    named = places_in(evidence.read_as or evidence.text)
    return named[-1] if named else evidence.question.memory.place


def _shown(matches: Sequence[Match], evidence: Evidence) -> tuple[str, ...]:
    """The entries shown since the topic began: a line that leans on it goes on with it."""
    before = evidence.question.memory
    earlier = before.shown if evidence.is_completed else ()
    entries = (*earlier, *_entries(matches))
    return tuple(dict.fromkeys(entries))[-MOST_ENTRIES:]
