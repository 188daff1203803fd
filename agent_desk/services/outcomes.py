"""What became of a question that the bot answered or asked back: recorded where it shows.

Each function belongs to the transaction in which it shows. ``before_seq`` is the visitor's line, or the
agent's, from which it does.
"""

from __future__ import annotations

from datetime import timedelta

from agent_desk.domain.events import OutcomeKnown
from agent_desk.storage.judged import event_between, judged_before, question_of, wrote_between
from agent_desk.storage.models import Conversation, Message
from agent_desk.storage.transaction import Transaction
from knowledge_base.content.outcomes import NotHelpfulReason, OutcomeKind
from knowledge_base.content.results import Judged

SIGN_WITHIN = timedelta(minutes=10)
"""What a visitor does later than that says nothing against the answer."""

ABOUT_CONTENT = ("incomplete", "unclear", "outdated")
"""Reasons for which the right answer may not help."""


def visitor_chose(
    transaction: Transaction, conversation: Conversation, line: Message, entry: str
) -> None:
    """They clicked a chip under ``line``."""
    if _decision(line) == "clarify":
        _record(transaction, conversation, line, "choice", right=_best(line) == entry)


def visitor_rated(
    transaction: Transaction,
    conversation: Conversation,
    line: Message,
    helpful: bool,
    reason: NotHelpfulReason | None,
) -> None:
    """They said of the answer ``line`` whether it helped."""
    if helpful:
        _record(transaction, conversation, line, "helpful", right=True)
    else:
        right = None if reason in ABOUT_CONTENT else False
        _record(transaction, conversation, line, "not_helpful", right=right, reason=reason)


def visitor_called_person(
    transaction: Transaction, conversation: Conversation, before_seq: int
) -> None:
    """They asked for a person."""
    line = _still_open(transaction, conversation, before_seq)
    if line is not None and _is_soon(transaction, line):
        kind: OutcomeKind = "claim_after_answer" if _decision(line) == "answer" else "none_of_these"
        _record(transaction, conversation, line, kind, right=False)


def visitor_wrote_on(
    transaction: Transaction,
    conversation: Conversation,
    text: str,
    before_seq: int,
    *,
    objects: bool,
) -> None:
    """They wrote ``text``. ``objects``: it says that they meant something else."""
    line = _still_open(transaction, conversation, before_seq)
    if line is None:
        return
    if _decision(line) == "clarify":
        _record(transaction, conversation, line, "left_open", right=False)
        return
    reopened = event_between(transaction, conversation.id, "reopened", line.seq, before_seq)
    if not reopened and not _is_soon(transaction, line):
        _record(transaction, conversation, line, "went_on", right=True)
    elif objects:
        _record(transaction, conversation, line, "objected", right=False)
    else:
        texts = (question_of(transaction, line), text)
        kind: OutcomeKind = "reopened" if reopened else "rephrased"
        _record(transaction, conversation, line, kind, right=False, texts=texts)


def visitor_fell_silent(transaction: Transaction, conversation: Conversation) -> None:
    """The chat with the bot ends."""
    line = _still_open(transaction, conversation, conversation.last_seq + 1)
    if line is not None:
        answered = _decision(line) == "answer"
        kind: OutcomeKind = "went_on" if answered else "left_open"
        _record(transaction, conversation, line, kind, right=answered)


def agent_replied(transaction: Transaction, conversation: Conversation, reply: Message) -> None:
    """An agent answered the question for which the bot called a person, with a stored answer or
    without. Only their first words count, and only if the visitor asked nothing since."""
    called = event_between(transaction, conversation.id, "handed_off", 0, reply.seq)
    if called is None:
        return
    line = judged_before(transaction, conversation.id, called + 1)
    others = ("agent", "visitor")
    if line is None or any(
        wrote_between(transaction, conversation.id, author, called, reply.seq) for author in others
    ):
        return
    if reply.source is None:
        _record(transaction, conversation, line, "agent_own_answer", right=None)
    else:
        right = _best(line) == reply.source["entry"]
        _record(transaction, conversation, line, "agent_used", right=right)


def _still_open(
    transaction: Transaction, conversation: Conversation, before_seq: int
) -> Message | None:
    """The bot's last answer, or question back, if the visitor has written nothing since."""
    line = judged_before(transaction, conversation.id, before_seq)
    if line is None or _decision(line) not in ("answer", "clarify"):
        return None
    wrote = wrote_between(transaction, conversation.id, "visitor", line.seq, before_seq)
    return None if wrote else line


def _record(
    transaction: Transaction,
    conversation: Conversation,
    line: Message,
    kind: OutcomeKind,
    *,
    right: bool | None,
    reason: NotHelpfulReason | None = None,
    texts: tuple[str, str] | None = None,
) -> None:
    judged = _judged(line)
    if judged is None:  # the visitor chose it, or nothing was searched for
        return
    transaction.record(
        OutcomeKnown(
            shop_id=conversation.shop_id,
            visitor_id=conversation.visitor_id,
            about=line.id,
            judged=judged,
            kind=kind,
            right=right,
            reason=reason,
            texts=texts,
        )
    )


def _is_soon(transaction: Transaction, line: Message) -> bool:
    return transaction.now - line.created_at <= SIGN_WITHIN


def _decision(line: Message) -> str | None:
    return (line.explanation or {}).get("decision")


def _judged(line: Message) -> Judged | None:
    judged = (line.explanation or {}).get("judged")
    return Judged.from_dict(judged) if judged else None


def _best(line: Message) -> str | None:
    judged = _judged(line)
    return judged.entry if judged else None
