"""Questions that mean the same become one candidate."""

from typing import ClassVar

import numpy as np

from knowledge_base.importing.past_chats.extraction import Pair
from knowledge_base.importing.past_chats.grouping import (
    OTHER_ANSWERS,
    PHRASINGS,
    group,
)
from tests.fakes.encoder import FakeEncoder

ENCODER = FakeEncoder(synonyms={"想退货": "怎么退货", "退货流程是什么": "怎么退货"})


def pair(
    question="怎么退货", answer="在订单页申请。", conversation="1", language="zh", line=2, **values
):
    return Pair(question, answer, conversation, "chats.csv", line, language, **values)


def test_the_same_meaning_is_one_candidate_with_several_phrasings():
    (found,) = group(
        [
            pair("怎么退货", conversation="1"),
            pair("想退货", conversation="2"),
            pair("怎么退货？", conversation="3"),
        ],
        ENCODER,
    )

    assert set(found.questions) >= {"怎么退货", "想退货"}
    assert (found.count, found.reason) == (3, "past_chat")


def test_the_most_typical_phrasing_stands_first():
    pairs = [pair("怎么退货", conversation=str(i)) for i in range(5)]

    encoder = FakeEncoder(synonyms={"的呢": ""})
    (found,) = group([pair("怎么退货的呢", conversation="9"), *pairs], encoder)

    assert found.questions[0] == "怎么退货"


def test_other_meanings_stay_apart():
    assert len(group([pair("怎么退货"), pair("可以开发票吗", "可以。")], ENCODER)) == 2


def test_the_answer_given_most_often_leads_and_the_others_are_kept():
    (found,) = group(
        [
            pair(answer="找客服。", conversation="1"),
            pair(answer="在订单页申请。", conversation="2"),
            pair(answer="在订单页申请。", conversation="3"),
        ],
        ENCODER,
    )

    assert found.answer == "在订单页申请。"
    assert found.other_answers == ("找客服。",)


def test_among_answers_given_equally_often_the_most_central_leads():
    answers = ["请致电热线", "在订单页点退货申请", "在订单页点退货"]

    (found,) = group(
        [pair(answer=answer, conversation=str(i)) for i, answer in enumerate(answers)], ENCODER
    )

    assert found.answer.startswith("在订单页点退货")


def test_languages_stay_apart():
    encoder = FakeEncoder(synonyms={"how to return": "怎么退货"})

    found = group([pair(), pair("how to return", "Open the order.", language="en")], encoder)

    assert {item.language for item in found} == {"zh", "en"}


def test_a_chat_that_asks_twice_counts_once():
    (found,) = group([pair(conversation="1"), pair("想退货", conversation="1")], ENCODER)

    assert found.count == 1


def test_says_where_it_was_asked_first_and_in_which_category():
    (found,) = group(
        [pair(line=9, category="returns"), pair("想退货", line=4, conversation="2")], ENCODER
    )

    assert (found.file, found.line, found.category) == ("chats.csv", 4, "returns")


def test_the_same_transcript_again_gives_the_same_fingerprints():
    pairs = [
        pair(f"问题{'甲乙丙丁'[i % 4]}{i % 7}怎么办", f"答{i % 3}。", str(i)) for i in range(60)
    ]

    first, again = (group(pairs, ENCODER) for _ in range(2))

    assert first == again
    assert len({item.fingerprint for item in first}) == len(first)


def test_lists_are_short_enough_to_be_read():
    pairs = [
        pair("怎么退货" + "？" * i + "！" * (i % 3), f"回答{chr(0x4E00 + i)}。", str(i))
        for i in range(40)
    ]

    (found,) = group(pairs, FakeEncoder(synonyms={"？": "", "！": "", "?": "", "!": ""}))

    assert len(found.questions) <= PHRASINGS
    assert len(found.other_answers) == OTHER_ANSWERS


def test_nothing_gives_nothing():
    assert group([], ENCODER) == []


def test_thousands_of_pairs_are_encoded_together_and_each_wording_once():
    class CountingEncoder(FakeEncoder):
        calls: ClassVar[list[int]] = []

        def encode_questions(self, texts):
            self.calls.append(len(texts))
            vectors = np.random.default_rng(1).normal(size=(len(texts), 256)).astype(np.float32)
            return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    # More than are compared at once, so that groups reach over several batches.
    wordings = [f"question {number}" for number in range(5_000)]
    encoder = CountingEncoder()

    found = group([pair(text, "yes it is", text, "en") for text in wordings * 2], encoder)

    assert encoder.calls == [5_000]
    assert sum(item.count for item in found) == 5_000
    assert len(found) > 4_500
