from threading import Event

import gevent
import pytest
from gevent.threadpool import ThreadPool

from agent_desk.circuit_breaker import CircuitBreaker
from agent_desk.errors import OrderSourceError
from agent_desk.orders.guarded_source import GUESTS_AT_ONCE, LOOK_UPS_AT_ONCE, GuardedSource
from tests.fakes.clock import FakeClock
from tests.fakes.orders import FakeOrders, order

PAUSE = 10
NUMBER = "RL2611200001"


class SlowOrders(FakeOrders):
    """Answers once it is ``released``, if it is slow."""

    def __init__(self, *orders):
        super().__init__(*orders)
        self.slow = False
        self.released = Event()
        self.asked = 0

    def order(self, order_number):
        self.asked += 1
        if self.slow:
            self.released.wait(30)
        return super().order(order_number)


@pytest.fixture
def orders():
    slow = SlowOrders(order())
    yield slow
    slow.released.set()


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def ends():
    return []


@pytest.fixture
def source(orders, clock, ends):
    breaker = CircuitBreaker(failures=3, pause_seconds=PAUSE, clock=clock)
    return guarded(orders, breaker, ends, timeout_seconds=0.05)


def guarded(orders, breaker, ends, timeout_seconds=30, threads=None, at_once=LOOK_UPS_AT_ONCE):
    return GuardedSource(
        orders,
        breaker,
        threads or ThreadPool(LOOK_UPS_AT_ONCE),
        at_once=at_once,
        timeout_seconds=timeout_seconds,
        count=ends.append,
    )


def fail(source, times):
    for _ in range(times):
        with pytest.raises(OrderSourceError):
            source.order(NUMBER)


def test_passes_on_what_the_source_has(source, ends):
    assert source.order(NUMBER).order_number == NUMBER
    assert source.order("RL0000000000") is None
    assert source.order_of_parcel("LX000000000CN") is None
    assert ends == ["answered"] * 3


def test_does_not_wait_longer_than_the_deadline(source, orders, ends):
    orders.slow = True

    fail(source, 1)

    assert ends == ["unreachable"]


def test_source_that_never_answers_is_left_alone_and_tried_again(source, orders, clock, ends):
    orders.slow = True
    fail(source, 5)
    assert ends == ["unreachable"] * 3 + ["paused"] * 2
    assert orders.asked == 3

    orders.released.set()
    clock.advance(PAUSE)

    assert source.order(NUMBER) is not None


def test_errors_that_come_at_once_do_not_stop_the_others(source, orders, ends):
    orders.down = True
    fail(source, 9)
    assert ends == ["failed"] * 9

    orders.down = False
    assert source.order(NUMBER) is not None


def test_numbers_that_hit_a_bug_do_not_stop_the_others(source, orders, ends):
    for _ in range(9):
        with pytest.raises(TypeError):
            source.order(["no", "number"])
    assert ends == ["failed"] * 9

    assert source.order(NUMBER) is not None


def test_look_up_that_is_cut_off_counts_as_unanswered(source, orders, ends):
    orders.slow = True
    waiting = gevent.spawn(source.order, NUMBER)
    while not orders.asked:
        gevent.sleep(0)

    waiting.kill()

    assert ends == ["unreachable"]


def test_refuses_at_once_while_all_threads_are_taken(orders, clock, ends):
    breaker = CircuitBreaker(failures=99, pause_seconds=PAUSE, clock=clock)
    source = guarded(orders, breaker, ends)
    orders.slow = True
    waiting = [gevent.spawn(source.order, NUMBER) for _ in range(LOOK_UPS_AT_ONCE)]
    while orders.asked < LOOK_UPS_AT_ONCE:
        gevent.sleep(0)

    fail(source, 20)
    assert ends == ["busy"] * 20

    orders.released.set()
    gevent.joinall(waiting, raise_error=True)
    assert source.order(NUMBER) is not None


def test_guests_leave_places_to_signed_visitors(orders, clock, ends):
    breaker = CircuitBreaker(failures=99, pause_seconds=PAUSE, clock=clock)
    threads = ThreadPool(LOOK_UPS_AT_ONCE)
    guests = guarded(orders, breaker, ends, threads=threads, at_once=GUESTS_AT_ONCE)
    signed = guarded(orders, breaker, ends, threads=threads)
    orders.slow = True
    waiting = [gevent.spawn(guests.order, NUMBER) for _ in range(GUESTS_AT_ONCE)]
    while orders.asked < GUESTS_AT_ONCE:
        gevent.sleep(0)

    fail(guests, 3)
    waiting.append(gevent.spawn(signed.order, NUMBER))
    while orders.asked == GUESTS_AT_ONCE:
        gevent.sleep(0)

    orders.released.set()
    gevent.joinall(waiting, raise_error=True)
    assert waiting[-1].value.order_number == NUMBER


def test_uses_no_thread_of_the_pool_that_everybody_shares(source, orders):
    orders.slow = True
    waiting = [gevent.spawn(fail, source, 1) for _ in range(3)]
    while orders.asked < 3:
        gevent.sleep(0)

    assert len(gevent.get_hub().threadpool) == 0
    gevent.joinall(waiting, raise_error=True)


def test_orders_of_a_customer_are_read_within_the_same_bounds(source, orders, ends):
    mine = order(customer_subject="customer-6")
    orders.orders_of = lambda subject: (mine,) if subject == "customer-6" else ()

    assert source.orders_of("customer-6") == (mine,)
    assert source.orders_of("customer-7") == ()
    orders.orders_of = lambda subject: orders.released.wait(30)
    with pytest.raises(OrderSourceError, match="in time"):
        source.orders_of("customer-6")
    assert ends == ["answered", "answered", "unreachable"]
