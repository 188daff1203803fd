"""What counts as a proof of work, and for whom."""

import pytest

from agent_desk.errors import ProofRequiredError
from agent_desk.metrics import Metrics
from agent_desk.security.desk_secret import DeskSecret
from agent_desk.security.proof_of_work import Guest, ProofOfWork, zero_bits
from agent_desk.settings.proof_of_work import ProofOfWorkSettings
from agent_desk.storage.database import Database
from agent_desk.storage.models import Base, Proof, Visitor
from agent_desk.storage.proofs import drop_forgotten_proofs, use_up_proofs
from tests.fakes.clock import FakeClock
from tests.fakes.proofs import solve

ADA, EVE = Guest("demo", "a" * 64), Guest("demo", "e" * 64)
ADA_ELSEWHERE = Guest("other", ADA.token_hash)
ADA_ID = "ada"
BITS = 8


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def database(tmp_path, clock):
    database = Database(f"sqlite:///{tmp_path / 'desk.sqlite3'}", clock=clock)
    Base.metadata.create_all(database.engine)
    ada = Visitor(id=ADA_ID, shop_id="demo", token_hash=ADA.token_hash, created_at=clock())
    database.write(lambda transaction: transaction.add(ada))
    return database


class Desk:
    """What the tests of this module do with a ``ProofOfWork``."""

    def __init__(self, database, *, secret=b"s" * 32, raised=("demo", "other"), **settings):
        self.database, self.metrics = database, Metrics()
        self.proofs = ProofOfWork(
            ProofOfWorkSettings(bits=BITS, **settings),
            DeskSecret(secret),
            self.metrics,
            is_raised=lambda _session, shop_id: shop_id in raised,
        )

    def asks(self, guest):
        """The challenge that ``guest`` has to solve before they write; None if they need not."""
        with self.database.read() as session:
            try:
                self.proofs.check(session, guest)
            except ProofRequiredError as error:
                return error.challenge

    def accepts(self, guest, challenge, nonce):
        """Whether this is taken as a proof; a refusal comes with another challenge."""
        try:
            self.database.write(self.proofs.accept, guest, challenge, nonce)
        except ProofRequiredError as error:
            return error.challenge == challenge
        return True

    def proves(self, guest):
        challenge = self.asks(guest)
        return self.accepts(guest, challenge, solve(challenge, BITS))

    def counted(self, outcome):
        return self.metrics.registry.get_sample_value("relay_proofs_total", {"outcome": outcome})


@pytest.fixture
def desk(database):
    return Desk(database)


def test_knows_the_zero_bits_of_a_hash():
    # agent_desk/web/src/widget/proof/findProof.test.ts has the same.
    assert zero_bits("18.1764536000.salt.seal", 9301) >= 16
    assert zero_bits("18.1764536000.salt.seal", 9301 - 1) < 16


class TestWhoIsAsked:
    def test_nobody_while_no_alarm_is_raised(self, database):
        assert Desk(database, raised=()).asks(ADA) is None

    def test_only_the_guests_of_a_shop_with_an_alarm(self, database):
        desk = Desk(database, raised=["demo"])

        assert desk.asks(ADA)
        assert desk.asks(ADA_ELSEWHERE) is None

    def test_everybody_if_the_settings_say_so(self, database):
        assert Desk(database, raised=(), always=True).asks(ADA)

    def test_nobody_who_has_given_a_proof_until_it_holds_no_more(self, desk, clock):
        assert desk.proves(ADA)
        clock.advance(1799)
        assert desk.asks(ADA) is None
        clock.advance(1)
        assert desk.asks(ADA)

    def test_a_proof_is_for_one_guest_and_one_shop(self, desk):
        desk.proves(ADA)

        assert desk.asks(EVE)
        assert desk.asks(ADA_ELSEWHERE)

    def test_who_used_up_their_proofs_is_asked_again(self, desk, database):
        for _ in range(2):
            desk.database.write(use_up_proofs, ADA_ID)
            assert desk.proves(ADA)
        desk.proves(EVE)
        database.write(use_up_proofs, ADA_ID)

        assert desk.asks(ADA)
        assert desk.asks(EVE) is None


class TestRefusal:
    @pytest.fixture
    def challenge(self, desk):
        return desk.asks(ADA)

    def refused(self, desk, challenge, nonce=None, guest=ADA):
        nonce = solve(challenge, BITS) if nonce is None else nonce
        assert not desk.accepts(guest, challenge, nonce)
        return desk.asks(guest) is not None

    def test_of_a_nonce_that_does_not_solve_it(self, desk, challenge):
        wrong = next(n for n in range(100) if zero_bits(challenge, n) < BITS)

        assert self.refused(desk, challenge, wrong)
        assert desk.counted("wrong") == 1

    def test_of_a_proof_that_was_given_before(self, desk, database, challenge):
        nonce = solve(challenge, BITS)
        assert desk.accepts(ADA, challenge, nonce)
        database.write(use_up_proofs, ADA_ID)
        database.write(drop_forgotten_proofs)

        assert self.refused(desk, challenge, nonce)
        assert desk.counted("replayed") == 1

    def test_of_a_proof_that_another_process_has_accepted(self, desk, database, challenge):
        nonce = solve(challenge, BITS)
        assert Desk(database).accepts(ADA, challenge, nonce)
        database.write(use_up_proofs, ADA_ID)

        assert self.refused(desk, challenge, nonce)

    @pytest.mark.parametrize("guest", [EVE, ADA_ELSEWHERE])
    def test_of_a_proof_for_another_guest_or_shop(self, desk, challenge, guest):
        assert self.refused(desk, challenge, guest=guest)
        assert desk.counted("foreign") == 1

    def test_of_a_challenge_that_has_expired(self, desk, clock, challenge):
        clock.advance(600)

        assert self.refused(desk, challenge)
        assert desk.counted("expired") == 1

    @pytest.mark.parametrize("part", [0, 1, 2, 3])
    def test_of_a_challenge_that_was_changed(self, desk, challenge, part):
        parts = challenge.split(".")
        parts[part] = {0: "1", 1: "9999999999"}.get(part, "0" * len(parts[part]))

        assert self.refused(desk, ".".join(parts))
        assert desk.counted("foreign") == 1

    @pytest.mark.parametrize("text", ["", ".", "...", "1.2.3.4", "8.9999999999.00.é", "\x00" * 128])
    def test_of_what_is_no_challenge(self, desk, text):
        assert self.refused(desk, text, 1)

    def test_of_a_challenge_under_another_secret(self, database, desk):
        challenge = Desk(database, secret=b"t" * 32).asks(ADA)

        assert self.refused(desk, challenge)


def test_each_challenge_is_another_one(desk):
    assert len({desk.asks(ADA) for _ in range(100)}) == 100


def test_rows_go_when_they_say_nothing_any_more(desk, database, clock):
    desk.proves(ADA)
    clock.advance(1799)
    database.write(drop_forgotten_proofs)
    with database.read() as session:
        assert session.query(Proof).count() == 1

    clock.advance(1)
    database.write(drop_forgotten_proofs)
    with database.read() as session:
        assert session.query(Proof).count() == 0
