"""Cleaning rows, and gathering them into entries."""

import pytest

from knowledge_base.entries import Entry
from knowledge_base.importing.cleaning import LONGEST_QUESTION, clean
from knowledge_base.importing.merging import plan
from knowledge_base.importing.rows import Rejected, Row


def row(question="", answer="", entry="e", language="zh", line=1, **values):
    return Row(
        "a.csv",
        line,
        entry,
        language=language,
        question=question,
        answer=answer,
        **values,
    )


class TestCleaning:
    def test_tidies_spaces_and_what_nobody_sees(self):
        cleaned = clean(row("  怎么\u200b 退款\ufeff \t？ ", "一\r\n\r\n\r\n\r\n二  三 \x00"))

        assert (cleaned.question, cleaned.answer) == ("怎么 退款 ？", "一\n\n二 三")

    @pytest.mark.parametrize(
        ("question", "language"),
        [("怎麼退款", "zh"), ("refund?", "en"), ("???1", "en")],
    )
    def test_finds_the_language_when_the_file_does_not_say(self, question, language):
        assert clean(row(question, "a", language=None)).language == language

    def test_makes_the_same_key_for_the_same_question(self):
        first, again = (clean(row(text, "a", entry="")) for text in ("怎么退款", "怎麼退款"))

        assert first.entry == again.entry
        assert first.entry.startswith("q-")

    @pytest.mark.parametrize(
        ("bad", "reason"),
        [
            (row("", ""), "neither"),
            (row("", "a", entry=""), "needs the name of its entry"),
            (row("？？", "a"), "no letter"),
            (row("怎么\ufffd款", "a"), "wrong encoding"),
            (row("x" * (LONGEST_QUESTION + 1), "a"), "501 characters"),
            (row("q", "a" * 5001), "5,001 characters"),
            (row("q", "a", entry="k" * 201), "201 characters"),
        ],
    )
    def test_refuses_with_a_reason(self, bad, reason):
        rejected = clean(bad)

        assert isinstance(rejected, Rejected)
        assert reason in rejected.reason


class TestPlanning:
    def test_rows_of_one_entry_become_one_entry(self):
        planned = plan(
            [
                row("怎么退款", "点退款", category="退款"),
                row("退款"),
                row("refund", "tap", language="en"),
            ],
            {},
        )

        assert planned.added == [
            Entry(
                "e",
                "退款",
                "a.csv",
                {"zh": ("怎么退款", "退款"), "en": ("refund",)},
                {"zh": "点退款", "en": "tap"},
            )
        ]

    def test_the_same_again_is_unchanged(self):
        rows = [row("怎么退款", "点退款"), row("退款")]
        stored = {entry.key: entry for entry in plan(rows, {}).added}

        planned = plan(rows, stored)

        assert (planned.changed, len(planned.unchanged)) == ([], 1)

    def test_another_language_is_added_to_what_is_stored(self):
        stored = {"e": Entry("e", "", "a.csv", {"zh": ("退款",)}, {"zh": "点退款"})}

        planned = plan([row("refund", "tap", language="en")], stored)

        assert planned.updated[0].questions == {"zh": ("退款",), "en": ("refund",)}
        assert planned.updated[0].answers == {"zh": "点退款", "en": "tap"}

    def test_the_questions_of_a_language_are_replaced(self):
        stored = {"e": Entry("e", "", "a.csv", {"zh": ("退宽",)}, {"zh": "点退款"})}

        assert plan([row("退款")], stored).updated[0].questions == {"zh": ("退款",)}

    def test_one_phrasing_in_two_spellings_is_kept_once(self):
        planned = plan([row("退款", "a"), row("退款 "), row("退款")], {})

        assert planned.added[0].questions == {"zh": ("退款",)}

    def test_a_second_answer_in_one_language_is_rejected(self):
        planned = plan([row("退款", "a", line=2), row("退款", "b", line=3)], {})

        assert planned.added[0].answers == {"zh": "a"}
        assert [(item.line, "another answer" in item.reason) for item in planned.rejected] == [
            (3, True)
        ]

    @pytest.mark.parametrize(
        ("rows", "missing"), [([row("退款")], "answer"), ([row("", "a")], "question")]
    )
    def test_an_entry_that_is_not_whole_is_rejected(self, rows, missing):
        planned = plan(rows, {})

        assert planned.added == []
        assert f"has no {missing}" in planned.rejected[0].reason
