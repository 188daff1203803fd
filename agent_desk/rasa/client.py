"""Rasa over HTTP: one POST a turn, state in and state out (bot/channel.py is the other end)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import gevent
import httpx
from pydantic import BaseModel, Field, ValidationError

from agent_desk.errors import BotUnavailableError
from agent_desk.rasa.turn import (
    Act,
    Entity,
    RasaTurn,
)
from agent_desk.settings.desk import RasaSettings

MAX_ANSWER_BYTES = 1_000_000


class DialogueEngine(Protocol):
    """Whatever understands a turn; ``tests/fakes`` has another one."""

    def turn(
        self,
        conversation_id: str,
        *,
        language: str,
        state: dict[str, Any],
        slots: dict[str, Any],
        text: str | None = None,
        trigger: str | None = None,
    ) -> RasaTurn: ...

    def check(self) -> None: ...


class RasaClient:
    """Asks the channel of bot/; keeps no state.

    Every request under way has an HTTP client to itself, which the next one takes over. One
    client for all would share a lock that it holds while it looks at its sockets: on the event
    loop, where locks do not yield (docs/adr/0006), two turns at once would stand for ever.
    """

    def __init__(self, settings: RasaSettings) -> None:
        self._settings = settings
        self._idle: list[httpx.Client] = []

    def turn(
        self,
        conversation_id: str,
        *,
        language: str,
        state: dict[str, Any],
        slots: dict[str, Any],
        text: str | None = None,
        trigger: str | None = None,
    ) -> RasaTurn:
        """What Rasa makes of ``text`` (Simplified Chinese or English) or of a reported outcome.

        Raises BotUnavailableError when it has not answered in full within
        ``timeout_seconds``, answers with an error or something malformed, or has
        nothing to say: an empty turn is what Rasa gives when an action failed inside.
        """
        request = {
            "conversation_id": conversation_id,
            "text": text,
            "trigger": trigger,
            "language": language,
            "slots": slots,
            "state": state or None,
        }
        answer = self._ask("POST", "/webhooks/relay/turn", json=request)
        try:
            reply = _Reply.model_validate_json(answer)
        except ValidationError as error:
            raise BotUnavailableError("Rasa's answer is malformed") from error
        turn = reply.to_turn()
        if not turn.texts and not turn.acts:
            raise BotUnavailableError("Rasa said nothing")
        return turn

    def check(self) -> None:
        """Raises BotUnavailableError unless Rasa answers with a model loaded."""
        self._ask("GET", "/webhooks/relay/ready")

    def _ask(self, method: str, path: str, **request: Any) -> bytes:
        """The body of a good answer. httpx limits each single read; the deadline limits them all."""
        deadline = gevent.Timeout(self._settings.timeout_seconds)
        try:
            with deadline, self._client() as http:
                return _read(http, method, path, request)
        except gevent.Timeout as error:
            if error is not deadline:
                raise  # somebody else's, such as the turn's own
            raise BotUnavailableError("Rasa did not answer in time: Timeout") from None
        except httpx.HTTPStatusError as error:
            status = error.response.status_code
            raise BotUnavailableError(
                f"Rasa answered with status {status}", unreachable=status == _NOT_READY
            ) from error
        except httpx.HTTPError as error:
            raise BotUnavailableError(
                f"Rasa did not answer: {type(error).__name__}", unreachable=isinstance(error, _GONE)
            ) from error
        except httpx.InvalidURL as error:
            raise BotUnavailableError("agent_desk.rasa.url is no address") from error

    @contextmanager
    def _client(self) -> Iterator[httpx.Client]:
        """A client for one request. One whose request failed is not used again."""
        client = self._idle.pop() if self._idle else self._new_client()
        try:
            yield client
        except BaseException:
            client.close()
            raise
        self._idle.append(client)

    def _new_client(self) -> httpx.Client:
        return httpx.Client(
            base_url=self._settings.url,
            headers={"Authorization": f"Bearer {self._settings.secret.get_secret_value()}"},
            timeout=self._settings.timeout_seconds,
            trust_env=False,
        )


# While a Rasa is ended and started again, it refuses, hangs up, or has no model yet.
_GONE = (httpx.ConnectError, httpx.ConnectTimeout, httpx.ReadError, httpx.RemoteProtocolError)
_NOT_READY = 503


def _read(http: httpx.Client, method: str, path: str, request: dict[str, Any]) -> bytes:
    with http.stream(method, path, **request) as response:
        response.raise_for_status()
        body = bytearray()
        for part in response.iter_bytes():
            body += part
            if len(body) > MAX_ANSWER_BYTES:
                raise BotUnavailableError("Rasa's answer is too long")
        return bytes(body)


class _Intent(BaseModel):
    name: str
    confidence: float


class _Entity(BaseModel):
    entity: str
    value: str


class _Message(BaseModel, extra="allow"):
    text: str | None = None
    act: str | None = None


class _Reply(BaseModel):
    intent: _Intent
    entities: list[_Entity] = []
    messages: list[_Message] = Field(default=[], max_length=20)
    state: dict[str, Any] = {}

    def to_turn(self) -> RasaTurn:
        return RasaTurn(
            intent=self.intent.name,
            confidence=self.intent.confidence,
            entities=tuple(Entity(found.entity, found.value) for found in self.entities),
            texts=tuple(message.text for message in self.messages if message.text),
            acts=tuple(
                Act(message.act, dict(message.model_extra or {}))
                for message in self.messages
                if message.act
            ),
            state=self.state,
        )
