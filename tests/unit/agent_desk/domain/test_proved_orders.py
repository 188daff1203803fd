from datetime import UTC, datetime, timedelta

from agent_desk.domain.proved_orders import (
    KEPT,
    ProvedOrder,
    proved_numbers,
    stored_proofs,
    with_proof,
)

NOW = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
HOLDS = timedelta(minutes=30)


def proved(number="#1001", at=NOW, **more):
    return ProvedOrder(number, (number, "LX123456785CN"), ("email", "surname"), at, **more)


class TestStored:
    def test_comes_back_as_it_was(self):
        assert stored_proofs(with_proof([], proved())) == [proved()]

    def test_a_newer_proof_takes_the_place_of_the_old(self):
        later = proved(at=NOW + HOLDS)
        stored = with_proof(with_proof([], proved()), proved("#1002"))
        assert stored_proofs(with_proof(stored, later)) == [proved("#1002"), later]

    def test_a_parcel_is_kept_beside_another_of_its_order(self):
        parcels = [ProvedOrder("#1001", (number,), ("email",), NOW) for number in ("A1", "B2")]
        stored = with_proof(with_proof([], parcels[0]), parcels[1])
        assert stored_proofs(stored) == parcels

    def test_the_oldest_of_many_is_forgotten(self):
        stored = []
        for number in range(KEPT + 1):
            stored = with_proof(stored, proved(f"#{number}"))
        assert stored_proofs(stored)[0].order_number == "#1"


class TestProvedNumbers:
    def test_hold_for_a_while(self):
        stored = with_proof([], proved())
        numbers = {"#1001": {"#1001"}, "LX123456785CN": {"#1001"}}
        assert proved_numbers(stored, NOW + HOLDS - timedelta(seconds=1), HOLDS) == numbers
        assert proved_numbers(stored, NOW + HOLDS, HOLDS) == {}

    def test_name_each_order_of_which_they_were_proved(self):
        stored = with_proof(with_proof([], proved()), proved("#1002"))
        assert proved_numbers(stored, NOW, HOLDS)["LX123456785CN"] == {"#1001", "#1002"}
