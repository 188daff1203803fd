"""From a final decision to everything that is stored for it; pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from agent_desk.domain.explanation import Explanation
from agent_desk.domain.lines import Line
from agent_desk.domain.vocabulary import Absence
from agent_desk.orders.lookup import Found
from agent_desk.turns.decision import (
    Answer,
    Clarify,
    FinalDecision,
    HandOff,
    Nothing,
    Say,
    Show,
    Wait,
)
from agent_desk.turns.evidence import Evidence
from agent_desk.turns.explain import explain
from agent_desk.turns.question import Standing
from agent_desk.turns.reply_lines import lines_of
from agent_desk.wording.wording import Wording


@dataclass(frozen=True)
class Reply:
    """What is committed together.

    ``hand_off`` calls a person, or offers to take a message while there is an
    ``absence``. ``wait``: the turn is not answered yet and stays due. ``proved`` is the order that
    the visitor has just proved, if they have.
    """

    lines: tuple[Line, ...]
    explanation: Explanation
    dialogue_state: dict[str, Any]
    nothing_found: int = 0
    person_offered: bool = False
    hand_off: bool = False
    absence: Absence | None = None
    wait: bool = False
    proved: Found | None = None

    def while_absent(self, absence: Absence) -> Reply:
        """The same handoff without its announcement: since it was decided, nobody can come."""
        return replace(self, lines=(), absence=absence)


def reply_to(decision: FinalDecision, evidence: Evidence, wording: Wording) -> Reply:
    """The reply that carries out ``decision``, in the shop's ``wording``."""
    question = evidence.question
    dropped = isinstance(decision, (Answer, Clarify)) and not decision.keeps_dialogue
    return Reply(
        lines=tuple(lines_of(decision, wording)),
        explanation=explain(decision, evidence),
        dialogue_state=question.dialogue_state if dropped else evidence.dialogue_state,
        nothing_found=_nothing_found(decision, question.standing),
        person_offered=_person_offered(decision, question.standing),
        hand_off=isinstance(decision, HandOff),
        absence=decision.absence if isinstance(decision, HandOff) else None,
        wait=isinstance(decision, Wait),
        proved=decision.found if isinstance(decision, Show) and decision.found.proved_by else None,
    )


def _nothing_found(decision: FinalDecision, before: Standing) -> int:
    """How many questions in a row found nothing. Small talk is no question."""
    match decision:
        case Nothing():
            return before.nothing_found + 1
        case Wait() | Say(reason="small_talk"):
            return before.nothing_found
        case _:
            return 0


def _person_offered(decision: FinalDecision, before: Standing) -> bool:
    return before.person_offered if isinstance(decision, Wait) else isinstance(decision, Nothing)
