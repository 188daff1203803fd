"""The namespaces and rooms of Socket.IO."""

from __future__ import annotations

VISITORS = "/visitor"
AGENTS = "/agent"


def visitor_room(token_hash: str, subject: str | None) -> str:
    """All tabs of one visitor with the same signed identity (None: guests).

    A guest's tab may have the token of a signed visitor; it is never in their room.
    """
    return f"visitor:{token_hash}:{subject or ''}"


def shop_room(shop_id: str) -> str:
    """All agents of one shop."""
    return f"shop:{shop_id}"


def agent_room(agent_id: str) -> str:
    """All tabs of one agent."""
    return f"agent:{agent_id}"


def transcript_room(conversation_id: str) -> str:
    """All agents who have this conversation open."""
    return f"conversation:{conversation_id}"
