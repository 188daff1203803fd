import pytest

from knowledge_base.privacy.check_digits import (
    hong_kong_identity,
    mainland_identity,
    taiwan_identity,
)


class TestMainlandIdentity:
    @pytest.mark.parametrize("number", ["11010519491231002X", "11010519491231002x"])
    def test_takes_the_right_check_digit(self, number):
        assert mainland_identity(number)

    @pytest.mark.parametrize("first", ["810000", "820000", "830000", "911105", "511028"])
    def test_takes_any_place(self, first):
        """Residents from outside the mainland, foreigners, and counties that are no more."""
        numbers = [f"{first}19900101123{check}" for check in "0123456789X"]

        assert sum(map(mainland_identity, numbers)) == 1

    @pytest.mark.parametrize(
        "number", ["110105194912310021", "11010549491231002X", "11010519491331002X"]
    )
    def test_refuses_another_check_digit_and_what_is_no_date(self, number):
        assert not mainland_identity(number)


class TestHongKongIdentity:
    @pytest.mark.parametrize("number", ["A1234563", "a1234563", "AB9876543"])
    def test_takes_the_right_check_digit(self, number):
        assert hong_kong_identity(number)

    @pytest.mark.parametrize("number", ["A1234560", "A123456A", "AB9876540"])
    def test_refuses_another(self, number):
        assert not hong_kong_identity(number)


class TestTaiwanIdentity:
    @pytest.mark.parametrize("number", ["A123456789", "a123456789"])
    def test_takes_the_right_check_digit(self, number):
        assert taiwan_identity(number)

    @pytest.mark.parametrize("number", ["A123456780", "B123456789"])
    def test_refuses_another(self, number):
        assert not taiwan_identity(number)
