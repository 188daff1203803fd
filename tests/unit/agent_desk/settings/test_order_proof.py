import pytest
from pydantic import ValidationError

from agent_desk.settings.order_proof import ProofSettings


class TestProofSettings:
    @pytest.mark.parametrize(
        "proof",
        [
            {},
            {"kinds": ["email"]},
            {"kinds": ["phone", "email"]},
            {"kinds": ["phone", "email"], "needed": 2},
            {"kinds": ["email", "surname"], "needed": 2},
            {"kinds": ["email", "surname"], "needed": "2"},  # as a file of settings holds it
            {"kinds": ["postal_code", "surname"], "needed": 2},
        ],
    )
    def test_takes_what_is_not_easily_guessed(self, proof):
        ProofSettings(**proof)

    @pytest.mark.parametrize(
        ("proof", "why"),
        [
            ({"kinds": ["surname"]}, "surname alone is easily guessed"),
            ({"kinds": ["postal_code"]}, "postal_code alone is easily guessed"),
            ({"kinds": ["phone", "surname"]}, "set needed to 2"),
            ({"kinds": ["phone"], "needed": 2}, "only one kind is named"),
            ({"kinds": ["phone", "phone"], "needed": 2}, "the two kinds are the same"),
            ({"kinds": []}, "at least 1"),
            ({"kinds": ["phone", "email", "surname"], "needed": 2}, "at most 2"),
            ({"kinds": ["birthday"]}, "kinds"),
        ],
    )
    def test_refuses_what_is(self, proof, why):
        with pytest.raises(ValidationError, match=why):
            ProofSettings(**proof)
