import pytest

from bot.check_digits import fedex, iso_7064, s10, seven, thrice, ups

RIGHT = [
    (s10, "LX123456785CN"),
    (s10, "RB123456785GB"),
    (ups, "1Z5R89390357567127"),
    (ups, "1Z879E930346834440"),
    (thrice(), "9400111206206406260787"),
    (thrice(8), "420787459400111206206406260787"),
    (thrice(7), "9611020987654312345672"),
    (thrice(), "041441760228964"),  # FedEx Ground
    (thrice(), "03071790000523483741"),  # USPS
    (fedex, "986578788855"),
    (fedex, "477179081230"),
    (seven, "3318810025"),
    (seven, "73891051146"),
    (iso_7064, "09980000020034D"),
]


@pytest.mark.parametrize(("is_right", "number"), RIGHT)
def test_takes_the_carriers_examples(is_right, number):
    assert is_right(number)


@pytest.mark.parametrize(("is_right", "number"), RIGHT)
def test_refuses_them_with_another_digit(is_right, number):
    at = 8 if number[8].isdigit() else 9
    assert not is_right(number[:at] + str((int(number[at]) + 1) % 10) + number[at + 1 :])


def test_a_ups_number_ends_with_a_digit():
    assert not ups("1Z5R8939035756712A")
