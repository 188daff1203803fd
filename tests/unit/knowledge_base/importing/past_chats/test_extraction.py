"""Past chats become pairs of a question and its answer."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.importing.past_chats.extraction import (
    Extraction,
    pairs,
)
from knowledge_base.importing.rows import Message
from knowledge_base.privacy.masking import PLACEHOLDERS


def chat(*said, conversation="1", file="chats.csv", category=""):
    """Messages from lines such as "v: 怎么退货？" and "a: 在订单页申请退货"."""
    roles = {"v": "visitor", "a": "agent"}
    return [
        Message(file, line, conversation, roles[text[0]], text[3:], category=category)
        for line, text in enumerate(said, start=2)
    ]


def extracted(*said, **values):
    return [(pair.question, pair.answer) for pair in pairs(chat(*said, **values))]


def dropped(*said):
    summary = Extraction()
    assert list(pairs(chat(*said), summary)) == []
    return summary.dropped


class TestPairing:
    def test_a_question_and_what_the_agent_said_to_it(self):
        (pair,) = pairs(
            chat(
                "v: 你好",
                "a: 您好，很高兴为您服务",
                "v: 退货运费谁出？",
                "a: 质量问题由我们承担运费",
                category="returns",
            )
        )

        assert (pair.question, pair.answer) == ("退货运费谁出？", "质量问题由我们承担运费")
        assert (pair.file, pair.line, pair.conversation) == ("chats.csv", 4, "1")
        assert (pair.language, pair.category) == ("zh", "returns")

    def test_waiting_lines_and_fillers_between_do_not_part_them(self):
        assert extracted(
            "v: 可以用支付宝付款吗",
            "a: 请稍等，我帮您查一下",
            "v: 好的",
            "a: 支持支付宝和银行卡付款",
        ) == [("可以用支付宝付款吗", "支持支付宝和银行卡付款")]

    def test_what_an_agent_asks_first_does_not_part_them(self):
        assert extracted(
            "v: how long does delivery to Canada take?",
            "a: Which province are you in?",
            "v: Ontario",
            "a: Delivery to Ontario takes 7 to 12 days.",
        ) == [
            (
                "how long does delivery to Canada take?",
                "Delivery to Ontario takes 7 to 12 days.",
            )
        ]

    def test_several_lines_of_one_side_are_one_turn(self):
        assert extracted(
            "v: 我买的鞋子大了",
            "v: 能换小一码吗？",
            "a: 鞋子可以换一次",
            "a: 签收七天内在订单页申请换货",
        ) == [("能换小一码吗？", "鞋子可以换一次\n签收七天内在订单页申请换货")]

    def test_the_last_question_of_a_turn_counts(self):
        ((question, _),) = extracted(
            "v: 你们几点上班？",
            "v: 另外请问发票是电子的还是纸质的？",
            "a: 默认开电子发票，发到您的邮箱",
        )

        assert question == "另外请问发票是电子的还是纸质的？"

    def test_a_short_question_takes_the_line_before_it_along(self):
        ((question, _),) = extracted(
            "v: 包裹显示签收但我没拿到", "v: 怎么办", "a: 先问问家人和物业，三天没找到我们补发"
        )

        assert question == "包裹显示签收但我没拿到，怎么办"

    def test_a_complaint_is_a_question_when_it_says_enough(self):
        assert extracted(
            "v: the zipper of my jacket is broken",
            "a: Send us a photo within 30 days and we replace it.",
        )

    def test_several_questions_of_one_chat_are_several_pairs(self):
        assert (
            len(
                extracted(
                    "v: 可以开发票吗？",
                    "a: 可以开电子发票，在订单页申请",
                    "v: 谢谢",
                    "a: 不客气",
                    "v: 多久能收到发票？",
                    "a: 申请后两个工作日内发到邮箱",
                )
            )
            == 2
        )

    def test_conversations_are_kept_apart(self):
        messages = [
            *chat("v: 可以开发票吗？", conversation="1"),
            *chat("a: 在订单页申请退货就可以", conversation="2"),
        ]

        assert list(pairs(messages)) == []

    def test_the_visitors_language_is_the_pairs(self):
        (pair,) = pairs(chat("v: 可以寄到美国吗？", "a: Yes, we ship to all US states."))

        assert pair.language == "zh"

    def test_messages_are_taken_one_conversation_at_a_time(self):
        def endless():
            number = 0
            while True:
                number += 1
                yield from chat(
                    "v: 可以开发票吗？", "a: 可以开电子发票，在订单页申请", conversation=str(number)
                )

        assert next(pairs(endless())).conversation == "1"


class TestCutting:
    @pytest.mark.parametrize(
        ("said", "answer"),
        [
            ("您好，请稍等，我帮您查一下。支持七天无理由退货。", "支持七天无理由退货。"),
            ("支持七天无理由退货，祝您购物愉快~", "支持七天无理由退货"),
            ("亲，很抱歉，订单提交后不能改地址哦#E-s[数字x]#E-s[数字x]", "订单提交后不能改地址哦"),
            ("您好，請稍等，支援七天無理由退貨，感謝您的支持", "支援七天無理由退貨"),
            (
                "Hi Anna, thanks for reaching out! You can return it within 30 days. ^RR",
                "You can return it within 30 days.",
            ),
            (
                "@123456 You can return it within 30 days. Have a great day! - Mike",
                "You can return it within 30 days.",
            ),
            (
                "You can return it within 30 days. https://t.co/abcDEF1234",
                "You can return it within 30 days.",
            ),
            (
                "You can return it within 30 days.\n\nBest regards,\nAnna Smith",
                "You can return it within 30 days.",
            ),
            (
                "You can return it within 30 days &amp; get a refund 😊",
                "You can return it within 30 days & get a refund",
            ),
            (
                "One moment please. You can return it within 30 days.",
                "You can return it within 30 days.",
            ),
        ],
    )
    def test_answers_lose_what_every_chat_is_full_of(self, said, answer):
        question = "怎么退货？" if re.search(r"[\u4e00-\u9fff]", said) else "how do I return it?"

        assert extracted(f"v: {question}", f"a: {said}") == [(question, answer)]

    @pytest.mark.parametrize(
        ("said", "question"),
        [
            ("你好，请问怎么退货？谢谢", "请问怎么退货？"),
            ("@Shop hello! How do I return it? Thanks", "How do I return it?"),
            ("#E-s[数字x]怎么申请退货", "怎么申请退货"),
            ("怎么申请退货 https://item.example.com/1.html", "怎么申请退货"),
        ],
    )
    def test_questions_lose_it_too(self, said, question):
        answer = "签收七天内在订单页申请" if "货" in said else "Open the order and choose Return."

        assert extracted(f"v: {said}", f"a: {answer}") == [(question, answer)]

    def test_personal_data_is_masked_on_both_sides(self):
        assert extracted(
            "v: 订单RL2611200001能改成货到付款吗，电话13800138000",
            "a: 下单后不能改付款方式，请联系 a@example.com 重新下单，热线400-820-8820",
        ) == [
            (
                "订单[订单号]能改成货到付款吗，电话[电话]",
                "下单后不能改付款方式，请联系 [邮箱] 重新下单，热线400-820-8820",
            )
        ]

    def test_cells_of_context_exports_come_down_to_what_was_asked_last(self):
        assert extracted(
            "v: 你好,请问有什么可以帮您?,咨询订单号:[ORDERID_10000001] 订单金额:[金额x],"
            "快递一般几天能到,请稍等，这就为您查询,好的,",
            "a: 江浙沪一般两天送到,还有什么可以帮您?,",
        ) == [("快递一般几天能到", "江浙沪一般两天送到")]

    def test_commas_of_ordinary_text_do_not_make_it_an_export(self):
        ((question, _),) = extracted(
            "v: If I order two, three or four, do I get a discount?",
            "a: From three pieces on you get 10% off.",
        )

        assert question == "If I order two, three or four, do I get a discount?"


class TestDropping:
    @pytest.mark.parametrize(
        ("said", "reason"),
        [
            ("您好，请稍等", "says_nothing"),
            ("好的", "says_nothing"),
            ("Please DM us your details.", "says_nothing"),
            ("We're so sorry about that!", "says_nothing"),
            ("麻烦您提供一下订单号", "asks_back"),
            ("Could you tell us your order number?", "asks_back"),
            ("RL2611200001", "too_specific"),
            ("[数字x]天", "too_specific"),
            ("您的订单预计[数字x]月[数字x]日送达", "too_specific"),
            ("Your parcel has been delivered this morning.", "too_specific"),
            ("支持七天\ufffd由退货", "characters_lost"),
            ("可以退" * 1_000, "too_long"),
        ],
    )
    def test_answers_of_no_use_to_others_are_counted(self, said, reason):
        question = (
            "怎么申请退货？" if re.search(r"[\u4e00-\u9fff]|RL", said) else "can I return it?"
        )

        assert dropped(f"v: {question}", f"a: {said}") == {reason: 1}

    def test_a_question_without_an_answer(self):
        assert dropped("v: 怎么申请退货？") == {"no_answer": 1}

    @pytest.mark.parametrize(
        "said", ["在吗", "你好", "hi", "thanks!", "ok", "嗯", "#E-s[数字x]", "人工客服"]
    )
    def test_a_visitor_who_asks_nothing(self, said):
        assert dropped(f"v: {said}", "a: 支持七天无理由退货") == {"no_question": 1}

    def test_everything_is_counted(self):
        summary = Extraction()
        messages = chat("v: 可以开发票吗？", "a: 可以开电子发票，在订单页申请", "v: 谢谢")

        list(pairs(messages, summary))

        assert (summary.conversations, summary.messages, summary.pairs) == (1, 3, 1)
        assert not summary.dropped


PIECES = st.sampled_from(
    [
        "您好，", "请稍等，", "支持七天无理由退货。", "怎么退货？", "谢谢", "订单RL2611200001", "13800138000",
        "Hi there! ", "You can return it. ", "How do I pay? ", "Thanks ", "^RR", "#E-s[数字x]", "@12345 ",
        "https://t.co/abc ", "\n", ",", "！", "麻烦提供订单号", "运费十元，", "sorry ", "&amp;", "。。", "[金额x]",
    ]
)  # fmt: skip


@given(
    st.lists(
        st.tuples(st.sampled_from("va"), st.lists(PIECES, max_size=8).map("".join)), max_size=8
    )
)
def test_no_side_is_given_words_that_it_did_not_write(said):
    messages = chat(*(f"{role}: {text}" for role, text in said))

    for pair in pairs(messages):
        for text, role in ((pair.question, "visitor"), (pair.answer, "agent")):
            written = "".join(m.text for m in messages if m.role == role).replace("&amp;", "&")
            written = re.sub(r"https://t\.co/abc|\s", "", written)  # links and blanks may go
            for placeholder in PLACEHOLDERS:
                text = text.replace(placeholder, "\n")
            for piece in re.split(r"[\s，,。！？!?;；~]+", text):
                assert piece in written
