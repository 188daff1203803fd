"""What a turn of the bot does to the database: it is taken, answered, postponed or given back.

A due turn is a mark on the conversation's row, set in the transaction that
stored the visitor's message, so a crash delays an answer and never loses it. A
lease keeps two workers apart. A reply is committed only if the epoch is still
the same (nobody took over) and no newer message came.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import cast

from agent_desk.clock import Clock, utc_now
from agent_desk.domain.conversation import State
from agent_desk.domain.vocabulary import Language
from agent_desk.metrics import Metrics
from agent_desk.orders.lookup import Asker
from agent_desk.services.appending import append_line
from agent_desk.services.attendance import Attendance
from agent_desk.services.handoff import hand_off
from agent_desk.services.publisher import Publisher
from agent_desk.settings.desk import TurnSettings
from agent_desk.storage import log
from agent_desk.storage.database import Database, Transaction
from agent_desk.storage.models import Conversation, Message, Visitor
from agent_desk.storage.turns import drop_turn_leases
from agent_desk.turns.answerer import (
    ONE_MOMENT,
    Question,
    Reply,
)
from agent_desk.turns.decision import Standing
from agent_desk.turns.handoff_cooldown import cooling_reasons


@dataclass(frozen=True)
class TakenTurn:
    """A turn under lease: what is asked, and what must not change until the commit."""

    question: Question
    conversation: Conversation
    epoch: int
    first_seq: int
    last_seq: int
    lease_until: datetime

    def still_held(self, conversation: Conversation) -> bool:
        """Nobody took over, and no other worker has it because the lease ran out."""
        return (
            conversation.epoch == self.epoch and conversation.turn_lease_until == self.lease_until
        )


class DueTurns:
    """Every method is one transaction. ``gave_up`` words the end of a turn that kept failing."""

    def __init__(
        self,
        settings: TurnSettings,
        database: Database,
        publisher: Publisher,
        attendance: Attendance,
        metrics: Metrics,
        *,
        gave_up: Callable[[Question], Reply],
        address_of: Callable[[str], str | None],
        retry_seconds: float,
        clock: Clock = utc_now,
    ) -> None:
        self._settings = settings
        self._database = database
        self._publisher = publisher
        self._attendance = attendance
        self._metrics = metrics
        self._gave_up = gave_up
        self._address_of = address_of
        self._retry = timedelta(seconds=retry_seconds)
        self._now = clock

    def take(self, conversation_id: str) -> TakenTurn | None:
        """The conversation's turn under a lease, or None when there is none to be run."""
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
                conversation.forget_turn()
                return None
            conversation.turn_attempts += 1
            lease_until = now + timedelta(seconds=self._settings.lease_seconds)
            conversation.turn_lease_until = lease_until
            taken = TakenTurn(
                question=self._question(transaction, conversation, lines),
                conversation=conversation,
                epoch=conversation.epoch,
                first_seq=lines[0].seq,
                last_seq=lines[-1].seq,
                lease_until=lease_until,
            )
            if conversation.turn_attempts > self._settings.attempts:
                self._answer(transaction, conversation, taken, self._gave_up(taken.question))
                return None
            return taken

    def commit(self, taken: TakenTurn, reply: Reply) -> None:
        """Stores ``reply``, unless it came too late or the visitor went on writing."""
        now = self._now()
        with self._database.write() as transaction:
            conversation = transaction.get_one(Conversation, taken.conversation.id)
            if not taken.still_held(conversation):
                self._metrics.turns.labels(decision="dropped").inc()
                return
            newer = _newer(transaction, conversation, taken)
            patience = timedelta(seconds=self._settings.wait_max_seconds)
            if newer and conversation.turn_since and now - conversation.turn_since < patience:
                conversation.turn_lease_until = None
                conversation.turn_attempts = 0
            elif reply.wait:
                self._postpone(transaction, conversation, taken, reply)
            else:
                self._answer(transaction, conversation, taken, reply)

    def give_back(self, taken: TakenTurn, *, tried: bool = True) -> None:
        """The turn stays due and may be taken at once; unless it was ``tried``, it does not count."""
        with self._database.write() as transaction:
            conversation = transaction.get_one(Conversation, taken.conversation.id)
            if taken.still_held(conversation):
                conversation.turn_lease_until = None
                if not tried:
                    conversation.turn_attempts = max(0, conversation.turn_attempts - 1)

    def release_abandoned(self) -> None:
        """For the start: nobody works on a turn any more, whatever its lease says.

        Should somebody do so after all, their reply finds the lease gone and is dropped.
        """
        with self._database.write() as transaction:
            drop_turn_leases(transaction)

    # --- the ends of a turn ----------------------------------------------------------

    def _answer(
        self, transaction: Transaction, conversation: Conversation, taken: TakenTurn, reply: Reply
    ) -> None:
        now = self._now()
        newer = _newer(transaction, conversation, taken)
        conversation.dialogue_state = reply.dialogue_state
        conversation.nothing_found = reply.nothing_found
        conversation.person_offered = reply.person_offered
        # That somebody is called is not said when nobody can come; the handoff says why.
        if not (
            reply.hand_off and self._attendance.absence(transaction, conversation.shop_id, now)
        ):
            self._say(transaction, conversation, reply, taken.question.language)
        conversation.answered_seq = taken.last_seq
        conversation.forget_turn()
        if reply.hand_off:
            hand_off(
                transaction,
                self._publisher,
                self._attendance,
                conversation,
                reply.explanation,
                language=taken.question.language,
                now=now,
            )
        if newer and conversation.state == State.BOT:
            conversation.turn_due_at = now
            conversation.turn_since = newer[0].created_at
        transaction.after_commit(lambda: self._publisher.conversation_changed(conversation))
        transaction.after_commit(lambda: self._count(reply))

    def _postpone(
        self, transaction: Transaction, conversation: Conversation, taken: TakenTurn, reply: Reply
    ) -> None:
        """The turn runs again shortly. The visitor is asked for patience once."""
        if not log.bot_said_since(transaction, conversation.id, taken.first_seq, reason=ONE_MOMENT):
            self._say(transaction, conversation, reply, taken.question.language)
            transaction.after_commit(lambda: self._publisher.conversation_changed(conversation))
        conversation.turn_due_at = self._now() + self._retry
        conversation.turn_lease_until = None
        conversation.turn_attempts = 0
        transaction.after_commit(lambda: self._metrics.turns.labels(decision="postponed").inc())

    def _say(
        self, transaction: Transaction, conversation: Conversation, reply: Reply, language: Language
    ) -> None:
        for index, said in enumerate(reply.lines):
            append_line(
                transaction,
                self._publisher,
                conversation,
                author="bot",
                now=self._now(),
                text=said.text,
                language=language,
                choices=[asdict(choice) for choice in said.choices] or None,
                source=asdict(said.source) if said.source else None,
                explanation=asdict(reply.explanation) if index == 0 else None,
            )

    def _count(self, reply: Reply) -> None:
        self._metrics.turns.labels(decision=reply.explanation.decision).inc()
        if reply.hand_off:
            self._metrics.handoffs.labels(reason=reply.explanation.reason).inc()

    # --- what is asked ---------------------------------------------------------------

    def _question(
        self, transaction: Transaction, conversation: Conversation, lines: list[Message]
    ) -> Question:
        visitor = transaction.get_one(Visitor, conversation.visitor_id)
        newest = lines[-1]
        chosen = newest.choice if len(lines) == 1 else None
        return Question(
            conversation_id=conversation.id,
            shop_id=conversation.shop_id,
            asker=Asker(
                conversation.shop_id,
                visitor.id,
                visitor.subject,
                self._address_of(visitor.token_hash),
            ),
            text="\n".join(line.text for line in lines),
            language=cast(Language, newest.language or conversation.language),
            standing=Standing(
                form_open=bool(conversation.dialogue_state.get("active_form")),
                nothing_found=conversation.nothing_found,
                person_offered=conversation.person_offered,
            ),
            dialogue_state=conversation.dialogue_state,
            entry=(chosen or {}).get("entry"),
            cooling=cooling_reasons(
                transaction,
                conversation,
                since=self._now() - timedelta(seconds=self._settings.cooldown_seconds),
            ),
        )


def _newer(transaction: Transaction, conversation: Conversation, taken: TakenTurn) -> list[Message]:
    """What the visitor wrote since the turn was taken."""
    unanswered = log.unanswered(transaction, conversation)
    return [line for line in unanswered if line.seq > taken.last_seq]
