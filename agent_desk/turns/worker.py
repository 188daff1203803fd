"""The turn worker: runs the turns that are due, one at a time per conversation."""

from __future__ import annotations

from collections.abc import Callable

import gevent
import structlog
from gevent.event import Event

from agent_desk.errors import StorageUnavailableError
from agent_desk.metrics import Metrics
from agent_desk.settings.desk import TurnSettings
from agent_desk.storage.database import Database
from agent_desk.storage.turns import drop_turn_leases, due_turns, next_turn_at
from agent_desk.turns.answerer import Answerer
from agent_desk.turns.due import DueTurns, TakenTurn

logger = structlog.get_logger(__name__)

# A chat that comes back to the bot has a turn due without anybody waking the worker.
LONGEST_SLEEP_SECONDS = 1.0
RETRY_SECONDS = 1.0
RELEASE_SECONDS = 1.0


class TurnTimeoutError(Exception):
    """A turn took longer than its lease."""


class TurnWorker:
    """Takes what is due from ``turns``, has it answered, and commits the reply.

    ``show_typing`` tells a visitor, by the hash of their token and the subject of their signed
    identity, whether the bot writes.
    """

    def __init__(
        self,
        settings: TurnSettings,
        database: Database,
        answerer: Answerer,
        turns: DueTurns,
        metrics: Metrics,
        *,
        show_typing: Callable[[str, str | None, bool], None],
    ) -> None:
        self._settings = settings
        self._database = database
        self._answerer = answerer
        self._turns = turns
        self._metrics = metrics
        self._show_typing = show_typing
        self._woken = Event()
        self._running: dict[str, gevent.Greenlet] = {}
        self._draining = False

    def wake(self) -> None:
        """A turn was marked as due."""
        self._woken.set()

    def run_forever(self) -> None:
        """Runs turns as they fall due until ``drain``; first those that a crash left behind."""
        abandoned = True
        while not self._draining:
            self._woken.clear()
            try:
                if abandoned:
                    # Nobody works on a turn any more, whatever its lease says. A worker that does
                    # so after all finds the lease gone, and its reply is dropped.
                    self._database.write(drop_turn_leases)
                    abandoned = False
                for conversation_id in self._due():
                    self._running[conversation_id] = gevent.spawn(
                        self._run_and_forget, conversation_id
                    )
                pause = self._pause()
            except Exception:  # without this loop no visitor is answered
                logger.exception("turns_not_read")
                pause = RETRY_SECONDS
            self._woken.wait(pause)

    def drain(self, seconds: float) -> None:
        """Begins no more turns. Those under way may finish within ``seconds``; others are released."""
        self._draining = True
        self._woken.set()
        gevent.joinall(list(self._running.values()), timeout=seconds)
        left = list(self._running.values())
        if left:
            logger.info("turns_released", turns=len(left))
            gevent.killall(left, timeout=RELEASE_SECONDS)

    def run_due(self) -> int:
        """Runs what is due now, one after the other; returns how many turns that were."""
        due = self._due()
        for conversation_id in due:
            self.run(conversation_id)
        return len(due)

    def run(self, conversation_id: str) -> None:
        """One turn: take it, answer it, commit the reply or drop it."""
        taken = self._database.write(self._turns.take, conversation_id)
        if taken is not None:
            self._answer(taken)

    # --- the loop ------------------------------------------------------------------

    def _due(self) -> list[str]:
        with self._database.read() as session:
            due = due_turns(session, session.now)
        return [conversation_id for conversation_id in due if conversation_id not in self._running]

    def _pause(self) -> float:
        with self._database.read() as session:
            now = session.now
            following = next_turn_at(session, now)
        if following is None:
            return LONGEST_SLEEP_SECONDS
        return min(LONGEST_SLEEP_SECONDS, (following - now).total_seconds())

    def _run_and_forget(self, conversation_id: str) -> None:
        taken: TakenTurn | None = None
        try:
            taken = self._database.write(self._turns.take, conversation_id)
            if taken is not None:
                self._answer(taken)
        except StorageUnavailableError:
            logger.warning("turn_waits_for_storage", conversation=conversation_id)
            self._release_when_possible(taken)
        finally:
            self._running.pop(conversation_id, None)
            self._woken.set()

    def _answer(self, taken: TakenTurn) -> None:
        subject = taken.question.asker.subject
        self._show_typing(taken.token_hash, subject, True)
        try:
            patience = gevent.Timeout(self._settings.lease_seconds, TurnTimeoutError)
            with self._metrics.turn_seconds.time(), patience:
                reply = self._answerer.answer(taken.question)
            self._database.write(self._turns.commit, taken, reply)
        except StorageUnavailableError:
            raise  # no fault of the turn: it waits until something can be stored again
        except Exception:
            logger.exception("turn_failed", conversation=taken.conversation_id)
            self._database.write(self._turns.release, taken)
        except gevent.GreenletExit:  # the desk stops: the next one need not wait for the lease
            self._database.write(self._turns.release, taken, tried=False)
            raise
        finally:
            self._show_typing(taken.token_hash, subject, False)

    def _release_when_possible(self, taken: TakenTurn | None) -> None:
        """Releases the turn once the database can be written, so that nobody waits for its lease."""
        gevent.sleep(RETRY_SECONDS)
        while taken is not None and taken.lease_until > self._database.now():
            try:
                self._database.write(self._turns.release, taken, tried=False)
            except StorageUnavailableError:
                gevent.sleep(RETRY_SECONDS)
            else:
                return
