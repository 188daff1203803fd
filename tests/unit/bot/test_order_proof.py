import pytest

from bot.order_proof import OrderProof

EITHER = OrderProof(("phone", "email"), 1)
BOTH = OrderProof(("postal_code", "surname"), 2)


class TestMissing:
    @pytest.mark.parametrize(
        ("proof", "slots", "missing"),
        [
            (OrderProof(), {}, ("phone",)),
            (OrderProof(), {"phone_last4": "1234"}, ()),
            (OrderProof(), {"email": "anna@example.com"}, ("phone",)),
            (EITHER, {}, ("phone", "email")),
            (EITHER, {"email": "anna@example.com"}, ()),
            (BOTH, {}, ("postal_code",)),
            (BOTH, {"postal_code": "94107"}, ("surname",)),
            (BOTH, {"surname": "Müller"}, ("postal_code",)),
            (BOTH, {"postal_code": "94107", "surname": "Müller"}, ()),
        ],
    )
    def test_names_what_to_ask_for_next(self, proof, slots, missing):
        assert proof.missing(slots) == missing


class TestIsProved:
    @pytest.mark.parametrize("number", ["114-3941689-8772232", "#1001", "LX123456785CN"])
    def test_knows_a_number_in_every_spelling(self, number):
        assert OrderProof(proved=("11439416898772232", "#1001", "lx 123 456 785 cn")).is_proved(
            number
        )

    @pytest.mark.parametrize("number", ["#1002", "", None])
    def test_takes_no_other_for_it(self, number):
        assert not OrderProof(proved=("#1001",)).is_proved(number)
