from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.importing.report import Reason
from knowledge_base.importing.row_buffer import RowBuffer
from knowledge_base.importing.rows import Message, Rejected, Row

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.fixture
def buffer():
    with RowBuffer() as buffer:
        yield buffer


def row(entry, question, line=1):
    return Row("a.csv", line, entry, question=question, answer="a", language="zh")


class TestRows:
    def test_come_back_by_entry_in_the_order_of_the_file(self, buffer):
        for line, (entry, question) in enumerate([("b", "1"), ("a", "2"), ("b", "3")], start=1):
            buffer.add(row(entry, question, line))

        found = [
            (name, [held.row.question for held in rows]) for name, rows in buffer.rows_by_entry()
        ]

        assert found == [("a", ["2"]), ("b", ["1", "3"])]

    def test_keep_their_reasons(self, buffer):
        reason = Reason("repaired", "put right", 0.5, "x")
        buffer.add(row("a", "1"), (reason,))

        ((_, (held,)),) = buffer.rows_by_entry()

        assert held.reasons == (reason,)

    @given(TEXTS, TEXTS)
    def test_come_back_as_they_were(self, entry, question):
        with RowBuffer() as buffer:
            buffer.add(row(entry, question))

            ((name, (held,)),) = buffer.rows_by_entry()

        assert (name, held.row) == (entry, row(entry, question))

    def test_rejected_ones_are_in_no_group_and_have_a_verdict(self, buffer):
        buffer.reject(Rejected("a.csv", 3, "broken", row("a", "half \ud83d"), "not_readable"))

        assert list(buffer.rows_by_entry()) == []
        (verdict,) = buffer.verdicts()
        assert (verdict.outcome, verdict.line, verdict.entry) == ("rejected", 3, "a")
        (named,) = buffer.named_texts()
        assert (named.entry, named.left_out) == ("a", True)

    def test_a_reason_goes_to_the_first_row_with_the_question(self, buffer):
        for line in (1, 2):
            buffer.add(row("a", "1", line))
        for _, rows in buffer.rows_by_entry():
            for held in rows:
                buffer.set_outcome(held.position, "accepted", ())

        buffer.add_reason("a", "1", Reason("near_duplicate", "like b", 0.9, "b"))

        assert [len(verdict.reasons) for verdict in buffer.verdicts()] == [1, 0]

    def test_held_rows_need_review(self, buffer):
        buffer.add(row("a", "1"))
        buffer.add(row("b", "2"))
        for _, rows in buffer.rows_by_entry():
            for held in rows:
                buffer.set_outcome(held.position, "accepted", ())

        rows = buffer.hold_back("a", (Reason("contradictory_answers", "b says no"),))

        assert [held.question for held in rows] == ["1"]
        assert [v.outcome for v in buffer.verdicts()] == ["needs_review", "accepted"]


class TestMessages:
    def test_come_back_chat_by_chat_and_by_time(self, buffer):
        def message(conversation, minute, text):
            at = datetime(2026, 1, 1, 0, minute, tzinfo=UTC)
            return Message("a.csv", 1, conversation, "visitor", text, at)

        for said in (message("1", 2, "b"), message("2", 1, "c"), message("1", 1, "a")):
            buffer.add_message(said)

        assert [said.text for said in buffer.messages()] == ["a", "b", "c"]
        assert buffer.message_count == 3


def test_rows_of_a_file_are_counted_once_however_many_texts_they_have(buffer):
    buffer.add(row("a", "1"))
    buffer.add(Row("a.csv", 1, "a", question="one", language="en", further=True))
    buffer.reject(Rejected("a.csv", 2, "bad"))

    assert (buffer.row_count, buffer.text_count) == (2, 3)
