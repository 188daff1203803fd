"""How many TCP connections are open, in all and from each address; no I/O."""

from __future__ import annotations

from collections import Counter


class OpenConnections:
    """``per_address`` is None when a proxy in front has all of them."""

    def __init__(self, *, most: int, per_address: int | None) -> None:
        self._most = most
        self._per_address = per_address
        self._counts: Counter[str] = Counter()
        self._total = 0

    def open(self, address: str) -> bool:
        """Counts one more of this address, or answers that there are too many."""
        if self._total >= self._most:
            return False
        if self._per_address is not None and self._counts[address] >= self._per_address:
            return False
        self._counts[address] += 1
        self._total += 1
        return True

    def close(self, address: str) -> None:
        """One that was opened has ended."""
        self._total -= 1
        self._counts[address] -= 1
        if not self._counts[address]:
            del self._counts[address]
