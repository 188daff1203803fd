"""Finding conversations, visitors and agents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select
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
    """The visitor's conversation that goes on: open, or resolved so lately that it reopens.

    One in which a message was left waits for its visitor: the time counts from
    when they came back and saw the answer.
    """
    newest = session.scalar(_NEWEST_OF_VISITOR, {"visitor_id": visitor_id})
    if newest is None or newest.state != State.RESOLVED or newest.resolved_at is None:
        return newest
    since = now - timedelta(hours=reopen_hours)
    if newest.resolved_at > since:
        return newest
    left = newest_left_message(session, newest.id)
    waits = left is not None and (left.seen_at is None or left.seen_at > since)
    return newest if waits else None


def conversation_for_agent(
    session: Session, conversation_id: str, agent: AgentProfile
) -> Conversation:
    """Raises NotFoundError when there is none, or none of the agent's shops."""
    conversation = session.get(Conversation, conversation_id)
    if conversation is None or conversation.shop_id not in agent.shop_ids:
        raise NotFoundError("There is no such conversation.")
    return conversation


def check_holds(conversation: Conversation, agent: AgentProfile) -> None:
    """Raises NotAllowedError unless the agent has the chat now."""
    if conversation.state != State.ASSIGNED or conversation.agent_id != agent.id:
        raise NotAllowedError("This chat is not yours; claim it first.")


def held_conversation(session: Session, conversation_id: str, agent: AgentProfile) -> Conversation:
    """The chat that the agent has now. Raises NotFoundError and NotAllowedError as the two above."""
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
    """A page of all conversations, newest change first, and whether there are more."""
    query = select(Conversation).where(Conversation.shop_id.in_(shop_ids))
    if before is not None:
        query = query.where(Conversation.updated_at < before)
    rows = session.scalars(query.order_by(Conversation.updated_at.desc()).limit(limit + 1)).all()
    return list(rows[:limit]), len(rows) > limit


def last_line(session: Session, conversation_id: str) -> Message | None:
    """The newest line that a person wrote, for a row of the list; the bot's words tell less."""
    return session.scalar(_LAST_BY_A_PERSON, {"conversation_id": conversation_id})


def newest_handoff(session: Session, conversation_id: str) -> Message | None:
    """The line of the last handoff, whose explanation is the console's card.

    While the shop is closed nothing is handed over; then the line that says so has it.
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


def conversations_of(session: Session, visitor_id: str) -> int:
    return session.scalar(_COUNT_OF_VISITOR, {"visitor_id": visitor_id}) or 0


# Asked with every message: to put such a statement together takes longer than to run it.
_BY_TOKEN = select(Visitor).where(
    Visitor.shop_id == bindparam("shop_id"), Visitor.token_hash == bindparam("token_hash")
)
_NEWEST_OF_VISITOR = (
    select(Conversation)
    .where(Conversation.visitor_id == bindparam("visitor_id"))
    .order_by(Conversation.created_at.desc())
    .limit(1)
)
_COUNT_OF_VISITOR = (
    select(func.count())
    .select_from(Conversation)
    .where(Conversation.visitor_id == bindparam("visitor_id"))
)
_LAST_BY_A_PERSON = (
    select(Message)
    .where(
        Message.conversation_id == bindparam("conversation_id"),
        Message.kind == "text",
        Message.author.in_(("visitor", "agent")),
    )
    .order_by(Message.seq.desc())
    .limit(1)
)
