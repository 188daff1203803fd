"""The publisher that tells visitors and agents over Socket.IO, by rooms.

Rooms are a cache: a client that misses an event finds the gap by ``seq`` and
fetches it.
"""

from __future__ import annotations

from contextlib import suppress

from flask_socketio import SocketIO
from pydantic import BaseModel

from agent_desk.domain.conversation import State
from agent_desk.errors import StorageUnavailableError
from agent_desk.events import views
from agent_desk.events.payloads.agent import (
    ConversationOffered,
    ConversationQueued,
    ConversationTransferred,
    DutyChanged,
    OfferEnded,
    VisitorTypingChanged,
)
from agent_desk.events.payloads.visitor import TypingChanged
from agent_desk.metrics import Metrics
from agent_desk.services.queue import Place, Queue
from agent_desk.settings.desk import DeskSettings
from agent_desk.storage import models as m
from agent_desk.storage.database import Database

TOLD_AT_ONCE = 20

VISITORS = "/visitor"
AGENTS = "/agent"


def visitor_room(token_hash: str) -> str:
    """All tabs of one visitor."""
    return f"visitor:{token_hash}"


def shop_room(shop_id: str) -> str:
    """All agents of one shop."""
    return f"shop:{shop_id}"


def agent_room(agent_id: str) -> str:
    """All tabs of one agent."""
    return f"agent:{agent_id}"


def transcript_room(conversation_id: str) -> str:
    """All agents who have this conversation open."""
    return f"conversation:{conversation_id}"


class Broadcast:
    """Implements ``services.publisher.Publisher``."""

    def __init__(
        self,
        socketio: SocketIO,
        settings: DeskSettings,
        database: Database,
        queue: Queue,
        metrics: Metrics,
    ) -> None:
        self._socketio = socketio
        self._settings = settings
        self._database = database
        self._queue = queue
        self._metrics = metrics

    def message_created(self, conversation: m.Conversation, message: m.Message) -> None:
        with self._database.read() as session:
            # The id that a client gave a line is for the side that sent it.
            sender = message.sender_id if message.author == "agent" else None
            agent_line = views.message_for_agent(session, message, sender)
            self._emit(
                AGENTS,
                "message_created",
                agent_line,
                transcript_room(conversation.id),
            )
            if message.kind != "note":
                visitor = session.get_one(m.Visitor, conversation.visitor_id)
                line = views.message_for_visitor(session, message)
                self._emit(
                    VISITORS,
                    "message_created",
                    line,
                    visitor_room(visitor.token_hash),
                )

    def conversation_changed(self, conversation: m.Conversation) -> None:
        with self._database.read() as session:
            # Both views ask for them; a session knows only what somebody holds on to.
            visitor = session.get_one(m.Visitor, conversation.visitor_id)
            _agent = conversation.agent_id and session.get(m.Agent, conversation.agent_id)
            summary = views.conversation_for_agents(session, conversation, self._settings)
            self._emit(
                AGENTS,
                "conversation_changed",
                summary,
                shop_room(conversation.shop_id),
            )
            place = self._queue.place_of(session, conversation)
            view = views.conversation_for_visitor(session, conversation, place)
            self._emit(VISITORS, "conversation_changed", view, visitor_room(visitor.token_hash))

    def conversation_queued(self, conversation: m.Conversation) -> None:
        with self._database.read() as session:
            summary = views.conversation_for_agents(session, conversation, self._settings)
        self._emit(
            AGENTS,
            "conversation_queued",
            ConversationQueued(conversation=summary),
            shop_room(conversation.shop_id),
        )

    def queue_moved(self, shop_id: str) -> None:
        """Who is next learns their new place at once; who is far back, from the ``QueueTeller``."""
        with self._database.read() as session:
            places = self._queue.places(session, shop_id, limit=TOLD_AT_ONCE)
        for place in places:
            self.place_told(place)

    def place_told(self, place: Place) -> None:
        """One who waits learns their place and what wait is expected."""
        with self._database.read() as session:
            # As it is now: somebody may have taken the chat since the queue was read.
            row = session.get_one(m.Conversation, place.conversation.id)
            if row.state != State.QUEUED:
                return
            visitor = session.get_one(m.Visitor, row.visitor_id)
            view = views.conversation_for_visitor(session, row, place)
            self._emit(VISITORS, "conversation_changed", view, visitor_room(visitor.token_hash))

    def conversation_offered(self, conversation: m.Conversation, offer: m.Offer) -> None:
        with self._database.read() as session:
            summary = views.conversation_for_agents(session, conversation, self._settings)
        fact = ConversationOffered(conversation=summary, expires_at=offer.expires_at)
        self._emit(AGENTS, "conversation_offered", fact, agent_room(offer.agent_id))

    def offer_ended(self, offer: m.Offer) -> None:
        self._metrics.offers.labels(outcome=offer.outcome).inc()
        fact = OfferEnded.model_validate(
            {"conversation_id": offer.conversation_id, "outcome": offer.outcome}
        )
        self._emit(AGENTS, "offer_ended", fact, agent_room(offer.agent_id))

    def conversation_transferred(
        self, conversation: m.Conversation, agent_id: str, *, by: str, note: str
    ) -> None:
        with self._database.read() as session:
            summary = views.conversation_for_agents(session, conversation, self._settings)
        fact = ConversationTransferred(conversation=summary, by=by, note=note)
        self._emit(AGENTS, "conversation_transferred", fact, agent_room(agent_id))

    def duty_changed(self, agent: m.Agent) -> None:
        fact = DutyChanged.model_validate({"duty": agent.duty})
        self._emit(AGENTS, "duty_changed", fact, agent_room(agent.id))

    def bot_typing(self, conversation: m.Conversation, typing: bool) -> None:
        # No more than a sign: a turn does not fail for it.
        with suppress(StorageUnavailableError):
            self.typing_to_visitor(conversation, TypingChanged(author="bot", typing=typing))

    def typing_to_visitor(self, conversation: m.Conversation, fact: TypingChanged) -> None:
        with self._database.read() as session:
            visitor = session.get_one(m.Visitor, conversation.visitor_id)
        self._emit(VISITORS, "typing_changed", fact, visitor_room(visitor.token_hash))

    def typing_to_agents(self, conversation_id: str, typing: bool) -> None:
        fact = VisitorTypingChanged(conversation_id=conversation_id, typing=typing)
        self._emit(AGENTS, "typing_changed", fact, transcript_room(conversation_id))

    def _emit(self, namespace: str, event: str, payload: BaseModel, room: str) -> None:
        self._socketio.emit(event, payload.model_dump(mode="json"), to=room, namespace=namespace)
