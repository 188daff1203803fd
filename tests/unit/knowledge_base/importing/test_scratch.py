from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.importing.report import Reason
from knowledge_base.importing.rows import Message, Rejected, Row
from knowledge_base.importing.scratch import Scratch

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.fixture
def scratch():
    with Scratch() as scratch:
        yield scratch


def row(entry, question, line=1):
    return Row("a.csv", line, entry, question=question, answer="a", language="zh")


class TestRows:
    def test_come_back_by_entry_in_the_order_of_the_file(self, scratch):
        for line, (entry, question) in enumerate([("b", "1"), ("a", "2"), ("b", "3")], start=1):
            scratch.add(row(entry, question, line))

        found = [(name, [held.row.question for held in rows]) for name, rows in scratch.groups()]

        assert found == [("a", ["2"]), ("b", ["1", "3"])]

    def test_keep_their_reasons(self, scratch):
        reason = Reason("repaired", "put right", 0.5, "x")
        scratch.add(row("a", "1"), (reason,))

        ((_, (held,)),) = scratch.groups()

        assert held.reasons == (reason,)

    @given(TEXTS, TEXTS)
    def test_come_back_as_they_were(self, entry, question):
        with Scratch() as scratch:
            scratch.add(row(entry, question))

            ((name, (held,)),) = scratch.groups()

        assert (name, held.row) == (entry, row(entry, question))

    def test_rejected_ones_are_in_no_group_and_have_a_verdict(self, scratch):
        scratch.reject(Rejected("a.csv", 3, "broken", row("a", "half \ud83d"), "not_readable"))

        assert list(scratch.groups()) == []
        (verdict,) = scratch.verdicts()
        assert (verdict.outcome, verdict.line, verdict.entry) == ("rejected", 3, "a")
        assert scratch.names() == {"a"}

    def test_a_remark_goes_to_the_first_row_that_brought_the_question(self, scratch):
        for line in (1, 2):
            scratch.add(row("a", "1", line))
        for _, rows in scratch.groups():
            for held in rows:
                scratch.judge(held.position, "accepted", ())

        scratch.remark("a", "1", Reason("near_duplicate", "like b", 0.9, "b"))

        assert [len(verdict.reasons) for verdict in scratch.verdicts()] == [1, 0]

    def test_held_rows_need_review(self, scratch):
        scratch.add(row("a", "1"))
        scratch.add(row("b", "2"))
        for _, rows in scratch.groups():
            for held in rows:
                scratch.judge(held.position, "accepted", ())

        rows = scratch.hold("a", Reason("contradictory_answers", "b says no"))

        assert [held.question for held in rows] == ["1"]
        assert [v.outcome for v in scratch.verdicts()] == ["needs_review", "accepted"]


class TestMessages:
    def test_come_back_chat_by_chat_and_by_time(self, scratch):
        def message(conversation, minute, text):
            at = datetime(2026, 1, 1, 0, minute, tzinfo=UTC)
            return Message("a.csv", 1, conversation, "visitor", text, at)

        for said in (message("1", 2, "b"), message("2", 1, "c"), message("1", 1, "a")):
            scratch.say(said)

        assert [said.text for said in scratch.messages()] == ["a", "b", "c"]
        assert scratch.message_count == 3
