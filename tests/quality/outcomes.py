"""Judges the outcome of a question from the visitor's lines and the agents' explanation; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.quality.questions import ACTS, Question

Kind = Literal["answered", "acted", "asked_back", "nothing", "handed_off", "said", "failed"]

# One dialogue: the bot asks for the order number, accepts a tracking number too, and shows both.
TRACKING = frozenset({"act:track_order", "act:track_parcel"})
# Reasons for which the bot is in the middle of an order dialogue of its own.
_ACTING = {"form", "order_shown", "parcel_shown", "orders_offered", "order_mismatch"}
_KINDS: dict[str, Kind] = {
    "clarify": "asked_back",
    "nothing": "nothing",
    "hand_off": "handed_off",
    "say": "said",
}


@dataclass(frozen=True)
class Reply:
    """The bot's lines as the visitor got them, with their explanation."""

    lines: Sequence[dict[str, Any]]
    explanation: dict[str, Any]

    @property
    def source(self) -> str | None:
        """The entry of the stored answer among the lines."""
        sources = [line["source"] for line in self.lines if line.get("source")]
        return str(sources[0]["entry"]) if sources else None

    @property
    def asking(self) -> dict[str, Any] | None:
        """The line that offers stored questions as choices."""
        return next((line for line in self.lines if _offered(line)), None)

    @property
    def choices(self) -> list[str]:
        return _offered(self.asking) if self.asking else []


def _offered(line: dict[str, Any]) -> list[str]:
    return [choice["id"] for choice in line.get("choices", []) if choice["kind"] == "question"]


@dataclass(frozen=True)
class Outcome:
    """``got`` is what the bot gave or offered; ``clicked`` the answer to a right choice."""

    question: Question
    kind: Kind
    got: tuple[str, ...] = ()
    confidence: float | None = None
    reason: str = ""
    clicked: str | None = None
    candidates: tuple[tuple[str, float], ...] = field(default=())

    @property
    def served(self) -> bool:
        """Answered or acted on, rightly or not."""
        return self.kind in ("answered", "acted")

    @property
    def right(self) -> bool:
        return self.served and any(name in self.question.right for name in self.got)

    @property
    def resolved(self) -> bool:
        """Asked back, and the right choice led to its answer."""
        return self.kind == "asked_back" and self.clicked in self.question.right

    @property
    def choice(self) -> str | None:
        """The right one among the offered choices, which the customer would click."""
        if self.kind != "asked_back":
            return None
        return next((name for name in self.got if name in self.question.right), None)


def judge(question: Question, reply: Reply) -> Outcome:
    """The outcome before a choice is clicked."""
    why = reply.explanation
    intent = why.get("intent") or {}
    matches = tuple((m["entry"], m["confidence"]) for m in why.get("matches", []))
    kind, got, confidence = _kind(reply, why, intent), _got(reply, why, intent), None
    if kind == "acted":
        confidence = intent.get("confidence")
    elif matches:
        confidence = matches[0][1]
    return Outcome(
        question,
        kind,
        got if kind in ("answered", "acted", "asked_back") else (),
        confidence,
        f"{why['reason']}, {intent.get('name', 'no intent')}",
        candidates=matches,
    )


def _kind(reply: Reply, why: dict[str, Any], intent: dict[str, Any]) -> Kind:
    if reply.source is not None:
        return "answered"
    if why["decision"] == "act" or (why["decision"] == "say" and why["reason"] in _ACTING):
        return "acted"
    return _KINDS[why["decision"]]


def _got(reply: Reply, why: dict[str, Any], intent: dict[str, Any]) -> tuple[str, ...]:
    if reply.source is not None:
        return (reply.source,)
    if reply.choices:
        return tuple(reply.choices)
    act = f"act:{intent.get('name')}"
    # The bot looks up a bare number, or one inside a question, like an order.
    return tuple(sorted(TRACKING)) if act in TRACKING or act not in ACTS else (act,)
