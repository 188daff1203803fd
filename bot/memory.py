"""How a turn changes the slots, before and after the rules run.

Pure functions for what Rasa's slot mappings cannot express: which numbers of a message
count (``counting``), how they change the slots (``fill``), and what the bot has already asked
(``remember``). They replace an action server (docs/adr/0004).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from bot.order_proof import OrderProof

Slots = Mapping[str, object]
Entity = Mapping[str, Any]

_NUMBERS = ("order_number", "tracking_number")
# No form has it.
_BETWEEN = ","
# A message with one of these intents does not answer the form, even if it holds the number
# that the form asks for.
_NO_ANSWERS = frozenset(
    {
        "request_human",
        "complaint",
        "change_address",
        "change_delivery_time",
        "cancel_order",
        "modify_order",
        "missing_or_damaged",
    }
)
# With a number, these are only the words around it: "no, it is 1234567890".
_WORDS_AROUND = frozenset({"greet", "thank", "affirm", "deny", "nlu_fallback"})
# Inside a form, this ends the form and cancels no order.
_LEAVING = frozenset({"取消", "cancel"})
# A question, without digits and not about the number that was asked for: no try to give one.
_OTHER_QUESTION = re.compile(
    r"(?=.*\w)(?!.*(?:\d|订单|单号|号码|手机|电话|尾号|number|digit|phone|order))"
    r"(?:.*(?:[?？]|[吗呢么]|几点|什么|怎|哪|多少|多久|有没有|是不是|能不能)"
    r"|\s*(?:what|when|where|which|who|why|how|can|could|do|does|did|is|are|will|have)\b)",
    re.IGNORECASE | re.DOTALL,
)
# Neither is a wrong proof.
_ASKS_WHY = re.compile(
    r"\bwhy\b|\bwhat for\b|\bhow come\b|为什么|为何|干嘛|干什么|凭什么|有什么用", re.IGNORECASE
)
_HAS_NONE = re.compile(
    r"\b(?:don'?t|do not|can'?t|cannot|no longer|not|never|lost|forgot|forgotten)\b.{0,40}"
    r"\b(?:have|had|remember|know|recall|access|find|e-?mail|phone|number|digits|code|name|it|sure)\b"
    r"|\b(?:i )?(?:forgot|lost)\b|\bno idea\b"
    r"|没有(?![收发到货物更])|没了|不记得|记不[得清住]|忘了?|忘记|不知道|不清楚|换了|找不到|打不开|用不了|注销",
    re.IGNORECASE,
)
_WANTS_A_PERSON = frozenset({"request_human", "complaint"})
# With other intents, words must say that a proof is meant.
_LOOSE = frozenset({"nlu_fallback", "out_of_scope", "inform", "affirm", "deny"})
_SHORT = 20
_ABOUT_PROOFS = re.compile(
    r"\b(?:e-?mail|phone|digits|post(?:al )?code|zip|surname|name|personal|data|details)\b"
    r"|邮箱|邮件|手机|电话|尾号|后四位|邮编|姓|资料|信息|隐私",
    re.IGNORECASE,
)
_ABOUT_NUMBERS = re.compile(
    r"订单|单号|编号|号码|邮件|短信|\b(?:order|number|confirmation|e-?mail|receipt|it|one|that)\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d")
_LONG = 40
# Beside a question for the number, these only say again what it is for.
_SAID_AGAIN = frozenset({"track_order", "track_parcel", "refund_status", "inform"})
# After an order was shown, these are about that one.
_OF_AN_ORDER = frozenset(
    {
        "delivery_time",
        "track_order",
        "track_parcel",
        "refund_status",
        "change_address",
        "change_delivery_time",
        "cancel_order",
        "modify_order",
        "missing_or_damaged",
    }
)
# How it is done, or in general: no certain order is meant.
_GENERAL = re.compile(
    r"怎么(?!还|没|不)|如何|在哪(?:里|儿)?[改查看取]|一般|通常|平时|规定|政策|如果|要是|下次|以后|别的|其他|另一|寄到|发到|到.{1,4}(?:要|得)?(?:多久|几天)"
    r"|\bhow (?:do|can|could|would|to|does)\b|\busually\b|\bgenerally\b|\bpolicy\b|\bnormally\b|\bif\b|\banother\b"
    r"|\bother\b|\bnext time\b|\bto (?:the )?[A-Z]|\bdo you\b",
)
_ASKING_AGAIN = frozenset({"utter_order_number_again", "utter_proof_again"})


def counting(entities: Iterable[Entity], *, intent: str | None, asked: str | None) -> list[Entity]:
    """Those that the rules may go by: not the numbers that the customer takes back.

    Digits that only may be an order number count if the message says what they are (``given``),
    if they were ``asked`` for, if nothing was asked and they are all that the customer says, or
    if another order number is taken back.
    """
    entities = list(entities)
    corrects = any(e.get("taken_back") and e["entity"] == "order_number" for e in entities)
    told = asked is None and intent == "inform"
    digits_will_do = asked == "order_number" or told or corrects
    return [
        entity
        for entity in entities
        if not entity.get("taken_back")
        and (entity["entity"] != "order_number" or entity.get("given") or digits_will_do)
    ]


def intent_in_dialogue(
    text: str,
    intent: str | None,
    entities: Iterable[Entity],
    *,
    asked: str | None,
    wanted: Collection[str] = (),
) -> str | None:
    """What ``text`` means at this point of the dialogue; ``entities`` are those that count.

    ``wanted`` are the entities that would answer the question for a proof.
    """
    found = {entity["entity"] for entity in entities}
    if not found.isdisjoint(_NUMBERS) and intent in _WORDS_AROUND:
        return "inform"
    if not found.isdisjoint(wanted) and intent not in _NO_ANSWERS:
        return "inform"
    if asked and text.casefold().strip(" .!。！") in _LEAVING:
        return "deny"
    if asked and intent == "nlu_fallback" and _OTHER_QUESTION.match(text):
        return "out_of_scope"
    return intent


def side_answer(text: str, intent: str | None) -> str | None:
    """The outcome if ``text`` asks why a proof is needed, or says that there is none."""
    about = intent in _LOOSE or len(text) <= _SHORT or _ABOUT_PROOFS.search(text)
    if intent in _WANTS_A_PERSON or not about:
        return None
    if _ASKS_WHY.search(text):
        return "asks_why"
    return "has_none" if _HAS_NONE.search(text) else None


def number_side_answer(text: str, intent: str | None) -> str | None:
    """The outcome if ``text``, while an order number is asked for, is no try to give one.

    The customer asks why it is needed, does not have it, or says again what they want.
    """
    if intent in _WANTS_A_PERSON or _DIGITS.search(text):
        return None
    if _ASKS_WHY.search(text) and len(text) <= _LONG:
        return "asks_why"
    if _HAS_NONE.search(text) and (len(text) <= _SHORT or _ABOUT_NUMBERS.search(text)):
        return "has_none"
    return "asked_otherwise" if intent in _SAID_AGAIN else None


def is_about_it(text: str, intent: str | None, entities: Iterable[Entity]) -> bool:
    """Whether ``text`` asks about the order or parcel that was just shown, without naming it."""
    named = {entity["entity"] for entity in entities}
    return intent in _OF_AN_ORDER and named.isdisjoint(_NUMBERS) and not _GENERAL.search(text)


def named_again(slots: Slots) -> list[dict[str, Any]]:
    """The number at hand as an entity, as if the message had named it."""
    return [
        {"entity": name, "value": slots[name], "given": True, "start": 0, "end": 0}
        for name in _NUMBERS
        if slots.get(name)
    ]


def fill(
    entities: Iterable[Entity],
    *,
    intent: str | None,
    asked: str | None,
    slots: Slots,
    proof: OrderProof,
    wanted: Collection[str] = (),
) -> dict[str, str | None]:
    """The slots that the message's ``entities`` change; the value None empties a slot.

    ``asked`` is the slot that an open form asks for; ``wanted`` are the entities that it takes
    for a ``proof``.

    - What may be a proof of the shop's fills its slot only if a form asks for it or the message
      says what it is (``given``).
    - A dialogue is about one number at a time. A new order number empties the tracking
      number and the reverse; if a message holds both, the intent decides.
    - A proof belongs to the number that it was given for. A new number empties it unless the
      message brings a new one too.
    - Of several numbers of a kind, the first counts, and ``other_numbers`` keeps the rest, with
      commas. A proof that was given for them stays when the customer goes on to one of those.
    - A number that the customer takes back is forgotten, with its proof.
    """
    if asked and intent in _NO_ANSWERS:
        return {}
    entities = list(entities)
    given: dict[str, str | None] = {}
    named: dict[str, list[str]] = {name: [] for name in _NUMBERS}
    for entity in counting(entities, intent=intent, asked=asked):
        name = entity["entity"]
        is_proof = name in proof.entities and (name in wanted or entity.get("given"))
        if name in _NUMBERS:
            named[name].append(entity["value"])
        elif is_proof:
            given[name] = entity["value"]

    if all(named.values()):
        named["order_number" if intent == "track_parcel" else "tracking_number"].clear()
    for name, other in (_NUMBERS, _NUMBERS[::-1]):
        if named[name]:
            given[name] = number = named[name][0]
            others = _others(slots)
            known = {slots.get(name), slots.get(other)} - {None}
            if slots.get(other):
                given[other] = None
            is_new = number not in (*known, *others)
            if known and is_new:
                given.update((name, None) for name in proof.entities if name not in given)
            left = _without(number, named[name] if is_new else [*named[name], *others])
            if left != others:
                given["other_numbers"] = _BETWEEN.join(left) or None
            return given
    for entity in entities:
        if entity.get("taken_back") and slots.get(entity["entity"]) == entity["value"]:
            for name in (entity["entity"], *proof.entities):
                given.setdefault(name, None)
    return given


def _others(slots: Slots) -> list[str]:
    kept = slots.get("other_numbers")
    return kept.split(_BETWEEN) if isinstance(kept, str) else []


def _without(number: str, numbers: Iterable[str]) -> list[str]:
    return [one for one in dict.fromkeys(numbers) if one != number]


def tried_number(slots: Slots) -> str | None:
    """The order number that fitted no order, while the bot asks for a number again."""
    others = _others(slots)
    return others[0] if len(others) == 1 and not slots.get("order_number") else None


def mends_proof(
    text: str, intent: str | None, entities: Collection[Entity], *, wanted: Collection[str]
) -> bool:
    """Whether a message after a wrong pair is about the proof, and not about the number."""
    found = {entity["entity"] for entity in entities}
    usable = counting(entities, intent=intent, asked="order_number")
    counted = {entity["entity"] for entity in usable}
    if intent in _NO_ANSWERS or not counted.isdisjoint(_NUMBERS):
        return False
    return not found.isdisjoint(wanted) or side_answer(text, intent) is not None


def number_at_hand(slots: Slots) -> object:
    """The number that the dialogue is about, an order's or a parcel's; None when there is none."""
    return next((slots[name] for name in _NUMBERS if slots.get(name)), None)


def remember(
    actions: Collection[str], *, asked_before: str | None, asked_now: str | None, slots: Slots
) -> dict[str, bool | None]:
    """The slots ``asked_again`` and ``reminded`` after a turn in which ``actions`` ran.

    ``asked_before`` and ``asked_now`` are the slots that a form asked for before and
    after the turn. If they differ, or no form asks, both memories are empty.
    """
    if asked_now is None or asked_now != asked_before:
        return {"asked_again": None, "reminded": None}
    asked_again = not _ASKING_AGAIN.isdisjoint(actions) or bool(slots.get("asked_again"))
    reminded = "utter_search_knowledge_base" in actions or bool(slots.get("reminded"))
    return {"asked_again": asked_again or None, "reminded": reminded or None}
