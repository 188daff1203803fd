from knowledge_base.importing.report import Reason
from knowledge_base.importing.review_candidates import candidates_of
from knowledge_base.importing.rows import Row

CONTRADICTION = Reason("contradictory_answers", "another answer is stored")


def row(question, answer="", language="zh", line=1):
    return Row(
        "a.csv", line, "return", "returns", language=language, question=question, answer=answer
    )


def test_each_answer_is_a_candidate_and_bare_questions_go_with_the_first():
    rows = [(row("怎么退货", "可以。"), CONTRADICTION), (row("退货"), CONTRADICTION)]
    rows.append((row("能退吗", "不行。", line=3), CONTRADICTION))

    first, second = candidates_of({"return": rows})

    assert (first.questions, first.answer, first.count) == (("怎么退货", "退货"), "可以。", 2)
    assert (second.questions, second.answer, second.line) == (("能退吗",), "不行。", 3)
    assert (first.reason, first.entry) == ("contradiction", "return")


def test_languages_are_kept_apart():
    rows = [(row("退货", "可以。"), CONTRADICTION), (row("return", "Yes.", "en"), CONTRADICTION)]

    assert [found.language for found in candidates_of({"return": rows})] == ["zh", "en"]


def test_a_row_that_only_waits_with_its_entry_does_not_give_the_reason():
    waits = Reason("entry_waits", "the answer of the entry needs review")
    rows = [
        (row("退货"), waits),
        (row("怎么退货", "电话 138…"), Reason("answer_has_phone", "phone")),
    ]

    (found,) = candidates_of({"return": rows})

    assert (found.reason, found.detail) == ("personal_data", "phone")
