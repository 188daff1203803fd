"""Errors that the desk raises on purpose.

DeskError
├── InvalidPayloadError          a client sent something malformed
│   └── UnknownEventError        an event that is not in the contract
├── TextRefusedError             a message that is empty or over the limit
├── ContactRefusedError          no e-mail address and no phone number
├── NotAuthenticatedError        no session, or one that has ended
├── NotAllowedError              known, but without the right
├── NotFoundError                no such thing, or not the asker's to see
├── TransitionNotAllowedError    e.g. claiming a resolved conversation
├── LineUnseenError              the visitor has written what the agent's page has not seen
├── CapacityReachedError         the agent holds as many chats as they can
├── AgentUnavailableError        a chat cannot go to an agent who is not on duty
├── IdConflictError              a client_message_id came again with another body
├── RateLimitedError             too much, too fast; says when to come back
│   └── TooManyConnectionsError  too many at once, of a visitor or an address
├── StorageUnavailableError      the database cannot be read or written now
├── BotUnavailableError          Rasa timed out, failed, or said nothing
├── OrderSourceError             a shop's orders cannot be asked now
└── StartError                   the desk cannot start; the text says what to do
"""

from __future__ import annotations


class DeskError(Exception):
    """``code`` is the stable name that clients receive, ``str(error)`` what people read."""

    code = "internal"


class InvalidPayloadError(DeskError):
    code = "invalid_payload"


class UnknownEventError(InvalidPayloadError):
    code = "unknown_event"


class TextRefusedError(DeskError):
    """``limit`` is the longest text that is taken, in characters; None for an empty one."""

    def __init__(self, message: str, *, limit: int | None = None) -> None:
        super().__init__(message)
        self.limit = limit
        self.code = "text_empty" if limit is None else "text_too_long"


class ContactRefusedError(DeskError):
    code = "contact_invalid"


class NotAuthenticatedError(DeskError):
    code = "not_authenticated"


class NotAllowedError(DeskError):
    code = "not_allowed"


class NotFoundError(DeskError):
    code = "not_found"


class TransitionNotAllowedError(DeskError):
    code = "transition_not_allowed"


class LineUnseenError(DeskError):
    code = "line_unseen"


class CapacityReachedError(DeskError):
    """``limit`` is how many chats the agent can hold."""

    code = "capacity_reached"

    def __init__(self, message: str, *, limit: int) -> None:
        super().__init__(message)
        self.limit = limit


class AgentUnavailableError(DeskError):
    code = "agent_unavailable"


class IdConflictError(DeskError):
    code = "id_conflict"


class RateLimitedError(DeskError):
    code = "rate_limited"

    def __init__(self, message: str, *, retry_after_seconds: float) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


class TooManyConnectionsError(RateLimitedError):
    """``limit`` is how many may be open at once."""

    code = "too_many_connections"

    def __init__(self, message: str, *, limit: int, retry_after_seconds: float) -> None:
        super().__init__(message, retry_after_seconds=retry_after_seconds)
        self.limit = limit


class StorageUnavailableError(DeskError):
    code = "storage_unavailable"


class BotUnavailableError(DeskError):
    """``unreachable``: nobody is there at all, as while Rasa restarts."""

    code = "bot_unavailable"

    def __init__(self, message: str, *, unreachable: bool = False) -> None:
        super().__init__(message)
        self.unreachable = unreachable


class OrderSourceError(DeskError):
    code = "order_source_failed"


class StartError(DeskError):
    code = "start_failed"
