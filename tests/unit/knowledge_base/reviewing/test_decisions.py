"""Decisions become rows that the ordinary import publishes."""

from dataclasses import replace

from knowledge_base.content.candidates import (
    decision_on,
)
from knowledge_base.content.entries import Entry
from knowledge_base.importing.keys import key_of
from knowledge_base.reviewing.decisions import decision_with, rows_of
from tests.fakes.candidates import stored

RETURN = Entry("return-how", questions={"zh": ("怎么申请退货？",)}, answers={"zh": "在订单页。"})


def rows(item, verdict, entry="", entries=()):
    decided = [(item, decision_on(item, verdict, "ana", entry))]
    return [
        (row.entry, row.question, row.answer)
        for row in rows_of(decided, {known.key: known for known in entries})
    ]


def test_what_is_accepted_becomes_an_entry_of_its_own():
    item = stored(1, "可以开发票吗？", "可以。", "要发票")
    key = key_of("可以开发票吗？")

    assert rows(item, "accept") == [(key, "可以开发票吗？", "可以。"), (key, "要发票", "")]


def test_what_was_meant_for_an_entry_keeps_its_key():
    assert rows(stored(1, "想退货", "可以退。", entry="return-how"), "accept")[0][0] == "return-how"


def test_what_is_merged_adds_phrasings_and_no_answer():
    assert rows(stored(1, "想退货", "可以退。"), "merge", "return-how", [RETURN]) == [
        ("return-how", "怎么申请退货？", ""),
        ("return-how", "想退货", ""),
    ]


def test_a_new_answer_of_an_entry_keeps_its_phrasings():
    item = stored(1, "想退货", "在 App 里退。", entry="return-how")

    assert rows(item, "accept", entries=[RETURN]) == [
        ("return-how", "怎么申请退货？", "在 App 里退。"),
        ("return-how", "想退货", ""),
    ]


def test_what_is_rejected_gives_nothing():
    assert rows(stored(), "reject") == []


def test_rows_say_where_the_candidate_came_from():
    item = stored(1, file="chats.csv", line=8, category="returns", language="en")

    (row,) = rows_of([(item, decision_on(item, "accept", "ana"))], {})

    assert (row.file, row.line, row.category, row.language) == ("chats.csv", 8, "returns", "en")


def test_two_merges_into_one_entry_repeat_its_phrasings_once():
    decided = [
        (item, decision_on(item, "merge", "ana", "return-how"))
        for item in (stored(1, "想退货"), stored(2, "退货流程"))
    ]

    found = [row.question for row in rows_of(decided, {"return-how": RETURN})]

    assert found == ["怎么申请退货？", "想退货", "退货流程"]


def test_a_new_answer_may_come_without_a_question():
    item = stored(1, "x", "在 App 里退。", entry="return-how")
    decision = replace(decision_on(item, "accept", "ana"), questions=())

    (row,) = rows_of([(item, decision)], {"return-how": RETURN})

    assert (row.entry, row.question, row.answer) == ("return-how", "", "在 App 里退。")


def test_what_has_neither_a_question_nor_an_entry_gives_nothing():
    item = stored()

    assert not list(
        rows_of([(item, replace(decision_on(item, "accept", "ana"), questions=()))], {})
    )


def test_what_a_person_typed_is_masked_except_in_the_answer():
    decision = decision_with(
        stored(7),
        "accept",
        entry="e",
        questions=("订单RL2611200001到哪了", "订单RL2611200002到哪了", "打 400-820-8820 吗"),
        answer="打 13812345678",
        category="RL2611200001",
        by="ana",
    )

    assert decision.questions == ("订单[订单号]到哪了", "打 400-820-8820 吗")
    assert (decision.id, decision.answer, decision.by) == (7, "打 13812345678", "ana")
    assert decision.category == "[order number]"


def test_a_phrasing_goes_to_those_of_its_script():
    known = Entry("return-how", questions={"zh-Hans": ("怎么退货？",), "zh-Hant": ("如何退貨？",)})
    item = stored(1, "想退貨", "可以退。")
    decided = [(item, decision_on(item, "merge", "ana", "return-how"))]

    found = [(row.language, row.question) for row in rows_of(decided, {"return-how": known})]

    assert found == [("zh-Hant", "如何退貨？"), ("zh-Hant", "想退貨")]
