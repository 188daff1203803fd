"""Everything that is known about a turn when ``decide`` is asked; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agent_desk.domain.vocabulary import OtherLanguage
from agent_desk.orders.lookup import Outcome
from agent_desk.orders.model import Order
from agent_desk.rasa.turn import RasaTurn
from agent_desk.turns.follow_ups import better_of, completion
from agent_desk.turns.question import Question
from knowledge_base import Match, SearchResult


@dataclass(frozen=True)
class Unavailable:
    """What was asked gave nothing: it failed, or does not exist any more.

    ``restarting``: it is likely to be back soon.
    """

    restarting: bool = False


@dataclass(frozen=True)
class Evidence:
    """A question, and what was gathered for it so far. None: not asked yet.

    ``search`` is what the knowledge base has on what Rasa goes by, ``also`` on a question beside
    it. ``completed`` is the search for a line that leans on the question before, completed by that.
    ``once_more`` is the one for the question before, which was not answered. ``other_language``
    is that of the line, if the assistant does not speak it.
    ``chosen`` is the stored answer behind the visitor's chip. ``proof`` is what
    Rasa says instead of ``rasa`` when a signed-in visitor must prove an order like
    everybody else. ``report`` is what it says after it has heard
    that a look-up found nothing. ``own_orders`` are the signed-in visitor's, newest
    first, and ``named`` is what Rasa says to the number of the only one.
    """

    question: Question
    chosen: Match | Unavailable | None = None
    rasa: RasaTurn | Unavailable | None = None
    search: SearchResult | Unavailable | None = None
    also: SearchResult | None = None
    other_language: OtherLanguage | None = None
    completed: SearchResult | Unavailable | None = None
    once_more: SearchResult | Unavailable | None = None
    look_up: Outcome | Unavailable | None = None
    proof: RasaTurn | Unavailable | None = None
    report: RasaTurn | Unavailable | None = None
    own_orders: tuple[Order, ...] | Unavailable | None = None
    named: RasaTurn | Unavailable | None = None

    @property
    def turn(self) -> RasaTurn | None:
        """Rasa's understanding of the question; None when there is none.

        The turn that asks for a proof takes the place of the first one, and so does the
        one in which the number of an order was named, unless nothing comes of that.
        """
        if isinstance(self.proof, RasaTurn) and self.proof.texts:
            return self.proof
        named = self.named if isinstance(self.named, RasaTurn) else None
        if named is not None and (named.act("look_up_order") or named.form_open):
            return named
        return self.rasa if isinstance(self.rasa, RasaTurn) else None

    @property
    def found(self) -> SearchResult | None:
        """What the knowledge base has on the question; None when it was not asked or failed."""
        if isinstance(self.chosen, Match):
            return SearchResult([self.chosen], "answer")
        return self._counting[0]

    @property
    def read_as(self) -> str | None:
        """The text that was searched, if it is not the visitor's whole line."""
        if self.is_completed:
            return self.completion
        whole = self.question.simplified
        return self.text if self.text != whole and self.turn is not None else None

    @property
    def completion(self) -> str | None:
        """What the turn goes by, completed by the question before; None if it stands alone."""
        return completion(self.text, self.question.memory)

    @property
    def text(self) -> str:
        """What the turn goes by, in Simplified Chinese or English."""
        read = self.rasa.text if isinstance(self.rasa, RasaTurn) else ""
        return read or self.question.simplified

    @property
    def is_completed(self) -> bool:
        """Whether the line counts as completed by the question before."""
        return self._counting[1]

    @property
    def _counting(self) -> tuple[SearchResult | None, bool]:
        """The search that counts, and whether it is that of the completed line."""
        alone = self.search if isinstance(self.search, SearchResult) else None
        if alone is None or not isinstance(self.completed, SearchResult):
            return alone, False
        return better_of(self.text, alone, self.completed, self.question.memory)

    @property
    def dialogue_state(self) -> dict[str, Any]:
        """Rasa's state after all that it was asked, or the question's when it gave none."""
        if isinstance(self.report, RasaTurn):
            return self.report.state
        return self.turn.state if self.turn is not None else self.question.dialogue_state
