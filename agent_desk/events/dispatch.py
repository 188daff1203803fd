"""How every event is handled: find it in the contract, validate, handle, acknowledge.

A handler gets a validated payload and returns its acknowledgement. An error
becomes a ``Refusal``, or a ``connect_error`` if the client is connecting.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

import structlog
from flask import request
from flask_socketio import Namespace
from pydantic import BaseModel, ValidationError
from socketio.exceptions import ConnectionRefusedError as Refused

from agent_desk.error_shape import error_shape
from agent_desk.errors import (
    DeskError,
    InvalidPayloadError,
    UnknownEventError,
)
from agent_desk.events.contract import Request
from agent_desk.events.payloads.shared import ErrorView, Refusal
from agent_desk.transport.refusal import raise_if_refused

Model = TypeVar("Model", bound=BaseModel)

# A field that is in no payload is named in the refusal.
FIELD_CHARACTERS = 64

logger = structlog.get_logger(__name__)


class ContractNamespace(Namespace):
    """A namespace that accepts the events in ``requests``. ``on_<event>`` handles each."""

    requests: ClassVar[dict[str, Request]]
    count: Callable[[str], None] | None = None
    """Called with the sid of every request. An error that it raises refuses the request."""
    forget: Callable[[str], None] | None = None
    """Called with the sid of every connection that has ended."""

    def trigger_event(self, event: str, *args: Any) -> Any:
        """Called by Socket.IO; the first of ``args`` is the sid. Returns the acknowledgement.

        ``event`` is a short text: the transport refuses other names.
        """
        if event == "connect":
            return self._connect(*args)
        if event == "disconnect":
            if self.forget is not None:
                self.forget(args[0])
            return super().trigger_event(event, *args)
        try:
            if self.count is not None:
                self.count(args[0])
            request = self.requests.get(event)
            if request is None:
                raise UnknownEventError(f"There is no event {event!r}.")
            payload = parsed(request.payload, args[1:])
            return dump(super().trigger_event(event, args[0], payload))
        except Exception as error:  # noqa: BLE001  # the client must get an answer
            return dump(refusal(error, event=event))

    def _connect(self, sid: str, environ: dict[str, Any], *auth: Any) -> Any:
        """Refuses with ``connect_error``, whose ``data`` is an ``ErrorView``."""
        try:
            raise_if_refused(environ)
            return super().trigger_event("connect", sid, environ, *auth)
        except Exception as error:
            why = refusal(error, event="connect").error
            raise Refused(why.message, dump(why)) from error


def current_sid() -> str:
    """The id of the connection whose event is being handled."""
    return str(request.sid)  # type: ignore[attr-defined]  # put there by Flask-SocketIO


def parsed(model: type[Model], args: tuple[Any, ...]) -> Model:
    """The one argument of an event as ``model``; no argument counts as an empty object.

    Raises InvalidPayloadError, which names the field.
    """
    if len(args) > 1:
        raise InvalidPayloadError("One object is expected.")
    try:
        return model.model_validate(args[0] if args and args[0] is not None else {})
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "payload"
        raise InvalidPayloadError(f"{where[:FIELD_CHARACTERS]}: {first['msg']}") from None


def refusal(error: Exception, *, event: str) -> Refusal:
    """The negative acknowledgement. An unexpected error is logged, and shows no details."""
    if not isinstance(error, DeskError):
        logger.exception("event_failed", socket_event=event)
    return Refusal(error=ErrorView(**error_shape(error)))


def dump(payload: BaseModel) -> dict[str, Any]:
    return payload.model_dump(mode="json")
