import time

import pytest

from bot import numbers
from bot.number_forms import parse_form

FORMS = [parse_form("RL{10}")]


def find_numbers(text, forms=FORMS):
    return numbers.find_numbers(text, forms)


def found(text, forms=FORMS):
    return [(number.entity, number.value) for number in find_numbers(text, forms)]


class TestOrderNumbers:
    @pytest.mark.parametrize(
        "text",
        [
            "RL1234567890",
            "rl1234567890",
            "订单RL1234567890到哪了",
            "RL 1234567890",
            "RL-1234567890",
            "RL 1234 5678 90",
            "RL1234-5678-90",
            "RL#1234567890",
            "ＲＬ１２３４５６７８９０",
            "ｒｌ－１２３４５６７８９０",
            "R L 1234567890",
            "(RL1234567890).",
            "RL：1234567890",
            "RL，1234，567890",
            "RL 1 2 3 4 5 6 7 8 9 0",
            "RL1234567890，",
            "R-L-1234567890",
            "RL一二三四五六七八九零",
            "RL 一二三四 五六七八 九〇",
            "RL①②③④⑤⑥⑦⑧⑨⓪",
            "RL\u200b1234567890",
            "RL\xa01234\u2009567890",
            "order 1234567890",
            "订单号：1234567890",
            "order #1234567890",
            "1234567890这个订单",
        ],
    )
    def test_have_one_form_however_they_are_written(self, text):
        assert found(text) == [("order_number", "RL1234567890")]

    @pytest.mark.parametrize(
        "text",
        [
            "RL12",
            "RL123456789",
            "RL12345678901",
            "XRL1234567890",
            "RL1234567890A",
            "123456789",
            "12345678901",
            "1234567890.5",
            "+1234567890",
        ],
    )
    def test_are_not_seen_in_what_only_resembles_them(self, text):
        assert "order_number" not in dict(found(text))

    @pytest.mark.parametrize(
        ("text", "given"),
        [
            ("RL1234567890", True),
            ("订单1234567890", True),
            ("where is 1234567890", True),
            ("my phone is 020, the order 1234567890", True),
            ("1234567890", False),
            ("it says 1234567890", False),
        ],
    )
    def test_are_given_when_the_message_says_what_they_are(self, text, given):
        (number,) = (n for n in find_numbers(text) if n.entity == "order_number")
        assert (number.value, number.given) == ("RL1234567890", given)

    @pytest.mark.parametrize("text", ["my phone is 4155550134", "手机号4155550134"])
    def test_are_not_seen_in_a_phone(self, text):
        assert "order_number" not in dict(found(text))

    def test_are_told_apart_when_there_are_two(self):
        assert found("不是RL1234567890，是RL0987654321") == [
            ("order_number", "RL1234567890"),
            ("order_number", "RL0987654321"),
        ]

    def test_stand_where_the_offsets_say(self):
        text = "我的订单ＲＬ１２３４５６７８９０到哪了"
        (number,) = find_numbers(text)
        assert text[number.start : number.end] == "ＲＬ１２３４５６７８９０"


class TestTrackingNumbers:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("LX123456785CN", "LX123456785CN"),
            ("lx 123 456 785 cn", "LX123456785CN"),
            ("包裹RL123456785CN呢", "RL123456785CN"),
            ("SF1234567890123到哪了", "SF1234567890123"),
            ("YT1234567890123456", "YT1234567890123456"),
            ("1Z999AA10123456784", "1Z999AA10123456784"),
        ],
    )
    def test_of_the_known_carriers_are_found(self, text, value):
        assert found(text) == [("tracking_number", value)]

    @pytest.mark.parametrize("text", ["LX12345678CN", "SF123", "YT123456789012", "1Z999"])
    def test_of_the_wrong_length_are_not(self, text):
        assert "tracking_number" not in dict(found(text))


class TestPhones:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("13812345678", "13812345678"),
            ("138-1234-5678", "13812345678"),
            ("+86 138 1234 5678", "+8613812345678"),
            ("+44 20 7946 0958", "+442079460958"),
            ("0912-345-678", "0912345678"),
            ("(415) 555-0134", "4155550134"),
        ],
    )
    def test_give_their_last_four_digits_too(self, text, value):
        assert found(text) == [("phone", value), ("phone_last4", value[-4:])]

    def test_are_not_cut_out_of_longer_numbers(self):
        assert found("9138123456789") == []


