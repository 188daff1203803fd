"""A final decision in the words that an agent, a supervisor or a test can read; pure."""

from __future__ import annotations

from agent_desk.domain.explanation import (
    ConsideredMatch,
    DecisionKind,
    Explanation,
    FoundNumber,
    UnderstoodIntent,
)
from agent_desk.turns.decision import (
    Answer,
    AskNumbersAgain,
    Clarify,
    FinalDecision,
    HandOff,
    Nothing,
    OfferOrders,
    OfferOthers,
    Say,
    SaySpoken,
    Show,
    Wait,
)
from agent_desk.turns.evidence import Evidence
from knowledge_base import Match, SearchResult
from knowledge_base.content.results import Judged
from knowledge_base.privacy.masking import mask

_KINDS: dict[type[FinalDecision], DecisionKind] = {
    Answer: "answer",
    Clarify: "clarify",
    OfferOthers: "clarify",
    Nothing: "nothing",
    Say: "say",
    SaySpoken: "say",
    Show: "act",
    OfferOrders: "act",
    AskNumbersAgain: "act",
    Wait: "say",
    HandOff: "hand_off",
}


def explain(decision: FinalDecision, evidence: Evidence) -> Explanation:
    """What was decided and why, and the evidence for it."""
    kind = _KINDS[type(decision)]
    if isinstance(decision, Wait):  # the question is not decided yet
        return Explanation(kind, decision.reason)
    turn, found = evidence.turn, evidence.found
    return Explanation(
        decision=kind,
        reason=decision.reason,
        band=found.band if found else None,
        intent=UnderstoodIntent(name=turn.intent, confidence=turn.confidence) if turn else None,
        matches=tuple(_considered(match) for match in found.matches[:3]) if found else (),
        read_as=mask(evidence.read_as) if evidence.read_as else None,
        numbers=tuple(FoundNumber(e.name, e.value) for e in turn.entities) if turn else (),
        judged=_judged(decision, found),
    )


def _judged(decision: FinalDecision, found: SearchResult | None) -> Judged | None:
    """How the question was judged, where it was one for the knowledge base, and its best entry is
    still there: one whose fields could not be filled is not."""
    is_question = isinstance(decision, (Answer, Clarify, Nothing)) or (
        isinstance(decision, HandOff) and decision.reason != "asked"
    )
    if not is_question or found is None or found.judged is None or not found.matches:
        return None
    return found.judged if found.matches[0].entry == found.judged.entry else None


def _considered(match: Match) -> ConsideredMatch:
    return ConsideredMatch(
        entry=match.entry,
        question=match.question,
        answer=_with_links(match),
        confidence=round(match.confidence, 4),
    )


def _with_links(match: Match) -> str:
    """The answer as an agent may send it: a line has no buttons of its own."""
    links = (f"{button.label}: {button.url}" for button in match.buttons if button.url)
    return "\n".join([*([match.answer] if match.answer else []), *links])
