"""Gathers what ``decide`` asks for: from Rasa, the knowledge base and the shops' orders."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, assert_never

import structlog
from gevent import get_hub

from agent_desk.domain.dialogue_memory import MOST_ENTRIES, DialogueMemory
from agent_desk.domain.other_language import other_language
from agent_desk.errors import BotUnavailableError, OrderSourceError
from agent_desk.orders.fields import order_fields
from agent_desk.orders.lookup import Found, OrderLookup, Outcome
from agent_desk.orders.model import Order
from agent_desk.orders.proof import Given
from agent_desk.rasa.dialogue import RasaDialogue
from agent_desk.rasa.engine import DialogueRequest, ShopRules
from agent_desk.rasa.turn import Act, RasaTurn
from agent_desk.turns.decision import (
    AskForProof,
    Complete,
    Consult,
    FetchEntry,
    ListOrders,
    LookUp,
    NameOrder,
    ReportMismatch,
    Request,
    SearchOnceMore,
)
from agent_desk.turns.evidence import Evidence, Unavailable
from agent_desk.turns.filling import asks_for_order, filled, filled_result
from agent_desk.turns.follow_ups import better_of, completion
from agent_desk.turns.given_proofs import without_proof
from agent_desk.turns.in_hand import number_in_hand
from agent_desk.turns.question import Question
from agent_desk.turns.stored_question import is_stored_question
from agent_desk.turns.two_wishes import two_wishes
from agent_desk.wording.wording import Wordings
from bot.wishes import BOUNDARY, read
from knowledge_base import KnowledgeBase, KnowledgeBaseError, Match, SearchResult

logger = structlog.get_logger(__name__)

CHOICES = 3
_LETTERS = re.compile(r"[^\W_]")


class Gatherer:
    """``lookups`` holds the order look-up of each shop that has an order source.

    ``rules`` holds what Rasa is told of each shop.

    A failure is evidence too: of our errors, only StorageUnavailableError is raised.
    """

    def __init__(
        self,
        dialogue: RasaDialogue,
        knowledge_base: KnowledgeBase,
        lookups: Mapping[str, OrderLookup],
        rules: Mapping[str, ShopRules],
        wordings: Wordings,
    ) -> None:
        self._dialogue = dialogue
        self._knowledge_base = knowledge_base
        self._lookups = lookups
        self._rules = rules
        self._wordings = wordings

    def gather(self, request: Request, evidence: Evidence) -> Evidence:
        """``evidence`` and the answer to ``request``."""
        question = evidence.question
        match request:
            case FetchEntry(entry=entry):
                chosen = get_hub().threadpool.apply(self._entry, (question, entry))
                return replace(evidence, chosen=self._filled_match(question, chosen))
            case Consult():
                return self._with_both(evidence)
            case Complete(text=text):
                return replace(evidence, completed=self._searched(question, text))
            case SearchOnceMore():
                found = self._searched(question, question.memory.question, CHOICES + MOST_ENTRIES)
                return replace(evidence, once_more=found)
            case LookUp(act=act):
                return replace(evidence, look_up=self._look_up(question, act))
            case AskForProof():
                return replace(evidence, proof=self._ask(question, verified=False))
            case ReportMismatch():
                return replace(evidence, report=self._report_mismatch(evidence))
            case ListOrders():
                return replace(evidence, own_orders=self._own_orders(question))
            case NameOrder(order_number=number):
                verified = bool(question.asker.subject)
                state = evidence.dialogue_state
                if not verified:  # the proof was not given for this number, and a try counts
                    state = without_proof(state)
                named = replace(question, text=number, dialogue_state=state)
                return replace(evidence, named=self._ask(named, verified=verified))
            case _:
                assert_never(request)

    def count(self, shop_id: str, text: str, found: SearchResult) -> None:
        """Counts the question ``text`` in the knowledge base's statistics, in a thread of its own.

        Now and then the knowledge base makes a new estimate then, for which no visitor waits.
        """
        get_hub().threadpool.spawn(self._knowledge_base.count, text, found, shop_id)

    def _with_both(self, evidence: Evidence) -> Evidence:
        """With Rasa's turn, and the search for what it goes by and for the question beside it.

        A line with several clauses is searched clause by clause, since only Rasa knows which of them
        counts.
        """
        question = evidence.question
        searching = get_hub().threadpool.spawn(self._search_clauses, question)
        # In a thread: the first line that needs the detector waits a second for it.
        recognising = get_hub().threadpool.spawn(other_language, question.simplified)
        results, parts = searching.get()
        asked = replace(question, text=BOUNDARY.join(parts)) if parts else question
        rasa = self._consult_if_needed(asked, results)
        turn = rasa if isinstance(rasa, RasaTurn) else RasaTurn("", 0.0)
        main = results.get(turn.text) or next(iter(results.values()))
        also = (*turn.also, *parts[1:])[:1]
        beside = self._beside(question, turn, main, also[0], results) if also else None
        return replace(
            evidence,
            rasa=rasa,
            search=self._filled_result(question, main),
            also=beside if isinstance(beside, SearchResult) else None,
            other_language=recognising.get(),
        )

    def _consult_if_needed(
        self, question: Question, results: Mapping[str, SearchResult | Unavailable]
    ) -> RasaTurn | Unavailable:
        found = next(iter(results.values()))
        if isinstance(found, SearchResult) and is_stored_question(question, found):
            return RasaTurn("", 0.0, state=question.dialogue_state)  # no opinion
        return self._consult(question)

    # --- the knowledge base ----------------------------------------------------------

    def _search_clauses(
        self, question: Question
    ) -> tuple[dict[str, SearchResult | Unavailable], tuple[str, ...]]:
        """What there is on each clause of the line; and, of a clause that is two wishes, the parts."""
        text = question.simplified
        reading = read(text)
        if (reading.declined and not reading.clauses) or len(_LETTERS.findall(text)) < 2:
            return {text: SearchResult([], "hand_off")}, ()
        clauses = reading.clauses or (text,)
        results = {clause: self._search(question, clause) for clause in clauses}
        whole = results[clauses[0]]
        if len(clauses) > 1 or question.standing.form_open or isinstance(whole, Unavailable):
            return results, ()
        tried: dict[str, SearchResult | Unavailable] = {}

        def search(part: str) -> SearchResult | None:
            tried[part] = found = tried.get(part) or self._search(question, part)
            return found if isinstance(found, SearchResult) else None

        parts = two_wishes(clauses[0], whole, search)
        if parts is None:
            return results, ()
        # As Rasa will read them.
        for clause in read(BOUNDARY.join(parts)).clauses:
            results[clause] = tried.get(clause) or self._search(question, clause)
        return results, parts

    def _beside(
        self,
        question: Question,
        turn: RasaTurn,
        main: SearchResult | Unavailable,
        text: str,
        results: Mapping[str, SearchResult | Unavailable],
    ) -> SearchResult | Unavailable:
        """What there is on the question ``text`` beside the main one, on which it may lean."""
        alone = results.get(text) or Unavailable()
        first = main.matches[0] if isinstance(main, SearchResult) and main.matches else None
        if first is not None and isinstance(alone, SearchResult):
            asked = DialogueMemory(turn.text, first.entry, first.category)
            whole = completion(text, asked)
            complete = self._searched(question, whole) if whole else None
            if isinstance(complete, SearchResult):
                alone, _ = better_of(text, alone, complete, asked)
        return self._filled_result(question, alone)

    def _searched(
        self, question: Question, text: str, limit: int = CHOICES
    ) -> SearchResult | Unavailable:
        found = get_hub().threadpool.apply(self._search, (question, text, limit))
        return self._filled_result(question, found)

    def _entry(self, question: Question, entry: str) -> Match | Unavailable:
        try:
            match = self._knowledge_base.answer(
                entry, shop_id=question.shop_id, language=question.language
            )
        except KnowledgeBaseError as error:
            logger.warning("entry_failed", shop=question.shop_id, entry=entry, why=str(error))
            return Unavailable()
        return match or Unavailable()

    def _search(
        self, question: Question, text: str, limit: int = CHOICES
    ) -> SearchResult | Unavailable:
        try:
            return self._knowledge_base.search(
                text,
                question.shop_id,
                question.language,
                limit,
            )
        except KnowledgeBaseError as error:
            logger.warning("search_failed", shop=question.shop_id, why=str(error))
            return Unavailable()

    def _filled_match(self, question: Question, found: Match | Unavailable) -> Match | Unavailable:
        if isinstance(found, Unavailable):
            return found
        return filled(found, self._fields(question, [found])) or Unavailable()

    def _filled_result(
        self, question: Question, found: SearchResult | Unavailable
    ) -> SearchResult | Unavailable:
        if isinstance(found, Unavailable) or not found.matches:
            return found
        shown = found.matches if found.band != "hand_off" else []
        return filled_result(found, self._fields(question, shown))

    def _fields(self, question: Question, matches: list[Match]) -> dict[str, str]:
        """What the answers may say of this visitor, and of the order that they have shown to be
        theirs in this chat. An order is only asked for where an answer holds a field of it."""
        values = {"visitor.name": question.name} if question.name else {}
        if any(map(asks_for_order, matches)):
            order = self._order_in_hand(question)
            if order is not None:
                wording = self._wordings.of(question.shop_id, question.language)
                values |= order_fields(order, wording)
        return values

    # --- Rasa ------------------------------------------------------------------------

    def _consult(self, question: Question) -> RasaTurn | Unavailable:
        """Rasa's turn. A signed-in visitor who was asked for a proof and names another number is
        asked for none: it may be their own."""
        verified = _is_verified(question)
        turn = self._ask(question, verified=verified)
        if verified or not question.asker.subject or isinstance(turn, Unavailable):
            return turn
        still_asks = turn.state.get("requested_slot") == "proof"
        is_other = _numbers(turn.state) != _numbers(question.dialogue_state)
        return self._ask(question, verified=True) if still_asks and is_other else turn

    def _ask(self, question: Question, *, verified: bool) -> RasaTurn | Unavailable:
        """Rasa's turn. It asks a ``verified`` visitor for no proof."""
        return self._turn(
            DialogueRequest(
                question.conversation_id,
                text=question.simplified,
                state=question.dialogue_state,
                slots={"identity_verified": verified, "in_hand": question.memory.in_hand},
                shop=self._rules_for(question),
            )
        )

    def _rules_for(self, question: Question) -> ShopRules:
        """Those of the shop, with what this visitor has proved already."""
        rules = self._rules.get(question.shop_id, ShopRules())
        proof = replace(rules.order_proof, proved=tuple(sorted(question.proved)))
        return replace(rules, order_proof=proof)

    def _report_mismatch(self, evidence: Evidence) -> RasaTurn | Unavailable:
        return self._turn(
            DialogueRequest(
                evidence.question.conversation_id,
                trigger="order_mismatch",
                state=evidence.dialogue_state,
                slots={"identity_verified": False},
                shop=self._rules_for(evidence.question),
            )
        )

    def _turn(self, request: DialogueRequest) -> RasaTurn | Unavailable:
        try:
            return self._dialogue.turn(request)
        except BotUnavailableError as error:
            logger.warning("rasa_failed", conversation=request.conversation_id, why=str(error))
            return Unavailable(restarting=self._dialogue.restarting())

    # --- orders ----------------------------------------------------------------------

    def _order_in_hand(self, question: Question) -> Found | None:
        """The order or parcel that the dialogue is about, if this visitor has proved it or is its
        signed buyer. Nothing is guessed, so no try is counted."""
        act = number_in_hand(question)
        if act is None or question.shop_id not in self._lookups:
            return None
        outcome = self._look_up(question, act)
        return outcome if isinstance(outcome, Found) else None

    def _look_up(self, question: Question, act: Act) -> Outcome | Unavailable:
        lookup = self._lookups.get(question.shop_id)
        if lookup is None:
            return _order_source_failed(question, "This shop has no order source.")
        given = Given.of(act.arguments)
        try:
            if act.name == "look_up_parcel":
                number = str(act.arguments["tracking_number"])
                outcome = lookup.parcel(number, question.asker, given, question.proved)
            else:
                number = str(act.arguments["order_number"])
                outcome = lookup.order(number, question.asker, given, question.proved)
        except OrderSourceError as error:
            return _order_source_failed(question, str(error))
        if isinstance(outcome, Found) and outcome.order.unread:
            logger.warning(
                "order_partly_read", shop=question.shop_id, unread=list(outcome.order.unread)
            )
        return outcome

    def _own_orders(self, question: Question) -> tuple[Order, ...] | Unavailable:
        lookup = self._lookups.get(question.shop_id)
        if lookup is None:
            return Unavailable()
        try:
            return lookup.own_orders(question.asker)
        except OrderSourceError as error:
            return _order_source_failed(question, str(error))


def _numbers(state: Mapping[str, Any]) -> tuple[object, object]:
    """The order and the parcel that a dialogue is about."""
    slots = state.get("slots") or {}
    return slots.get("order_number"), slots.get("tracking_number")


def _is_verified(question: Question) -> bool:
    """A signed-in visitor need not prove an order, unless the form has begun to ask for that."""
    asked_for_proof = question.dialogue_state.get("requested_slot") == "proof"
    return bool(question.asker.subject) and not asked_for_proof


def _order_source_failed(question: Question, why: str) -> Unavailable:
    logger.warning("order_source_failed", shop=question.shop_id, why=why)
    return Unavailable()
