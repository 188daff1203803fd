"""SqlCandidateStore in a real database."""

import sqlite3

import pytest
from sqlalchemy.engine import make_url

from knowledge_base.content.candidates import (
    Candidate,
    UnknownCandidateError,
    decision_on,
    fingerprint,
)
from knowledge_base.errors import StoreError
from knowledge_base.storage.candidates import SqlCandidateStore
from knowledge_base.storage.database import Database
from knowledge_base.storage.models import Base

SHOP = "demo"


def candidate(question="怎么退货？", answer="在订单页申请。", **values):
    questions = (question, *values.pop("others", ()))
    return Candidate(fingerprint(questions, answer), questions, answer, **values)


@pytest.fixture
def database(tmp_path):
    database = Database(make_url(f"sqlite:///{tmp_path}/kb.sqlite3"))
    with database.writing() as connection:
        Base.metadata.tables["candidates"].create(connection)
    return database


@pytest.fixture
def store(database):
    return SqlCandidateStore(database)


class TestAdding:
    def test_what_was_added_waits_as_it_was(self, store):
        added = candidate(
            others=("想退货",),
            other_answers=("联系我们。",),
            category="returns",
            file="chats.csv",
            line=7,
            count=3,
            reason="past_chat",
            detail="asked in 3 chats",
            entry="return-how",
        )

        assert store.add(SHOP, [added]) == 1

        (pending,) = store.pending(SHOP)
        assert pending.candidate == added
        assert pending.created_at.tzinfo is not None

    def test_the_same_again_brings_nothing_new(self, store):
        store.add(SHOP, [candidate()])

        assert store.add(SHOP, [candidate(), candidate("怎麼退貨？")]) == 0
        assert len(store.pending(SHOP)) == 1

    @pytest.mark.parametrize("verdict", ["accept", "merge", "reject"])
    def test_what_was_decided_does_not_come_back(self, store, verdict):
        store.add(SHOP, [candidate()])
        (pending,) = store.pending(SHOP)
        store.decide(SHOP, decision_on(pending, verdict, "ana", "return-how"))

        assert store.add(SHOP, [candidate()]) == 0
        assert store.pending(SHOP) == []

    def test_shops_do_not_see_each_others(self, store):
        store.add(SHOP, [candidate()])

        assert store.add("other", [candidate()]) == 1
        assert len(store.pending(SHOP)) == 1

    def test_twice_in_one_run_is_one(self, store):
        assert store.add(SHOP, [candidate(), candidate()]) == 1

    def test_thousands_at_once(self, store):
        many = [candidate(f"question {'abcdefghij'[i % 10]}{i}?") for i in range(1_200)]

        assert store.add(SHOP, many) == 1_200
        assert store.add(SHOP, many) == 0

    def test_the_most_frequent_waits_first(self, store):
        store.add(SHOP, [candidate("一次？", count=1), candidate("九次？", count=9)])

        assert [item.candidate.count for item in store.pending(SHOP)] == [9, 1]


class TestDeciding:
    @pytest.fixture
    def pending(self, store):
        store.add(SHOP, [candidate()])
        return store.pending(SHOP)[0]

    def test_accepted_and_merged_wait_to_be_published(self, store, pending):
        decision = decision_on(pending, "merge", "ana", "return-how")

        store.decide(SHOP, decision)

        assert store.pending(SHOP) == []
        assert store.decided(SHOP) == [(pending, decision)]

    def test_what_was_rejected_is_not_published(self, store, pending):
        store.decide(SHOP, decision_on(pending, "reject", "ana"))

        assert store.decided(SHOP) == []

    def test_a_later_decision_takes_the_place_of_an_earlier_one(self, store, pending):
        store.decide(SHOP, decision_on(pending, "reject", "ana"))
        store.decide(SHOP, decision_on(pending, "accept", "bo"))

        ((_, decision),) = store.decided(SHOP)
        assert (decision.verdict, decision.by) == ("accept", "bo")

    def test_a_decision_can_be_taken_back(self, store, pending):
        store.decide(SHOP, decision_on(pending, "accept", "ana"))

        store.reopen(SHOP, pending.id)

        assert store.pending(SHOP) == [pending]
        assert store.decided(SHOP) == []

    def test_what_was_published_is_done(self, store, pending):
        store.decide(SHOP, decision_on(pending, "accept", "ana"))
        store.mark_published(SHOP, [pending.id])

        assert store.decided(SHOP) == []
        with pytest.raises(UnknownCandidateError):
            store.reopen(SHOP, pending.id)

    def test_a_candidate_of_another_shop_cannot_be_decided_on(self, store, pending):
        with pytest.raises(UnknownCandidateError):
            store.decide("other", decision_on(pending, "accept", "ana"))


def test_what_the_database_refuses_is_an_error_of_ours(store, database):
    with sqlite3.connect(database.url.database) as connection:
        connection.execute("DROP TABLE candidates")

    with pytest.raises(StoreError):
        store.pending(SHOP)
