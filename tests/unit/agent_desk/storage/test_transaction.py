from sqlalchemy import create_engine

from agent_desk.domain.events import ConversationChanged, MessageAppended, QueueMoved
from agent_desk.storage.models import Base, Visitor
from agent_desk.storage.transaction import Transaction
from tests.fakes.clock import FakeClock


def transaction():
    return Transaction(create_engine("sqlite://"), FakeClock().now)


class TestRecord:
    def test_keeps_the_order(self):
        happened = [MessageAppended("c", "1"), QueueMoved("demo"), MessageAppended("c", "2")]
        begun = transaction()

        for event in happened:
            begun.record(event)

        assert list(begun.events) == happened

    def test_equal_events_are_one_at_the_place_of_the_last(self):
        begun = transaction()

        begun.record(ConversationChanged("c"))
        begun.record(MessageAppended("c", "1"))
        begun.record(ConversationChanged("c"))
        begun.record(ConversationChanged("other"))

        assert begun.events == (
            MessageAppended("c", "1"),
            ConversationChanged("c"),
            ConversationChanged("other"),
        )


def test_rows_stay_known_until_the_transaction_ends(monkeypatch):
    begun = transaction()
    Base.metadata.create_all(begun.connection())
    begun.add(Visitor(id="v", shop_id="demo", token_hash="t", created_at=FakeClock().now))
    begun.commit()

    # Without SQL: a second look would fail.
    monkeypatch.setattr(begun, "execute", None)
    assert begun.get(Visitor, "v").token_hash == "t"
