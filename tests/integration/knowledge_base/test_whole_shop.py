"""A shop that goes: nothing of it stays, and other shops keep theirs."""

import sqlite3

from knowledge_base.content.candidates import Candidate, fingerprint
from knowledge_base.personal_data.whole_shop import erase_shop, holds_shop
from knowledge_base.storage.candidates import SqlCandidateStore
from knowledge_base.storage.golden import GoldenQuestion, GoldenQuestions
from tests.fakes.outcomes import an_outcome
from tests.fakes.past_answers import ENTRIES


def test_is_erased_with_all_that_belongs_to_it(base, publish, settings):
    publish(ENTRIES[:3])
    publish(ENTRIES, shop="other")
    database = base.store.database
    question = base.store.content("demo").entries[0]
    GoldenQuestions(database).add("demo", [GoldenQuestion("golden?", question.key)])
    SqlCandidateStore(database).add("demo", [Candidate(fingerprint(["a?"], "b"), ("a?",), "b")])
    base.record([an_outcome(base.search("Where is my parcel?"))], "demo")

    erase_shop(base, "demo")

    assert not holds_shop(base, "demo")
    assert holds_shop(base, "other")
    assert base.store.content("other") is not None
    assert [path.name for path in settings.index_path.iterdir()] == ["other"]
    with sqlite3.connect(settings.database.database) as connection:
        tables = (
            "revisions",
            "versions",
            "published",
            "golden_questions",
            "candidates",
            "outcomes",
        )
        left = [
            connection.execute(f"SELECT count(*) FROM {table} WHERE shop_id = 'demo'").fetchone()
            for table in tables
        ]
    assert left == [(0,)] * len(tables)


def test_can_be_imported_anew(base, publish):
    publish(ENTRIES[:3])
    erase_shop(base, "demo")

    publish(ENTRIES[:2])

    assert base.store.published("demo").number == 1


def test_shop_with_candidates_alone_is_held(base):
    SqlCandidateStore(base.store.database).add(
        "demo", [Candidate(fingerprint(["a?"], "b"), ("a?",), "b")]
    )

    assert holds_shop(base, "demo")
    assert not holds_shop(base, "other")
