"""Sends the events of a transaction to Socket.IO's rooms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from flask_socketio import SocketIO
from pydantic import BaseModel

from agent_desk.domain import events
from agent_desk.domain.conversation import State
from agent_desk.events import views
from agent_desk.events.payloads import agent as to_agent
from agent_desk.events.payloads import visitor as to_visitor
from agent_desk.events.rooms import (
    AGENTS,
    VISITORS,
    agent_room,
    shop_room,
    transcript_room,
    visitor_room,
)
from agent_desk.events.visitor_sockets import VisitorSockets
from agent_desk.services.queue import Place, Queue
from agent_desk.settings.desk import DeskSettings
from agent_desk.storage import models as m
from agent_desk.storage.transaction import Snapshot

# Places sent when the queue moves. ``PlaceUpdates`` sends the others a little later.
PLACES_AT_ONCE = 20


class Broadcast:
    """Reads in the session that a method gets, usually that of the committed transaction."""

    def __init__(
        self, socketio: SocketIO, settings: DeskSettings, queue: Queue, sockets: VisitorSockets
    ) -> None:
        self._socketio = socketio
        self._settings = settings
        self._sockets = sockets
        self._queue = queue

    def send(self, session: Snapshot, event: events.Event) -> None:
        """Sends what clients need to know about ``event``; for some events that is nothing."""
        match event:
            case events.MessageAppended(_, message_id) | events.MessageChanged(_, message_id):
                self._message(session, message_id)
            case events.ConversationChanged(conversation_id):
                self._conversation(session, conversation_id)
            case events.ConversationQueued(conversation_id):
                self._queued(session, conversation_id)
            case events.QueueMoved(shop_id):
                for place in self._queue.places(session, shop_id, limit=PLACES_AT_ONCE):
                    self.place(session, place)
            case events.ConversationOffered(offer_id):
                self._offered(session, offer_id)
            case events.OfferEnded(offer_id, outcome):
                offer = session.get_one(m.Offer, offer_id)
                ended = to_agent.OfferEnded(conversation_id=offer.conversation_id, outcome=outcome)
                self._emit(AGENTS, "offer_ended", ended, agent_room(offer.agent_id))
            case events.ConversationTransferred():
                self._transferred(session, event)
            case events.VisitorSignedIn(visitor_id):
                visitor = session.get_one(m.Visitor, visitor_id)
                self._sockets.cut_off_others(visitor.token_hash, str(visitor.subject))
            case events.DutyChanged(agent_id):
                duty = session.get_one(m.Agent, agent_id).duty
                payload = to_agent.DutyChanged.model_validate({"duty": duty})
                self._emit(AGENTS, "duty_changed", payload, agent_room(agent_id))

    def place(self, session: Snapshot, place: Place) -> None:
        """Sends a waiting visitor their place and expected wait."""
        # Read again: somebody may have claimed the chat since the queue was read.
        row = session.get_one(m.Conversation, place.conversation.id)
        if row.state == State.QUEUED:
            self._emit_to_visitor(
                session,
                row,
                "conversation_changed",
                lambda: views.conversation_for_visitor(session, row, place),
            )

    def typing_to_visitor(
        self,
        token_hash: str,
        subject: str | None,
        typing: bool,
        *,
        author: Literal["bot", "agent"],
    ) -> None:
        """``subject`` is that of the visitor's signed identity; None for a guest."""
        self._sockets.cut_off_ended(token_hash)
        room = visitor_room(token_hash, subject)
        if self._is_there(VISITORS, room):
            payload = to_visitor.TypingChanged(author=author, typing=typing)
            self._emit(VISITORS, "typing_changed", payload, room)

    def typing_to_agents(self, conversation_id: str, typing: bool) -> None:
        payload = to_agent.VisitorTypingChanged(conversation_id=conversation_id, typing=typing)
        self._emit(AGENTS, "typing_changed", payload, transcript_room(conversation_id))

    # --- one event each ------------------------------------------------------------

    def _message(self, session: Snapshot, message_id: str) -> None:
        message = session.get_one(m.Message, message_id)
        # Only the side that sent the line gets the client's id of it.
        sender = message.sender_id if message.author == "agent" else None
        room = transcript_room(message.conversation_id)
        if self._is_there(AGENTS, room):
            line = views.message_for_agent(session, message, sender, self._settings)
            self._emit(AGENTS, "message_created", line, room)
        if message.kind != "note":
            row = session.get_one(m.Conversation, message.conversation_id)
            self._emit_to_visitor(
                session, row, "message_created", lambda: views.message_for_visitor(message)
            )

    def _conversation(self, session: Snapshot, conversation_id: str) -> None:
        row = session.get_one(m.Conversation, conversation_id)
        room = shop_room(row.shop_id)
        if self._is_there(AGENTS, room):
            summary = views.conversation_for_agents(session, row)
            self._emit(AGENTS, "conversation_changed", summary, room)
        self._emit_to_visitor(
            session,
            row,
            "conversation_changed",
            lambda: views.conversation_for_visitor(
                session, row, self._queue.place_of(session, row)
            ),
        )

    def _queued(self, session: Snapshot, conversation_id: str) -> None:
        row = session.get_one(m.Conversation, conversation_id)
        summary = views.conversation_for_agents(session, row)
        payload = to_agent.ConversationQueued(conversation=summary)
        self._emit(AGENTS, "conversation_queued", payload, shop_room(row.shop_id))

    def _offered(self, session: Snapshot, offer_id: str) -> None:
        offer = session.get_one(m.Offer, offer_id)
        payload = views.offer(session, offer)
        self._emit(AGENTS, "conversation_offered", payload, agent_room(offer.agent_id))

    def _transferred(self, session: Snapshot, event: events.ConversationTransferred) -> None:
        row = session.get_one(m.Conversation, event.conversation_id)
        summary = views.conversation_for_agents(session, row)
        payload = to_agent.ConversationTransferred(
            conversation=summary, by=event.by, note=event.note
        )
        self._emit(AGENTS, "conversation_transferred", payload, agent_room(event.agent_id))

    def _emit_to_visitor(
        self,
        session: Snapshot,
        conversation: m.Conversation,
        event: str,
        view: Callable[[], BaseModel],
    ) -> None:
        visitor = session.get_one(m.Visitor, conversation.visitor_id)
        self._sockets.cut_off_ended(visitor.token_hash)
        room = visitor_room(visitor.token_hash, visitor.subject)
        if self._is_there(VISITORS, room):
            self._emit(VISITORS, event, view(), room)

    def _is_there(self, namespace: str, room: str) -> bool:
        """Whether anybody is in the room: building a view for nobody is most of the work of a turn."""
        members = self._socketio.server.manager.get_participants(namespace, room)
        return next(iter(members), None) is not None

    def _emit(self, namespace: str, event: str, payload: BaseModel, room: str) -> None:
        self._socketio.emit(event, payload.model_dump(mode="json"), to=room, namespace=namespace)
