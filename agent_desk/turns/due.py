"""What a turn of the bot does to the database: it is taken, answered, postponed or released.

A due turn is a mark on the conversation's row, set in the transaction that
stored the visitor's message, so a crash delays an answer and never loses it. A
lease keeps two workers apart. A reply is committed only if the epoch is still
the same (nobody took over) and no newer message came.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import cast

from agent_desk.domain.conversation import State
from agent_desk.domain.dialogue_memory import remembered, stored
from agent_desk.domain.events import (
    ConversationChanged,
    TurnAnswered,
    TurnDropped,
    TurnPostponed,
)
from agent_desk.domain.lines import NewLine
from agent_desk.domain.proved_orders import ProvedOrder, proved_numbers, with_proof
from agent_desk.domain.vocabulary import Absence, Language
from agent_desk.orders.guesses import Asker
from agent_desk.orders.lookup import Found
from agent_desk.services.handoff import Handoffs
from agent_desk.services.outcomes import visitor_called_person, visitor_wrote_on
from agent_desk.services.source_limits import SourceLimits
from agent_desk.settings.desk import TurnSettings
from agent_desk.storage import log
from agent_desk.storage.models import Conversation, Message, Visitor
from agent_desk.storage.transaction import Transaction
from agent_desk.storage.turns import plan_turn
from agent_desk.turns.given_proofs import held, noted
from agent_desk.turns.handoff_cooldown import cooling_reasons
from agent_desk.turns.question import Question, Standing
from agent_desk.turns.reply import Reply


@dataclass(frozen=True)
class TakenTurn:
    """A turn under lease: what is asked, and what must not change until the commit.

    ``token_hash`` is the visitor's, ``source`` from where they write (``SourceLimits.source``).
    """

    question: Question
    conversation_id: str
    token_hash: str
    source: str
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
    """Every method is the work of one transaction (``Database.write``).

    ``proof_holds`` says how long an order stays proved, by shop.
    """

    def __init__(
        self,
        settings: TurnSettings,
        handoffs: Handoffs,
        limits: SourceLimits,
        proof_holds: Mapping[str, timedelta],
        *,
        retry_seconds: float,
    ) -> None:
        self._settings = settings
        self._handoffs = handoffs
        self._limits = limits
        self._proof_holds = proof_holds
        self._retry = timedelta(seconds=retry_seconds)

    def take(self, transaction: Transaction, conversation_id: str) -> TakenTurn | None:
        """The conversation's turn under a lease, or None when there is none to be run."""
        now = transaction.now
        conversation = transaction.get(Conversation, conversation_id)
        if conversation is None or conversation.turn_due_at is None:
            return None
        leased = conversation.turn_lease_until is not None and conversation.turn_lease_until > now
        if conversation.turn_due_at > now or leased:
            return None
        lines = log.unanswered(transaction, conversation)
        if conversation.state != State.BOT or not lines:
            conversation.forget_turn()
            return None
        conversation.turn_attempts += 1
        conversation.turn_lease_until = now + timedelta(seconds=self._settings.lease_seconds)
        visitor = transaction.get_one(Visitor, conversation.visitor_id)
        name = visitor.name if visitor.subject else None
        asker = Asker(conversation.shop_id, visitor.id, visitor.subject, conversation.written_from)
        source = self._limits.source(asker.shop_id, asker.subject, asker.address)
        return TakenTurn(
            question=self._question(transaction, conversation, asker, name, lines),
            conversation_id=conversation.id,
            token_hash=visitor.token_hash,
            source=source,
            epoch=conversation.epoch,
            first_seq=lines[0].seq,
            last_seq=lines[-1].seq,
            lease_until=conversation.turn_lease_until,
        )

    def commit(self, transaction: Transaction, taken: TakenTurn, reply: Reply) -> None:
        """Stores ``reply``, unless it came too late or the visitor went on writing."""
        conversation = transaction.get_one(Conversation, taken.conversation_id)
        if not taken.still_held(conversation):
            transaction.record(TurnDropped(conversation.id))
            return
        newer = _newer(transaction, conversation, taken)
        patience = timedelta(seconds=self._settings.wait_max_seconds)
        since = conversation.turn_since
        if newer and since and transaction.now - since < patience:
            conversation.turn_lease_until = None
            conversation.turn_attempts = 0
            plan_turn(transaction, conversation, conversation.turn_due_at or transaction.now)
        elif reply.hand_off:
            self._hand_off(transaction, conversation, taken, reply, newer)
        elif reply.wait:
            self._postpone(transaction, conversation, taken, reply)
        else:
            self._answer(transaction, conversation, taken, reply, newer)

    def release(self, transaction: Transaction, taken: TakenTurn, *, tried: bool = True) -> None:
        """The turn stays due and may be taken at once. Unless it was ``tried``, no try is counted."""
        conversation = transaction.get_one(Conversation, taken.conversation_id)
        if taken.still_held(conversation):
            conversation.turn_lease_until = None
            if not tried:
                conversation.turn_attempts = max(0, conversation.turn_attempts - 1)
            plan_turn(transaction, conversation, conversation.turn_due_at or transaction.now)

    # --- the ends of a turn ----------------------------------------------------------

    def _hand_off(
        self,
        transaction: Transaction,
        conversation: Conversation,
        taken: TakenTurn,
        reply: Reply,
        newer: list[Message],
    ) -> None:
        absence = self._handoffs.absence(transaction, conversation.shop_id, taken.source)
        if absence is None:
            reply = replace(reply, lines=(*reply.lines, *reply.announcement))
        self._answer(transaction, conversation, taken, reply, newer, absence=absence)

    def _answer(
        self,
        transaction: Transaction,
        conversation: Conversation,
        taken: TakenTurn,
        reply: Reply,
        newer: list[Message],
        *,
        absence: Absence | None = None,
    ) -> None:
        conversation.dialogue_state = noted(
            reply.dialogue_state, conversation.dialogue_state, transaction.now
        )
        conversation.nothing_found = reply.nothing_found
        conversation.person_offered = reply.person_offered
        conversation.dialogue_memory = stored(reply.memory, transaction.now)
        if reply.other_language is not None and not newer:  # newer lines may be in another one
            conversation.other_language = reply.other_language
        _record_outcome(transaction, conversation, taken, reply)
        if reply.proved is not None:
            _remember_proof(transaction, conversation, reply.proved)
        _say(transaction, conversation, reply, taken.question.language)
        conversation.answered_seq = taken.last_seq
        conversation.forget_turn()
        if not newer:
            conversation.written_from = None
        if reply.hand_off:
            self._handoffs.hand_off(
                transaction,
                conversation,
                reply.explanation,
                absence=absence,
                source=taken.source,
            )
        if newer and conversation.state == State.BOT:
            conversation.turn_since = newer[0].created_at
            plan_turn(transaction, conversation, transaction.now)
        transaction.record(ConversationChanged(conversation.id))
        why = reply.explanation
        transaction.record(
            TurnAnswered(conversation.id, why.decision, why.reason if reply.hand_off else None)
        )

    def _postpone(
        self, transaction: Transaction, conversation: Conversation, taken: TakenTurn, reply: Reply
    ) -> None:
        """The turn runs again shortly. The visitor is asked for patience once."""
        reason = reply.explanation.reason
        if not log.bot_said_since(transaction, conversation.id, taken.first_seq, reason=reason):
            _say(transaction, conversation, reply, taken.question.language)
            transaction.record(ConversationChanged(conversation.id))
        conversation.turn_lease_until = None
        conversation.turn_attempts = 0
        plan_turn(transaction, conversation, transaction.now + self._retry)
        transaction.record(TurnPostponed(conversation.id))

    # --- what is asked ---------------------------------------------------------------

    def _question(
        self,
        transaction: Transaction,
        conversation: Conversation,
        asker: Asker,
        name: str | None,
        lines: list[Message],
    ) -> Question:
        newest, now = lines[-1], transaction.now
        chosen = (newest.choice if len(lines) == 1 else None) or {}
        cooldown = timedelta(seconds=self._settings.cooldown_seconds)
        proof_holds = self._proof_holds.get(conversation.shop_id, timedelta())
        return Question(
            conversation_id=conversation.id,
            shop_id=conversation.shop_id,
            asker=asker,
            text=chosen.get("order") or "\n".join(line.text for line in lines),
            language=cast(Language, newest.language or conversation.language),
            standing=Standing(
                form_open=bool(conversation.dialogue_state.get("active_form")),
                nothing_found=conversation.nothing_found,
                person_offered=conversation.person_offered,
                cooling=cooling_reasons(transaction, conversation, since=now - cooldown),
                tries_used_up=conversation.turn_attempts > self._settings.attempts,
            ),
            dialogue_state=held(conversation.dialogue_state, now, proof_holds),
            entry=chosen.get("entry"),
            other_order=bool(chosen.get("other_order")),
            name=name,
            memory=remembered(conversation.dialogue_memory, now),
            proved=proved_numbers(conversation.proved_orders, now, proof_holds),
        )


