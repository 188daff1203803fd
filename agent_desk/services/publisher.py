"""Telling the world what was committed; ``events.broadcast`` does it over sockets."""

from __future__ import annotations

from typing import Protocol

from agent_desk.storage.models import Agent, Conversation, Message, Offer


class Publisher(Protocol):
    """Called after the commit only. Failing here loses nothing: clients fetch what they missed."""

    def message_created(self, conversation: Conversation, message: Message) -> None: ...

    def conversation_changed(self, conversation: Conversation) -> None: ...

    def conversation_queued(self, conversation: Conversation) -> None: ...

    def queue_moved(self, shop_id: str) -> None:
        """Somebody left the shop's queue, or was put before others."""
        ...

    def bot_typing(self, conversation: Conversation, typing: bool) -> None: ...

    def conversation_offered(self, conversation: Conversation, offer: Offer) -> None:
        """The chat rings at one agent."""
        ...

    def conversation_transferred(
        self, conversation: Conversation, agent_id: str, *, by: str, note: str
    ) -> None:
        """A colleague has given the chat to this agent."""
        ...

    def offer_ended(self, offer: Offer) -> None: ...

    def duty_changed(self, agent: Agent) -> None: ...
