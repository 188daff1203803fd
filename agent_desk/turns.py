"""The turn worker: runs the turns that are due, one at a time per conversation.

A due turn is a mark on the conversation's row, set in the transaction that
stored the visitor's message, so a crash delays an answer and never loses it.
A lease keeps two workers apart. The reply is committed only if the epoch is
still the same (nobody took over) and no newer message came.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

import gevent
import structlog
from gevent.event import Event

from agent_desk.answering import Answerer, Question, Reply
from agent_desk.clock import Clock, utc_now
from agent_desk.conversation import State
from agent_desk.decision import Standing
from agent_desk.errors import StorageUnavailableError
from agent_desk.events.payloads import Explanation, Language
from agent_desk.metrics import Metrics
from agent_desk.services.handoff import hand_off
from agent_desk.services.orders.lookup import Asker
from agent_desk.services.publisher import Publisher
from agent_desk.settings import TurnSettings
from agent_desk.storage import log
from agent_desk.storage.conversations import due_turns, next_turn_at
from agent_desk.storage.database import Database, Transaction
from agent_desk.storage.models import Conversation, Message, Visitor

logger = structlog.get_logger(__name__)

# A chat that comes back to the bot owes a turn without anybody waking the worker.
LONGEST_SLEEP_SECONDS = 1.0
RETRY_SECONDS = 1.0


@dataclass(frozen=True)
class TakenTurn:
    """A turn under lease: what is asked, and what must not change until the commit."""

    question: Question
    conversation: Conversation
    epoch: int
    last_seq: int
    lease_until: datetime

    def still_held(self, conversation: Conversation) -> bool:
        """Nobody took over, and no other worker has it because the lease ran out."""
        return (
            conversation.epoch == self.epoch and conversation.turn_lease_until == self.lease_until
        )


class TurnTimeoutError(Exception):
    """A turn took longer than its lease."""


class TurnWorker:
    """``address_of`` tells a connected visitor's IP address by the hash of their token."""

    def __init__(
        self,
        settings: TurnSettings,
        database: Database,
        publisher: Publisher,
        answerer: Answerer,
        metrics: Metrics,
        *,
        address_of: Callable[[str], str | None],
        clock: Clock = utc_now,
    ) -> None:
        self._settings = settings
        self._address_of = address_of
        self._database = database
        self._publisher = publisher
        self._answerer = answerer
        self._metrics = metrics
        self._now = clock
        self._woken = Event()
        self._running: set[str] = set()

    def wake(self) -> None:
        """A turn was marked as due."""
        self._woken.set()

    def run_forever(self) -> None:
        """Runs turns as they fall due; first those that a crash left behind."""
        while True:
            self._woken.clear()
            try:
                for conversation_id in self._due():
                    self._running.add(conversation_id)
                    gevent.spawn(self._run_and_forget, conversation_id)
                pause = self._pause()
            except Exception:  # without this loop nobody is answered
                logger.exception("turns_not_read")
                pause = RETRY_SECONDS
            self._woken.wait(pause)

    def run_due(self) -> int:
        """Runs what is due now, one after the other; how many it were."""
        due = self._due()
        for conversation_id in due:
            self.run(conversation_id)
        return len(due)

    def run(self, conversation_id: str) -> None:
        """One turn: take it, answer it, commit the reply or drop it."""
        taken = self._take(conversation_id)
        if taken is None:
            return
        self._publisher.bot_typing(taken.conversation, True)
        try:
            patience = gevent.Timeout(self._settings.lease_seconds, TurnTimeoutError)
            with self._metrics.turn_seconds.time(), patience:
                reply = self._answerer.answer(taken.question)
            self._commit(taken, reply)
        except Exception:
            logger.exception("turn_failed", conversation=conversation_id)
            self._give_back(taken)
        finally:
            self._publisher.bot_typing(taken.conversation, False)

    # --- the loop ------------------------------------------------------------------

    def _due(self) -> list[str]:
        with self._database.read() as session:
            due = due_turns(session, self._now())
        return [conversation_id for conversation_id in due if conversation_id not in self._running]

    def _pause(self) -> float:
        now = self._now()
        with self._database.read() as session:
            following = next_turn_at(session, now)
        if following is None:
            return LONGEST_SLEEP_SECONDS
        return min(LONGEST_SLEEP_SECONDS, (following - now).total_seconds())

    def _run_and_forget(self, conversation_id: str) -> None:
        try:
            self.run(conversation_id)
        except StorageUnavailableError:
            logger.exception("turn_waits_for_storage", conversation=conversation_id)
            gevent.sleep(RETRY_SECONDS)
        finally:
            self._running.discard(conversation_id)
            self._woken.set()

    # --- one turn --------------------------------------------------------------------

    def _take(self, conversation_id: str) -> TakenTurn | None:
        now = self._now()
        with self._database.write() as transaction:
            conversation = transaction.get(Conversation, conversation_id)
            if conversation is None or conversation.turn_due_at is None:
                return None
            if conversation.turn_due_at > now or (
                conversation.turn_lease_until is not None and conversation.turn_lease_until > now
            ):
                return None
            lines = log.unanswered(transaction, conversation)
            if conversation.state != State.BOT or not lines:
                _settle(conversation)
                return None
            if conversation.turn_attempts >= self._settings.attempts:
                self._call_person(transaction, conversation)
                return None
            conversation.turn_attempts += 1
            lease_until = now + timedelta(seconds=self._settings.lease_seconds)
            conversation.turn_lease_until = lease_until
            visitor = transaction.get_one(Visitor, conversation.visitor_id)
            return TakenTurn(
                question=_question(
                    conversation, visitor, lines, address=self._address_of(visitor.token_hash)
                ),
                conversation=conversation,
                epoch=conversation.epoch,
                last_seq=lines[-1].seq,
                lease_until=lease_until,
            )

    def _commit(self, taken: TakenTurn, reply: Reply) -> None:
        now = self._now()
        with self._database.write() as transaction:
            conversation = transaction.get_one(Conversation, taken.conversation.id)
            if not taken.still_held(conversation):
                self._metrics.turns.labels(decision="dropped").inc()
                return
            newer = [
                line
                for line in log.unanswered(transaction, conversation)
                if line.seq > taken.last_seq
            ]
            patience = timedelta(seconds=self._settings.wait_max_seconds)
            if newer and conversation.turn_since and now - conversation.turn_since < patience:
                conversation.turn_lease_until = None
                conversation.turn_attempts = 0
                return
            self._store(transaction, conversation, reply, taken.question.language)
            conversation.answered_seq = taken.last_seq
            _settle(conversation)
            if reply.hand_off:
                hand_off(
                    transaction,
                    self._publisher,
                    conversation,
                    reply.explanation,
                    language=taken.question.language,
                    now=now,
                )
            elif newer:
                conversation.turn_due_at = now
                conversation.turn_since = newer[0].created_at
            transaction.after_commit(lambda: self._publisher.conversation_changed(conversation))
            transaction.after_commit(lambda: self._count(reply))

    def _store(
        self,
        transaction: Transaction,
        conversation: Conversation,
        reply: Reply,
        language: Language,
    ) -> None:
        conversation.dialogue_state = reply.dialogue_state
        conversation.nothing_found = reply.nothing_found
        conversation.person_offered = reply.person_offered
        for index, said in enumerate(reply.lines):
            line = log.append(
                transaction,
                conversation,
                author="bot",
                now=self._now(),
                text=said.text,
                language=language,
                choices=[choice.model_dump() for choice in said.choices] or None,
                source=said.source.model_dump() if said.source else None,
                explanation=reply.explanation.model_dump(mode="json") if index == 0 else None,
            )
            self._tell(transaction, conversation, line)

    def _tell(self, transaction: Transaction, conversation: Conversation, line: Message) -> None:
        transaction.after_commit(lambda: self._publisher.message_created(conversation, line))

    def _give_back(self, taken: TakenTurn) -> None:
        """The turn stays due; when the tries are used up, ``_take`` calls a person."""
        with self._database.write() as transaction:
            conversation = transaction.get_one(Conversation, taken.conversation.id)
            if taken.still_held(conversation):
                conversation.turn_lease_until = None

    def _call_person(self, transaction: Transaction, conversation: Conversation) -> None:
        hand_off(
            transaction,
            self._publisher,
            conversation,
            Explanation(decision="hand_off", reason="bot_unavailable"),
            language=cast(Language, conversation.language),
            now=self._now(),
        )

    def _count(self, reply: Reply) -> None:
        self._metrics.turns.labels(decision=reply.explanation.decision).inc()
        if reply.hand_off:
            self._metrics.handoffs.labels(reason=reply.explanation.reason).inc()


def _settle(conversation: Conversation) -> None:
    conversation.turn_due_at = conversation.turn_since = conversation.turn_lease_until = None
    conversation.turn_attempts = 0


def _question(
    conversation: Conversation, visitor: Visitor, lines: list[Message], *, address: str | None
) -> Question:
    newest = lines[-1]
    chosen = newest.choice if len(lines) == 1 else None
    return Question(
        conversation_id=conversation.id,
        shop_id=conversation.shop_id,
        asker=Asker(conversation.shop_id, visitor.id, visitor.subject, address),
        text="\n".join(line.text for line in lines),
        language=cast(Language, newest.language or conversation.language),
        standing=Standing(
            form_open=bool(conversation.dialogue_state.get("active_form")),
            nothing_found=conversation.nothing_found,
            person_offered=conversation.person_offered,
        ),
        dialogue_state=conversation.dialogue_state,
        entry=(chosen or {}).get("entry"),
    )
