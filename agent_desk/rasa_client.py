"""Rasa over HTTP: one POST a turn, state in and state out (bot/channel.py is the other end)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import httpx
from pydantic import BaseModel, Field, ValidationError

from agent_desk.errors import BotUnavailableError
from agent_desk.settings import RasaSettings
from agent_desk.understanding import Act, Entity, RasaTurn


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

        Raises BotUnavailableError when it times out, answers with an error or
        something malformed, or has nothing to say: an empty turn is what Rasa
        gives when an action failed inside.
        """
        request = {
            "conversation_id": conversation_id,
            "text": text,
            "trigger": trigger,
            "language": language,
            "slots": slots,
            "state": state or None,
        }
        try:
            with self._client() as http:
                response = http.post("/webhooks/relay/turn", json=request)
            response.raise_for_status()
            reply = _Reply.model_validate_json(response.content)
        except httpx.HTTPError as error:
            raise BotUnavailableError(f"Rasa did not answer: {type(error).__name__}") from error
        except ValidationError as error:
            raise BotUnavailableError("Rasa's answer is malformed") from error
        if not reply.messages:
            raise BotUnavailableError("Rasa said nothing")
        return reply.to_turn()

    def check(self) -> None:
        """Raises BotUnavailableError unless Rasa answers with a model loaded."""
        try:
            with self._client() as http:
                http.get("/webhooks/relay/ready").raise_for_status()
        except httpx.HTTPError as error:
            raise BotUnavailableError(f"Rasa is not ready: {type(error).__name__}") from error

    @contextmanager
    def _client(self) -> Iterator[httpx.Client]:
        client = self._idle.pop() if self._idle else self._new_client()
        try:
            yield client
        finally:
            self._idle.append(client)

    def _new_client(self) -> httpx.Client:
        return httpx.Client(
            base_url=self._settings.url,
            headers={"Authorization": f"Bearer {self._settings.secret.get_secret_value()}"},
            timeout=self._settings.timeout_seconds,
            trust_env=False,
        )


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
