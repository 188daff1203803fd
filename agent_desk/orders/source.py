"""The seam to where orders come from; ``sql`` and ``http`` implement it."""

from __future__ import annotations

from typing import Protocol

from agent_desk.orders.model import Order


class OrderSource(Protocol):
    """Both methods return None for what does not exist and raise OrderSourceError on failure.

    Those of ``sql`` and ``http`` block, and are called from several threads at once.
    """

    def order(self, order_number: str) -> Order | None: ...

    def order_of_parcel(self, tracking_number: str) -> Order | None: ...
