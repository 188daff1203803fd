"""The person who answers, as rights and lines of the log know them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AgentProfile:
    """``shop_ids`` are the shops that the agent answers for, and may see."""

    id: str
    email: str
    name: str
    shop_ids: tuple[str, ...]


@dataclass(frozen=True)
class Colleague:
    """Somebody to whom a chat can go. ``chats`` is how many they hold now."""

    id: str
    name: str
    duty: str
    chats: int
    capacity: int
    team: str | None
    languages: tuple[str, ...]
