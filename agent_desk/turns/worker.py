"""The turn worker: runs the turns that are due, some at a time, and one of a conversation."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

import gevent
import structlog
from gevent.event import Event

from agent_desk.domain.events import TurnDue
from agent_desk.errors import StorageUnavailableError
from agent_desk.metrics import Metrics
from agent_desk.settings.desk import TurnSettings
from agent_desk.storage.database import Database
from agent_desk.storage.transaction import Transaction
from agent_desk.storage.turns import drop_turn_leases, due_turns, planned_turns
from agent_desk.turns.answerer import Answerer
from agent_desk.turns.due import DueTurns, TakenTurn
from agent_desk.turns.schedule import Schedule

logger = structlog.get_logger(__name__)

LONGEST_SLEEP_SECONDS = 1.0
READ_SECONDS = 5.0
TOLD_AT_ONCE = 20
"""Conversations in which one transaction says a word."""

RETRY_SECONDS = 1.0
RELEASE_SECONDS = 1.0


class TurnTimeoutError(Exception):
    """A turn took longer than its lease."""


class TurnWorker:
    """Takes what is due from ``turns``, has it answered, and commits the reply.

    ``show_typing`` tells a visitor, by the hash of their token and the subject of their signed
    identity, whether the bot writes. ``ask_for_patience`` says a word in conversations whose turn
    has to wait, in one transaction.
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
        ask_for_patience: Callable[[Transaction, list[str]], None],
    ) -> None:
        self._settings = settings
        self._database = database
        self._answerer = answerer
        self._turns = turns
        self._metrics = metrics
        self._show_typing = show_typing
        self._ask_for_patience = ask_for_patience
        most_of_shop = max(1, settings.at_once - settings.at_once // 4)
        self._schedule = Schedule(most_of_shop=most_of_shop)
        self._woken = Event()
        self._running: dict[str, gevent.Greenlet] = {}
        self._draining = False
        metrics.turns_waiting.set_function(lambda: len(self._overdue(0)))

    def plan(self, due: TurnDue) -> None:
        """A turn was marked as due."""
        self._schedule.put(due.conversation_id, due.shop_id, due.at)
        self._woken.set()

    def run_forever(self) -> None:
        """Runs turns as they fall due until ``drain``; first those that a crash left behind."""
        abandoned, read_at = True, 0.0
        while not self._draining:
            self._woken.clear()
            try:
                if abandoned:
                    # Nobody works on a turn any more, whatever its lease says. A worker that does
                    # so after all finds the lease gone, and its reply is dropped.
                    self._database.write(drop_turn_leases)
                    abandoned = False
                if time.monotonic() >= read_at:
                    self._read_plan()
                    read_at = time.monotonic() + READ_SECONDS
                self._start_due()
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

    def ask_for_patience(self) -> None:
        """Says a word to those who wait for their turn to begin, once each.

        Raises StorageUnavailableError.
        """
        late = self._overdue(self._settings.word_after_seconds)
        for first in range(0, len(late), TOLD_AT_ONCE):
            told = late[first : first + TOLD_AT_ONCE]
            self._database.write(self._ask_for_patience, told)

    def run_due(self) -> int:
        """Runs what is due now, one after the other; returns how many turns that were."""
        with self._database.read() as session:
            due = due_turns(session, session.now)
        for conversation_id in due:
            self.run(conversation_id)
        return len(due)

    def run(self, conversation_id: str) -> None:
        """One turn: take it, answer it, commit the reply or drop it."""
        taken = self._database.write(self._turns.take, conversation_id)
        if taken is not None:
            self._answer(taken)

    # --- the loop ------------------------------------------------------------------

    def _read_plan(self) -> None:
        """The database is the truth: what this process was not told of is in it."""
        with self._database.read() as session:
            planned = planned_turns(session)
        for due in planned:
            self._schedule.put(due.conversation_id, due.shop_id, due.at)

    def _start_due(self) -> None:
        now = self._database.now()
        while not self._draining and self._schedule.under_way < self._settings.at_once:
            conversation_id = self._schedule.take(now)
            if conversation_id is None:
                return
            self._running[conversation_id] = gevent.spawn(self._run_and_forget, conversation_id)

    def _pause(self) -> float:
        following = self._schedule.next_at()
        if following is None:
            return LONGEST_SLEEP_SECONDS
        return min(
            LONGEST_SLEEP_SECONDS, max(0.0, (following - self._database.now()).total_seconds())
        )

    def _overdue(self, seconds: float) -> list[str]:
        """The conversations whose turn should have begun so long ago."""
        now = self._database.now()
        late = self._schedule.overdue(now, now - timedelta(seconds=seconds))
        return [planned.conversation_id for planned in late]

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
            self._schedule.done(conversation_id)
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
