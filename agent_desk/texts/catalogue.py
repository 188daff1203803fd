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
    the ``needed`` would be of no use. One that ``may_be_empty`` is not said then.
    """

    when: str
    known: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()
    may_be_empty: bool = False


def said(when: str, *placeholders: str, may_be_empty: bool = False) -> Spec:
    """``"number"`` is always known, ``"number!"`` is needed too, ``"number?"`` may be unknown."""
    return Spec(
        when,
        known=frozenset(name.rstrip("!") for name in placeholders if not name.endswith("?")),
        unsure=frozenset(name.rstrip("?") for name in placeholders if name.endswith("?")),
        needed=frozenset(name.rstrip("!") for name in placeholders if name.endswith("!")),
        may_be_empty=may_be_empty,
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
    acknowledge: Annotated[str, said('Laughter, "I see", "got it": nothing was asked.')]
    abuse: Annotated[str, said("The visitor is abusive.")]
    abilities: Annotated[str, said("The visitor asks what the bot can do.")]
    who_reads: Annotated[str, said("The visitor asks who reads the chat, and whether it is kept.")]
    not_done: Annotated[str, said("The visitor says what they do not want.")]
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
    why_number: Annotated[str, said("The visitor asks why the bot wants an order number.")]
    no_number: Annotated[str, said("The visitor has no order number at hand.")]
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
class DeskTexts:
    """What the desk says of itself, and how it announces a person."""

    talk_to_person: Annotated[str, said("The button that calls a person.")]
    did_you_mean: Annotated[
        str, said("Several stored answers may fit; their questions are the buttons.")
    ]
    perhaps_you_mean: Annotated[
        str, said("The same, where none of these stored answers is likely to fit.")
    ]
    wrong_answer: Annotated[
        str,
        said("The answer was none to the visitor's question, and there are others to choose from."),
    ]
    wrong_answer_alone: Annotated[
        str, said("The answer was none to the visitor's question, and there is no other.")
    ]
    same_again: Annotated[
        str, said("What fits best has just been said, and there are others to choose from.")
    ]
    same_again_alone: Annotated[
        str, said("What fits best has just been said, and there is no other.")
    ]
    staff_contact: Annotated[
        str,
        said(
            "The visitor asks when or how the staff can be reached, and no stored answer says it."
        ),
    ]
    nothing_found: Annotated[str, said("No stored answer fits; a button calls a person.")]
    one_moment: Annotated[str, said("The bot is about to be back.")]
    see_page: Annotated[str, said("A stored answer is only a link, which is a button.")]
    handed_off: Annotated[str, said("A person is called, for a reason without words of its own.")]
    handed_off_asked: Annotated[str, said("A person is called. The visitor asked for one.")]
    handed_off_danger: Annotated[str, said("A person is called. Somebody is hurt, or may be.")]
    handed_off_complaint: Annotated[str, said("A person is called. The visitor complains.")]
    handed_off_wrong_answer: Annotated[
        str, said("A person is called. The bot did not answer the question twice.")
    ]
    handed_off_other_language: Annotated[
        str,
        said("A person is called. The visitor writes in a language that the bot does not speak."),
    ]
    handed_off_nothing_found_twice: Annotated[
        str, said("A person is called. Nothing was found, twice in a row.")
    ]
    handed_off_bot_unavailable: Annotated[str, said("A person is called. The bot does not work.")]
    handed_off_knowledge_base_unavailable: Annotated[
        str, said("A person is called. The knowledge base does not work.")
    ]
    handed_off_order_source_failed: Annotated[
        str, said("A person is called. The order source does not answer.")
    ]
    handed_off_order_not_verified: Annotated[
        str, said("A person is called. The visitor could not show that the order is theirs.")
    ]
    handed_off_number_malformed: Annotated[
        str, said("A person is called. No order number came, twice.")
    ]
    handed_off_proof_malformed: Annotated[
        str, said("A person is called. What proves the order did not come, twice.")
    ]
    handed_off_order_question: Annotated[
        str, said("A person is called. The shop has turned off looking up orders.")
    ]
    handed_off_own_intent: Annotated[
        str, said("A person is called, as the shop wants for this question.")
    ]
    handed_off_order_change: Annotated[
        str, said("A person is called. The visitor wants an order changed.")
    ]
    handed_off_missing_or_damaged: Annotated[
        str, said("A person is called. Something is missing or damaged.")
    ]
    order_locked: Annotated[str, said("Too many look-ups were tried; a person is called.")]


@dataclass(frozen=True, kw_only=True)
class AbsenceTexts:
    """What the desk says while no person can come.

    An apology stands in front, by the reason for which a person was called.
    """

    apology_complaint: Annotated[str, said("Before why nobody comes. The visitor complains.")]
    apology_danger: Annotated[str, said("Before why nobody comes. Somebody is hurt, or may be.")]
    apology_wrong_answer: Annotated[
        str, said("Before why nobody comes. The bot did not answer the question twice.")
    ]
    apology_other_language: Annotated[
        str, said("Before why nobody comes. The bot does not speak the visitor's language.")
    ]
    apology_nothing_found_twice: Annotated[
        str, said("Before why nobody comes. Nothing was found, twice in a row.")
    ]
    apology_bot_unavailable: Annotated[str, said("Before why nobody comes. The bot does not work.")]
    apology_knowledge_base_unavailable: Annotated[
        str, said("Before why nobody comes. The knowledge base does not work.")
    ]
    apology_order_source_failed: Annotated[
        str, said("Before why nobody comes. The order source does not answer.")
    ]
    apology_order_not_verified: Annotated[
        str, said("Before why nobody comes. The visitor could not show that the order is theirs.")
    ]
    apology_order_change: Annotated[
        str, said("Before why nobody comes. The visitor wants an order changed.")
    ]
    apology_missing_or_damaged: Annotated[
        str, said("Before why nobody comes. Something is missing or damaged.")
    ]
    closed: Annotated[
        str, said("The shop is closed; by its hours it opens again at that time.", "when?")
    ]
    closing: Annotated[str, said("The shop has closed while the visitor waited.")]
    nobody_there: Annotated[str, said("No agent is on duty.")]
    long_wait: Annotated[str, said("The wait is long.")]
    network_busy: Annotated[
        str, said("Too many people in the visitor's network have called a person.", "minutes!")
    ]
    wait_ended: Annotated[str, said("Nobody came; the assistant goes on.")]
    message_received: Annotated[
        str,
        said(
            "The receipt of a left message; the time if `handoff.answer_within_hours` is set.",
            "reference!",
            "when?",
        ),
    ]
    message_joined: Annotated[
        str, said("The visitor adds something to their message.", "reference!")
    ]
    time_today: Annotated[str, said("A time today, inside other texts.", "clock!", "zone")]
    time_tomorrow: Annotated[str, said("A time tomorrow, inside other texts.", "clock!", "zone")]
    time_on_day: Annotated[
        str, said("Any other time, inside other texts.", "weekday", "day!", "clock!", "zone")
    ]


@dataclass(frozen=True, kw_only=True)
class OrderTexts:
    """An order, its parcels and refunds: a line for each thing that is known."""

    which_order: Annotated[str, said("A signed-in visitor's orders are the buttons.")]
    other_order: Annotated[str, said("The button for an order that is not among them.")]
    order: Annotated[str, said("The first line.", "number!", "status!", "placed?")]
    status_unpaid: Annotated[str, said("An order's status.")]
    status_on_hold: Annotated[str, said("An order's status.")]
    status_paid: Annotated[str, said("An order's status.")]
    status_packing: Annotated[str, said("An order's status.")]
    status_partly_shipped: Annotated[str, said("An order's status.")]
    status_shipped: Annotated[str, said("An order's status.")]
    status_ready_for_pickup: Annotated[str, said("An order's status.")]
    status_delivered: Annotated[str, said("An order's status.")]
    status_completed: Annotated[str, said("An order's status.")]
    status_cancelled: Annotated[str, said("An order's status.")]
    status_returned: Annotated[str, said("An order's status.")]
    status_refunded: Annotated[str, said("An order's status.")]
    order_items: Annotated[str, said("What was ordered.", "items!")]
    item: Annotated[str, said("One item in such a list.", "name!", "quantity")]
    order_total: Annotated[str, said("What it costs.", "total!")]
    order_link: Annotated[str, said("The button that opens the order's page in the shop.")]
    parcel: Annotated[str, said("The first line of a parcel.", "number?", "carrier?")]
    other_numbers: Annotated[
        str, said("Further numbers came in the same line; each is a button.", "numbers!")
    ]
    parcel_link: Annotated[
        str, said("The button that opens the carrier's page about a parcel.", "number?")
    ]
    parcel_items: Annotated[str, said("What a parcel holds.", "items!")]
    parcel_no_events: Annotated[
        str, said("Nothing more is known of the parcel that the visitor asks for.")
    ]
    parcel_estimate: Annotated[
        str, said("When a parcel arrives, as the order source says.", "day!")
    ]
    event: Annotated[str, said("What happened to a parcel.", "event!", "day", "place?")]
    event_accepted: Annotated[str, said("What happened to a parcel, in `event`.")]
    event_in_transit: Annotated[str, said("What happened to a parcel, in `event`.")]
    event_departed: Annotated[str, said("What happened to a parcel, in `event`.")]
    event_arrived: Annotated[str, said("What happened to a parcel, in `event`.")]
    event_customs: Annotated[str, said("What happened to a parcel, in `event`.")]
    event_cleared: Annotated[str, said("What happened to a parcel, in `event`.")]
    event_held: Annotated[str, said("What happened to a parcel, in `event`.")]
    event_delayed: Annotated[str, said("What happened to a parcel, in `event`.")]
    event_out_for_delivery: Annotated[str, said("What happened to a parcel, in `event`.")]
    event_failed_attempt: Annotated[str, said("What happened to a parcel, in `event`.")]
    event_ready_for_pickup: Annotated[str, said("What happened to a parcel, in `event`.")]
    event_delivered: Annotated[str, said("What happened to a parcel, in `event`.")]
    event_returned: Annotated[str, said("What happened to a parcel, in `event`.")]
    next_accepted: Annotated[
        str, said("What follows from a parcel's newest event; may be empty.", may_be_empty=True)
    ]
    next_in_transit: Annotated[
        str, said("What follows from a parcel's newest event; may be empty.", may_be_empty=True)
    ]
    next_departed: Annotated[
        str, said("What follows from a parcel's newest event; may be empty.", may_be_empty=True)
    ]
    next_arrived: Annotated[
        str, said("What follows from a parcel's newest event; may be empty.", may_be_empty=True)
    ]
    next_customs: Annotated[
        str, said("What follows from a parcel's newest event; may be empty.", may_be_empty=True)
    ]
    next_cleared: Annotated[
        str, said("What follows from a parcel's newest event; may be empty.", may_be_empty=True)
    ]
    next_held: Annotated[
        str, said("What follows from a parcel's newest event; may be empty.", may_be_empty=True)
    ]
    next_delayed: Annotated[
        str, said("What follows from a parcel's newest event; may be empty.", may_be_empty=True)
    ]
    next_out_for_delivery: Annotated[
        str, said("What follows from a parcel's newest event; may be empty.", may_be_empty=True)
    ]
    next_failed_attempt: Annotated[
        str, said("What follows from a parcel's newest event; may be empty.", may_be_empty=True)
    ]
    next_ready_for_pickup: Annotated[
        str, said("What follows from a parcel's newest event; may be empty.", may_be_empty=True)
    ]
    next_delivered: Annotated[
        str, said("What follows from a parcel's newest event; may be empty.", may_be_empty=True)
    ]
    next_returned: Annotated[
        str, said("What follows from a parcel's newest event; may be empty.", may_be_empty=True)
    ]
    refund: Annotated[str, said("A refund.", "status!", "amount?")]
    refund_requested: Annotated[str, said("A refund's status.", "day?")]
    refund_approved: Annotated[str, said("A refund's status.")]
    refund_paid: Annotated[str, said("A refund's status.", "day?")]
    refund_rejected: Annotated[str, said("A refund's status.")]
    no_refund: Annotated[str, said("The visitor asks for a refund, and there is none.")]


@dataclass(frozen=True, kw_only=True)
class Texts(BotTexts, DeskTexts, AbsenceTexts, OrderTexts):
    """All texts in one language."""

    def of_code(self, table: str, code: str) -> str | None:
        """The text ``table_code``, such as that of a status; None if there is none."""
        return getattr(self, f"{table}_{code}", None)


@cache
def specs(texts: type = Texts) -> dict[str, Spec]:
    """The specification of each text, by its name."""
    hints = get_type_hints(texts, include_extras=True)
    return {field.name: hints[field.name].__metadata__[0] for field in fields(texts)}
