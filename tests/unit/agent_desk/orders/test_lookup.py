from collections import Counter
from datetime import UTC, datetime
from types import SimpleNamespace

import gevent
import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from agent_desk.domain.attempt_limits import Window
from agent_desk.errors import OrderSourceError
from agent_desk.orders.failed_look_ups import FailedLookUps
from agent_desk.orders.guesses import Asker, Guesses
from agent_desk.orders.guessing_alarm import GuessingAlarm
from agent_desk.orders.lookup import (
    MISMATCH_STEP_SECONDS,
    Found,
    Locked,
    Mismatch,
    OrderLookup,
)
from agent_desk.orders.proof import Given
from agent_desk.security.desk_secret import DeskSecret
from agent_desk.settings.limits import LimitSettings
from agent_desk.settings.order_proof import ProofSettings
from agent_desk.storage.database import Database
from agent_desk.storage.models import Attempt, Base
from tests.fakes.clock import FakeClock
from tests.fakes.orders import FakeOrders, event, order, parcel

NUMBER, SIGNED = "RL2611200001", "RL2611200006"
AMAZON = "114-3941689-8772232"
PARCELS = ("LX123456785CN", "LX223456785CN", "LX323456785CN")
LIMITS = LimitSettings(order_attempts="3/hour", address_order_attempts="4/hour")
ADDRESS = "f" * 64


@pytest.fixture
def source():
    return FakeOrders(
        order(parcels=tuple(parcel(event(), number=number) for number in PARCELS)),
        order(SIGNED, customer_subject="customer-6"),
        order(AMAZON),
    )


@pytest.fixture
def lookup(source, tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'desk.sqlite3'}", clock=FakeClock())
    Base.metadata.create_all(database.engine)
    alarm = GuessingAlarm(Window(100, 3600))
    secret = DeskSecret(b"k" * 32)
    failures = FailedLookUps(LIMITS, secret)
    guesses = Guesses(LIMITS, secret, alarm)
    pauses = []
    lookup = OrderLookup(
        source, source, guesses, failures, database, ProofSettings(), pause=pauses.append
    )
    lookup.database, lookup.pauses = database, pauses
    return lookup


def find(
    lookup,
    number=NUMBER,
    digits="1234",
    visitor="v1",
    subject=None,
    tracking=None,
    proved=None,
    **who,
):
    asker, given = Asker("demo", visitor, subject, **who), Given(phone=digits)
    if tracking:
        return lookup.parcel(tracking, asker, given, proved)
    return lookup.order(number, asker, given, proved)


class TestFind:
    def test_shows_an_order_to_who_knows_the_digits(self, lookup):
        assert find(lookup).order.order_number == NUMBER

    def test_asks_for_an_order_in_the_shops_own_spelling(self, lookup):
        assert find(lookup, AMAZON).order.order_number == AMAZON

    def test_shows_a_parcel_by_its_tracking_number(self, lookup):
        found = find(lookup, tracking="lx123456785cn")

        assert found.parcel.tracking_number == "LX123456785CN"

    def test_finds_a_parcel_whose_number_the_shop_writes_with_spaces(self, lookup, source):
        spaced = order(parcels=(parcel(event(), number="LX 123 456 785 CN"),))
        source.order_of_parcel = lambda number: spaced

        assert find(lookup, tracking="LX123456785CN").parcel is spaced.parcels[0]

    def test_order_without_the_parcel_asked_for_is_answered_like_no_order(self, lookup, source):
        source.order_of_parcel = lambda number: order()

        assert find(lookup, tracking="LX123456785CN") == Mismatch()

    def test_another_order_than_the_one_asked_for_is_answered_like_no_order(self, lookup, source):
        source.order = lambda number: order("RL9999999999")

        with capture_logs() as lines:
            assert find(lookup) == Mismatch()

        assert [(line["event"], line["shop"]) for line in lines] == [
            ("order_source_failed", "demo")
        ]

    def test_a_number_that_finds_another_order_costs_a_try(self, lookup, source):
        """A database that takes 01001 for 1001 would tell which orders exist."""
        source.order = lambda number: order("1001")
        for _ in range(3):
            assert find(lookup, "01001") == Mismatch()

        assert isinstance(find(lookup, "01001"), Locked)

    @pytest.mark.parametrize("digits", [None, "", "0000", "12", "91234 0000"])
    def test_wrong_digits_do_not_fit(self, lookup, digits):
        assert find(lookup, digits=digits) == Mismatch()

    def test_unknown_order_looks_like_wrong_digits(self, lookup):
        assert find(lookup, "RL9999999999") == find(lookup, digits="0000") == Mismatch()

    def test_shows_an_order_to_its_signed_buyer_without_digits(self, lookup):
        assert isinstance(find(lookup, SIGNED, digits=None, subject="customer-6"), Found)

    @pytest.mark.parametrize("number", [NUMBER, SIGNED])
    def test_shows_a_signed_stranger_nothing(self, lookup, number):
        assert find(lookup, number, digits=None, subject="customer-7") == Mismatch()

    def test_failing_source_is_an_error_and_no_guess(self, lookup, source):
        source.down = True
        for _ in range(5):
            with pytest.raises(OrderSourceError):
                find(lookup)
        source.down = False

        assert isinstance(find(lookup), Found)


