"""Turns rows of the database into payloads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, get_args

from sqlalchemy.orm import Session

from agent_desk.domain import agent as people
from agent_desk.domain.conversation import State
from agent_desk.domain.proved_orders import ProvedOrder, stored_proofs
from agent_desk.domain.shown_texts import shown_chips, shown_explanation, shown_source
from agent_desk.domain.vocabulary import Language, TrustLevel
from agent_desk.events.payloads.agent import (
    AgentMessage,
    AgentView,
    Colleague,
    ConversationOffered,
    ConversationSummary,
    Customer,
    LeftMessage,
    ProvedOrderView,
    ShopName,
)
from agent_desk.events.payloads.shared import Message
from agent_desk.events.payloads.visitor import ShopTexts, ShopView, VisitorConversation
from agent_desk.orders.numbers import numbers_in
from agent_desk.services.queue import Place
from agent_desk.settings.desk import DeskSettings
from agent_desk.settings.shops import ShopSettings
from agent_desk.storage import conversations, log
from agent_desk.storage import models as m
from agent_desk.storage.left_messages import newest_left_message, open_left_message
from knowledge_base.language.scripts import script_of
from knowledge_base.privacy.masking import mask

LAST_LINE_LENGTH = 120
UNREAD_COUNTED = 100


def message_for_visitor(row: m.Message) -> Message:
    """A line as the visitor sees it: without the explanation."""
    own = row.author == "visitor"
    source = row.source if row.author == "bot" else None
    return Message.model_validate(
        _line(row, row.previous_shown_seq, own=own) | {"source": source and shown_source(source)}
    )


def message_for_agent(
    session: Session, row: m.Message, agent_id: str | None, settings: DeskSettings
) -> AgentMessage:
    """A line as an agent sees it. ``agent_id`` is None if it goes to several agents."""
    own = agent_id is not None and row.sender_id == agent_id
    source = row.source if row.author == "bot" else None
    return AgentMessage.model_validate(
        _line(row, row.seq - 1, own=own)
        | {
            "source": source and shown_source(source),
            "explanation": row.explanation and shown_explanation(row.explanation),
            "numbers": _numbers(session, row, settings) if row.author == "visitor" else [],
        }
    )


def _numbers(session: Session, row: m.Message, settings: DeskSettings) -> list[dict[str, str]]:
    conversation = session.get_one(m.Conversation, row.conversation_id)
    shop = settings.shops.get(conversation.shop_id)  # it may have been taken out of the settings
    forms = (shop.order_forms, shop.parcel_forms) if shop else ([], [])
    return [asdict(number) for number in numbers_in(row.text, *forms)]


def _line(row: m.Message, previous_seq: int, *, own: bool) -> dict[str, Any]:
    return {
        "id": row.id,
        "conversation_id": row.conversation_id,
        "seq": row.seq,
        "previous_seq": previous_seq,
        "author": row.author,
        "kind": row.kind,
        # A click on a chip repeats the words of the chip.
        "text": mask(row.text) if row.choice and "entry" in row.choice else row.text,
        "language": row.language,
        "created_at": row.created_at,
        "client_message_id": row.client_message_id if own else None,
        "agent_name": row.agent_name,
        "choices": shown_chips(row.choices or ()),
        "helpful": row.helpful,
        "not_helpful_reason": row.not_helpful_reason,
        "asks_for_person": bool(row.choice and row.choice.get("person")),
        "event": row.event,
    }


def conversation_for_visitor(
    session: Session, row: m.Conversation, place: Place | None
) -> VisitorConversation:
    """A conversation for the widget. ``place`` is its place in the queue; None if it is not queued."""
    agent = session.get(m.Agent, row.agent_id) if row.agent_id else None
    left = open_left_message(session, row)
    return VisitorConversation(
        id=row.id,
        state=State(row.state).value,
        language=row.language,
        agent_name=agent.name if agent else None,
        queue_position=place.number if place else None,
        returned_ahead=place.returned_ahead if place else 0,
        expected_wait_seconds=place.expected_wait_seconds if place else None,
        message_offer=row.message_offer,
        reference=left.reference if left else None,
        rating=row.rating,
        last_seq=row.last_seq,
    )


def conversation_for_agents(session: Session, row: m.Conversation) -> ConversationSummary:
    """A row of the console's lists."""
    visitor = session.get_one(m.Visitor, row.visitor_id)
    agent = session.get(m.Agent, row.agent_id) if row.agent_id else None
    line = conversations.last_line(session, row)
    return ConversationSummary(
        id=row.id,
        shop_id=row.shop_id,
        state=State(row.state).value,
        customer=Customer(
            visitor_id=visitor.id,
            label=visitor.name or f"Visitor {visitor.id[:3].upper()}",
            trust=_trust(visitor, row),
            proved_orders=[
                ProvedOrderView(
                    order_number=proved.order_number,
                    kinds=list(proved.kinds),
                    proved_at=proved.proved_at,
                )
                for proved in _proved(row)
            ],
            language=row.language,
            other_language=row.other_language,
            conversations=visitor.conversations,
        ),
        agent_id=row.agent_id,
        agent_name=agent.name if agent else None,
        last_seq=row.last_seq,
        read_seq=row.read_seq,
        unread_seqs=_unread_seqs(session, row),
        last_line=line.text[:LAST_LINE_LENGTH] if line else "",
        last_author=line.author if line else None,
        created_at=row.created_at,
        updated_at=row.updated_at,
        waiting_since=row.waiting_since,
        left_message=_left_message(newest_left_message(session, row)),
        wanted_team=row.wanted_team,
        wanted_language=row.wanted_language,
        reason=row.handoff_reason,
        rating=row.rating,
    )


