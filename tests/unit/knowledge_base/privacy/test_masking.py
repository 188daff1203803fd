"""Finding and masking personal data."""

import re
import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from knowledge_base.language.text import normalise
from knowledge_base.privacy import masking
from knowledge_base.privacy.masking import (
    find,
    mask,
    mask_answer,
)


def kinds(text):
    return [(found.kind, found.value) for found in find(text)]


class TestFinding:
    @pytest.mark.parametrize(
        "text",
        [
            "13800138000",
            "手机号13800138000，麻烦改一下",
            "138-0013-8000",
            "138 0013 8000",
            "+86 138 0013 8000",
            "+8613800138000",
            "(+86)13800138000",
            "0086-13800138000",
            "8613800138000",
            "１３８００１３８０００",
            "tel13800138000",
            "0912-345-678",
            "0912345678",
            "+886 912 345 678",
            "+852 9123 4567",
            "+44 20 7946 0958",
            "+1 (555) 234-5678",
            "(212) 555-0142",
            "212-555-0142",
            "212.555.0142",
            "010-62345678",
            "電話 9123 4567",
            "my phone is 2125550142",
            "138.0013.8000",
            "①③⑧⓪⓪①③⑧⓪⓪⓪",
        ],
    )
    def test_phones_of_people(self, text):
        assert [kind for kind, _ in kinds(text)] == ["phone"]

    @pytest.mark.parametrize(
        "text",
        [
            "400-820-8820",
            "4008208820",
            "400-8208-820",
            "800 820 8820",
            "1-800-555-0199",
            "+1 888 555 0199",
            "请拨打客服热线95588",
            "热线：950618",
            "0800-123-456",
            "call 0333 103 1031",
            *("0809-001-365", "0809001365", "(0800)123-456", "+886 800 123 456"),
            *("00800 1234 5678", "+800 1234 5678", "4008-823-823", "+86-400-123-4567"),
            *("(888) 555-0199", "1.877.555.0199", "+18005550199", "1800-123-4567"),
            *("0120-12-3456", "0570-012-345", "0808 157 0192", "1300 123 456", "1-800-88-1234"),
            *("请拨打12345", "請撥 1823", "call 1823", "撥打1999"),
        ],
    )
    def test_hotlines_are_a_kind_of_their_own(self, text):
        assert [kind for kind, _ in kinds(text)] == ["service_phone"]

    @pytest.mark.parametrize(
        "text",
        [
            *("02-2771-2171", "(02)2771-2171", "02 2771 2171", "04-22223333", "02-2771-2171#12"),
            *("03-1234-5678", "021-61234567", "0571-88888888", "86-21-61234567"),
            *("(852) 2345 6789", "852-23456789", "886-2-2771-2171", "電話 037123456"),
        ],
    )
    def test_landlines_are_found_like_mobiles(self, text):
        assert [kind for kind, _ in kinds(text)] == ["phone"]

    @pytest.mark.parametrize(
        "text",
        [
            *("18001234567", "188 8123 4567", "18881234567"),  # mobiles of mainland China
            *("080-1234-5678", "08091234567", "08081234567"),  # of Japan
            *("0311-88888888", "03118888888", "0335-1234567", "0570-8123456"),  # landlines
        ],
    )
    def test_a_number_of_a_person_is_no_hotline_of_another_country(self, text):
        assert [kind for kind, _ in kinds(text)] == ["phone"]

    @pytest.mark.parametrize(
        "text", ["电话费1999元", "客服，1998年成立", "手机尾号1234", "phone ending 1234"]
    )
    def test_amounts_years_and_last_digits_are_no_hotlines(self, text):
        assert kinds(text) == []

    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("订单号：RL2611200001", "RL2611200001"),
            ("订单12345678到哪了", "12345678"),
            ("我的單號是 A-10293", "A-10293"),
            ("order #10234 has not come", "10234"),
            ("my order number is 55-1234", "55-1234"),
            ("Order No. 118822", "118822"),
            ("RL2611200001什么时候发", "RL2611200001"),
            ("112-1234567-7654321", "112-1234567-7654321"),
            ("查一下 202403151234567", "202403151234567"),
        ],
    )
    def test_order_numbers(self, text, number):
        assert kinds(text) == [("order_number", number)]

    @pytest.mark.parametrize(
        "number",
        ["1Z5R89390357567127", "9611020987654312345672", "041441760228964", "JJD01234567890123456",
         "94001112062064062607871234", "420787459400111206206406260787", "GM295117494011169042",
         "TBA123456789012", "09980000020034D", "YT1234567890123456", "4PX3001234567890CN",
         "JDVC20193847561", "LP00123456789012", "JT5123456789012", "DPK123456789012",
         "PQ856C0710027820144566Q", "UG123456789YP"],
    )  # fmt: skip
    def test_numbers_of_all_carriers_that_the_bot_knows_are_masked(self, number):
        assert number not in mask(f"my parcel {number} is late")

    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("SF1234567890123到哪了", "SF1234567890123"),
            ("1Z999AA10123456784", "1Z999AA10123456784"),
            ("LX123456785CN", "LX123456785CN"),
            ("快递单号：773012345678", "773012345678"),
            ("tracking number 9400111", "9400111"),
            ("9400111899223344556677", "9400111899223344556677"),
        ],
    )
    def test_tracking_numbers(self, text, number):
        assert kinds(text) == [("tracking_number", number)]

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("身份证11010519491231002X", "identity_card"),
            ("身分證 A123456789", "identity_card"),
            ("HKID A123456(3)", "identity_card"),
            ("4111 1111 1111 1111", "bank_card"),
            ("卡号6222021234567890128", "bank_card"),
            ("发到 li.na+shop@example.com 谢谢", "email"),
            ("zhang@qq。com", "email"),
            ("passport E12345678", "identity_card"),
            ("护照号码：EA1234567", "identity_card"),
            ("QQ:123456789", "chat_account"),
            ("我的qq号是123456789", "chat_account"),
            ("微信号 abc_123", "chat_account"),
            ("WeChat ID: lisi-2020", "chat_account"),
        ],
    )
    def test_cards_and_addresses(self, text, kind):
        assert [found for found, _ in kinds(text)] == [kind]

    def test_an_eighteen_digit_number_with_a_wrong_check_digit_is_no_identity_card(self):
        assert "identity_card" not in [kind for kind, _ in kinds("110105194912310021")]

    @pytest.mark.parametrize(
        "text",
        [
            "2024-03-15",
            "2024/03/15 10:22:33",
            "20240315",
            "2024年3月15日",
            "2019-2024",
            "¥1,234,567.00",
            "价格 12345678.90 元",
            "1000000000元",
            "USD 99.99",
            "满 300 减 50",
            "100%",
            "1920x1080",
            "100*200*300cm",
            "192.168.100.100",
            "邮编 518000",
            "94105-1234",
            "SW1A 1AA",
            "iPhone15",
            "RTX4090",
            "SM-T280",
            "WH-1000XM5",
            "版本 10.0.19041.1234",
            "https://item.example.com/100012043978.html",
            "看 www.example.com/a?id=13800138000",
            "example.com/order/202403151234567",
            "商品编号:100012043978",
            "SKU 100012043978",
            "ISBN 9787111111111",
            "[ORDERID_10000001]",
            "订单号:[ORDERID_10000001] 订单金额:[金额x]",
            "[数字x]天",
            "<phone>",
            "{{order_12345678}}",
            "#E-s[数字x]",
            "我要 20000 个",
            "95588 件",
            "3.14159265358979",
            "Cupertino 95014",
            "订单2024年的还能查吗",
            "order 2 of them",
            "买了3件，一共100件",
            "能用微信支付100元吗",
            "WeChat ID number please, 2024",
            "QQ 2024",
        ],
    )
    def test_what_is_nobodys_is_left_alone(self, text):
        assert kinds(text) == []

    def test_places_are_those_of_the_text_as_it_was_written(self):
        text = "电话１３８００１３８０００，谢谢"

        (found,) = find(text)

        assert text[found.start : found.end] == found.value == "１３８００１３８０００"

    def test_takes_linear_time_on_hostile_text(self):
        start = time.perf_counter()
        find("1 " * 20_000 + "a" * 20_000 + "-1" * 20_000 + "订单号" * 5_000 + "+1(" * 5_000)

        assert time.perf_counter() - start < 5

    @pytest.mark.parametrize("number", ["A123456(3)", "(212) 555-0142", "1Z9999999999999AA."])
    def test_looks_at_a_chain_of_numbers_a_bounded_number_of_times(self, number, monkeypatch):
        passes = []
        once = masking._pass
        monkeypatch.setattr(masking, "_pass", lambda text: passes.append(1) or once(text))

        assert find(number * 200)
        assert len(passes) <= 16

    def test_numbers_without_anything_between_them_are_all_found(self):
        found = kinds("(212) 555-0142" * 10)

        assert found == [("phone", "(212) 555-0142")] * 10


