import pytest

from knowledge_base.importing.reading.questions import (
    asks,
    marked_answer,
    marked_question,
    tidy_answer,
    tidy_question,
)


@pytest.mark.parametrize(
    "text", ["怎么退货", "能退吗", "How do I return it", "Really?", "“真的？”"]
)
def test_questions_ask(text):
    assert asks(text)


@pytest.mark.parametrize("text", ["Returns", "退货说明", "We ship daily."])
def test_topics_do_not_ask(text):
    assert not asks(text)


def test_marks_are_found_and_removed():
    assert marked_question("Q: refund?") == "refund?"
    assert marked_question("问1：退款") == "退款"
    assert marked_answer("答：三天。") == "三天。"
    assert marked_question("Quality is fine") is None


@pytest.mark.parametrize(
    "text",
    ["3. 怎么退货？", "Q: 怎么退货？", "怎么退货？ {#return}", "▶ 怎么退货？", "怎么退货？ +"],
)
def test_a_tidy_question_has_no_mark_number_or_sign(text):
    assert tidy_question(text) == "怎么退货？"


def test_a_question_that_is_a_number_stays():
    assert tidy_question("3、") == "3、"


def test_a_tidy_answer_has_no_mark():
    assert tidy_answer("A: Yes.") == "Yes."
