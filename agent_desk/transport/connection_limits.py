"""The open connections by address, which are not authenticated, and their faults; no I/O."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from agent_desk.clock import Clock, utc_now
from agent_desk.errors import TooManyConnectionsError

# A client whose network fails leaves connections behind, which end only when a pong is missing.
RETRY_AFTER_SECONDS = 30.0

# Up to this many times its limit, an address gets the reason for the refusal; beyond, it does not.
REFUSED_WITH_REASON = 2

# TCP brings packets whole, so an honest client sends none that is malformed. This many pass, since
# a new version of a client may have a fault.
MALFORMED_PACKETS = 3

# With these, a client says who it is, by polling and an upgrade too. They pass though its address
# has sent too many packets, so that it is let in, or reads why it is not.
INTRODUCTORY_PACKETS = 8


class ConnectionLimits:
    """A connection is known by its Engine.IO id from its first request on."""

    def __init__(
        self, *, per_address: int, handshake_seconds: float, clock: Clock = utc_now
    ) -> None:
        self._per_address = per_address
        self._handshake = timedelta(seconds=handshake_seconds)
        self._now = clock
        self._addresses: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        self._unauthenticated_since: dict[str, datetime] = {}
        self._malformed: Counter[str] = Counter()
        self._over_rate: Counter[str] = Counter()

    def accepts(self, address: str) -> bool:
        """Whether one more connection of this address may open, be it to read a refusal."""
        return self._counts[address] < REFUSED_WITH_REASON * self._per_address

    def opened(self, connection: str, address: str) -> TooManyConnectionsError | None:
        """Counts it. If it is over the limit: the refusal, for when it says who it is."""
        self._addresses[connection] = address
        self._counts[address] += 1
        self._unauthenticated_since[connection] = self._now()
        if self._counts[address] <= self._per_address:
            return None
        return TooManyConnectionsError(
            f"There are {self._per_address} connections from your network already. "
            "Please close some, or try again later.",
            limit=self._per_address,
            retry_after_seconds=RETRY_AFTER_SECONDS,
        )

    def closed(self, connection: str) -> None:
        """Does nothing when it was closed before."""
        address = self._addresses.pop(connection, None)
        self._unauthenticated_since.pop(connection, None)
        self._malformed.pop(connection, None)
        self._over_rate.pop(connection, None)
        if address is None:
            return
        self._counts[address] -= 1
        if not self._counts[address]:
            del self._counts[address]

    def address_of(self, connection: str) -> str:
        """Empty if it is not open."""
        return self._addresses.get(connection, "")

    def malformed(self, connection: str) -> bool:
        """Counts a malformed packet of an open connection. Whether there are too many now."""
        if connection not in self._addresses:
            return False
        self._malformed[connection] += 1
        return self._malformed[connection] > MALFORMED_PACKETS

    def over_rate(self, connection: str) -> bool:
        """Counts a packet above the rate of its address. Whether these are too many now.

        For a connection that is not authenticated.
        """
        if connection not in self._addresses:
            return False
        self._over_rate[connection] += 1
        return self._over_rate[connection] > INTRODUCTORY_PACKETS

    def authenticated(self, connection: str) -> None:
        self._unauthenticated_since.pop(connection, None)

    def unauthenticated(self, connection: str) -> None:
        """It is not authenticated yet, or not any more; its time starts when that is new."""
        if connection in self._addresses:
            self._unauthenticated_since.setdefault(connection, self._now())

    def overdue(self) -> list[str]:
        """Those that have not been authenticated for ``handshake_seconds``."""
        latest = self._now() - self._handshake
        return [name for name, since in self._unauthenticated_since.items() if since <= latest]

    def __len__(self) -> int:
        return len(self._addresses)
