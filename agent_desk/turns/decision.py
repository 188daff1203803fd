"""What the bot does with a turn: one pure function, ``decide``.

It weighs what Rasa understood, what the knowledge base found and how the
conversation stands. Its result says what to do and why; nothing is done here.
"""

from __future__ import annotations

from dataclasses import dataclass

from agent_desk.rasa.turn import (
    Act,
    RasaTurn,
)
from agent_desk.settings.desk import PolicySettings
from knowledge_base import Match, SearchResult


@dataclass(frozen=True)
class Standing:
    """How the conversation stands before the turn."""

    form_open: bool = False
    nothing_found: int = 0
    person_offered: bool = False


@dataclass(frozen=True)
class Answer:
    """Give this stored answer, then say ``texts`` (a form asks its question again)."""

    match: Match
    reason: str = "knowledge_sure"
    texts: tuple[str, ...] = ()
    keeps_dialogue: bool = True


@dataclass(frozen=True)
class Clarify:
    """Ask which of these was meant."""

    matches: tuple[Match, ...]
    reason: str = "knowledge_half_sure"
    texts: tuple[str, ...] = ()
    keeps_dialogue: bool = True


@dataclass(frozen=True)
class Nothing:
    """Say that nothing fits, and offer a person."""

    reason: str = "nothing_found"
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Perform:
    """Do what Rasa asks for: look up an order or a parcel."""

    act: Act
    reason: str


@dataclass(frozen=True)
class Say:
    """Say what Rasa says."""

    texts: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class HandOff:
    """Call a person."""

    reason: str


Decision = Answer | Clarify | Nothing | Perform | Say | HandOff

LOOKUPS = ("look_up_order", "look_up_parcel")


def decide(
    turn: RasaTurn | None,
    found: SearchResult | None,
    standing: Standing,
    policy: PolicySettings,
    *,
    wishes_person: bool = False,
) -> Decision:
    """The decision for one turn.

    ``turn`` is None when Rasa failed, ``found`` when the knowledge base did;
    ``wishes_person`` counts in the first case alone, since Rasa knows better. A
    person is never out of reach: what cannot be decided is handed over.
    """
    if turn is None:
        return HandOff("asked") if wishes_person else _without_rasa(found, standing)
    understood = turn.confidence >= policy.intent_confidence
    if standing.person_offered and understood and turn.intent == "affirm":
        return HandOff("asked")
    sure = _sure_match(found)

    called = turn.act("hand_off")
    if called is not None:
        doubtful = not understood and not standing.form_open and sure is not None
        if not doubtful:
            return HandOff(str(called.arguments.get("reason", "asked")))

    lookup = turn.act(*LOOKUPS)
    if lookup is not None:
        return Perform(lookup, reason=lookup.name)

    if turn.act("search_knowledge_base") is None and turn.texts:
        begun = standing.form_open or turn.confidence >= policy.dialogue_confidence
        surer = None if begun else _surer(turn, found)
        if surer is not None:
            # Rasa guessed a dialogue, and the stored answers know better: it is not begun.
            return surer
        if sure is not None and turn.form_open and not standing.form_open:
            # Whether they want to know how it is done or want it done: both are served.
            return Answer(sure, texts=turn.texts)
        return Say(turn.texts, reason="form" if turn.form_open else "small_talk")

    return _from_knowledge(turn, found, standing, policy)


def _surer(turn: RasaTurn, found: SearchResult | None) -> Answer | Clarify | None:
    """What the base has, where it is surer of its best entry than Rasa is of the intent.

    A form is begun for little: it asks for an order number of somebody who asked how orders work.
    Small talk gives way to a sure answer alone, since a greeting is like many stored questions.
    """
    if found is None or not found.matches or found.matches[0].confidence <= turn.confidence:
        return None
    sure = _sure_match(found)
    if sure is not None:
        return Answer(sure, keeps_dialogue=False)
    if turn.form_open and found.band == "clarify":
        return Clarify(tuple(found.matches[:3]), keeps_dialogue=False)
    return None


def _without_rasa(found: SearchResult | None, standing: Standing) -> Decision:
    sure = _sure_match(found)
    if sure is None or standing.form_open:
        return HandOff("bot_unavailable")
    return Answer(sure)


def _from_knowledge(
    turn: RasaTurn,
    found: SearchResult | None,
    standing: Standing,
    policy: PolicySettings,
) -> Decision:
    if found is None:
        return HandOff("knowledge_base_unavailable")
    out_of_scope = (
        turn.confidence
        if turn.intent == "out_of_scope" and turn.confidence >= policy.out_of_scope_confidence
        else 0.0
    )
    sure = _sure_match(found)
    if sure is not None and sure.confidence >= out_of_scope:
        return Answer(sure, texts=turn.texts)
    if found.band != "hand_off" and found.matches and not out_of_scope:
        return Clarify(tuple(found.matches[:3]), texts=turn.texts)
    if standing.nothing_found >= 1:
        return HandOff("nothing_found_twice")
    return Nothing("out_of_scope" if out_of_scope else "nothing_found", texts=turn.texts)


def _sure_match(found: SearchResult | None) -> Match | None:
    if found is None or found.band != "answer" or not found.matches:
        return None
    return found.matches[0]
