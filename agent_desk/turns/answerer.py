"""From a visitor's question to the bot's reply: asks Rasa and the base at once, decides, acts.

Nothing is written here; ``turns`` commits the reply, or drops it when it came
too late.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import gevent
import structlog
from gevent import get_hub

from agent_desk.domain.explanation import Explanation
from agent_desk.domain.language import base_language
from agent_desk.domain.lines import Line
from agent_desk.domain.vocabulary import Absence, Language
from agent_desk.errors import BotUnavailableError, OrderSourceError
from agent_desk.orders.lookup import (
    Asker,
    Found,
    Locked,
    OrderLookup,
    Outcome,
)
from agent_desk.orders.wording import worded
from agent_desk.rasa.guarded import GuardedDialogue
from agent_desk.rasa.turn import (
    Act,
    RasaTurn,
)
from agent_desk.settings.desk import PolicySettings
from agent_desk.texts import desk_texts, in_script
from agent_desk.turns.decision import (
    Answer,
    Clarify,
    Decision,
    HandOff,
    Nothing,
    Perform,
    Say,
    Standing,
    decide,
)
from agent_desk.turns.explain import explain
from agent_desk.turns.person_requests import (
    agrees,
    asks_for_person,
)
from agent_desk.turns.reply_lines import lines_of
from knowledge_base import KnowledgeBase, KnowledgeBaseError, Match, SearchResult
from knowledge_base.language.text import to_simplified

logger = structlog.get_logger(__name__)

# A burst may hold several long messages; Rasa takes 4,000 characters, and needs fewer.
UNDERSTOOD_LENGTH = 2000

# A source has time limits of its own, for single steps; this one is for all of them together.
LOOK_UP_SECONDS = 6.0

UNAVAILABLE = "bot_unavailable"
ONE_MOMENT = "one_moment"


@dataclass(frozen=True)
class Question:
    """What the visitor wrote since the last answer, and how the conversation stands.

    ``cooling`` are reasons for which it is not handed over again for a while,
    ``absence`` is why no person can come now.
    """

    conversation_id: str
    shop_id: str
    asker: Asker
    text: str
    language: Language
    standing: Standing = field(default_factory=Standing)
    dialogue_state: dict[str, Any] = field(default_factory=dict)
    entry: str | None = None
    cooling: frozenset[str] = frozenset()
    absence: Absence | None = None


@dataclass(frozen=True)
class Reply:
    """What is to be committed together. ``hand_off`` puts the chat into the queue.

    ``wait``: the turn is not answered yet, it stays due and runs again shortly.
    """

    lines: tuple[Line, ...]
    explanation: Explanation
    dialogue_state: dict[str, Any]
    nothing_found: int = 0
    person_offered: bool = False
    hand_off: bool = False
    wait: bool = False


class Answerer:
    """``lookups`` holds the order look-up of each shop that has an order source."""

    def __init__(
        self,
        dialogue: GuardedDialogue,
        base: KnowledgeBase,
        lookups: Mapping[str, OrderLookup],
        policy: PolicySettings,
        *,
        look_up_seconds: float = LOOK_UP_SECONDS,
    ) -> None:
        self._dialogue = dialogue
        self._base = base
        self._lookups = lookups
        self._policy = policy
        self._look_up_seconds = look_up_seconds

    def answer(self, question: Question) -> Reply:
        """The bot's reply. A failure of Rasa, the base or the orders is part of the decision."""
        if question.entry is not None:
            chosen = self._chosen(question, question.entry)
            if chosen is not None:
                return chosen
        searching = get_hub().threadpool.spawn(self._search, question)
        asking = gevent.spawn(self._ask, question)
        turn, found = asking.get(), searching.get()
        decision = decide(
            turn,
            found,
            question.standing,
            self._policy,
            wishes_person=turn is None and _wishes_person(question),
        )
        if turn is None and decision == HandOff(UNAVAILABLE) and self._dialogue.restarting():
            return self._one_moment(question)
        if found is not None and isinstance(decision, (Answer, Clarify, Nothing)):
            # Now and then this makes an estimate anew, and nobody waits for it.
            get_hub().threadpool.spawn(self._base.count, question.text, found, question.shop_id)
        if isinstance(decision, Perform) and turn is not None:
            return self._perform(question, decision, turn, found)
        return self._reply(question, decision, turn, found)

    def gave_up(self, question: Question) -> Reply:
        """The reply to a turn that could not be answered in all its tries: a person."""
        return self._reply(question, HandOff(UNAVAILABLE), None, None)

    # --- asking --------------------------------------------------------------------

    def _ask(self, question: Question, *, by_digits: bool = False) -> RasaTurn | None:
        """Rasa's turn. Who is signed in need not give digits, unless the order is not their own."""
        asked_for_digits = question.dialogue_state.get("requested_slot") == "phone_last4"
        verified = bool(question.asker.subject) and not (by_digits or asked_for_digits)
        try:
            return self._dialogue.turn(
                question.conversation_id,
                text=to_simplified(question.text[-UNDERSTOOD_LENGTH:]),
                language=base_language(question.language),
                state=question.dialogue_state,
                slots={"identity_verified": verified},
            )
        except BotUnavailableError as error:
            logger.warning("rasa_failed", conversation=question.conversation_id, why=str(error))
            return None

    def _search(self, question: Question) -> SearchResult | None:
        try:
            return self._base.search(
                question.text[-UNDERSTOOD_LENGTH:],
                question.shop_id,
                base_language(question.language),
            )
        except KnowledgeBaseError as error:
            logger.warning("search_failed", shop=question.shop_id, why=str(error))
            return None

    def _chosen(self, question: Question, entry: str) -> Reply | None:
        def find() -> Match | None:
            return self._base.answer(
                entry,
                shop_id=question.shop_id,
                language=base_language(question.language),
            )

        try:
            match = get_hub().threadpool.apply(find)
        except KnowledgeBaseError:
            return None
        if match is None:  # retired since it was offered: the label is asked as a question
            return None
        found = SearchResult([match], "answer")
        return self._reply(question, Answer(match, reason="choice_selected"), None, found)

    # --- looking up ------------------------------------------------------------------

    def _perform(
        self,
        question: Question,
        decision: Perform,
        turn: RasaTurn,
        found: SearchResult | None,
    ) -> Reply:
        lookup = self._lookups.get(question.shop_id)
        try:
            if lookup is None:
                raise OrderSourceError("This shop has no order source.")
            looking = get_hub().threadpool.spawn(_look_up, lookup, decision.act, question)
            outcome = looking.get(timeout=self._look_up_seconds)
        except (OrderSourceError, gevent.Timeout) as error:
            logger.warning("order_source_failed", shop=question.shop_id, why=str(error))
            return self._reply(question, HandOff("order_source_failed"), turn, found)
        if isinstance(outcome, Found):
            reason = "parcel_shown" if outcome.parcel is not None else "order_shown"
            text = worded(
                outcome,
                topic=str(decision.act.arguments.get("topic") or "status"),
                language=base_language(question.language),
            )
            return self._reply(question, Say((text,), reason), turn, found, kind="act")
        if isinstance(outcome, Locked):
            return self._reply(
                question,
                HandOff("order_not_verified"),
                turn,
                found,
                words=desk_texts(question.language).order_locked,
            )
        if question.asker.subject and not decision.act.arguments.get("phone_last4"):
            asking = self._ask(question, by_digits=True)
            if asking is not None and asking.texts:
                return self._reply(question, Say(asking.texts, "form"), asking, found)
        return self._mismatch(question, turn, found)

    def _mismatch(self, question: Question, turn: RasaTurn, found: SearchResult | None) -> Reply:
        """Rasa leads on: it is told the outcome, forgets the numbers, and asks again."""
        try:
            told = self._dialogue.turn(
                question.conversation_id,
                trigger="order_mismatch",
                language=base_language(question.language),
                state=turn.state,
                slots={"identity_verified": False},
            )
        except BotUnavailableError:
            return self._reply(question, HandOff(UNAVAILABLE), turn, found)
        shown = replace(turn, state=told.state)
        return self._reply(question, Say(told.texts, "order_mismatch"), shown, found, kind="act")

    def _one_moment(self, question: Question) -> Reply:
        """Asks for patience; nothing of the conversation changes."""
        text = in_script(desk_texts(question.language).one_moment, question.language)
        return Reply(
            lines=(Line(text),),
            explanation=Explanation(decision="say", reason=ONE_MOMENT),
            dialogue_state=question.dialogue_state,
            nothing_found=question.standing.nothing_found,
            person_offered=question.standing.person_offered,
            wait=True,
        )

    # --- wording -----------------------------------------------------------------------

    def _reply(
        self,
        question: Question,
        decision: Decision,
        turn: RasaTurn | None,
        found: SearchResult | None,
        *,
        words: str | None = None,
        kind: str | None = None,
    ) -> Reply:
        if isinstance(decision, HandOff) and decision.reason in question.cooling:
            decision, words = Nothing("cooling_down"), None
        explanation = explain(decision, turn, found)
        if kind == "act":
            explanation = replace(explanation, decision="act")
        keeps = turn is not None and not (
            isinstance(decision, (Answer, Clarify)) and not decision.keeps_dialogue
        )
        state = turn.state if turn is not None and keeps else question.dialogue_state
        nothing = question.standing.nothing_found
        return Reply(
            lines=tuple(lines_of(decision, question.language, words=words)),
            explanation=explanation,
            dialogue_state=state,
            nothing_found=(
                nothing + 1
                if isinstance(decision, Nothing)
                else nothing
                if isinstance(decision, Say) and decision.reason == "small_talk"
                else 0
            ),
            person_offered=isinstance(decision, Nothing),
            hand_off=isinstance(decision, HandOff),
        )


def _wishes_person(question: Question) -> bool:
    offered = question.standing.person_offered and agrees(question.text)
    return offered or asks_for_person(question.text)


def _look_up(lookup: OrderLookup, act: Act, question: Question) -> Outcome:
    digits = act.arguments.get("phone_last4")
    if act.name == "look_up_parcel":
        return lookup.parcel(str(act.arguments["tracking_number"]), question.asker, digits)
    return lookup.order(str(act.arguments["order_number"]), question.asker, digits)
