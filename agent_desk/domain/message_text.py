"""What may be sent as a message; pure."""

from __future__ import annotations

from agent_desk.errors import TextRefusedError


def checked_text(text: str, limit: int) -> str:
    """``text`` without surrounding space.

    Raises TextRefusedError if that is empty or longer than ``limit`` characters.
    """
    text = text.strip()
    if not text:
        raise TextRefusedError("The message is empty.")
    if len(text) > limit:
        raise TextRefusedError(
            f"The message has {len(text)} characters; at most {limit} can be sent.",
            limit=limit,
        )
    return text
