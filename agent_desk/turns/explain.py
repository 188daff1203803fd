"""A decision in the words that an agent, a supervisor or a test can read; pure."""

from __future__ import annotations

from typing import Literal

from agent_desk.events.payloads import Explanation, IntentView, MatchView, NumberView
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

Kind = Literal["answer", "clarify", "act", "say", "nothing", "hand_off"]

_KINDS: dict[type[Decision], Kind] = {
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
        intent=IntentView(name=turn.intent, confidence=turn.confidence) if turn else None,
        matches=[match_view(match) for match in found.matches[:3]] if found else [],
        numbers=[NumberView(entity=e.name, value=e.value) for e in turn.entities] if turn else [],
    )


def match_view(match: Match) -> MatchView:
    return MatchView(
        entry=match.entry,
        question=match.question,
        answer=match.answer,
        confidence=round(match.confidence, 4),
    )
