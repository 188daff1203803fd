"""The shape in which clients receive every error, over HTTP and over sockets."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from agent_desk.errors import DeskError


class ErrorShape(TypedDict):
    """``code`` is stable; ``message`` is English, for developers."""

    code: str
    message: str
    limit: NotRequired[int]
    retry_after_seconds: NotRequired[float]


def error_shape(error: Exception) -> ErrorShape:
    """What a client receives for ``error``; an error of another kind shows nothing of itself.

    ``limit`` and ``retry_after_seconds`` are left out when the error has none.
    """
    if not isinstance(error, DeskError):
        return {
            "code": "internal",
            "message": "Something went wrong on our side. It has been recorded.",
        }
    shape: ErrorShape = {"code": error.code, "message": str(error)}
    if error.limit is not None:
        shape["limit"] = error.limit
    if error.retry_after_seconds is not None:
        shape["retry_after_seconds"] = error.retry_after_seconds
    return shape
