import pytest

from agent_desk.turns.in_hand import means_another, place_of, rejects_all, topic_in_hand


class TestTopic:
    @pytest.mark.parametrize(
        "text",
        [
            "什么时候能到",
            "还要多久",
            "为什么一直没更新",
            "怎么还没到，一直不动",
            "还有第二个包裹吗",
            "是哪家快递送的",
            "when will it arrive?",
            "why hasn't it moved?",
            "is there a second parcel?",
            "which carrier is it with",
            "where is it now",
        ],
    )
    def test_where_it_is_and_when_it_comes(self, text):
        assert topic_in_hand(text) == "arrival"

    @pytest.mark.parametrize("text", ["付款成功了吗", "is it paid?", "has my order been paid"])
    def test_what_else_the_order_says(self, text):
        assert topic_in_hand(text) == "status"

    @pytest.mark.parametrize(
        "text",
        [
            "怎么退货",
            "寄美国要多久到",
            "可以开发票吗",
            "how do I return it?",
            "which carriers do you use?",
            "when will it arrive in Canada?",
        ],
    )
    def test_other_questions_and_those_about_a_place(self, text):
        assert topic_in_hand(text) is None


class TestWhichOne:
    @pytest.mark.parametrize(
        "text", ["不是这个", "不是这单", "另一个呢", "not that one", "No, the other one."]
    )
    def test_another_one(self, text):
        assert means_another(text)

    @pytest.mark.parametrize(
        "text", ["不是这个意思", "换一个颜色", "that one", "the other question"]
    )
    def test_not_another_one(self, text):
        assert not means_another(text)

    @pytest.mark.parametrize("text", ["都不是", "以上都不是。", "None of these", "not that"])
    def test_none_of_them(self, text):
        assert rejects_all(text)

    @pytest.mark.parametrize("text", ["不是我的包裹", "none of the parcels came"])
    def test_something_else_that_is_not(self, text):
        assert not rejects_all(text)

    @pytest.mark.parametrize(
        ("text", "place"),
        [("第二个", 1), ("the first one", 0), ("2", 1), ("最后一个", 2), ("the third", 2)],
    )
    def test_by_its_place(self, text, place):
        assert place_of(text, 3) == place

    @pytest.mark.parametrize(("text", "offered"), [("第三个", 2), ("two parcels", 3), ("last", 1)])
    def test_no_place_among_those_offered(self, text, offered):
        assert place_of(text, offered) is None


@pytest.mark.parametrize(
    "text",
    [
        "that's the wrong answer",
        "no, this isn't right",
        "wrong again",
        "错啦 你答错了吧",
        "唔系呢个",
    ],
)
def test_refusing_the_answer_rejects_it(text):
    assert rejects_all(text)


@pytest.mark.parametrize("text", ["no", "不用了", "the wrong size came", "地址错了怎么改"])
def test_plain_no_and_a_report_of_something_wrong_reject_nothing(text):
    assert not rejects_all(text)
