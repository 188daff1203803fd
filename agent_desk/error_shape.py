"""The shape in which clients receive every error, over HTTP and over sockets."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from agent_desk.errors import DeskError, ProofRequiredError


class ChallengeShape(TypedDict):
    """A challenge of the proof of work, and how many zero bits its proof needs."""

    text: str
    bits: int


class ErrorShape(TypedDict):
    """``code`` is stable; ``message`` is English, for developers."""

    code: str
    message: str
    limit: NotRequired[int]
    retry_after_seconds: NotRequired[float]
    challenge: NotRequired[ChallengeShape]


def error_shape(error: Exception) -> ErrorShape:
    """What a client receives for ``error``.

    An error that is not a DeskError shows no details. ``limit``, ``retry_after_seconds``
    and ``challenge`` are absent if the error has none.
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
    if isinstance(error, ProofRequiredError):
        shape["challenge"] = {"text": error.challenge, "bits": error.bits}
    return shape
