import pytest

from bot.wishes import BOUNDARY, gives_up, read


def clauses(text):
    return list(read(text).clauses)


class TestClauses:
    @pytest.mark.parametrize(
        ("text", "wanted"),
        [
            ("运费多少，另外能开发票吗", ["运费多少", "能开发票吗"]),
            (
                "查一下我的订单，顺便问下你们支持货到付款吗",
                ["查一下我的订单", "你们支持货到付款吗"],
            ),
            ("怎么退货？还有，运费谁出？", ["怎么退货？", "运费谁出？"]),
            (
                "How long does it take and do you accept PayPal?",
                ["How long does it take", "do you accept PayPal?"],
            ),
            ("where is my parcel? btw can I return it", ["where is my parcel?", "can I return it"]),
        ],
    )
    def test_are_the_wishes_of_a_line(self, text, wanted):
        assert clauses(text) == wanted

    @pytest.mark.parametrize(
        "text",
        [
            "I bought a lamp last week. It arrived broken.",
            "My order number is RL2611200001. My phone ends in 1234.",
            "我上周买的灯。收到是坏的。",
            "还有多久到",
            "退货和换货有什么区别",
            "shirts and shoes",
        ],
    )
    def test_stay_together_where_only_one_wants_something(self, text):
        assert len(clauses(text)) == 1

    @pytest.mark.parametrize(
        ("text", "wanted"),
        [
            ("谢谢啊，那保修多久？", "那保修多久？"),
            ("哈哈好的，顺便问下怎么退货", "怎么退货"),
            ("你好，我的包裹到哪了，谢谢", "我的包裹到哪了"),
            ("ok thanks, do you accept PayPal?", "do you accept PayPal?"),
            ("hi there! where is my order please", "where is my order"),
        ],
    )
    def test_come_without_courtesies(self, text, wanted):
        assert clauses(text) == [wanted]

    @pytest.mark.parametrize("text", ["谢谢", "ok", "你好", "thank you so much!", "哈哈哈", "👍"])
    def test_courtesy_alone_stays(self, text):
        assert clauses(text) == [text]

    def test_of_nothing_are_none(self):
        assert clauses("  ") == []


class TestDeclined:
    @pytest.mark.parametrize(
        "text",
        [
            "我不要转人工",
            "暂时不用转人工，谢谢",
            "别取消我的订单",
            "不想退货",
            "不麻烦人工了",
            "please don't transfer me to an agent",
            "no human please",
            "I don't want a refund",
        ],
    )
    def test_is_all_that_there_is(self, text):
        reading = read(text)
        assert reading.declined
        assert not reading.clauses

    @pytest.mark.parametrize(
        ("text", "wanted"),
        [
            ("不想退货，就问下能不能修", "就问下能不能修"),
            ("我不是要转人工，我就问问运费", "运费"),
            ("no need for an agent, how long does shipping take?", "how long does shipping take?"),
            ("I don't want to return it, just exchange the size", "just exchange the size"),
        ],
    )
    def test_leaves_the_rest(self, text, wanted):
        assert clauses(text) == [wanted]

    @pytest.mark.parametrize(
        "text",
        [
            "为什么不能退货",
            "why don't you refund me",
            "can't I cancel it?",
            "不想要了怎么退",
            "没有收到退款",
            "I never got my refund",
            "不用退货也能退款吗",
            "退货不用运费吧",
            "不是不想退货",
            "I don't want it anymore, how do I return it",
        ],
    )
    def test_is_no_complaint_and_no_question(self, text):
        assert not read(text).declined


class TestCorrection:
    @pytest.mark.parametrize(
        ("text", "meant"),
        [
            ("不是退货，我是想换货", "想换货"),
            ("我说的是换颜色", "换颜色"),
            ("你是不是傻，我问你运费", "运费"),
            ("不对，我问的是保修", "保修"),
            ("no i meant change the address, not cancel", "change the address"),
            ("not the invoice, I asked about the warranty", "the warranty"),
        ],
    )
    def test_is_what_was_meant(self, text, meant):
        reading = read(text)
        assert reading.corrects
        assert list(reading.clauses) == [meant]

    @pytest.mark.parametrize("text", ["不是这个意思", "that's not what I asked", "不对", "no"])
    def test_needs_something_that_was_meant(self, text):
        assert not read(text).corrects


class TestNoLongerWanted:
    @pytest.mark.parametrize(
        "text",
        [
            "本来想举报的 现在不举报了",
            "算了 都不退了",
            "地址不改了 谢谢",
            "唔使啦 唔使搵客服",
            "not cancelling anything, thanks",
            "changed my mind",
            "I was going to complain",
        ],
    )
    def test_is_declined(self, text):
        reading = read(text)
        assert reading.declined
        assert not reading.clauses

    @pytest.mark.parametrize(
        "text",
        [
            "不买了怎么取消",
            "你们不换了是吗",
            "收到的不是我买的",
            "it's not deleted yet",
            "货都不查了？",
        ],
    )
    def test_question_and_report_are_not(self, text):
        assert list(read(text).clauses) == [text]


class TestContrast:
    @pytest.mark.parametrize(
        ("text", "meant"),
        [
            ("我要的是发票 不是收据", "我要的是发票"),
            ("打错了 是瑞典不是瑞士", "瑞典"),
            ("shipping to austria, not australia", "shipping to austria"),
        ],
    )
    def test_is_about_the_first(self, text, meant):
        assert list(read(text).clauses) == [meant]

    @pytest.mark.parametrize(
        "text", ["这个不是我的", "盒子里的东西 不是新的", "it arrived, not working"]
    )
    def test_report_is_none(self, text):
        assert not read(text).corrects


def test_a_boundary_parts_what_words_do_not():
    assert clauses(f"冲洗说明{BOUNDARY}颜色对照") == ["冲洗说明", "颜色对照"]


class TestNoPerson:
    @pytest.mark.parametrize(
        "text",
        [
            "专员就不用了",
            "先别叫客服",
            "唔好搵人",
            "冇话要真人",
            "转人工就算了",
            "no operator please",
            "don't pass me to anybody",
            "an agent is not required",
        ],
    )
    def test_is_wanted_in_many_words(self, text):
        assert read(text).declined
        assert not read(text).clauses

    @pytest.mark.parametrize(
        "text",
        [
            "有冇真人",
            "客服不回我",
            "一直没人理",
            "寄给别人",
            "没有人工吗",
            "I don't want a bot I want a human",
            "no i need a person",
            "no one answers",
            "not happy get me someone",
        ],
    )
    def test_who_misses_one_declines_nothing(self, text):
        assert not read(text).declined


@pytest.mark.parametrize(
    ("text", "given_up"),
    [
        ("scratch that, I'll keep them", True),
        ("改主意了", True),
        ("算了", True),
        ("I don't want a refund", False),
        ("换成蓝色", False),
    ],
)
def test_giving_up_takes_back_what_was_wanted(text, given_up):
    assert gives_up(text) is given_up