class TestGuessing:
    def test_locks_the_visitor_even_for_the_right_pair(self, lookup):
        for number in range(3):
            find(lookup, f"RL000000000{number}")

        locked = find(lookup)

        assert isinstance(locked, Locked)
        assert 0 < locked.retry_after_seconds <= 3600

    def test_does_not_trouble_the_shop_for_a_guest_who_is_locked(self, lookup, source):
        for number in range(3):
            find(lookup, f"RL000000000{number}")
        source.down = True

        assert isinstance(find(lookup), Locked)

    @pytest.mark.parametrize("number", [NUMBER, "RL9999999999"])
    def test_locks_the_number_for_many_visitors_whether_it_exists_or_not(self, lookup, number):
        for visitor in range(3):
            assert find(lookup, number, digits="0000", visitor=f"v{visitor}") == Mismatch()

        assert find(lookup, number, visitor="v9") == Mismatch()

    def test_an_order_and_its_parcels_share_their_tries(self, lookup):
        find(lookup, digits="0000", visitor="v1")
        find(lookup, digits="0001", visitor="v2", tracking=PARCELS[0])
        find(lookup, digits="0002", visitor="v3", tracking=PARCELS[1])

        assert find(lookup, visitor="v4", tracking=PARCELS[2]) == Mismatch()
        assert find(lookup, visitor="v5") == Mismatch()

    def test_a_locked_parcel_does_not_tell_its_order(self, lookup):
        for digit in range(3):
            find(lookup, digits=f"000{digit}", visitor="a", tracking=PARCELS[0])

        of_the_order = [find(lookup, digits="0000", visitor="b") for _ in range(4)]
        invented = [find(lookup, "RL9999999999", digits="0000", visitor="c") for _ in range(4)]

        assert of_the_order == invented

    def test_shows_a_locked_order_to_its_signed_buyer(self, lookup):
        for visitor in range(3):
            find(lookup, SIGNED, digits="0000", visitor=f"v{visitor}", address=ADDRESS)
        assert find(lookup, SIGNED, visitor="v9") == Mismatch()

        buyer = {"visitor": "v0", "subject": "customer-6", "address": ADDRESS}
        assert isinstance(find(lookup, SIGNED, digits=None, **buyer), Found)

    def test_signed_visitor_without_digits_has_guessed_nothing(self, lookup):
        for _ in range(4):
            assert find(lookup, digits=None, subject="customer-7") == Mismatch()

        assert isinstance(find(lookup, subject="customer-7"), Found)

    def test_leaves_other_visitors_and_numbers_alone(self, lookup):
        for number in range(3):
            find(lookup, f"RL000000000{number}", visitor="guesser")

        assert isinstance(find(lookup, visitor="customer"), Found)

    def test_locks_the_address_that_sprays_over_visitors_and_numbers(self, lookup):
        for guess in range(4):
            find(lookup, f"RL000000000{guess}", visitor=f"v{guess}", address=ADDRESS)

        assert isinstance(find(lookup, visitor="v9", address=ADDRESS), Locked)
        assert isinstance(find(lookup, visitor="v9", address="0" * 64), Found)

    def test_right_tries_are_not_counted(self, lookup):
        assert all(isinstance(find(lookup), Found) for _ in range(10))

    def test_tries_at_the_same_time_pass_no_more_than_the_limit(self, lookup, source):
        arrived, go = [], gevent.event.Event()
        at_once = source.order

        def slow(number):
            arrived.append(number)
            go.wait()
            return at_once(number)

        source.order = slow
        tries = [
            gevent.spawn(find, lookup, digits="0000", visitor=f"v{visitor}")
            for visitor in range(10)
        ]
        while len(arrived) < 10:
            gevent.sleep(0)
        go.set()
        gevent.joinall(tries, raise_error=True)

        with lookup.database.read() as session:
            keys = Counter(
                session.scalars(select(Attempt.key).where(Attempt.name == "order_attempts"))
            )
        assert keys.most_common(1)[0][1] == 3

    def test_tries_of_one_visitor_at_the_same_time_trouble_the_shop_no_more_often(
        self, lookup, source
    ):
        asked, go = [], gevent.event.Event()

        def slow(number):
            asked.append(number)
            go.wait()

        source.order = slow
        tries = [gevent.spawn(find, lookup) for _ in range(10)]
        while len(asked) < 3:
            gevent.sleep(0)
        go.set()
        gevent.joinall(tries, raise_error=True)

        assert len(asked) == 3
        assert [one.value for one in tries].count(Mismatch()) == 3


