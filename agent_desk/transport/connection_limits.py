"""The open connections by address, and which of them have not said who they are; no I/O."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from agent_desk.clock import Clock, utc_now
from agent_desk.errors import TooManyConnectionsError

# Somebody whose network fails leaves connections behind that only a missing pong will end.
RETRY_AFTER_SECONDS = 30.0

# Up to so many times its limit an address is told why it is refused; beyond, it is just refused.
REFUSED_POLITELY = 2


class Connections:
    """A connection is known by its Engine.IO id from its first request on."""

    def __init__(
        self, *, per_address: int, handshake_seconds: float, clock: Clock = utc_now
    ) -> None:
        self._per_address = per_address
        self._handshake = timedelta(seconds=handshake_seconds)
        self._now = clock
        self._addresses: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        self._silent_since: dict[str, datetime] = {}

    def takes(self, address: str) -> bool:
        """Whether one more of this address may come in at all."""
        return self._counts[address] < REFUSED_POLITELY * self._per_address

    def arrived(self, connection: str, address: str) -> TooManyConnectionsError | None:
        """Counts it; the refusal that it is to be told once it says who it is, if it is one."""
        self._addresses[connection] = address
        self._counts[address] += 1
        self._silent_since[connection] = self._now()
        if self._counts[address] <= self._per_address:
            return None
        return TooManyConnectionsError(
            f"There are {self._per_address} connections from your network already. "
            "Please close some, or try again later.",
            limit=self._per_address,
            retry_after_seconds=RETRY_AFTER_SECONDS,
        )

    def left(self, connection: str) -> None:
        address = self._addresses.pop(connection, None)
        self._silent_since.pop(connection, None)
        if address is None:
            return
        self._counts[address] -= 1
        if not self._counts[address]:
            del self._counts[address]

    def named(self, connection: str) -> None:
        """It is in a namespace now."""
        self._silent_since.pop(connection, None)

    def nameless(self, connection: str) -> None:
        """It is in none, or in none any more."""
        if connection in self._addresses:
            self._silent_since.setdefault(connection, self._now())

    def overdue(self) -> list[str]:
        """Those that have been in no namespace for too long."""
        latest = self._now() - self._handshake
        return [name for name, since in self._silent_since.items() if since <= latest]

    def __len__(self) -> int:
        return len(self._addresses)
