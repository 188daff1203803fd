"""Runs one turn through Rasa, on a tracker that lives for this turn only.

It uses no tracker store and no lock. So Rasa keeps nothing (docs/adr/0003), and turns
of different conversations can run at the same time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import ACTION_LISTEN_NAME, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.errors import TurnFailedError
from bot.intent_classifier import INTENTS_OFF
from bot.main_wish import main_wish
from bot.memory import (
    counting,
    fill,
    intent_in_dialogue,
    is_about_it,
    mends_proof,
    named_again,
    number_at_hand,
    number_side_answer,
    remember,
    side_answer,
    tried_number,
)
from bot.number_extractor import ASKED, ORDER_NUMBERS, PARCEL_NUMBERS, PROOFS
from bot.order_proof import ENTITIES, KINDS
from bot.turn import State, Turn
from bot.wishes import gives_up, read, withdraws
from bot.wordless import approves, is_wordless, laughs

_LOOK_UPS = ("look_up_order", "look_up_parcel")
_NOT_UNDERSTOOD = "nlu_fallback"
# What belongs to the form that is left.
_ABOUT_FORM = ("other_numbers", "asked_again", "reminded")
_KEPT = (
    "order_number", "tracking_number", "other_numbers", *ENTITIES, "topic",
    "asked_again", "reminded",
)  # fmt: skip


async def run_turn(processor: MessageProcessor, turn: Turn) -> dict[str, Any]:
    """What the customer meant, what the bot does, and the state after the turn, as JSON.

    Raises TurnFailedError when the rules do not end or produce no message.
    """
    line = await _read(processor, turn)
    parsed = line.parsed
    turn = _back_to_proof(parsed, turn)
    tracker = _tracker(turn, processor.domain)
    asked_before = tracker.get_slot(REQUESTED_SLOT)
    output = CollectingOutputChannel()

    understood = _understood(line, tracker, turn)
    tracker.update(understood.uttered, processor.domain)
    await processor.run_action_extract_slots(output, tracker)
    tracker.update_with_events(understood.changes, processor.domain)
    decided_from = len(tracker.events)
    # The only private call: the public handle_message() would save the tracker.
    await processor._run_prediction_loop(output, tracker)

    actions = _actions(list(tracker.events)[decided_from:])
    proof = _proof(tracker, turn)
    messages = [
        turn.turned_off.message(
            message["custom"] | (proof if message["custom"].get("act") in _LOOK_UPS else {}),
            in_vain=understood.in_vain,
        )
        for message in output.messages
        if "custom" in message
    ]
    _check_outcome(tracker, actions, messages)
    memory = remember(
        actions,
        asked_before=asked_before,
        asked_now=tracker.get_slot(REQUESTED_SLOT),
        slots=tracker.current_slot_values(),
    )
    ranking = _ranking(turn, parsed)
    return {
        "text": parsed["text"],
        "also": list(line.also),
        "declined": line.declined,
        "corrects": line.corrects,
        "intent": ranking[0],
        "ranking": ranking,
        "entities": [
            {key: entity[key] for key in ("entity", "value", "start", "end")}
            for entity in parsed["entities"]
        ],
        "messages": messages,
        "state": _state(tracker, memory).as_json(),
    }


def _tracker(turn: Turn, domain: Domain) -> DialogueStateTracker:
    """A tracker in the state ``turn.state`` that waits for a message."""
    events: list[Event] = [
        SlotSet("identity_verified", turn.identity_verified),
    ]
    if turn.trigger is not None:
        events.append(SlotSet("outcome", turn.trigger))
    known = turn.state.slots
    events += [SlotSet(name, known[name]) for name in known if turn.turned_off.looks_up(name)]
    if turn.state.active_form in domain.forms and turn.turned_off.keeps_form(known):
        (asked,) = domain.required_slots_for_form(turn.state.active_form)
        events += [ActiveLoop(turn.state.active_form), SlotSet(REQUESTED_SLOT, asked)]
    events.append(ActionExecuted(ACTION_LISTEN_NAME))
    return DialogueStateTracker.from_events(turn.conversation_id, events, domain.slots)


@dataclass(frozen=True)
class _Line:
    """What the dialogue goes by, as Rasa ``parsed`` it, and the questions beside it.

    ``declined``: the customer declines an act, and wants nothing else. ``corrects``: they say what
    they meant.
    """

    parsed: dict[str, Any]
    also: tuple[str, ...] = ()
    declined: bool = False
    corrects: bool = False


async def _read(processor: MessageProcessor, turn: Turn) -> _Line:
    """Only a line that wants several things is parsed more than once."""
    reading = read(turn.text or "")
    if len(reading.clauses) <= 1:
        text = reading.clauses[0] if reading.clauses else turn.text
        parsed = await _understand(processor, replace(turn, text=text))
        declined = reading.declined and not reading.clauses
        return _Line(parsed, (), declined, reading.corrects)
    every = [await _understand(processor, replace(turn, text=one)) for one in reading.clauses]
    wish = main_wish(every)
    parsed = every[wish.main[0]]
    if len(wish.main) > 1:
        text = " ".join(reading.clauses[place] for place in wish.main)
        parsed = await _understand(processor, replace(turn, text=text))
    also = tuple(reading.clauses[place] for place in wish.also)
    return _Line(parsed, also, corrects=reading.corrects)


async def _understand(processor: MessageProcessor, turn: Turn) -> dict[str, Any]:
    """What Rasa's pipeline finds in the text; a message without a word needs no pipeline."""
    if turn.text and not is_wordless(turn.text) and not laughs(turn.text):
        metadata = {
            ORDER_NUMBERS: turn.order_numbers,
            PARCEL_NUMBERS: turn.parcel_numbers,
            PROOFS: turn.order_proof.kinds,
            ASKED: _asked_kinds(turn),
            INTENTS_OFF: turn.turned_off.intents,
        }
        message = UserMessage(turn.text, sender_id=turn.conversation_id, metadata=metadata)
        return await processor.parse_message(message)
    if turn.text and approves(turn.text):
        intent = {"name": "thank", "confidence": 1.0}
    elif turn.text and laughs(turn.text):
        intent = {"name": "acknowledge", "confidence": 1.0}
    else:
        intent = {"name": _NOT_UNDERSTOOD, "confidence": 0.0}
    return {"text": turn.text or "", "intent": intent, "intent_ranking": [intent], "entities": []}


