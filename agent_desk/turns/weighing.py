"""What every decision is made of: a person, an answer, and whether the knowledge base is sure; pure."""

from __future__ import annotations

from agent_desk.turns.decision import Answer, HandOff, Nothing
from agent_desk.turns.question import Standing
from knowledge_base import Match, SearchResult

UNAVAILABLE = "bot_unavailable"


def call_person(reason: str, standing: Standing, *, locked: bool = False) -> HandOff | Nothing:
    """A handoff, unless an agent returned the chat to the bot after one for the same reason."""
    if reason in standing.cooling:
        return Nothing("cooling_down")
    return HandOff(reason, locked=locked)


def give(answer: Answer, standing: Standing) -> Answer | HandOff | Nothing:
    """The answer; or a person, where the shop's own intent leads to one."""
    return call_person("own_intent", standing) if answer.match.person else answer


def sure_match(found: SearchResult | None) -> Match | None:
    if found is None or found.band != "answer" or not found.matches:
        return None
    return found.matches[0]