def _proved(row: m.Conversation) -> Iterable[ProvedOrder]:
    """Each order once, with its newest proof: several parcels of one may be proved."""
    return {proved.order_number: proved for proved in stored_proofs(row.proved_orders)}.values()


def _trust(visitor: m.Visitor, row: m.Conversation) -> TrustLevel:
    if visitor.subject is not None:
        return "signed"
    return "order_proved" if row.proved_orders else "guest"


def _unread_seqs(session: Session, row: m.Conversation) -> list[int]:
    if row.state != State.ASSIGNED:
        return []
    return log.visitor_seqs_after(session, row.id, row.read_seq, limit=UNREAD_COUNTED)


def _left_message(row: m.LeftMessage | None) -> LeftMessage | None:
    if row is None:
        return None
    return LeftMessage.model_validate(
        {
            "reference": row.reference,
            "contact_kind": row.contact_kind,
            "contact": row.contact,
            "left_at": row.left_at,
            "answer_by": row.answer_by,
            "settled": row.settled_at is not None,
        }
    )


def shop_view(shop_id: str, settings: DeskSettings) -> ShopView:
    """The shop in every language and script, since a chat may change its own."""
    shop = settings.shops[shop_id]
    return ShopView(
        id=shop_id,
        accent=shop.accent,
        texts={language: _shop_texts(shop, language) for language in get_args(Language)},
        traditional=shop.traditional,
    )


def _shop_texts(shop: ShopSettings, language: Language) -> ShopTexts:
    # A name alone may not show the script that the shop writes.
    texts = (shop.name, shop.greeting, *shop.suggestions)
    written = script_of("\n".join(text.zh for text in texts))
    return ShopTexts(
        name=shop.name.in_language(language, written),
        suggestions=[text.in_language(language, written) for text in shop.suggestions],
        greeting=shop.greeting.in_language(language, written),
    )


def shop_names(shop_ids: Sequence[str], settings: DeskSettings) -> list[ShopName]:
    """The shops' names in every language. A shop that the settings no longer have is left out."""
    return [
        ShopName(
            id=shop_id,
            name={
                language: _shop_texts(settings.shops[shop_id], language).name
                for language in get_args(Language)
            },
        )
        for shop_id in shop_ids
        if shop_id in settings.shops
    ]


def agent(profile: people.AgentProfile) -> AgentView:
    """An agent for their own console."""
    return AgentView.model_validate(asdict(profile))


def colleague(person: people.Colleague) -> Colleague:
    """An agent for the list of transfer targets."""
    return Colleague.model_validate(asdict(person))


def offer(session: Session, row: m.Offer) -> ConversationOffered:
    """A chat that rings at an agent."""
    conversation = session.get_one(m.Conversation, row.conversation_id)
    return ConversationOffered(
        conversation=conversation_for_agents(session, conversation),
        expires_at=row.expires_at,
    )
