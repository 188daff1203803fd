"""An agent as the rest of the desk knows them: without password and account."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AgentProfile:
    """``shop_ids`` are the shops that the agent answers for; they see no others."""

    id: str
    email: str
    name: str
    shop_ids: tuple[str, ...]


@dataclass(frozen=True)
class Colleague:
    """An agent to whom a chat can be transferred. ``chats`` is how many they hold now."""

    id: str
    name: str
    duty: str
    chats: int
    capacity: int
    team: str | None
    languages: tuple[str, ...]
