import pytest

from knowledge_base.importing.checking.agreement import agreement


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("7天内可以退货", "15天内可以退货"),
        ("三天内发货", "五天内发货"),
        ("支持货到付款", "不支持货到付款"),
        ("您好，可以开发票", "抱歉，无法开具发票"),
        ("包邮", "运费自理"),
        ("有货", "无货"),
        ("打8折", "打9折"),
        ("会员免费开通", "会员需要付费99元开通"),
        ("Returns within 7 days", "Returns within thirty days: 30 days"),
        ("Delivery takes 3-5 days", "Delivery takes 7-10 days"),
        ("Shipping costs $5", "Shipping costs $8"),
        ("We accept PayPal", "We don’t accept PayPal"),
        ("Yes, you can return it", "No, returns are not accepted"),
        ("In stock", "Out of stock"),
    ],
)
def test_answers_conflict(one, other):
    assert agreement(one, other) in ("conflict", "contradiction")
    assert agreement(other, one) in ("conflict", "contradiction")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("一般3-5个工作日到账", "退款会在3到5个工作日内到账"),
        ("在会员中心领取优惠券。", "优惠券可以在会员中心里领取哦。"),
        ("Delivery takes 2 weeks", "Delivery takes 14 days"),
        (
            "Open the order and choose Return, then post the parcel.",
            "Hi! Open your order and choose Return, then post the parcel to us.",
        ),
    ],
)
def test_answers_are_the_same(one, other):
    assert agreement(one, other) == "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("没问题，可以开发票", "可以开发票的"),
        ("不用担心，可以退", "可以退款"),
        ("不支持货到付款", "抱歉，我们不能货到付款"),
        ("Yes, within 7 days", "You can return it within seven days"),
        ("满99元包邮", "订单满 99 元免运费"),
        ("7 天内可退", "7 天内可退，3 天到账"),
        ("会员中心", "会话中心"),
    ],
)
def test_answers_do_not_conflict(one, other):
    assert agreement(one, other) in ("same", "unlike")