class TestMasking:
    @pytest.mark.parametrize(
        ("text", "masked"),
        [
            ("订单RL2611200001，电话13800138000", "订单[订单号]，电话[电话]"),
            ("訂單編號RL2611200001還沒出貨", "訂單編號[訂單號]還沒出貨"),
            (
                "order RL2611200001, call me at 212-555-0142",
                "order [order number], call me at [phone]",
            ),
            ("mail me: a@b.co", "mail me: [email]"),
        ],
    )
    def test_says_what_was_there_in_the_words_of_the_text(self, text, masked):
        assert mask(text) == masked

    def test_a_number_alone_is_masked_in_the_fallback_language(self):
        assert mask("13800138000", "zh-Hans") == "[电话]"

    @pytest.mark.parametrize(
        ("text", "masked"),
        [
            (
                "Track https://shop.example/o?phone=13800138000&name=Zhang please",
                "Track https://shop.example/[phone] please",
            ),
            ("https://wa.me/8613800138000", "https://wa.me/[phone]"),
            ("看 www.x.cn/track/2024/13800138000，谢谢", "看 www.x.cn/[电话]，谢谢"),
            ("HTTPS://x.cn/?p=%2B86%20138%200013%208000", "HTTPS://x.cn/[phone]"),
            ("x.cn/?u=https%3A%2F%2Fy.cn%2F13800138000", "x.cn/[phone]"),
            ("https://x.cn/o?order_id=10234", "https://x.cn/[order number]"),
            ("https://a@b.com/x", "https://[email]/x"),
            ("{{13800138000}}", "{{[phone]}}"),
            ("https://x.cn/2024/03/15/faq?page=2", "https://x.cn/2024/03/15/faq?page=2"),
        ],
    )
    def test_web_addresses_are_looked_into(self, text, masked):
        assert mask(text) == masked
        assert mask(masked) == masked

    def test_in_answers_web_addresses_stay(self):
        text = "https://x.cn/order/202403151234567, {{13800138000}}, 13800138000"

        assert mask_answer(text) == text.replace(", 13800138000", ", [phone]")

    def test_hotlines_stay(self):
        assert mask("请拨打400-820-8820") == "请拨打400-820-8820"

    @given(
        st.text(
            st.sampled_from(string.digits * 3 + "０９+-.()#@ aZ:，订单号电话orderphone[]_"),
            max_size=60,
        )
    )
    def test_masking_again_changes_nothing(self, text):
        assert mask(mask(text)) == mask(text)

    @given(
        st.integers(10**11, 10**18 - 1),
        st.sampled_from(["", "卡号", "card ", "付款用的", "my number: "]),
        st.sampled_from(["", " ", "，谢谢", ". Thanks", "到了吗"]),
        st.sampled_from(["", " ", "-"]),
    )
    def test_never_leaves_a_valid_card_number(self, number, before, after, separator):
        card = next(f"{number}{check}" for check in range(10) if luhn.is_valid(f"{number}{check}"))
        grouped = separator.join(card[i : i + 4] for i in range(0, len(card), 4))

        masked = mask(before + grouped + after)

        left = "".join(re.findall(r"\d", masked))
        assert not (len(left) >= 13 and luhn.is_valid(left))


@pytest.mark.parametrize(
    "text",
    [
        "Where is RL2611200001?",
        "我的訂單RL2611200001到哪了",
        "快递单号：773012345678",
        "call 13800138000 now",
        "卡号6222021234567890128",
        "身份证11010519491231002X",
    ],
)
def test_a_masked_question_is_found_like_the_question(text):
    assert normalise(mask(text)) == normalise(text)