def _back_to_proof(parsed: dict[str, Any], turn: Turn) -> Turn:
    """After a wrong pair: the question for the proof is open again if the message is about that."""
    tried = _tried(turn)
    if tried is None or not mends_proof(
        parsed["text"],
        parsed["intent"]["name"],
        parsed["entities"],
        wanted={KINDS[kind] for kind in _asked_kinds(turn)},
    ):
        return turn
    slots = {name: value for name, value in turn.state.slots.items() if name not in _ABOUT_FORM}
    return replace(turn, state=State(slots | {"order_number": tried}, "proof_form"))


def _tried(turn: Turn) -> str | None:
    if turn.trigger or turn.identity_verified or turn.state.active_form != "order_form":
        return None
    return tried_number(turn.state.slots)


@dataclass(frozen=True)
class _Understood:
    """What the rules go by: the message, and the ``changes`` that it makes.

    ``in_vain``: it asks for a look-up that the shop has turned off.
    """

    uttered: UserUttered
    changes: list[Event]
    in_vain: bool


def _understood(line: _Line, tracker: DialogueStateTracker, turn: Turn) -> _Understood:
    parsed = line.parsed
    slots, asked = tracker.current_slot_values(), tracker.get_slot(REQUESTED_SLOT)
    text, intent, proof = parsed["text"], parsed["intent"]["name"], turn.order_proof
    wanted = {KINDS[kind] for kind in _asked_kinds(turn)}
    found = parsed["entities"]
    if turn.in_hand and is_about_it(text, intent, found):
        found = [*found, *named_again(slots)]
    usable = [one for one in found if turn.turned_off.looks_up(one["entity"])]
    entities = counting(usable, intent=intent, asked=asked)
    if withdraws(text):
        intent = "deny"
    intent = intent_in_dialogue(text, intent, entities, asked=asked, wanted=wanted)
    filled = fill(usable, intent=intent, asked=asked, slots=slots, proof=proof, wanted=wanted)
    number = number_at_hand(slots | filled)
    is_proved = turn.identity_verified or proof.is_proved(number)
    missing = () if is_proved else proof.missing(slots | filled)
    in_vain = turn.turned_off.is_in_vain(intent, parsed["entities"], number)
    if in_vain:
        intent = _NOT_UNDERSTOOD
    changes: list[Event] = [SlotSet(name, value) for name, value in filled.items()]
    changes += [
        SlotSet("number", number),
        SlotSet("proof_asked", "_or_".join(sorted(missing)[::-1]) or None),
    ]
    outcome = None
    if line.declined and not (asked and gives_up(text)):
        outcome = "declined"
    elif asked == "proof" and number is None:
        changes += [ActiveLoop(None), SlotSet(REQUESTED_SLOT, None)]
        outcome = "number_taken_back"
    elif intent == _NOT_UNDERSTOOD and is_wordless(text) and slots["outcome"] is None:
        outcome = "no_words"
    elif asked and _goes_on(filled, asked, missing):
        changes.append(SlotSet(asked, None))
    elif asked == "proof" and missing:
        outcome = side_answer(text, intent)
    elif asked == "order_number" and number is None:
        outcome = number_side_answer(text, intent)
    if not missing:
        changes.append(SlotSet("proof", "given"))
    if outcome is not None:
        intent = _NOT_UNDERSTOOD
        changes.append(SlotSet("outcome", outcome))
    named = parsed["intent"] | {"name": intent}
    return _Understood(UserUttered(text, named, entities, parsed), changes, in_vain)


