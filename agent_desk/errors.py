"""Errors that the desk raises on purpose.

DeskError
├── InvalidPayloadError          a client sent something malformed
│   ├── UnknownEventError        an event that is not in the contract
│   └── MalformedPacketError     a packet that no honest client sends
│       └── BinaryPacketError    binary data, which no event takes
├── TextRefusedError             a message that is empty or over the limit
├── ContactRefusedError          no e-mail address and no phone number
├── NotAuthenticatedError        no session, or one that has ended
│   ├── IdentityExpiredError     a signed identity that was valid; a fresh one is accepted
│   └── WrongLoginError          unknown e-mail, wrong password or disabled account; never says which
├── NotAllowedError              the client is known, but may not do this
│   ├── OriginRefusedError       the request comes from a page of another origin
│   ├── CsrfFailedError          the CSRF token is missing or wrong
│   ├── ShopOffError             the shop is switched off, and takes no new chats
│   └── WebSocketRequiredError   an agent's console came by polling
├── NotFoundError                there is no such thing, or the client may not see it
├── TransitionNotAllowedError    e.g. claiming a resolved conversation
├── UnreadMessageError           the agent's page has not shown the visitor's newest line
├── CapacityReachedError         the agent holds as many chats as they can
├── AgentUnavailableError        a chat cannot go to an agent who is not on duty
├── IdConflictError              a client_message_id came again with another body
├── AccountError                 an agent's account cannot be made or changed like this
│   └── PasswordRefusedError     a password that is too short, too long or easy to guess
├── RateLimitedError             too many requests; says when to try again
│   ├── TooManyConnectionsError  a visitor or an address has too many connections open
│   └── TooManyMessagesError     too many messages were left from one address
├── ProofRequiredError           a guest has to send a proof of work first
├── StorageUnavailableError      the database cannot be read or written now
├── BotUnavailableError          Rasa timed out, failed, or said nothing
├── OrderSourceError             a shop's orders cannot be looked up now
├── NotReadyError                the knowledge base cannot answer yet
├── ShopSetupError               a shop cannot be set up, changed or removed like this
└── StartError                   the desk cannot start; the text says what to do

api/errors.py has the HTTP status of each, error_shape.py what a client receives.
"""

from __future__ import annotations


class DeskError(Exception):
    """``code`` is the stable name that clients receive; ``str(error)`` is for people."""

    code = "internal"
    limit: int | None = None
    """The limit that was exceeded, if there is one."""
    retry_after_seconds: float | None = None
    """How long to wait before the same request may succeed, if that is known."""


class InvalidPayloadError(DeskError):
    code = "invalid_payload"


class UnknownEventError(InvalidPayloadError):
    code = "unknown_event"


class MalformedPacketError(InvalidPayloadError):
    """Counted against its connection, which ends after a few."""


class BinaryPacketError(MalformedPacketError):
    """Ends its connection at once."""

    def __init__(self) -> None:
        super().__init__("No event takes binary data.")


class TextRefusedError(DeskError):
    """``limit`` is the longest allowed text, in characters; None if the text is empty."""

    def __init__(self, message: str, *, limit: int | None = None) -> None:
        super().__init__(message)
        self.limit = limit
        self.code = "text_empty" if limit is None else "text_too_long"


class ContactRefusedError(DeskError):
    code = "contact_invalid"


class NotAuthenticatedError(DeskError):
    code = "not_authenticated"


class IdentityExpiredError(NotAuthenticatedError):
    code = "identity_expired"


class WrongLoginError(NotAuthenticatedError):
    code = "wrong_login"


class NotAllowedError(DeskError):
    code = "not_allowed"


class OriginRefusedError(NotAllowedError):
    code = "origin_refused"


class CsrfFailedError(NotAllowedError):
    code = "csrf_failed"


class ShopOffError(NotAllowedError):
    code = "shop_off"

    def __init__(self) -> None:
        super().__init__("This shop's chat is switched off now.")


class WebSocketRequiredError(NotAllowedError):
    code = "websocket_required"

    def __init__(self) -> None:
        super().__init__(
            "The console works over a WebSocket only. A proxy or a program on the way may block it."
        )


class NotFoundError(DeskError):
    code = "not_found"


class TransitionNotAllowedError(DeskError):
    code = "transition_not_allowed"


class UnreadMessageError(DeskError):
    code = "unread_message"


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

    def __init__(self, message: str = "This message id was used for another message.") -> None:
        super().__init__(message)


class AccountError(DeskError):
    code = "account_refused"


class PasswordRefusedError(AccountError):
    code = "password_refused"


class RateLimitedError(DeskError):
    code = "rate_limited"

    def __init__(self, message: str, *, retry_after_seconds: float) -> None:
        super().__init__(message)
        self.retry_after_seconds: float = retry_after_seconds


class TooManyConnectionsError(RateLimitedError):
    """``limit`` is how many may be open at once."""

    code = "too_many_connections"

    def __init__(self, message: str, *, limit: int, retry_after_seconds: float) -> None:
        super().__init__(message, retry_after_seconds=retry_after_seconds)
        self.limit = limit


class TooManyMessagesError(RateLimitedError):
    code = "too_many_messages"


class ProofRequiredError(DeskError):
    """``challenge`` is what the client has to solve, with ``bits`` zero bits."""

    code = "proof_required"

    def __init__(self, message: str, *, challenge: str, bits: int) -> None:
        super().__init__(message)
        self.challenge = challenge
        self.bits = bits


class StorageUnavailableError(DeskError):
    code = "storage_unavailable"


class BotUnavailableError(DeskError):
    """``unreachable``: no process answers at all, for example while Rasa restarts."""

    code = "bot_unavailable"

    def __init__(self, message: str, *, unreachable: bool = False) -> None:
        super().__init__(message)
        self.unreachable = unreachable


class OrderSourceError(DeskError):
    """``unreachable``: the source did not answer, or not in time."""

    code = "order_source_failed"

    def __init__(self, message: str, *, unreachable: bool = False) -> None:
        super().__init__(message)
        self.unreachable = unreachable


class OtherOrderError(OrderSourceError):
    """The source returned an order that was not asked for."""


class NotReadyError(DeskError):
    code = "not_ready"


class ShopSetupError(DeskError):
    code = "shop_setup_refused"


class StartError(DeskError):
    code = "start_failed"
