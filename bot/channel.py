"""The only way into Rasa: one POST per turn that takes the dialogue's state and returns it.

``credentials.yml`` names this module, so the repository root must be on PYTHONPATH.
README.md has an example to run.
"""

from __future__ import annotations

import hmac
import json
import logging
import os
import traceback
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot.dialogue import run_turn
from bot.errors import (
    BodyTooLargeError,
    BotError,
    MalformedTurnError,
    ModelNotLoadedError,
    SecretMissingError,
    TurnFailedError,
    UnauthorizedError,
)
from bot.turn import read_turn

logger = logging.getLogger(__name__)

MAX_BODY_BYTES = 64 * 1024

# Rasa imports this module as it starts. Only its user may read what it writes from now on.
os.umask(0o077)


class TurnChannel(InputChannel):
    """``POST /webhooks/relay/turn`` and ``GET /webhooks/relay/ready``."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    @classmethod
    def name(cls) -> str:
        return "relay"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> TurnChannel:
        secret = (credentials or {}).get("secret")
        if not isinstance(secret, str) or not secret.strip():
            raise SecretMissingError("credentials.yml has no secret (RELAY_RASA_SECRET)")
        return cls(secret)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        blueprint = Blueprint("relay_turn")

        @blueprint.listener("before_server_start")
        async def limit_request_size(app: Sanic, _: Any) -> None:
            app.config.REQUEST_MAX_SIZE = 2 * MAX_BODY_BYTES

        @blueprint.listener("after_server_start")
        async def warm_up(app: Sanic, _: Any) -> None:
            """Reads the encoder's table from the disk now, so that the first visitor does not wait."""
            agent = getattr(app.ctx, "agent", None)
            if agent is not None and agent.is_ready():
                await agent.processor.parse_message(UserMessage("你好"))

        @blueprint.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            try:
                self._authorize(request)
                return json_response(await run_turn(_processor(request), read_turn(_body(request))))
            except BotError as error:
                return _refusal(error)
            except Exception as error:  # noqa: BLE001 - the desk needs an answer in every case
                # The traceback without the message, which may quote the visitor.
                traceback_lines = "".join(traceback.format_tb(error.__traceback__))
                logger.error("A turn failed: %s\n%s", type(error).__name__, traceback_lines)
                return _refusal(TurnFailedError("an unexpected error; its traceback is in the log"))

        @blueprint.get("/ready")
        async def ready(request: Request) -> HTTPResponse:
            try:
                return json_response({"model": _processor(request).model_metadata.model_id})
            except ModelNotLoadedError as error:
                return _refusal(error)

        return blueprint

    def _authorize(self, request: Request) -> None:
        expected = b"Bearer " + self._secret
        given = request.headers.get("authorization", "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, expected):
            raise UnauthorizedError("the Authorization header holds no valid secret")


def _body(request: Request) -> object:
    if len(request.body) > MAX_BODY_BYTES:
        raise BodyTooLargeError(f"the body is larger than {MAX_BODY_BYTES} bytes")
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError):
        raise MalformedTurnError("the body is not JSON") from None


def _processor(request: Request) -> MessageProcessor:
    agent = getattr(request.app.ctx, "agent", None)
    if agent is None or not agent.is_ready():
        raise ModelNotLoadedError("no model is loaded")
    return agent.processor


def _refusal(error: BotError) -> HTTPResponse:
    body = {"error": {"code": error.code, "message": str(error)}}
    return json_response(body, status=error.status)
