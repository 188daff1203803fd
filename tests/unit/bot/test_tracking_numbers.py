import pytest

from bot.tracking_numbers import find_tracking_numbers


def sure(text):
    return [number.written.value for number in find_tracking_numbers(text) if number.is_sure]


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
