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
