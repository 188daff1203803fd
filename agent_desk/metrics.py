"""What the desk counts for Prometheus; docs/operations.md says what each means."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram


class Metrics:
    """One registry for one desk, so that two desks in a test do not share counts."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.turns = Counter(
            "relay_turns",
            "Turns of the bot by what was decided.",
            ["decision"],
            registry=self.registry,
        )
        self.handoffs = Counter(
            "relay_handoffs",
            "Handoffs by the bot, by reason.",
            ["reason"],
            registry=self.registry,
        )
        self.turn_seconds = Histogram(
            "relay_turn_seconds",
            "Time from taking a turn to its reply.",
            registry=self.registry,
        )
