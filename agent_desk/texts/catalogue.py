"""The texts that visitors read from bot and desk: their names, when each is said, its placeholders.

Each language has one ``Texts`` with all of them, and a shop may reword any (docs/texts.md).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import Annotated, get_type_hints

SHOP_PLACEHOLDERS = {"shop": True, "number_name": True, "number_example": False}
"""What every text may name: the shop, what it calls an order number, and one such number.

False: it may be unknown, and then stands in brackets (``template``).
"""


@dataclass(frozen=True)
class Spec:
    """When a text is said, and its own placeholders.

    ``known`` ones always have a value, ``unsure`` ones stand in brackets. A text without one of
    the ``needed`` would be of no use.
    """

    when: str
    known: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()


def said(when: str, *placeholders: str) -> Spec:
    """``"number"`` is always known, ``"number!"`` is needed too, ``"number?"`` may be unknown."""
    return Spec(
        when,
        known=frozenset(name.rstrip("!") for name in placeholders if not name.endswith("?")),
        unsure=frozenset(name.rstrip("?") for name in placeholders if name.endswith("?")),
        needed=frozenset(name.rstrip("!") for name in placeholders if name.endswith("!")),
    )


@dataclass(frozen=True, kw_only=True)
class BotTexts:
    """What Rasa has said, under the names of bot/domain/texts.yml and with its values."""

    greet: Annotated[str, said("The visitor says hello.")]
    goodbye: Annotated[str, said("The visitor says goodbye.")]
    thank: Annotated[str, said("The visitor says thank you.")]
    affirm: Annotated[str, said("The visitor says yes, and nothing was asked.")]
    deny: Annotated[str, said("The visitor says no, and nothing was asked.")]
    bot_challenge: Annotated[str, said("The visitor asks whether a person answers.")]
    ask_order_number: Annotated[str, said("The bot needs an order number.")]
    order_number_again: Annotated[str, said("What came instead is no order number.")]
    ask_phone_last4: Annotated[
        str, said("An order or parcel is proved with the phone's last four digits.", "number")
    ]
    ask_email: Annotated[
        str, said("An order or parcel is proved with the e-mail address.", "number")
    ]
    ask_postal_code: Annotated[
        str, said("An order or parcel is proved with the postal code.", "number")
    ]
    ask_surname: Annotated[
        str, said("An order or parcel is proved with the recipient's surname.", "number")
    ]
    ask_phone_or_email: Annotated[
        str,
        said(
            "An order or parcel is proved with the phone's last four digits or the e-mail address.",
            "number",
        ),
    ]
    phone_last4_again: Annotated[
        str, said("What came instead is not the phone's last four digits.", "number")
    ]
    email_again: Annotated[str, said("What came instead is not the e-mail address.", "number")]
    postal_code_again: Annotated[str, said("What came instead is not the postal code.", "number")]
    surname_again: Annotated[
        str, said("What came instead is not the recipient's surname.", "number")
    ]
    phone_or_email_again: Annotated[
        str,
        said(
            "What came instead is not the phone's last four digits or the e-mail address.", "number"
        ),
    ]
    why_proof: Annotated[str, said("The visitor asks why the bot wants to know that.")]
    no_proof: Annotated[str, said("The visitor does not have what the bot asked for.")]
    form_left: Annotated[str, said("The visitor does not want to give a number.")]
    start_over: Annotated[str, said("The visitor begins anew.")]
    no_words: Annotated[str, said("A message without a word.")]
    order_mismatch: Annotated[
        str, said("No order fits; which of the two is wrong is not said, so nobody can guess.")
    ]
    not_among_orders: Annotated[
        str, said("A signed-in visitor has no such order, and has proved none.")
    ]


@dataclass(frozen=True, kw_only=True)
class Texts(BotTexts):
    """All texts in one language."""


@cache
def specs(texts: type = Texts) -> dict[str, Spec]:
    """The specification of each text, by its name."""
    hints = get_type_hints(texts, include_extras=True)
    return {field.name: hints[field.name].__metadata__[0] for field in fields(texts)}
