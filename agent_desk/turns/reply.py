"""From a final decision to everything that is stored for it; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agent_desk.domain.dialogue_memory import NOTHING, DialogueMemory
from agent_desk.domain.explanation import Explanation
from agent_desk.domain.lines import Line
from agent_desk.domain.vocabulary import OtherLanguage
from agent_desk.orders.lookup import Found
from agent_desk.turns.decision import (
    NO_QUESTION,
    Answer,
    Clarify,
    FinalDecision,
    HandOff,
    Nothing,
    OfferOthers,
    Say,
    SaySpoken,
    Show,
    Wait,
)
from agent_desk.turns.evidence import Evidence
from agent_desk.turns.explain import explain
from agent_desk.turns.question import Standing
from agent_desk.turns.remembering import beside_it, memory_after
from agent_desk.turns.reply_lines import lines_of
from agent_desk.wording.wording import Wording


@dataclass(frozen=True)
class Reply:
    """What is committed together.

    ``hand_off`` calls a person. ``announcement`` is said only if one can come; otherwise the
    handoff itself says why, and offers to take a message. ``wait``: the turn is not answered yet
    and stays due. ``proved`` is the order that the visitor has just proved, if they have.
    ``other_language`` is that of their lines, if the assistant does not speak it.
    """

    lines: tuple[Line, ...]
    explanation: Explanation
    dialogue_state: dict[str, Any]
    nothing_found: int = 0
    person_offered: bool = False
    hand_off: bool = False
    announcement: tuple[Line, ...] = ()
    wait: bool = False
    proved: Found | None = None
    memory: DialogueMemory = NOTHING
    other_language: OtherLanguage | None = None


def reply_to(decision: FinalDecision, evidence: Evidence, wording: Wording) -> Reply:
    """The reply that carries out ``decision``, in the shop's ``wording``."""
    question = evidence.question
    dropped = isinstance(decision, (Answer, Clarify)) and not decision.keeps_dialogue
    return Reply(
        lines=tuple(_lines(decision, evidence, wording)),
        explanation=explain(decision, evidence),
        dialogue_state=question.dialogue_state if dropped else evidence.dialogue_state,
        nothing_found=_nothing_found(decision, question.standing),
        person_offered=_person_offered(decision, question.standing),
        hand_off=isinstance(decision, HandOff),
        announcement=tuple(lines_of(decision, wording)) if isinstance(decision, HandOff) else (),
        wait=isinstance(decision, Wait),
        proved=decision.found if isinstance(decision, Show) and decision.found.proved_by else None,
        memory=memory_after(decision, evidence),
        other_language=evidence.other_language,
    )


def _lines(decision: FinalDecision, evidence: Evidence, wording: Wording) -> list[Line]:
    """The lines of ``decision``, and the answer to the question beside it.

    A form's question, choices and an order stay last, where the visitor goes on.
    """
    lines = [] if isinstance(decision, HandOff) else lines_of(decision, wording)
    beside = beside_it(decision, evidence)
    if beside is None:
        return lines
    own = lines_of(beside, wording)
    first = 1 if isinstance(decision, Answer) else 0  # a form's question comes after the answers
    return [*lines[:first], *own, *lines[first:]]


def _nothing_found(decision: FinalDecision, before: Standing) -> int:
    """How many questions in a row found nothing. Small talk is no question."""
    match decision:
        case Wait() | Say(reason="small_talk"):
            return before.nothing_found
        case Nothing(reason=reason) if reason == NO_QUESTION:
            return before.nothing_found
        case Nothing():
            return before.nothing_found + 1
        case _:
            return 0


def _person_offered(decision: FinalDecision, before: Standing) -> bool:
    if isinstance(decision, Wait):
        return before.person_offered
    return isinstance(decision, (Nothing, OfferOthers, SaySpoken)) or (
        isinstance(decision, Say) and decision.offers_person
    )
