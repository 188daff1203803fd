import pytest

from knowledge_base.importing.past_chats.utterances import (
    agent_line,
    asks_back,
    clauses,
    letters,
    questions,
    specific,
    tidy,
    utterances,
    visitor_line,
)


def test_an_export_with_context_is_taken_apart():
    assert utterances("在吗,在的,怎么退货,") == ["在吗", "在的", "怎么退货"]
    assert utterances("I paid 1,000 dollars, then waited") == ["I paid 1,000 dollars, then waited"]


def test_signatures_pictures_and_mentions_go():
    assert tidy("@ShopHelp where is my parcel? 😀") == "where is my parcel?"
    assert tidy("Please restart it. ^RR") == "Please restart it."


@pytest.mark.parametrize(("text", "language"), [("你好", "zh"), ("ok", "en"), ("在吗", "zh")])
def test_a_greeting_asks_nothing(text, language):
    assert visitor_line(text, language) == ""


def test_noise_is_left_out_clause_by_clause():
    assert agent_line("您好，在订单页点退货。请稍等", "zh") == "在订单页点退货。"


def test_a_mention_behind_a_link_is_a_word_of_its_own():
    assert agent_line("谢谢https://t.co/abc @12345 Hi", "zh") == "谢谢 @12345 Hi"


def test_clauses_together_are_the_text():
    text = "可以的，七天内都行。还有吗？"

    assert "".join(clauses(text, "zh")) == text


def test_an_agent_who_asks_or_speaks_of_one_order_is_found():
    assert asks_back("请问您的订单号是多少？", "zh")
    assert specific("[订单号]", "zh")
    assert not asks_back("在订单页点退货。", "zh")


def test_a_visitors_question_is_known_without_a_mark():
    assert questions("怎么退货", "zh")
    assert not questions("好的", "zh")


def test_characters_and_words_count():
    assert letters("退货 now [订单号]") == 3
