"""Rows of the desk's database, in memory: for rules that read it."""

from sqlalchemy import create_engine

from agent_desk.domain.conversation import State
from agent_desk.storage.models import Base, Conversation, Visitor
from agent_desk.storage.transaction import Transaction
from tests.fakes.clock import SATURDAY_AFTERNOON


def begin_transaction():
    """A transaction on an empty database. ``now`` is a Saturday afternoon; a test may move it."""
    transaction = Transaction(create_engine("sqlite://"), SATURDAY_AFTERNOON)
    Base.metadata.create_all(transaction.connection())
    return transaction


def add_conversation(transaction, **values):
    """A conversation with the bot, of a visitor of its own."""
    visitor = Visitor(shop_id="demo", token_hash="t", created_at=transaction.now)
    transaction.add(visitor)
    transaction.flush()
    conversation = Conversation(
        **{
            "shop_id": "demo",
            "visitor_id": visitor.id,
            "state": State.BOT,
            "language": "en",
            "last_seq": 0,
            "epoch": 0,
            "answered_seq": 0,
            "created_at": transaction.now,
            "updated_at": transaction.now,
        }
        | values
    )
    transaction.add(conversation)
    transaction.flush()
    return conversation
