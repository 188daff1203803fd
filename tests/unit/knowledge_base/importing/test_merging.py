from datetime import date

import pytest

from knowledge_base.content.entries import Entry
from knowledge_base.importing.cleaning import Cleaned
from knowledge_base.importing.merging import entries_of, merge_entry
from knowledge_base.importing.row_buffer import BufferedRow
from knowledge_base.importing.rows import Row

TODAY = date(2026, 11, 25)


def row(question="", answer="", entry="e", language="zh", line=1, **values):
    return Row("a.csv", line, entry, language=language, question=question, answer=answer, **values)


def merged(rows, old=None, approved=False):
    held = [BufferedRow(number, item, ()) for number, item in enumerate(rows)]
    return merge_entry(held, old, today=TODAY, approved=approved)


def outcomes(found):
    return [row.outcome for row in found.rows]


def codes(found):
    return [[reason.code for reason in row.reasons] for row in found.rows]


STORED = Entry("e", "", "a.csv", {"zh": ("退款", "退钱")}, {"zh": "点退款"})


class TestMerge:
    def test_rows_of_one_entry_become_one_entry(self):
        found = merged(
            [
                row("怎么退款", "点退款", category="退款"),
                row("退款"),
                row("refund", "tap", language="en"),
            ]
        )

        assert (found.change, outcomes(found)) == ("added", ["accepted"] * 3)
        assert found.entry == Entry(
            "e",
            "退款",
            "a.csv",
            {"zh": ("怎么退款", "退款"), "en": ("refund",)},
            {"zh": "点退款", "en": "tap"},
        )

    def test_the_same_again_is_unchanged(self):
        found = merged([row("退款", "点退款"), row("退钱")], STORED)

        assert (found.change, outcomes(found)) == ("unchanged", ["unchanged"] * 2)

    def test_only_the_row_that_brings_something_is_updated(self):
        found = merged([row("退款", "点退款"), row("退钱"), row("把钱还我")], STORED)

        assert (found.change, outcomes(found)) == ("updated", ["unchanged", "unchanged", "updated"])

    def test_another_language_is_added_to_what_is_stored(self):
        found = merged([row("refund", "tap", language="en")], STORED)

        assert found.entry.questions == {"zh": ("退款", "退钱"), "en": ("refund",)}
        assert found.entry.answers == {"zh": "点退款", "en": "tap"}

    def test_the_questions_of_a_language_are_replaced(self):
        assert merged([row("退款")], STORED).entry.questions == {"zh": ("退款",)}

    def test_one_phrasing_in_two_spellings_is_kept_once(self):
        found = merged([row("退款", "a"), row("退款 "), row("退款")])

        assert found.entry.questions == {"zh": ("退款",)}
        assert outcomes(found) == ["accepted", "merged", "merged"]
        assert "duplicate_question" in codes(found)[2]

    def test_a_second_answer_in_one_language_waits(self):
        found = merged([row("退款", "a", line=2), row("退货", "b", line=3)])

        assert (found.entry.answers, found.entry.questions) == ({"zh": "a"}, {"zh": ("退款",)})
        assert outcomes(found) == ["accepted", "needs_review"]
        assert found.rows[1].reasons[0].other == "a.csv:2"
        assert [item.line for item, _ in found.for_review] == [3]

    @pytest.mark.parametrize(
        ("rows", "missing"), [([row("退款")], "answer"), ([row("", "a")], "question")]
    )
    def test_an_entry_that_is_not_whole_is_rejected(self, rows, missing):
        found = merged(rows)

        assert (found.change, found.entry, outcomes(found)) == ("left_out", None, ["rejected"])
        assert f"has no {missing}" in found.rows[0].reasons[0].text

    def test_entries_in_one_language_or_without_a_translation_are_reported(self):
        one = merged([row("退款", "a")])
        lacking = merged([row("退款", "a"), row("refund", language="en")])

        assert "one_language" in codes(one)[0]
        assert "missing_translation" in codes(lacking)[0]


