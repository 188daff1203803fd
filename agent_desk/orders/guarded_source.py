"""A shop's order source within bounds: a slow one costs its own shop time, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import gevent
from gevent.threadpool import ThreadPool

from agent_desk.circuit_breaker import CircuitBreaker
from agent_desk.errors import OrderSourceError
from agent_desk.metrics import LookUpEnd
from agent_desk.orders.model import Order
from agent_desk.orders.source import OrderSource

# How many look-ups of one shop run at once, each in a native thread of the shop's own.
LOOK_UPS_AT_ONCE = 10

# How many of them guests may take. The rest is for visitors with a signed identity.
GUESTS_AT_ONCE = 7

Answer = TypeVar("Answer")


class GuardedSource:
    """Asks ``source`` in a thread, from the event loop.

    A look-up takes ``timeout_seconds`` at most, and raises OrderSourceError afterwards. It does
    so at once while ``at_once`` or more of the ``threads`` are taken, which another GuardedSource
    may share, and while the source has not answered for a while.
    ``count`` hears how each look-up ended.
    """

    def __init__(
        self,
        source: OrderSource,
        breaker: CircuitBreaker,
        threads: ThreadPool,
        *,
        at_once: int,
        timeout_seconds: float,
        count: Callable[[LookUpEnd], None],
    ) -> None:
        self._source = source
        self._breaker = breaker
        self._timeout_seconds = timeout_seconds
        self._count = count
        self._threads = threads
        self._at_once = at_once

    def order(self, order_number: str) -> Order | None:
        """None if there is no such order. Raises OrderSourceError."""
        return self._ask(self._source.order, order_number)

    def order_of_parcel(self, tracking_number: str) -> Order | None:
        """None if there is no such parcel. Raises OrderSourceError."""
        return self._ask(self._source.order_of_parcel, tracking_number)

    def orders_of(self, customer_subject: str) -> tuple[Order, ...]:
        """Newest first; empty if there are none, or if the source cannot list them.

        Raises OrderSourceError.
        """
        return self._ask(self._source.orders_of, customer_subject)

    def _ask(self, read: Callable[[str], Answer], name: str) -> Answer:
        if len(self._threads) >= self._at_once:
            self._count("busy")
            raise OrderSourceError("Too many look-ups at once")
        if not self._breaker.admits():
            self._count("paused")
            raise OrderSourceError("The source did not answer, and is left alone for a while")
        try:
            answer = self._wait_for(read, name)
        except BaseException as error:  # also when the turn is cut off
            self._failed(error)
            raise
        self._breaker.succeeded()
        self._count("answered")
        return answer

    def _wait_for(self, read: Callable[[str], Answer], name: str) -> Answer:
        reading = self._threads.spawn(_read, read, name, self._timeout_seconds)
        reading.wait(self._timeout_seconds)
        if not reading.ready():
            raise _late()
        result: Answer | OrderSourceError = reading.get()
        if isinstance(result, OrderSourceError):
            raise result
        return result

    def _failed(self, error: BaseException) -> None:
        """Only waiting opens the circuit.

        An error that comes at once delays nobody, and a stranger may know a number that causes one.
        """
        if isinstance(error, OrderSourceError):
            waited = error.unreachable
        else:
            waited = not isinstance(error, Exception)  # an Exception is a bug, the rest a cut-off
        if waited:
            self._breaker.failed()
            self._count("unreachable")
        else:
            self._breaker.succeeded()
            self._count("failed")


def _read(read: Callable[[str], Answer], name: str, seconds: float) -> Answer | OrderSourceError:
    """Runs in the thread. Ends what waits at a socket, so that the thread is free again.

    Returns an error, since gevent prints those that are raised in a thread.
    """
    try:
        with gevent.Timeout(seconds, _late()):
            return read(name)
    except OrderSourceError as error:
        return error


def _late() -> OrderSourceError:
    return OrderSourceError("The source did not answer in time", unreachable=True)
