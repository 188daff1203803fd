"""What may be sent as a message; pure."""

from __future__ import annotations

from agent_desk.domain.plain_text import is_blank
from agent_desk.errors import TextRefusedError


def checked_text(text: str, limit: int) -> str:
    """``text`` without surrounding space.

    Raises TextRefusedError if nothing of it can be seen, or if it is longer than ``limit``
    characters.
    """
    text = text.strip()
    if is_blank(text):
        raise TextRefusedError("The message is empty.")
    if len(text) > limit:
        raise TextRefusedError(
            f"The message has {len(text)} characters; at most {limit} can be sent.",
            limit=limit,
        )
    return text