class TestFailures:
    """The source fails at once, such as an API that answers 500."""

    @pytest.fixture
    def asked(self, source):
        """The numbers that a source was asked for which then failed."""
        asked = []

        def fail(number):
            asked.append(number)
            raise OrderSourceError("down")

        source.works, source.order = source.order, fail
        return asked

    def fail(self, lookup, times, **asker):
        for _ in range(times):
            with pytest.raises(OrderSourceError):
                find(lookup, **asker)

    def test_one_guest_asks_a_failing_source_a_few_times_only(self, lookup, asked):
        self.fail(lookup, 100)

        assert len(asked) == 10

    def test_guests_of_one_address_do_so_a_bounded_number_of_times(self, lookup, asked):
        for visitor in range(100):
            self.fail(lookup, 1, visitor=f"v{visitor}", address=ADDRESS)

        assert len(asked) == 60

    def test_guest_sees_the_order_once_the_source_works_again(self, lookup, source, asked):
        self.fail(lookup, 9, address=ADDRESS)
        source.order = source.works

        for _ in range(20):
            assert isinstance(find(lookup, address=ADDRESS), Found)

    def test_signed_buyer_is_never_refused(self, lookup, source, asked):
        self.fail(lookup, 20, number=SIGNED, digits=None, subject="customer-6")
        source.order = source.works

        assert isinstance(find(lookup, SIGNED, digits=None, subject="customer-6"), Found)


class TestOwnOrders:
    @pytest.fixture
    def source(self):
        older, newer = (datetime(2026, 11, day, tzinfo=UTC) for day in (1, 2))
        mine = {"customer_subject": "customer-6"}
        return FakeOrders(
            order("#1001", **mine, placed_at=older, parcels=(parcel(event()),)),
            order("#1002", **mine, placed_at=None),
            order("#1003", **mine, placed_at=newer),
            order("#1004", customer_subject="customer-7"),
        )

    def own(self, lookup, subject="customer-6"):
        return [o.order_number for o in lookup.own_orders(Asker("demo", "v1", subject))]

    def test_are_the_signed_visitors_newest_first(self, lookup):
        assert self.own(lookup) == ["#1003", "#1001", "#1002"]

    def test_are_none_for_a_guest(self, lookup):
        assert self.own(lookup, None) == []

    def test_leave_out_what_a_source_sends_of_others(self, lookup, source):
        source.orders_of = lambda subject: (order("#1004", customer_subject="customer-7"), order())

        assert self.own(lookup) == []

    def test_hold_a_parcel_that_the_source_cannot_search_for(self, lookup, source):
        source.order_of_parcel = lambda number: None

        found = find(lookup, tracking=PARCELS[0], digits=None, subject="customer-6")

        assert found.order.order_number == "#1001"
        assert find(lookup, tracking=PARCELS[0], subject="customer-7") == Mismatch()
        assert find(lookup, tracking=PARCELS[1], digits=None, subject="customer-6") == Mismatch()