def _goes_on(filled: dict[str, str | None], asked: str, missing: tuple[str, ...]) -> bool:
    """Whether the message is a part of the answer, after which the open form has more to ask."""
    new_number = bool(filled.get("order_number") or filled.get("tracking_number"))
    new_proof = any(filled.get(entity) for entity in ENTITIES)
    if asked == "proof":
        return bool(missing) and (new_number or new_proof)
    return new_proof and not new_number


def _asked_kinds(turn: Turn) -> tuple[str, ...]:
    """The kinds of proof for which the bot has asked, or which may mend a wrong pair."""
    asked = turn.state.active_form == "proof_form" or _tried(turn) is not None
    return turn.order_proof.missing(turn.state.slots) if asked else ()


def _actions(events: list[Event]) -> list[str]:
    return [e.action_name for e in events if isinstance(e, ActionExecuted) and e.action_name]


def _proof(tracker: DialogueStateTracker, turn: Turn) -> dict[str, Any]:
    """What the customer gave of the shop's kinds; nothing if they need no proof."""
    slots = {} if turn.identity_verified else tracker.current_slot_values()
    return {entity: slots.get(entity) for entity in turn.order_proof.entities}


def _check_outcome(
    tracker: DialogueStateTracker, actions: list[str], messages: list[dict[str, Any]]
) -> None:
    """Raises TurnFailedError for a failed action or a missing text, which Rasa only logs."""
    if tracker.latest_action_name != ACTION_LISTEN_NAME:
        raise TurnFailedError("the rules did not end")
    if len(messages) < max(1, sum(action.startswith("utter_") for action in actions)):
        raise TurnFailedError("an action produced no message")


def _ranking(turn: Turn, parsed: dict[str, Any]) -> list[dict[str, Any]]:
    """The five likeliest intents, best first, without FallbackClassifier's own."""
    if turn.trigger is not None:
        return [{"name": turn.trigger, "confidence": 1.0}]
    ranking = [
        {"name": item["name"], "confidence": round(float(item["confidence"]), 4)}
        for item in parsed["intent_ranking"]
        if item["name"] != _NOT_UNDERSTOOD
    ]
    return ranking[:5] or [{"name": _NOT_UNDERSTOOD, "confidence": 0.0}]


def _state(tracker: DialogueStateTracker, memory: dict[str, bool | None]) -> State:
    slots = tracker.current_slot_values() | memory
    kept = {name: slots[name] for name in _KEPT if slots.get(name) is not None}
    return State(kept, tracker.active_loop_name, tracker.get_slot(REQUESTED_SLOT))
