"""Which turn is next: in the order in which they fall due, and fair between shops; pure."""

from __future__ import annotations

import heapq
from collections import deque
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, order=True)
class Planned:
    """A turn that falls due ``at`` a time."""

    at: datetime
    conversation_id: str
    shop_id: str


class Schedule:
    """The turns that are to come, of which some are under way.

    Of the shops with due turns each has one in turn, and of a shop those come first that fell due
    first. A shop has ``most_of_shop`` turns under way at most, so that one whose orders come slowly
    does not take all places.
    """

    def __init__(self, *, most_of_shop: int) -> None:
        self._most_of_shop = most_of_shop
        self._planned: dict[str, Planned] = {}
        self._coming: list[Planned] = []
        self._due: dict[str, list[Planned]] = {}
        self._shops: deque[str] = deque()
        self._under_way: dict[str, str] = {}

    def put(self, conversation_id: str, shop_id: str, at: datetime) -> None:
        """Plans a conversation's turn, in place of the one that was planned before.

        If one is under way, this one comes after it.
        """
        planned = Planned(at, conversation_id, shop_id)
        if self._planned.get(conversation_id) != planned:
            self._planned[conversation_id] = planned
            if conversation_id not in self._under_way:
                heapq.heappush(self._coming, planned)

    def take(self, now: datetime) -> str | None:
        """The conversation whose turn is next, which is under way from now on; None if none is due."""
        self._note_due(now)
        for _ in range(len(self._shops)):
            shop_id = self._shops[0]
            self._shops.rotate(-1)
            planned = self._next_of(shop_id)
            if planned is not None:
                del self._planned[planned.conversation_id]
                self._under_way[planned.conversation_id] = shop_id
                return planned.conversation_id
        return None

    def done(self, conversation_id: str) -> None:
        """The turn under way has ended, however it did."""
        del self._under_way[conversation_id]
        planned = self._planned.get(conversation_id)
        if planned is not None:
            heapq.heappush(self._coming, planned)

    def next_at(self) -> datetime | None:
        """When the next turn that is not due yet falls due."""
        while self._coming and not self._holds(self._coming[0]):
            heapq.heappop(self._coming)
        return self._coming[0].at if self._coming else None

    def overdue(self, now: datetime, since: datetime) -> list[Planned]:
        """The turns that fell due before ``since`` and are not under way, the longest first."""
        self._note_due(now)
        due = (planned for queue in self._due.values() for planned in queue)
        return sorted(planned for planned in due if planned.at < since and self._holds(planned))

    @property
    def under_way(self) -> int:
        return len(self._under_way)

    def _note_due(self, now: datetime) -> None:
        while (at := self.next_at()) is not None and at <= now:
            planned = heapq.heappop(self._coming)
            if planned.shop_id not in self._due:
                self._due[planned.shop_id] = []
                self._shops.append(planned.shop_id)
            heapq.heappush(self._due[planned.shop_id], planned)

    def _next_of(self, shop_id: str) -> Planned | None:
        queue = self._due[shop_id]
        while queue and not self._holds(queue[0]):
            heapq.heappop(queue)
        if not queue:
            del self._due[shop_id]
            self._shops.remove(shop_id)
            return None
        mine = sum(one == shop_id for one in self._under_way.values())
        return heapq.heappop(queue) if mine < self._most_of_shop else None

    def _holds(self, planned: Planned) -> bool:
        """Whether nothing else was planned for the conversation since, and none is under way."""
        is_planned = self._planned.get(planned.conversation_id) == planned
        return is_planned and planned.conversation_id not in self._under_way
