"""What a refused connection receives.

Engine.IO can only refuse a connection without a reason that a browser could read.
So the gate lets some of those that it refuses in, marks them, and the namespace
that they want to join answers with the reason.
"""

from __future__ import annotations

from typing import Any

from agent_desk.errors import DeskError, WebSocketRequiredError

_KEY = "relay.refusal"


def mark_refused(environ: dict[str, Any], error: DeskError) -> None:
    """Marks the connection of ``environ`` as refused because of ``error``."""
    environ[_KEY] = error


def raise_if_refused(environ: dict[str, Any]) -> None:
    """Raises the error with which the connection of ``environ`` was marked, if it was."""
    error = environ.get(_KEY)
    if error is not None:
        raise error


def raise_if_polling(environ: dict[str, Any]) -> None:
    """Raises WebSocketRequiredError unless the connection has begun as a WebSocket.

    The id that polling sends with every request, in its address, is all that another
    needs to go on with such a connection, or to upgrade it.
    """
    if environ.get("HTTP_UPGRADE", "").lower() != "websocket":
        raise WebSocketRequiredError
