"""The rooms of Socket.IO. They are a cache: a client that misses an event fetches it by ``seq``."""

from __future__ import annotations

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
