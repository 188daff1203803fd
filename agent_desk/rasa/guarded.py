"""Rasa behind a circuit breaker: while it fails, no turn waits for it."""

from __future__ import annotations

from typing import Any

from agent_desk.errors import BotUnavailableError
from agent_desk.rasa.circuit_breaker import (
    Breaker,
    BreakerState,
)
from agent_desk.rasa.client import DialogueEngine
from agent_desk.rasa.turn import RasaTurn


class GuardedDialogue:
    """A ``DialogueEngine`` that asks another one as long as that one answers.

    ``patience_seconds`` is how long an engine that cannot be reached counts as restarting.
    """

    def __init__(
        self, dialogue: DialogueEngine, breaker: Breaker, *, patience_seconds: float
    ) -> None:
        self._dialogue = dialogue
        self._breaker = breaker
        self._patience_seconds = patience_seconds
        self._unreachable = False

    @property
    def breaker(self) -> BreakerState:
        return self._breaker.state

    def restarting(self) -> bool:
        """It has gone away so lately that it is likely to be back soon.

        One that is there and fails, or answers too late, is not restarting.
        """
        failing = self._breaker.failing_seconds
        return self._unreachable and failing is not None and failing < self._patience_seconds

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
        """As the guarded engine's. Raises BotUnavailableError at once while the breaker is open."""
        if not self._breaker.admits():
            raise BotUnavailableError(
                "Rasa has failed too often and is left alone for a while",
                unreachable=self._unreachable,
            )
        try:
            turn = self._dialogue.turn(
                conversation_id,
                language=language,
                state=state,
                slots=slots,
                text=text,
                trigger=trigger,
            )
        except BaseException as error:  # a probe that is cut off must not stay one for ever
            self._breaker.failed()
            self._unreachable = isinstance(error, BotUnavailableError) and error.unreachable
            raise
        self._breaker.succeeded()
        self._unreachable = False
        return turn

    def check(self) -> None:
        """Raises BotUnavailableError unless the engine answers, and its turns do not fail."""
        self._dialogue.check()
        if self._breaker.state is BreakerState.OPEN:
            failing = self._breaker.failing_seconds or 0.0
            raise BotUnavailableError(
                f"Rasa answers, but its turns have failed for {failing:.0f} s; "
                "the knowledge base answers meanwhile."
            )
