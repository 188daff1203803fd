"""Which of a line's clauses the dialogue goes by, and which are questions beside it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# What the knowledge base answers, if no number comes with it.
ROUTINE = frozenset(
    {
        "delivery_time",
        "shipping_fee",
        "change_address",
        "change_delivery_time",
        "cancel_order",
        "modify_order",
        "return_or_exchange",
        "missing_or_damaged",
        "invoice",
        "payment",
        "price_protection",
        "coupon",
        "customs_duty",
        "warranty",
        "membership",
        "product_question",
        "staff_contact",
        "out_of_scope",
        "nlu_fallback",
    }
)
# They want nothing, so what stands beside them counts.
_ASIDE = frozenset({"greet", "goodbye", "thank", "affirm", "deny", "acknowledge", "abuse"})
_DIGITS = re.compile(r"\d{3}")


@dataclass(frozen=True)
class MainWish:
    """Places of clauses: those that the dialogue goes by, and one question beside them, or none."""

    main: tuple[int, ...]
    also: tuple[int, ...] = ()


def main_wish(parsed: Sequence[Mapping[str, Any]]) -> MainWish:
    """``parsed`` is what Rasa understood of each clause.

    What needs a look-up, a form or a person leads, since the desk answers a question in the same
    turn. Of questions alone the first leads. Clauses with digits belong together: a number, and
    what proves it.
    """
    wishes = [i for i, one in enumerate(parsed) if _intent(one) not in _ASIDE]
    if not wishes:
        return MainWish(tuple(range(len(parsed))))
    leading = [i for i in wishes if not _is_question(parsed[i])]
    questions = [i for i in wishes if _is_question(parsed[i])]
    if leading:
        return MainWish(tuple(leading), tuple(questions[:1]))
    return MainWish((questions[0],), tuple(questions[1:2]))


def _is_question(one: Mapping[str, Any]) -> bool:
    return _intent(one) in ROUTINE and not one["entities"] and not _DIGITS.search(one["text"])


def _intent(one: Mapping[str, Any]) -> str:
    return str(one["intent"]["name"])
