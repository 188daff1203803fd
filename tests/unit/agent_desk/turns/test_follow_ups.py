from dataclasses import replace

import pytest

from agent_desk.domain.dialogue_memory import DialogueMemory
from agent_desk.turns.follow_ups import better_of, completion, is_same_question, leans
from knowledge_base import SearchResult
from tests.fakes.evidence import match

ASKED = DialogueMemory("how long to Brazil", "time-brazil", "shipping", shown=("time-brazil",))


class TestLeaning:
    @pytest.mark.parametrize(
        "text",
        [
            "那寄日本呢",
            "微信呢",
            "加拿大也要吗",
            "要多久",
            "便宜点的",
            "如果已经发货了",
            "and to Peru?",
            "what about shoes",
            "same thing but for the blue one?",
            "cheaper way?",
            "for clothes?",
            "where do I get one",
            "what if it has shipped",
        ],
    )
    def test_short_lines_and_those_that_lead_on(self, text):
        assert leans(text)

    @pytest.mark.parametrize(
        "text",
        [
            "你们支持货到付款吗亲",
            "下单以后还能不能修改收货地址",
            "do you accept PayPal or credit cards",
            "how do I return something I bought",
            "the parcel says delivered but it is not here",
            "哈利波特的周边有没有现货可以买",
        ],
    )
    def test_whole_questions_do_not(self, text):
        assert not leans(text)


class TestCompletion:
    def test_is_the_question_before_and_the_line(self):
        memory = replace(ASKED, question="怎么退货")
        assert completion("运费谁出", memory) == "怎么退货 运费谁出"

    @pytest.mark.parametrize(
        ("question", "text", "expected"),
        [
            ("how long to Brazil", "and to Peru?", "how long to peru"),
            ("寄日本要多久", "那美国呢", "寄美国要多久"),
        ],
    )
    def test_a_place_takes_the_place_of_the_one_before(self, question, text, expected):
        assert completion(text, replace(ASKED, question=question)) == expected

    def test_a_place_among_other_words_is_added(self):
        memory = replace(ASKED, question="寄日本要多久")
        assert completion("美国多少钱", memory) == "寄美国要多久 美国多少钱"

    def test_regions_are_places(self):
        memory = replace(ASKED, question="寄美国要交关税吗")
        assert completion("欧洲呢", memory) == "寄欧洲要交关税吗"

    def test_nothing_is_completed_without_a_question_before(self):
        assert completion("and to Peru?", DialogueMemory()) is None


def found(band, *matches):
    return SearchResult(list(matches), band)


def one(entry, confidence, category="shipping"):
    return replace(match(confidence, entry), category=category)


class TestBetter:
    def test_new_sure_answer_of_the_completed_line_counts(self):
        alone = found("clarify", one("fee", 0.5))
        complete = found("answer", one("time-peru", 0.9))
        assert better_of("and to Peru?", alone, complete, ASKED) == (complete, True)

    def test_place_alone_counts_completed_even_where_it_is_surer_alone(self):
        alone = found("answer", one("customs-peru", 0.95, "customs"))
        complete = found("answer", one("time-peru", 0.9))
        assert better_of("and to Peru?", alone, complete, ASKED) == (complete, True)

    def test_place_alone_gets_the_same_answer_where_that_is_for_all_places(self):
        alone = found("hand_off", one("customs-peru", 0.1, "customs"))
        complete = found("answer", one("time-brazil", 0.9))
        assert better_of("and to Peru?", alone, complete, ASKED) == (complete, True)

    def test_sure_answer_on_the_same_subject_stands(self):
        alone = found("answer", one("fee", 0.85))
        complete = found("answer", one("time-brazil", 0.9))
        assert better_of("what about fees?", alone, complete, ASKED) == (alone, False)

    @pytest.mark.parametrize("text", ["payment?", "and how do I pay?"])
    def test_new_topic_is_not_dragged_into_the_old_one(self, text):
        alone = found("answer", one("payment-methods", 0.99, "payment"))
        complete = found("answer", one("time-brazil", 0.98))
        assert better_of(text, alone, complete, ASKED) == (alone, False)

    def test_line_that_is_only_short_stands_alone(self):
        alone = found("answer", one("coupon-find", 0.8, "coupons"))
        complete = found("answer", one("time-brazil", 0.9))
        assert better_of("any discounts?", alone, complete, ASKED) == (alone, False)

    def test_doubtful_change_of_subject_is_asked_back(self):
        alone = found("answer", one("coupon-find", 0.9, "coupons"))
        complete = found("answer", one("time-brazil", 0.9), one("express", 0.06))
        result, is_completed = better_of("and cheaper?", alone, complete, ASKED)
        assert is_completed
        assert result.band == "clarify"
        entries = [each.entry for each in result.matches]
        assert entries == ["coupon-find", "express", "time-brazil"]

    def test_answer_just_given_is_not_given_again(self):
        alone = found("hand_off", one("materials", 0.1, "products"))
        complete = found("answer", one("time-brazil", 0.95), one("express", 0.02))
        result, _ = better_of("what if it is late?", alone, complete, ASKED)
        assert result.band == "clarify"

    def test_two_searches_without_an_answer_stay_without(self):
        alone = found("hand_off", one("a", 0.1))
        complete = found("hand_off", one("b", 0.1))
        assert better_of("and cheaper?", alone, complete, ASKED)[0] is alone


class TestSameQuestion:
    def test_case_spaces_and_signs_do_not_matter(self):
        assert is_same_question("How long to Brazil??", "how long to brazil")

    def test_other_words_are_another_question(self):
        assert not is_same_question("how long to Peru", "how long to Brazil")
