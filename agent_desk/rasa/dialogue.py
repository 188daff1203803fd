"""Rasa behind a circuit breaker: while it fails, no turn waits for it."""

from __future__ import annotations

from agent_desk.circuit_breaker import CircuitBreaker, CircuitState
from agent_desk.errors import BotUnavailableError
from agent_desk.rasa.engine import DialogueEngine, DialogueRequest
from agent_desk.rasa.turn import RasaTurn


class RasaDialogue:
    """A ``DialogueEngine`` that passes turns on to ``engine`` as long as the circuit is closed.

    ``patience_seconds`` is how long an engine that cannot be reached counts as restarting.
    """

    def __init__(
        self, engine: DialogueEngine, breaker: CircuitBreaker, *, patience_seconds: float
    ) -> None:
        self._engine = engine
        self._breaker = breaker
        self._patience_seconds = patience_seconds
        self._unreachable = False

    @property
    def circuit(self) -> CircuitState:
        return self._breaker.state

    def restarting(self) -> bool:
        """Whether Rasa became unreachable so recently that it is likely to be back soon.

        A Rasa that can be reached and fails, or answers too late, is not restarting.
        """
        failing = self._breaker.failing_seconds
        return self._unreachable and failing is not None and failing < self._patience_seconds

    def turn(self, request: DialogueRequest) -> RasaTurn:
        """As the engine's. Raises BotUnavailableError at once while the circuit is open."""
        if not self._breaker.admits():
            raise BotUnavailableError(
                "Rasa has failed too often and is left alone for a while",
                unreachable=self._unreachable,
            )
        try:
            turn = self._engine.turn(request)
        except BaseException as error:  # a probe that is cut off must not stay one for ever
            self._breaker.failed()
            self._unreachable = isinstance(error, BotUnavailableError) and error.unreachable
            raise
        self._breaker.succeeded()
        self._unreachable = False
        return turn

    def check(self) -> None:
        """Raises BotUnavailableError unless the engine answers and its turns do not fail."""
        self._engine.check()
        if self._breaker.state is CircuitState.OPEN:
            failing = self._breaker.failing_seconds or 0.0
            raise BotUnavailableError(
                f"Rasa answers, but its turns have failed for {failing:.0f} s; "
                "the knowledge base answers meanwhile."
            )