class TestProof:
    SECRET = "RL2611200009"

    @pytest.fixture
    def without_phone(self, source):
        source.orders[self.SECRET] = order(self.SECRET, phone=None, customer_subject="customer-9")

    def test_says_what_the_order_was_proved_with(self, lookup):
        assert find(lookup).proved_by == ("phone",)
        assert find(lookup, SIGNED, digits=None, subject="customer-6").proved_by == ()

    @pytest.mark.usefixtures("without_phone")
    def test_an_order_without_a_phone_is_a_mismatch_of_which_agents_learn_the_reason(self, lookup):
        assert find(lookup, self.SECRET) == Mismatch(not_provable=True)

    @pytest.mark.usefixtures("without_phone")
    def test_a_try_at_an_order_without_a_phone_counts_like_any_other(self, lookup):
        for _ in range(3):
            find(lookup, self.SECRET)

        assert isinstance(find(lookup), Locked)

    @pytest.mark.usefixtures("without_phone")
    def test_its_signed_buyer_sees_an_order_without_a_phone(self, lookup):
        found = find(lookup, self.SECRET, digits=None, subject="customer-9")

        assert found.order.order_number == self.SECRET


def proved_by(found):
    """What is remembered of an order that was just proved."""
    return {number: {found.order.order_number} for number in found.numbers}


class TestProvedBefore:
    def test_is_shown_without_another_proof(self, lookup):
        proved = proved_by(find(lookup))

        assert isinstance(find(lookup, digits=None, proved=proved), Found)
        assert isinstance(find(lookup, digits=None, tracking=PARCELS[0], proved=proved), Found)

    def test_is_no_proof_of_another_order(self, lookup):
        proved = proved_by(find(lookup))

        assert find(lookup, AMAZON, digits=None, proved=proved) == Mismatch()

    def test_parcel_is_no_proof_of_its_order(self, lookup):
        """Else its number could be found without a try: no proof would be asked for it."""
        proved = proved_by(find(lookup, tracking=PARCELS[0]))

        assert isinstance(find(lookup, digits=None, tracking=PARCELS[0], proved=proved), Found)
        assert set(proved) == {PARCELS[0]}
        assert find(lookup, digits=None, proved=proved) == Mismatch()
        assert find(lookup, digits=None, tracking=PARCELS[1], proved=proved) == Mismatch()

    @pytest.mark.parametrize("subject", [None, "customer-7"])
    def test_order_that_has_a_proved_parcels_number_is_another_one(self, lookup, source, subject):
        source.orders["1001"] = order("1001", parcels=(parcel(event(), number="1002"),))
        source.orders["1002"] = order("1002")
        proved = proved_by(find(lookup, "1001"))

        assert find(lookup, "1002", digits=None, subject=subject, proved=proved) == Mismatch()
        assert isinstance(find(lookup, "1002", subject=subject, proved=proved), Found)

    def test_number_with_other_dashes_is_another_order(self, lookup, source):
        source.orders["1-2345"], source.orders["12-345"] = order("1-2345"), order("12-345")
        proved = proved_by(find(lookup, "1-2345"))

        assert find(lookup, "12-345", digits=None, proved=proved) == Mismatch()

    def test_parcel_that_now_belongs_to_another_order_is_not_shown(self, lookup, source):
        proved = proved_by(find(lookup))
        source.order_of_parcel = lambda number: order(
            AMAZON, parcels=(parcel(event(), number=PARCELS[0]),)
        )

        assert find(lookup, digits=None, tracking=PARCELS[0], proved=proved) == Mismatch()

    def test_is_shown_to_who_has_used_up_their_tries(self, lookup):
        proved = proved_by(find(lookup))
        for number in range(3):
            find(lookup, f"RL000000000{number}")

        assert isinstance(find(lookup, digits=None, proved=proved), Found)

    def test_does_not_call_a_failing_source_without_end(self, lookup, source):
        proved = proved_by(find(lookup))
        source.down = True
        source.calls = 0
        for _ in range(50):
            with pytest.raises(OrderSourceError):
                find(lookup, digits=None, proved=proved)

        assert source.calls < 50


class TestTime:
    """A mismatch takes a whole number of steps, however long the source took."""

    @pytest.mark.parametrize("subject", [None, "customer-7"])
    @pytest.mark.parametrize("number", [NUMBER, "RL9999999999"])
    def test_of_a_mismatch_tells_nothing_of_the_order(self, lookup, monkeypatch, number, subject):
        now = iter([10.0, 10.0 + 2.25 * MISMATCH_STEP_SECONDS])
        clock = SimpleNamespace(monotonic=lambda: next(now))
        monkeypatch.setattr("agent_desk.orders.lookup.time", clock)

        find(lookup, number, digits="0000", subject=subject)

        assert lookup.pauses == [0.75 * MISMATCH_STEP_SECONDS]

    def test_of_an_order_that_is_shown_is_not_drawn_out(self, lookup):
        find(lookup)

        assert lookup.pauses == []
