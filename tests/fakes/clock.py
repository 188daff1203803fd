"""The one clock of the tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

SATURDAY_AFTERNOON = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
"""16:00 in Shanghai, where the shops of the tests are."""


class FakeClock:
    """Stands still until a test moves it. Calling it returns the time."""

    def __init__(self, start: datetime = SATURDAY_AFTERNOON) -> None:
        self.now = start

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        """The time as seconds since 1970."""
        return self.now.timestamp()

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