class TestFourDigits:
    def test_count_only_when_asked_for_if_nothing_says_what_they_are(self):
        (number,) = find_numbers("1234")
        assert (number.value, number.given) == ("1234", False)

    @pytest.mark.parametrize(
        "text",
        ["RL1234567890 1234", "RL1234567890，尾号1234", "尾号1234", "后四位是1234",
         "last four digits are 1234", "phone ending in 1234", "LX123456785CN 1234"],
    )  # fmt: skip
    def test_are_a_phones_beside_a_number_or_such_words(self, text):
        digits = [number for number in find_numbers(text) if number.entity == "phone_last4"]
        assert [(d.value, d.given) for d in digits] == [("1234", True)]

    @pytest.mark.parametrize(
        "text",
        ["8 0 0 0", "８　０　０　０", "8-0-0-0", "8、0、0、0", "8，0，0，0", "80 00", "八零零零",
         "8️⃣0️⃣0️⃣0️⃣", "⑧⓪⓪⓪"],
    )  # fmt: skip
    def test_have_one_form_however_they_are_written(self, text):
        assert found(text) == [("phone_last4", "8000")]

    @pytest.mark.parametrize(
        "text",
        ["RL1234567890，尾号：8 0 0 0", "RL1234567890：8000", "RL1234567890,8000", "RL1234567890-8000",
         "RL1234567890/8000", "RL1234567890（8000）", "尾号：8000，RL1234567890",
         "RL 1 2 3 4 5 6 7 8 9 0 8 0 0 0", "1234567890 8000", "RL1234567890尾号:八零零零"],
    )  # fmt: skip
    def test_are_seen_beside_a_number_behind_any_punctuation(self, text):
        digits = [number for number in find_numbers(text) if number.entity == "phone_last4"]
        assert [(d.value, d.given) for d in digits] == [("8000", True)]

    @pytest.mark.parametrize(
        "text", ["1 2 3 4 5", "1 2 3", "2 0 2 6 年", "1 2 3 4元", "1 2 3 45", "三四个", "11 20/21"]
    )
    def test_are_not_seen_in_other_rows_of_digits(self, text):
        assert "phone_last4" not in dict(found(text))

    @pytest.mark.parametrize(
        "text",
        ["2026年", "1234元", "$1234", "¥1234", "12345", "123", "a1234", "1234.50", "1,1234",
         "ordered in 2026", "since 2025", "1234 USD"],
    )  # fmt: skip
    def test_are_not_seen_in_years_sums_and_longer_numbers(self, text):
        assert "phone_last4" not in dict(found(text))

    def test_leave_out_the_year_of_an_order(self):
        assert found("I ordered RL1234567890 in 2025") == [("order_number", "RL1234567890")]


class TestDates:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("2026-11-20", "2026-11-20"),
            ("2026年11月2日", "2026-11-02"),
            ("2026/1/5", "2026-01-05"),
            ("11月20日", "11月20日"),
            ("明天送", "明天"),
            ("周六能送吗", "周六"),
            ("下周三", "下周三"),
            ("deliver tomorrow", "tomorrow"),
            ("next Monday please", "next monday"),
            ("on November 20th", "november 20th"),
            ("20 Nov", "20 nov"),
        ],
    )
    def test_are_found(self, text, value):
        assert found(text) == [("date", value)]

    @pytest.mark.parametrize("text", ["may I ask", "24/7", "march on", "13月40日", "2026-13-45"])
    def test_are_not_seen_where_there_is_none(self, text):
        assert "date" not in dict(found(text))


@pytest.mark.parametrize("piece", ["1042 x ", "DHL 1234567890 ", "1Z 4 ", "AB 1 ", "1042和"])
def test_a_long_line_takes_time_that_grows_with_its_length(piece):
    forms = [parse_form("#{4-6}"), parse_form("{X8}")]

    def seconds(times):
        start = time.perf_counter()
        numbers.find_numbers(piece * times, forms, [parse_form("KX-{5}"), parse_form("{12}")])
        return time.perf_counter() - start

    assert seconds(1_600) < 32 * seconds(200)  # quadratic would be 64


class TestTakenBack:
    @pytest.mark.parametrize(
        ("text", "meant"),
        [
            ("是RL1234567890，不是RL0987654321", "RL1234567890"),
            ("尾号是9000，不是8000", "9000"),
            ("LX123456785CN, not LX123456799CN", "LX123456785CN"),
        ],
    )
    def test_is_the_number_that_the_message_denies(self, text, meant):
        kept = [number.value for number in find_numbers(text) if not number.taken_back]
        assert kept == [meant]

    def test_goes_for_the_end_of_a_phone_too(self):
        back = [(n.value, n.taken_back) for n in find_numbers("不是13812345678，是13987654321")]
        assert [value for value, taken_back in back if taken_back] == ["13812345678", "5678"]


