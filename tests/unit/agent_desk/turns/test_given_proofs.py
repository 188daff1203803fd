from datetime import UTC, datetime, timedelta

import pytest

from agent_desk.turns.given_proofs import held, noted, without_proof

NOW = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
HOLDS = timedelta(minutes=30)
PROOFS = {"phone_last4": "1234", "email": "a@b.example", "postal_code": "1", "surname": "Li"}
NUMBERS = {"order_number": "1001", "other_numbers": "1002", "topic": "status"}


def state(form=None, **slots):
    return {"slots": NUMBERS | slots, "active_form": form, "requested_slot": None}


class TestWithoutProof:
    def test_the_numbers_stay(self):
        assert without_proof(state(**PROOFS)) == state()

    def test_empty_state_has_none(self):
        assert without_proof({}) == {"slots": {}}


class TestHeld:
    @pytest.mark.parametrize("slot", PROOFS)
    def test_proof_is_taken_out_once_it_is_old(self, slot):
        given = state(**{slot: PROOFS[slot]})
        stored = noted(given, {}, NOW)

        assert held(stored, NOW + HOLDS - timedelta(seconds=1), HOLDS) == given
        assert held(stored, NOW + HOLDS, HOLDS) == state()

    def test_further_turns_do_not_make_it_newer(self):
        stored = noted(state(surname="Li"), {}, NOW)
        stored = noted(state(surname="Li"), stored, NOW + HOLDS / 2)

        assert held(stored, NOW + HOLDS, HOLDS) == state()

    def test_other_one_holds_from_when_it_was_given(self):
        stored = noted(state(surname="Li"), {}, NOW)
        stored = noted(state(surname="Wu"), stored, NOW + HOLDS)

        assert held(stored, NOW + HOLDS, HOLDS) == state(surname="Wu")

    def test_first_of_two_stays_while_the_second_is_asked_for(self):
        stored = noted(state("proof_form", surname="Li"), {}, NOW)

        assert held(stored, NOW + HOLDS, HOLDS) == state("proof_form", surname="Li")

    @pytest.mark.parametrize("before", [{}, state(), state(surname=None)])
    def test_state_without_a_proof_is_stored_as_it_is(self, before):
        assert noted(before, state(surname="Li"), NOW) == before
        assert held(before, NOW + HOLDS, HOLDS) == before
