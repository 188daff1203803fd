"""What sends an answer to review."""

from datetime import date

import pytest

from knowledge_base.content.own_contacts import OwnContacts
from knowledge_base.importing.checking.answers import hold_back_reasons, remarks

TODAY = date(2024, 1, 1)


def codes(reasons):
    return [reason.code for reason in reasons]


class TestPersonalData:
    @pytest.mark.parametrize(
        ("answer", "code"),
        [
            ("您的订单 RL1234567890 已经发货", "answer_has_order_number"),
            ("快递单号SF1234567890123，请查收", "answer_has_order_number"),
            ("请拨打13812345678找张三", "answer_has_phone"),
            ("Call Anna on +86 138 1234 5678", "answer_has_phone"),
            ("身份证 11010519491231002X", "answer_has_identity_number"),
            ("卡号 4111 1111 1111 1111", "answer_has_card_number"),
        ],
    )
    def test_holds_an_answer_back(self, answer, code):
        assert codes(hold_back_reasons(answer, TODAY)) == [code]

    def test_a_report_shows_only_the_ends_of_a_number(self):
        (reason,) = hold_back_reasons("请拨打13812345678找张三", TODAY)

        assert "13•••••••78" in reason.text
        assert "13812345678" not in reason.text

    def test_says_each_reason_once(self):
        answer = "请拨打13812345678或13912345678"

        assert codes(hold_back_reasons(answer, TODAY)) == ["answer_has_phone"]

    @pytest.mark.parametrize(
        ("answer", "code"),
        [
            ("客服热线 400-123-4567", "answer_has_service_phone"),
            ("Write to help@lanternlane.example", "answer_has_email"),
        ],
    )
    def test_a_shops_own_contacts_are_only_a_remark(self, answer, code):
        assert hold_back_reasons(answer, TODAY) == []
        assert codes(remarks(answer)) == [code]

    @pytest.mark.parametrize("phone", ["02-2771-2171", "0912-345-678"])
    def test_a_landline_waits_as_a_mobile_does_unless_it_is_the_shops_own(self, phone):
        answer = f"請洽門市 {phone}，或寫信到 service@shop.example"
        own = OwnContacts.of([phone, "service@shop.example"])

        assert codes(hold_back_reasons(answer, TODAY)) == ["answer_has_phone"]
        assert hold_back_reasons(answer, TODAY, own) == []
        (reason,) = remarks(answer, own)
        assert reason.code == "answer_has_own_contact"
        assert reason.contacts == (phone, "service@shop.example")

    def test_somebodys_phone_waits_beside_the_shops_own(self):
        own = OwnContacts.of(["02-2771-2171"])

        reasons = hold_back_reasons("總機02-2771-2171，王先生0912-345-678", TODAY, own)

        assert codes(reasons) == ["answer_has_phone"]

    def test_names_every_service_number(self):
        (reason,) = remarks("請撥 0800-123-456 或 0809-001-365")

        assert reason.contacts == ("0800-123-456", "0809-001-365")

    @pytest.mark.parametrize(
        "answer", ["订单号例如 RL2611200042", "It's RL plus 10 digits, such as RL2611200042."]
    )
    def test_an_order_number_as_an_example_is_no_personal_data(self, answer):
        assert hold_back_reasons(answer, TODAY) == []

    @pytest.mark.parametrize("answer", ["", "7 天内可以退货，运费 12 元", "Ships in 3–5 days"])
    def test_lets_ordinary_answers_pass(self, answer):
        assert hold_back_reasons(answer, TODAY) + remarks(answer) == []


class TestExpiry:
    @pytest.mark.parametrize(
        "answer",
        """活动截止2023年5月31日
活动截止至 2023年5月31日
优惠有效期至2023.05.31
优惠券到2023年5月31号为止
本活动2023年5月31日止
2023年5月31日前下单可享
有效期至：2023-05-31
活动时间 2023年5月1日-2023年5月31日
活动时间：2023年5月1日至5月31日
活动时间：2023年5月1日～31日
活动时间：2023.05.01 00:00 — 2023.05.31 23:59
活动期间为2023年5月1日（周一）至2023年5月31日（周三）
活动时间：2023/5/1-5/31
截止日期为２０２３年５月３１日
优惠到2023年5月底结束
The offer runs until May 31st, 2023.
Order before 31/05/2023 to get it
Order by May 31, 2023
From May 1 through May 31, 2023
The sale ends on 2023-05-31.
Valid till 31 May 2023
Valid to 31.05.2023
Expires 05/31/2023
May 1 – May 31, 2023
May 1–31, 2023
1-31 May 2023
between 1 May and 31 May 2023
2023-05-01 to 2023-05-31
ends Wednesday, May 31, 2023 at 23:59
until 11:59 pm PST on May 31, 2023
until the end of May 2023
May 31, 2023 is the last day to order
Deadline: 31st of May 2023""".splitlines(),
    )
    def test_holds_back_what_ended(self, answer):
        (reason,) = hold_back_reasons(answer, TODAY)

        assert reason.code == "answer_expired"
        assert "2023-05-31" in reason.text

    @pytest.mark.parametrize(
        "answer",
        """We have been here since 2015
Founded 2012-03-01
Updated on 2023-05-01
更新至2023年5月1日
最后更新日期：2023年5月1日
我们成立于2012年3月1日
自2023年5月1日起
2023年5月1日起至2099年5月31日
活动时间2023年5月1日-2099年5月31日
valid from May 1, 2023 to May 31, 2099
截止2099年1月1日
5月31日前下单
Order before May 31
您收到2023年5月1日的邮件
ISO 9001:2015 certified
Orders placed after May 31, 2023
until 30/02/2023
by 05/06/2025""".splitlines(),
    )
    def test_lets_other_dates_pass(self, answer):
        assert hold_back_reasons(answer, TODAY) == []

    def test_an_offer_lasts_through_its_last_day(self):
        answer = "活动截止2023年5月31日"

        assert hold_back_reasons(answer, date(2023, 5, 31)) == []
        assert codes(hold_back_reasons(answer, date(2023, 6, 1))) == ["answer_expired"]


class TestNoButton:
    def test_is_worth_a_look(self):
        (reason,) = remarks("Here.\n[Sizes](http://shop.example)")

        assert reason.code == "no_button"
        assert "[Sizes](http://shop.example)" in reason.text

    def test_nothing_is_said_of_a_button(self):
        assert remarks("Here.\n[Sizes](https://shop.example)") == []
