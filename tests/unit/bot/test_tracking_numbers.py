import pytest

from bot.number_forms import parse_form
from bot.tracking_numbers import carrier_of, find_tracking_numbers


def sure(text):
    return [number.written.value for number in find_tracking_numbers(text) if number.is_sure]


def first_sure(text):
    return sure(text)[:1]


class TestFindTrackingNumbers:
    @pytest.mark.parametrize(
        "number",
        [
            "LX123456785CN", "RB123456785GB", "EE123456785JP",  # the posts
            "UG123456789YP",  # Yanwen, which has no check digit
            "1Z5R89390357567127", "1Z879E930346834440",  # UPS
            "9400111206206406260787", "420787459400111206206406260787", "9261290113185417468510",  # USPS
            "9611020987654312345672",  # FedEx
            "09980000020034D",  # DPD
            "SF1234567890123", "YT1234567890123456", "YT123456789012345", "JD0123456789012",
            "TBC123456789012", "JT5123456789012", "DPK123456789012", "PQ856C0710027820144566Q",
            "4PX3001234567890CN", "LP00123456789012", "TBA123456789012", "JJD01234567890123456",
        ],
    )  # fmt: skip
    def test_knows_the_carriers_forms(self, number):
        assert sure(f"where is {number.lower()}, please") == [number]

    @pytest.mark.parametrize(
        "number",
        ["LX123456786CN", "1Z5R89390357567128", "9400111206206406260788", "09980000020034E"],
    )
    def test_is_not_sure_of_a_number_with_a_wrong_check_digit(self, number):
        assert sure(number) == []

    @pytest.mark.parametrize(
        "text", ["1234", "1234567890", "123456789012345", "it 123456789 is ok"]
    )
    def test_is_not_sure_of_bare_digits_and_words(self, text):
        assert sure(text) == []

    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("FedEx 986578788855", "986578788855"),
            ("中通75312345678901到哪了", "75312345678901"),
            ("中通的,单号是75312345678901", "75312345678901"),
            ("75312345678901(中通)", "75312345678901"),
            ("STO 7730 1234 5678 901", "773012345678901"),
            ("DHL Express: 3318810025", "3318810025"),
            ("UPS says 1Z5R89390357567128", "1Z5R89390357567128"),
        ],
    )
    def test_is_sure_beside_the_name_of_the_carrier(self, text, number):
        assert first_sure(text) == [number]

    @pytest.mark.parametrize(
        "text",
        [
            "FedEx 98657878885",  # too short
            "中通 3318810025",  # DHL's
            "did DHL take my order 3318810025",
            "pushups 3318810025",
            "UPS or 1234567 and DHL 12",
        ],
    )
    def test_a_name_makes_no_number_of_other_digits(self, text):
        assert sure(text) == []

    def test_the_shops_own_forms_come_first(self):
        found = find_tracking_numbers("my parcel KX-20391", [parse_form("KX-{5}")])
        assert [(number.written.value, number.is_sure) for number in found] == [("KX-20391", True)]


class TestCarrierOf:
    @pytest.mark.parametrize(
        ("number", "code"),
        [
            ("1Z5R89390357567127", "ups"),
            ("RB123456785GB", "royal-mail"),
            ("EE123456785JP", "japan-post"),
            ("UG123456789YP", "yanwen"),
            ("YT1234567890123456", "yunexpress"),
            ("YT1234567890123", "yto"),
            ("9400111206206406260787", "usps"),
            ("9611020987654312345672", "fedex"),
        ],
    )
    def test_is_told_by_the_form(self, number, code):
        assert carrier_of(number).code == code

    @pytest.mark.parametrize(
        "number",
        ["986578788855", "1Z5R89390357567128", "RB123456785ZZ", "RB123456785GB1", "", "1234"],
    )
    def test_is_unknown_for_digits_wrong_check_digits_and_posts_without_a_row(self, number):
        assert carrier_of(number) is None

    @pytest.mark.parametrize(
        ("words", "code"),
        [
            ("UPS Ground", "ups"),
            ("顺丰速运", "sf"),
            ("香港邮政", "hongkong-post"),
            ("中国邮政", "china-post"),
            ("Royal Mail Tracked 48", "royal-mail"),
            ("DHL eCommerce", "dhl-ecommerce"),
            ("DHL", "dhl"),
        ],
    )
    def test_is_the_one_that_is_named(self, words, code):
        assert carrier_of("986578788855", words).code == code

    def test_is_the_one_of_the_form_where_several_have_that_name(self):
        assert carrier_of("JJD0099999999", "DHL").code == "dhl-paket"

    def test_is_told_by_the_form_where_the_name_is_unknown(self):
        assert carrier_of("RB123456785GB", "our own van").code == "royal-mail"
