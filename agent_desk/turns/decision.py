"""What ``decide`` can decide: to gather more, or what the bot does with the turn.

A final decision says everything: what is said, why, and what happens then.
"""

from __future__ import annotations

from dataclasses import dataclass

from agent_desk.domain.vocabulary import OtherLanguage
from agent_desk.orders.lookup import Found
from agent_desk.orders.model import Order
from agent_desk.rasa.turn import Act, Utterance
from knowledge_base import Match

# --- what is missing -------------------------------------------------------------------


@dataclass(frozen=True)
class FetchEntry:
    """Fetch the stored answer that the visitor chose."""

    entry: str


@dataclass(frozen=True)
class Consult:
    """Ask Rasa and the knowledge base."""


@dataclass(frozen=True)
class Complete:
    """Search for the line completed by the question before it."""

    text: str


@dataclass(frozen=True)
class SearchOnceMore:
    """Search for the question before once more: the visitor says that it was not answered."""


@dataclass(frozen=True)
class LookUp:
    """Look up the order or parcel that Rasa names."""

    act: Act


@dataclass(frozen=True)
class AskForProof:
    """Ask Rasa once more, as if the visitor were not signed in."""


@dataclass(frozen=True)
class ReportMismatch:
    """Tell Rasa that the look-up found nothing for this visitor; Rasa forgets the numbers."""


@dataclass(frozen=True)
class ListOrders:
    """List the orders of the signed-in visitor."""


@dataclass(frozen=True)
class NameOrder:
    """Tell Rasa the number of the order that the visitor means, as if they had written it.

    A guest's proof of another order is not told with it.
    """

    order_number: str


Request = (
    FetchEntry
    | Consult
    | Complete
    | SearchOnceMore
    | LookUp
    | AskForProof
    | ReportMismatch
    | ListOrders
    | NameOrder
)

# --- final decisions -------------------------------------------------------------------


@dataclass(frozen=True)
class Answer:
    """Give this stored answer, then say ``texts`` (a form asks its question again).

    Unless it ``keeps_dialogue``, the dialogue that Rasa began with this turn is dropped.
    """

    match: Match
    reason: str = "knowledge_sure"
    texts: tuple[Utterance, ...] = ()
    keeps_dialogue: bool = True


UNLIKELY = 0.25
"""Confidence in the best choice, below which the visitor hears that it may be none of them."""


@dataclass(frozen=True)
class Clarify:
    """Ask which of these the visitor means. ``keeps_dialogue`` as in ``Answer``."""

    matches: tuple[Match, ...]
    reason: str = "knowledge_half_sure"
    texts: tuple[Utterance, ...] = ()
    keeps_dialogue: bool = True

    @property
    def unlikely(self) -> bool:
        """Whether even the best of them is likely to be wrong."""
        return self.matches[0].confidence < UNLIKELY


WRONG_ANSWER = "wrong_answer"


@dataclass(frozen=True)
class OfferOthers:
    """Offer others than those shown, if there are any, and a person.

    ``reason``: the visitor was answered wrongly, which is owned, or ``same_again``: what fits best
    has just been given.
    """

    matches: tuple[Match, ...] = ()
    reason: str = WRONG_ANSWER


NO_QUESTION = "no_question"
"""Why nothing fits a line that asks nothing: nonsense said twice calls nobody."""


@dataclass(frozen=True)
class Nothing:
    """Say that nothing fits, then say ``texts`` (a form asks its question again); offer a person."""

    reason: str = "nothing_found"
    texts: tuple[Utterance, ...] = ()


@dataclass(frozen=True)
class Say:
    """Say what Rasa says. ``offers_person`` with a button."""

    texts: tuple[Utterance, ...]
    reason: str
    offers_person: bool = False


@dataclass(frozen=True)
class SaySpoken:
    """Say, in the visitor's language, which languages the assistant speaks; offer a person."""

    language: OtherLanguage
    reason: str = "other_language"


@dataclass(frozen=True)
class Show:
    """Show what a look-up found. ``topic`` is ``refund`` or ``status``.

    ``others`` are numbers that the visitor named too, and that were not looked up.
    """

    found: Found
    topic: str = "status"
    others: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        return "order_shown" if self.found.parcel is None else "parcel_shown"


@dataclass(frozen=True)
class OfferOrders:
    """Ask which of their own orders the visitor means. Newest first; a number may be written too."""

    orders: tuple[Order, ...]
    reason: str = "orders_offered"


@dataclass(frozen=True)
class AskNumbersAgain:
    """Say what Rasa says to a look-up that found nothing for this visitor; offer a person."""

    texts: tuple[Utterance, ...]
    reason: str = "order_mismatch"


@dataclass(frozen=True)
class Wait:
    """Ask for patience; the turn stays due and runs again shortly."""

    reason: str = "one_moment"


@dataclass(frozen=True)
class HandOff:
    """Call a person. ``locked``: too many look-ups were tried, and the visitor hears so."""

    reason: str
    locked: bool = False


FinalDecision = (
    Answer
    | Clarify
    | OfferOthers
    | Nothing
    | Say
    | SaySpoken
    | Show
    | OfferOrders
    | AskNumbersAgain
    | Wait
    | HandOff
)

Decision = Request | FinalDecision
