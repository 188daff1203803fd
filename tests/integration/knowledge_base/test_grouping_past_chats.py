"""Past chats through the encoder that ships: what becomes one candidate, and what must not."""

import pytest

from knowledge_base import KnowledgeBaseSettings
from knowledge_base.importing.past_chats.extraction import pairs
from knowledge_base.importing.past_chats.grouping import group
from knowledge_base.importing.rows import Message
from knowledge_base.search.encoder import configured_encoder


@pytest.fixture(scope="module")
def encoder():
    return configured_encoder(KnowledgeBaseSettings(encoder="knowledge_base/encoder_model"))


def candidates(encoder, *questions):
    answer = {True: "a: 请看订单页的说明，三天内会处理", False: "a: See the page of your order."}
    messages = []
    for number, question in enumerate(questions):
        reply = answer[not question.isascii()][3:]
        for line, role, text in ((1, "visitor", question), (2, "agent", reply)):
            messages.append(Message("chats.csv", 2 * number + line, str(number), role, text))
    return group(list(pairs(messages)), encoder)


@pytest.mark.parametrize(
    "questions",
    [
        ("你好，什么时候发货", "什么时候能发货？", "請問什麼時候發貨"),
        ("怎么申请退货", "如何申请退货？谢谢"),
        ("可以开发票吗", "能开发票吗"),
        ("how do i return an item", "Hi, how can I return an item? Thanks"),
    ],
)
def test_the_same_question_is_one_candidate(encoder, questions):
    (found,) = candidates(encoder, *questions)

    assert found.count == len(questions)


@pytest.mark.parametrize(
    "questions",
    [
        ("怎么申请退货", "怎么申请退款"),
        ("什么时候发货", "什么时候到货"),
        ("能寄到美国吗", "能寄到日本吗"),
        ("do you ship to canada?", "do you ship to brazil?"),
    ],
)
def test_different_questions_are_different_candidates(encoder, questions):
    assert len(candidates(encoder, *questions)) == 2
