"""What the bot does about a visitor's orders and parcels; pure."""

from __future__ import annotations

from agent_desk.orders.lookup import Found, Locked
from agent_desk.orders.proof import Given
from agent_desk.rasa.turn import Act, RasaTurn
from agent_desk.settings.desk import PolicySettings
from agent_desk.turns.decision import (
    AskForProof,
    AskNumbersAgain,
    Decision,
    ListOrders,
    LookUp,
    NameOrder,
    OfferOrders,
    ReportMismatch,
    Say,
    Show,
    Wait,
)
from agent_desk.turns.evidence import Evidence, Unavailable
from agent_desk.turns.in_hand import number_in_hand, topic_in_hand
from agent_desk.turns.question import Question
from agent_desk.turns.weighing import UNAVAILABLE, call_person, sure_match

LOOK_UPS = ("look_up_order", "look_up_parcel")
ABOUT_AN_ORDER = ("track_order", "track_parcel", "refund_status")


def named_order(number: str, evidence: Evidence) -> Decision:
    """What comes of the number, as if the visitor had written it: the order, or the way to it."""
    named, standing = evidence.named, evidence.question.standing
    if named is None:
        return NameOrder(number)
    if isinstance(named, Unavailable):
        return Wait() if named.restarting else call_person(UNAVAILABLE, standing)
    look_up = named.act("look_up_order")
    return Say(named.texts, reason="form") if look_up is None else looked_up(look_up, evidence)


def of_what_is_in_hand(turn: RasaTurn, evidence: Evidence) -> Act | None:
    """The look-up of the order or parcel that was shown last, if the visitor asks about it.

    A stored answer that speaks of that order says it in the shop's own words.
    """
    question, sure = evidence.question, sure_match(evidence.found)
    if not question.memory.in_hand or turn.form_open or topic_in_hand(evidence.text) is None:
        return None
    look_up = number_in_hand(question)
    if look_up is None or (sure and any(map(sure.answer.__contains__, look_up.arguments.values()))):
        return None
    return look_up


def asks_for_own_order(turn: RasaTurn, question: Question, policy: PolicySettings) -> bool:
    """Whether a signed-in visitor wants to know of an order, and did not say of which."""
    return (
        question.asker.subject is not None
        and turn.intent in ABOUT_AN_ORDER
        and turn.confidence >= policy.dialogue_confidence
        and turn.state.get("requested_slot") == "order_number"
    )


def own_order(evidence: Evidence) -> Decision | None:
    """The visitor's orders to choose from, or the only one; None if they cannot be listed."""
    own, named = evidence.own_orders, evidence.named
    if own is None:
        return ListOrders()
    if isinstance(own, Unavailable) or not own:
        return None
    if len(own) == 1 and named is None:
        return NameOrder(own[0].order_number)
    look_up = named.act("look_up_order") if isinstance(named, RasaTurn) else None
    return OfferOrders(own) if look_up is None else looked_up(look_up, evidence)


def looked_up(act: Act, evidence: Evidence) -> Decision:
    """What a look-up leads to: the order, a person, or another question for the numbers."""
    question, outcome = evidence.question, evidence.look_up
    if outcome is None:
        return LookUp(act)
    if isinstance(outcome, Unavailable):
        return call_person("order_source_failed", question.standing)
    if isinstance(outcome, Locked):
        return call_person("order_not_verified", question.standing, locked=True)
    if isinstance(outcome, Found):
        topic = _topic_of_it(evidence)
        if topic is not None:
            return Show(outcome, topic)
        others = evidence.turn.other_numbers if evidence.turn else ()
        return Show(outcome, str(act.arguments.get("topic") or "status"), others)
    if question.asker.subject and not Given.of(act.arguments):
        # The order is not the signed-in visitor's own: they may still prove it.
        if evidence.proof is None:
            return AskForProof()
        if isinstance(evidence.proof, RasaTurn) and evidence.proof.texts:
            return Say(evidence.proof.texts, reason="form")
    if evidence.report is None:
        return ReportMismatch()
    if isinstance(evidence.report, Unavailable):
        return call_person(UNAVAILABLE, question.standing)
    reason = "order_not_provable" if outcome.not_provable else "order_mismatch"
    return AskNumbersAgain(evidence.report.texts, reason)


def _topic_of_it(evidence: Evidence) -> str | None:
    """What the visitor asks of the order that they have before them; None if they do not."""
    if not evidence.question.memory.in_hand:
        return None
    asks = evidence.turn.intent if evidence.turn else ""
    about_arrival = asks in ("delivery_time", "track_parcel")
    return topic_in_hand(evidence.text) or ("arrival" if about_arrival else None)
