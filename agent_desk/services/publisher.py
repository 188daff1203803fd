"""Telling the world what was committed; ``events.broadcast`` does it over sockets."""

from __future__ import annotations

from typing import Protocol

from agent_desk.storage.models import Conversation, Message


class Publisher(Protocol):
    """Called after the commit only. Failing here loses nothing: clients fetch what they missed."""

    def message_created(self, conversation: Conversation, message: Message) -> None: ...

    def conversation_changed(self, conversation: Conversation) -> None: ...

    def conversation_queued(self, conversation: Conversation) -> None: ...

    def queue_moved(self, shop_id: str) -> None: ...

    def bot_typing(self, conversation: Conversation, typing: bool) -> None: ...

    def somebody_there(self, shop_id: str) -> bool:
        """Whether an agent of the shop is connected."""
        ...
