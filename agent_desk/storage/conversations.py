"""Finds conversations and their visitors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from agent_desk.domain.agent import AgentProfile
from agent_desk.domain.conversation import State
from agent_desk.errors import NotAllowedError, NotFoundError
from agent_desk.storage.left_messages import newest_left_message
from agent_desk.storage.models import Conversation, Message, Visitor


def visitor_by_token(session: Session, shop_id: str, token_hash: str) -> Visitor | None:
    return session.scalar(_BY_TOKEN, {"shop_id": shop_id, "token_hash": token_hash})


def current_conversation(
    session: Session, visitor_id: str, *, now: datetime, reopen_hours: float
) -> Conversation | None:
    """The visitor's newest conversation, if it is open or can still reopen.

    A resolved one can reopen for ``reopen_hours``. After a left message, these
    count from when the visitor saw the answer; until then they do not end.
    """
    newest = session.scalar(_NEWEST_OF_VISITOR, {"visitor_id": visitor_id})
    if newest is None or newest.state != State.RESOLVED or newest.resolved_at is None:
        return newest
    since = now - timedelta(hours=reopen_hours)
    if newest.resolved_at > since:
        return newest
    left = newest_left_message(session, newest)
    reopens = left is not None and (left.seen_at is None or left.seen_at > since)
    return newest if reopens else None


def conversation_for_agent(
    session: Session, conversation_id: str, agent: AgentProfile
) -> Conversation:
    """Raises NotFoundError if there is none, or if it is not of one of the agent's shops."""
    conversation = session.get(Conversation, conversation_id)
    if conversation is None or conversation.shop_id not in agent.shop_ids:
        raise NotFoundError("There is no such conversation.")
    return conversation


def check_holds(conversation: Conversation, agent: AgentProfile) -> None:
    """Raises NotAllowedError unless the agent has the chat now."""
    if conversation.state != State.ASSIGNED or conversation.agent_id != agent.id:
        raise NotAllowedError("This chat is not yours; claim it first.")


def held_conversation(session: Session, conversation_id: str, agent: AgentProfile) -> Conversation:
    """A conversation that the agent has now.

    Raises NotFoundError as ``conversation_for_agent``, NotAllowedError as ``check_holds``.
    """
    conversation = conversation_for_agent(session, conversation_id, agent)
    check_holds(conversation, agent)
    return conversation


def assigned_to(session: Session, agent_id: str) -> list[Conversation]:
    return list(
        session.scalars(
            select(Conversation)
            .where(Conversation.agent_id == agent_id, Conversation.state == State.ASSIGNED)
            .order_by(Conversation.updated_at.desc())
        )
    )


def all_of(
    session: Session, shop_ids: Sequence[str], *, before: datetime | None, limit: int
) -> tuple[list[Conversation], bool]:
    """Up to ``limit`` conversations, newest change first, and whether there are more.

    ``before``: only conversations whose last change was earlier.
    """
    query = select(Conversation).where(Conversation.shop_id.in_(shop_ids))
    if before is not None:
        query = query.where(Conversation.updated_at < before)
    rows = session.scalars(query.order_by(Conversation.updated_at.desc()).limit(limit + 1)).all()
    return list(rows[:limit]), len(rows) > limit


def last_line(session: Session, conversation: Conversation) -> Message | None:
    """The newest text that a person wrote, which the console's lists show."""
    newest = conversation.last_person_line
    return session.get_one(Message, newest) if newest else None


def newest_handoff(session: Session, conversation_id: str) -> Message | None:
    """The line whose explanation is the console's card: that of the last handoff.

    While the shop is closed there is no handoff. Then the line that asks the
    visitor to leave a message has the explanation.
    """
    kind = Message.event["type"].as_string()
    lines = session.scalars(
        select(Message)
        .where(
            Message.conversation_id == conversation_id,
            kind.in_(("handed_off", "message_offered")),
        )
        .order_by(Message.seq.desc())
    )
    return next((line for line in lines if line.explanation), None)


# These run for every message. Building such a statement takes longer than running it.
_BY_TOKEN = select(Visitor).where(
    Visitor.shop_id == bindparam("shop_id"), Visitor.token_hash == bindparam("token_hash")
)
_NEWEST_OF_VISITOR = (
    select(Conversation)
    .where(Conversation.visitor_id == bindparam("visitor_id"))
    .order_by(Conversation.created_at.desc())
    .limit(1)
)
