"""A decision in the words that an agent, a supervisor or a test can read; pure."""

from __future__ import annotations

from agent_desk.domain.explanation import (
    ConsideredMatch,
    DecisionKind,
    Explanation,
    FoundNumber,
    UnderstoodIntent,
)
from agent_desk.rasa.turn import RasaTurn
from agent_desk.turns.decision import (
    Answer,
    Clarify,
    Decision,
    HandOff,
    Nothing,
    Perform,
    Say,
)
from knowledge_base import Match, SearchResult

_KINDS: dict[type[Decision], DecisionKind] = {
    Answer: "answer",
    Clarify: "clarify",
    Nothing: "nothing",
    Perform: "act",
    Say: "say",
    HandOff: "hand_off",
}


def explain(decision: Decision, turn: RasaTurn | None, found: SearchResult | None) -> Explanation:
    """What was decided and why, with what it was decided from."""
    return Explanation(
        decision=_KINDS[type(decision)],
        reason=decision.reason,
        band=found.band if found else None,
        intent=UnderstoodIntent(name=turn.intent, confidence=turn.confidence) if turn else None,
        matches=tuple(considered(match) for match in found.matches[:3]) if found else (),
        numbers=tuple(FoundNumber(e.name, e.value) for e in turn.entities) if turn else (),
    )


def considered(match: Match) -> ConsideredMatch:
    return ConsideredMatch(
        entry=match.entry,
        question=match.question,
        answer=match.answer,
        confidence=round(match.confidence, 4),
    )