def _record_outcome(
    transaction: Transaction, conversation: Conversation, taken: TakenTurn, reply: Reply
) -> None:
    """What these lines say of the answer before them. A click has been recorded already."""
    question, why = taken.question, reply.explanation
    if question.entry is not None or question.other_order:
        return
    if reply.hand_off and why.reason == "asked":
        visitor_called_person(transaction, conversation, taken.first_seq)
        return
    meant = why.intent.name if why.intent is not None else ""
    denies = meant == "deny" and not question.standing.form_open  # else it answers the form
    objects = denies or meant == "wrong_answer"
    visitor_wrote_on(
        transaction, conversation, question.simplified, taken.first_seq, objects=objects
    )


def _remember_proof(transaction: Transaction, conversation: Conversation, found: Found) -> None:
    proved = ProvedOrder(found.order.order_number, found.numbers, found.proved_by, transaction.now)
    conversation.proved_orders = with_proof(conversation.proved_orders, proved)


def _say(
    transaction: Transaction, conversation: Conversation, reply: Reply, language: Language
) -> None:
    for index, said in enumerate(reply.lines):
        line = NewLine(
            "bot",
            text=said.text,
            language=language,
            choices=said.choices,
            source=said.source,
            explanation=reply.explanation if index == 0 else None,
        )
        log.append(transaction, conversation, line)


def _newer(transaction: Transaction, conversation: Conversation, taken: TakenTurn) -> list[Message]:
    """What the visitor wrote since the turn was taken."""
    if conversation.last_seq == taken.last_seq:
        return []
    unanswered = log.unanswered(transaction, conversation)
    return [line for line in unanswered if line.seq > taken.last_seq]
