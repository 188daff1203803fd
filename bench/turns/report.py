"""The section of docs/performance.md on turns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bench.turns.processes import Busy
from bench.understanding.report import machine


@dataclass(frozen=True)
class Connected:
    side: str
    count: int
    desk_seconds: float


@dataclass(frozen=True)
class Step:
    """Some seconds of asking. Times in seconds; ``cost``: processor seconds of a turn by process.

    ``held`` counts the answers a second while it was asked, ``lost`` the questions without one.
    """

    side: str
    kind: str
    held: float
    lost: int
    acknowledged: tuple[float, float]
    answered: tuple[float, float]
    cost: Mapping[str, float]

    @classmethod
    def of(
        cls, side: str, kind: str, seconds: float, answer: Mapping[str, Any], spent: Busy
    ) -> Step:
        count = max(1, len(answer["answered"]))
        return cls(
            side=side,
            kind=kind,
            held=answer["in_time"] / seconds,
            lost=answer.get("lost", 0) + answer.get("skipped", 0),
            acknowledged=_percentiles(answer.get("acknowledged", [])),
            answered=_percentiles(answer["answered"]),
            cost={group: spent.of(group) / count for group in ("desk", "rasa", "visitors")},
        )

    def line(self) -> str:
        return (
            f"{self.side:20} {self.kind:14} held {self.held:6.1f}/s, lost {self.lost},"
            f" ack p50 {1000 * self.acknowledged[0]:.0f} p99 {1000 * self.acknowledged[1]:.0f} ms,"
            f" answer p50 {self.answered[0]:.2f} p99 {self.answered[1]:.2f} s,"
            f" processor ms a turn: " + self._costs()
        )

    def _costs(self) -> str:
        return ", ".join(f"{group} {1000 * each:.1f}" for group, each in self.cost.items())

    def row(self) -> str:
        cells = (
            f"{self.held:.0f}",
            *(f"{1000 * each:.0f} ms" for each in self.acknowledged),
            *(f"{each:.2f} s" for each in self.answered),
            f"{1000 * self.cost['desk']:.1f} ms",
            f"{1000 * self.cost['rasa']:.1f} ms",
            str(self.lost),
        )
        return f"| {self.kind} | {self.side} | {' | '.join(cells)} |"


def section(steps: Sequence[Step], connected: Sequence[Connected]) -> str:
    """Every step in the order in which it was made."""
    lines = [
        "## Turns of the bot",
        "",
        f"Made by `make bench-turns BESIDE=…` on {datetime.now(UTC):%Y-%m-%d}, on {machine()}, which"
        " also made the visitors. Rasa and the demo shop's knowledge are real, and the questions are"
        " `tests/quality/dev_answerable.jsonl`. *Capacity*: visitors ask again as soon as they are"
        " answered. *Asked*: questions come at random times whatever the desk does. An answer waits"
        " 0.8 s for the visitor's next line. Percentiles 50 and 99; *desk* and *Rasa*: their"
        " processor time for one turn.",
        "",
        "| | | held/s | ack 50 | ack 99 | answer 50 | answer 99 | desk | Rasa | lost |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
        *(step.row() for step in steps),
        "",
        *(
            f"A connect took {1000 * one.desk_seconds / one.count:.1f} ms of the desk's processor in"
            f" {one.side}."
            for one in connected
        ),
    ]
    return "\n".join(lines)


def _percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(seconds) or [0.0]
    return ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]