class TestHoldingBack:
    @pytest.mark.parametrize(
        ("answer", "code"),
        [
            ("打王先生 13812345678", "answer_has_phone"),
            ("活动截止 2023年12月31日", "answer_expired"),
            ("请看\ufffd\ufffd", "characters_lost"),
        ],
    )
    def test_an_answer_that_should_be_read_first_waits(self, answer, code):
        found = merged([row("退款", answer)])

        assert (found.change, outcomes(found)) == ("left_out", ["needs_review"])
        assert code in codes(found)[0]

    def test_its_phrasings_wait_with_it(self):
        found = merged([row("退款", "打王先生 13812345678"), row("退钱")])

        assert outcomes(found) == ["needs_review", "needs_review"]
        assert [item.question for item, _ in found.for_review] == ["退款", "退钱"]

    def test_what_is_stored_stays_while_the_new_answer_waits(self):
        found = merged([row("退款", "打王先生 13812345678"), row("退钱")], STORED)

        assert (found.change, found.entry) == ("unchanged", STORED)
        assert outcomes(found) == ["needs_review", "unchanged"]

    def test_what_a_person_let_pass_is_not_held_again(self):
        passed = Entry("e", "", "a.csv", {"zh": ("退款",)}, {"zh": "打王先生 13812345678"})

        assert merged([row("退款", "打王先生 13812345678")], passed).change == "unchanged"

    def test_nothing_is_held_that_a_person_approved(self):
        assert merged([row("退款", "打王先生 13812345678")], approved=True).change == "added"

    def test_a_hotline_is_only_a_remark(self):
        found = merged([row("退款", "请拨打客服热线 400-123-4567")])

        assert outcomes(found) == ["accepted"]
        assert "answer_has_service_phone" in codes(found)[0]


class TestEntriesOf:
    def test_gives_entries_by_key_and_what_was_left_out(self):
        rows = [row("b?", "b", entry="b"), row("a?", "a", entry="a"), row("c?", entry="c", line=9)]

        entries, left_out = entries_of((Cleaned(item, ()) for item in rows), today=TODAY)

        assert [entry.key for entry in entries] == ["a", "b"]
        assert [(item.line, item.reason) for item in left_out] == [(9, "entry 'c' has no answer")]


class TestScripts:
    def test_texts_of_both_scripts_are_stored_side_by_side(self):
        found = merged(
            [
                row("怎么付款", "支付宝", language="zh-Hans"),
                row("如何付費", "超商代碼", language="zh-Hant"),
            ]
        )

        assert outcomes(found) == ["accepted", "accepted"]
        assert found.entry.answers == {"zh-Hans": "支付宝", "zh-Hant": "超商代碼"}

    def test_scripts_of_which_the_file_does_not_speak_are_told_apart(self):
        found = merged(
            [row("退货", "七天内可退", language=None), row("退貨", "七天內可退", language=None)]
        )

        assert outcomes(found) == ["accepted", "accepted"]
        assert found.entry.answers == {"zh-Hans": "七天内可退", "zh-Hant": "七天內可退"}

    def test_scripts_that_contradict_each_other_wait(self):
        found = merged(
            [row("退货", "3天内可退", language=None), row("退貨", "6天內可退", language=None)]
        )

        assert outcomes(found)[1] == "needs_review"
        assert found.entry.answers == {"zh": "3天内可退"}

    def test_text_for_both_replaces_those_of_each_script(self):
        old = Entry("e", "", "a.csv", {"zh-Hans": ("退款",)}, {"zh-Hans": "旧", "zh-Hant": "舊"})

        found = merged([row("退款", "新规则")], old)

        assert found.entry.answers == {"zh": "新规则"}
        assert found.entry.questions == {"zh": ("退款",)}

    def test_text_of_a_script_leaves_the_one_that_serves_the_other(self):
        found = merged([row("退錢", "點退款", language="zh-Hant")], STORED)

        assert found.entry.answers == {"zh": "点退款", "zh-Hant": "點退款"}

    def test_what_is_stored_already_waits_for_nobody_under_its_new_tag(self):
        answer = "请打 13800138000"
        old = Entry("e", "", "a.csv", {"zh": ("退款",)}, {"zh": answer})

        found = merged([row("退款", answer, language="zh-Hans")], old)

        assert outcomes(found) == ["unchanged"]
        assert found.entry.answers == {"zh-Hans": answer}
