"""Rasa over HTTP: one POST a turn, state in and state out (bot/channel.py is the other end)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, Self

import gevent
import httpx
from pydantic import BaseModel, Field, ValidationError, model_validator

from agent_desk.errors import BotUnavailableError
from agent_desk.rasa.engine import DialogueRequest
from agent_desk.rasa.turn import Act, Entity, RasaTurn, Utterance
from agent_desk.settings.desk import RasaSettings

MAX_ANSWER_BYTES = 1_000_000


class RasaClient:
    """Asks the channel of bot/; keeps no state.

    Every request under way has an HTTP client of its own; a later request uses it again. A
    client that requests share would hold a lock while it looks at its sockets. Locks do not
    yield on the event loop (docs/adr/0006), so two turns at once would block each other for ever.
    """

    def __init__(self, settings: RasaSettings) -> None:
        self._settings = settings
        self._idle: list[httpx.Client] = []

    def turn(self, request: DialogueRequest) -> RasaTurn:
        """What Rasa makes of the request.

        Raises BotUnavailableError if Rasa has not answered in full within
        ``timeout_seconds``, answers with an error or something malformed, or has
        nothing to say: Rasa returns an empty turn when an action failed inside.
        """
        answer = self._ask("POST", "/webhooks/relay/turn", json=_body(request))
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
        """The body of a good answer. httpx limits each read; the deadline limits all of them."""
        deadline = gevent.Timeout(self._settings.timeout_seconds)
        try:
            with deadline, self._client() as http:
                return _read(http, method, path, request)
        except gevent.Timeout as error:
            if error is not deadline:
                raise  # a timeout of a caller, such as the turn's own
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


# While Rasa restarts it refuses connections, closes them, or has no model yet.
_GONE = (httpx.ConnectError, httpx.ConnectTimeout, httpx.ReadError, httpx.RemoteProtocolError)
_NOT_READY = 503


def _body(request: DialogueRequest) -> dict[str, Any]:
    return {
        "conversation_id": request.conversation_id,
        "text": request.text,
        "trigger": request.trigger,
        "slots": request.slots,
        "state": request.state or None,
        **asdict(request.shop),
    }


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
    """Something to ``say`` or an ``act``; its values are the other fields."""

    say: str | None = None
    act: str | None = None

    @model_validator(mode="after")
    def _has_a_text(self) -> Self:
        if self.say is not None and not self.utterance(self.say).is_in_catalogue():
            raise ValueError(f"there is no text {self.say!r} with such values")
        return self

    def utterance(self, name: str) -> Utterance:
        return Utterance(name, dict(self.model_extra or {}))


class _Reply(BaseModel):
    intent: _Intent
    entities: list[_Entity] = []
    messages: list[_Message] = Field(default=[], max_length=20)
    state: dict[str, Any] = {}
    text: str = ""
    also: list[str] = []

    def to_turn(self) -> RasaTurn:
        return RasaTurn(
            intent=self.intent.name,
            confidence=self.intent.confidence,
            entities=tuple(Entity(found.entity, found.value) for found in self.entities),
            texts=tuple(message.utterance(message.say) for message in self.messages if message.say),
            acts=tuple(
                Act(message.act, dict(message.model_extra or {}))
                for message in self.messages
                if message.act
            ),
            state=self.state,
            text=self.text,
            also=tuple(self.also),
        )