class TestShops:
    """Each writes the numbers of its orders in another way."""

    SHOPIFY, WOO, TAOBAO = ([parse_form(form)] for form in ("#{4-6}", "{4-6}", "{18-19}"))

    @pytest.mark.parametrize(
        ("forms", "text", "given"),
        [
            (SHOPIFY, "#1001", True),
            (SHOPIFY, "order 1001", True),
            (SHOPIFY, "1001", False),
            (SHOPIFY, "sorry, 1001", False),
            (WOO, "订单3471", True),
            (WOO, "where's order number 3471?", True),
            (WOO, "3471", False),
            (TAOBAO, "123456789012345678", True),
            (TAOBAO, "订单1234567890123456789到哪了", True),
        ],
    )
    def test_bare_digits_are_given_where_words_or_their_number_say_so(self, forms, text, given):
        orders = [n for n in find_numbers(text, forms) if n.entity == "order_number"]
        assert [number.given for number in orders] == [given]

    def test_four_bare_digits_may_be_an_order_or_a_phones(self):
        assert found("1001", self.SHOPIFY) == [("order_number", "#1001"), ("phone_last4", "1001")]

    @pytest.mark.parametrize("text", ["尾号1001", "#1234, 1001", "my phone ends in 1001"])
    def test_four_digits_are_a_phones_where_that_is_told(self, text):
        assert ("phone_last4", "1001") in found(text, self.SHOPIFY)
        assert ("order_number", "#1001") not in found(text, self.SHOPIFY)

    @pytest.mark.parametrize(
        "text", ["$1001", "1001元", "1001 件", "in 2024", "12:3456", "3.1415", "100%", "2026/11/30"]
    )
    def test_sums_years_and_times_are_no_orders(self, text):
        assert "order_number" not in dict(found(text, self.SHOPIFY))

    @pytest.mark.parametrize(
        "text", ["快递单号773012345678901", "tracking number 7730 1234 5678 901"]
    )
    def test_bare_digits_are_a_parcels_where_words_say_so(self, text):
        assert found(text, self.SHOPIFY) == [("tracking_number", "773012345678901")]

    @pytest.mark.parametrize(
        "text",
        ["my order from 2025", "I want to order 1000 pieces", "型号4829有订单吗", "1042@qq.com",
         "order.2025@mail.example", "zip code 94107", "验证码 482913"],
    )  # fmt: skip
    def test_other_numbers_of_that_length_are_no_orders(self, text):
        assert found(text, self.SHOPIFY) == []

    @pytest.mark.parametrize("text", ["身份证号110101199003074512", "银行卡6222021234567890123"])
    def test_the_numbers_of_persons_and_cards_are_no_orders(self, text):
        assert found(text, self.TAOBAO) == []

    @pytest.mark.parametrize(
        "text",
        ["123456789012345678 尾号8000", "尾号8000 123456789012345678",
         "1234 5678 9012 3456 78 尾号8000", "1234 5678 9012 3456 78 8000"],
    )  # fmt: skip
    def test_a_long_number_stands_beside_a_phones_end(self, text):
        numbers = sorted(found(text, self.TAOBAO))
        assert numbers == [("order_number", "123456789012345678"), ("phone_last4", "8000")]

    @pytest.mark.parametrize(
        ("text", "given"),
        [("AB12CD34", True), ("my order SUMMER26", True), ("iphone15", False)],
    )
    def test_what_looks_like_a_word_is_an_order_only_where_words_say_so(self, text, given):
        (number,) = find_numbers(text, [parse_form("{X8}")])
        assert (number.entity, number.given) == ("order_number", given)

    @pytest.mark.parametrize("text", ["优惠码SUMMER26", "my password is abc12345"])
    def test_codes_of_other_kinds_are_no_orders(self, text):
        assert found(text, [parse_form("{X8}")]) == []

    @pytest.mark.parametrize("text", ["5120和5121两张订单", "orders 5120 and 5121"])
    def test_a_word_for_orders_is_said_of_all_in_a_list(self, text):
        orders = [(n.value, n.given) for n in find_numbers(text, self.WOO)]
        assert orders == [("5120", True), ("5121", True)]

    @pytest.mark.parametrize("text", ["订单尾号0001", "my order ending in 0001", "单号后四位0001"])
    def test_the_end_of_an_order_number_is_nothing_to_look_up(self, text):
        assert found(text, self.WOO) == found(text) == []

    @pytest.mark.parametrize(
        "text", ["快递773012345678901没到", "parcel 773012345678901", "申通 773012345678901"]
    )
    def test_long_digits_are_a_parcels_beside_a_word_for_it(self, text):
        assert found(text, self.SHOPIFY) == [("tracking_number", "773012345678901")]

    def test_an_order_number_that_is_too_long_is_no_parcels(self):
        assert found("订单773012345678901的包裹没到", self.TAOBAO) == []

    def test_a_shop_has_forms_of_its_own_for_parcels(self):
        parcels = [parse_form(form) for form in ("KX-{5}", "{8}", "{13}")]
        for text, value in [
            ("where is kx 20391", "KX-20391"),
            ("包裹单号20391846", "20391846"),
            ("9890192837465 到哪了", "9890192837465"),
        ]:
            (number,) = numbers.find_numbers(text, self.SHOPIFY, parcels)
            assert (number.entity, number.value) == ("tracking_number", value)

    @pytest.mark.parametrize("text", ["my DHL account number is 3318810025", "条形码9890192837465"])
    def test_digits_that_words_call_something_else_are_no_parcels(self, text):
        assert numbers.find_numbers(text, self.SHOPIFY, [parse_form("{13}")]) == []

    @pytest.mark.parametrize("text", ["1042 尾号8000", "1042 my phone ends in 8000"])
    def test_words_tell_which_of_two_is_the_phones(self, text):
        assert found(text, self.SHOPIFY) == [("order_number", "#1042"), ("phone_last4", "8000")]

    def test_a_shop_without_a_form_has_no_order_numbers(self):
        assert found("RL1234567890 #1001 123456789012345678", []) == []
