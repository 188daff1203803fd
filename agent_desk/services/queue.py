"""Places in a shop's queue and their expected wait; sends visitors the changes."""

from __future__ import annotations

import math
from bisect import bisect_right, insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import gevent

from agent_desk.domain.expected_wait import expected_wait
from agent_desk.services.roster import Roster
from agent_desk.settings.desk import ConsoleSettings
from agent_desk.storage.database import Database
from agent_desk.storage.models import Conversation
from agent_desk.storage.offers import last_claim_at, measured_claims
from agent_desk.storage.queue import queue_position, returned_ahead, waiting
from agent_desk.storage.transaction import Snapshot


@dataclass(frozen=True)
class Place:
    """``number`` is 1 for the next. The expected wait is None if too little was measured.

    ``returned_ahead`` of those before it came back to the queue since this chat waits.
    """

    conversation: Conversation
    number: int
    returned_ahead: int
    expected_wait_seconds: int | None

    @property
    def shown(self) -> tuple[int, int, int | None]:
        """What a visitor reads of it; of the wait the whole minutes, rounded up."""
        seconds = self.expected_wait_seconds
        minutes = None if seconds is None else math.ceil(seconds / 60)
        return self.number, self.returned_ahead, minutes


class Queue:
    def __init__(self, settings: ConsoleSettings, roster: Roster) -> None:
        self._settings = settings
        self._roster = roster

    def places(self, session: Snapshot, shop_id: str, *, limit: int | None = None) -> list[Place]:
        """The places in the shop's queue, the next one first; at most ``limit``."""
        queue = waiting(session, [shop_id], limit=limit)
        if not queue:
            return []
        wait_at = self._wait_at(session, shop_id, queue[0])
        return [
            Place(conversation, number, returned, wait_at(number))
            for number, (conversation, returned) in enumerate(
                zip(queue, _returned_ahead(queue), strict=True), start=1
            )
        ]

    def place_of(self, session: Snapshot, conversation: Conversation) -> Place | None:
        """The conversation's place; None if it does not wait for a person."""
        number = queue_position(session, conversation)
        if number is None:
            return None
        head = waiting(session, [conversation.shop_id], limit=1)
        if not head:
            return None
        wait_at = self._wait_at(session, conversation.shop_id, head[0])
        returned = returned_ahead(session, conversation)
        return Place(conversation, number, returned, wait_at(number))

    def _wait_at(
        self, session: Snapshot, shop_id: str, head: Conversation
    ) -> Callable[[int], int | None]:
        """A function that gives the expected wait at a place, in whole seconds."""
        claims = measured_claims(session, shop_id, limit=self._settings.claims_measured)
        agents = len(self._roster.agents_on_duty(session, shop_id))
        came_first = head.queued_at or session.now
        moved_at = max(came_first, last_claim_at(session, shop_id) or came_first)
        since_moved = max(0.0, (session.now - moved_at).total_seconds())

        def wait_at(place: int) -> int | None:
            wait = expected_wait(
                claims,
                place=place,
                agents=agents,
                since_moved_seconds=since_moved,
                needed=self._settings.claims_needed,
            )
            return None if wait is None else round(wait)

        return wait_at


def _returned_ahead(queue: Sequence[Conversation]) -> list[int]:
    """``returned_ahead`` of each chat of a whole queue, or of its beginning."""
    counts, ahead = [], list[datetime]()
    for conversation in queue:
        queued_at = conversation.queued_at or datetime.max.replace(tzinfo=UTC)
        counts.append(len(ahead) - bisect_right(ahead, queued_at))
        insort(ahead, queued_at)
    return counts


class PlaceUpdates:
    """Sends waiting visitors their place when what they read of it has changed."""

    def __init__(
        self,
        database: Database,
        queue: Queue,
        *,
        shop_ids: Sequence[str],
        send: Callable[[Snapshot, Place], None],
    ) -> None:
        self._database = database
        self._queue = queue
        self._shop_ids = shop_ids
        self._send = send
        self._shown: dict[str, tuple[int, int, int | None]] = {}

    def send_changed(self) -> int:
        """Sends the changed places of all shops; returns how many."""
        places = []
        with self._database.read() as session:
            for shop_id in self._shop_ids:
                places += self._queue.places(session, shop_id)
        waiting_ids = {place.conversation.id for place in places}
        self._shown = {id_: shown for id_, shown in self._shown.items() if id_ in waiting_ids}
        changed = [one for one in places if self._shown.get(one.conversation.id) != one.shown]
        for place in changed:
            with self._database.read() as session:
                self._send(session, place)
            self._shown[place.conversation.id] = place.shown
            gevent.sleep(0)  # a long queue must not block the event loop
        return len(changed)
