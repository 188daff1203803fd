"""Totals of conversations, by kind and by language; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.conversations.judging import Verdict, interval

WISHES = "two_wishes"


@dataclass(frozen=True)
class Conversation:
    """``verdicts`` are those of its turns, in order; ``both`` counts turns with two wishes."""

    kind: str
    language: str
    verdicts: tuple[Verdict, ...]
    both: tuple[bool, ...] = ()

    @property
    def is_right(self) -> bool:
        return all(one.right and not one.harmful for one in self.verdicts)


@dataclass
class Total:
    """``both``: of the turns in which two answers were wanted, how many got them."""

    name: str
    turns: int = 0
    right: int = 0
    near: int = 0
    harmful: int = 0
    whole: int = 0
    conversations: int = 0
    both: list[bool] = field(default_factory=list)

    def add(self, one: Conversation) -> None:
        self.turns += len(one.verdicts)
        self.right += sum(verdict.right for verdict in one.verdicts)
        self.near += sum(verdict.near for verdict in one.verdicts)
        self.harmful += sum(verdict.harmful for verdict in one.verdicts)
        self.conversations += 1
        self.whole += one.is_right
        self.both += one.both


def totals(conversations: Iterable[Conversation]) -> list[Total]:
    """All of them, then by language, then by kind."""
    found: dict[str, Total] = {}
    conversations = list(conversations)
    for names in (lambda _: "all", lambda one: one.language, lambda one: one.kind):
        for one in conversations:
            name = names(one)
            found.setdefault(name, Total(name)).add(one)
    return list(found.values())


def table(rows: Iterable[Total]) -> list[str]:
    """Lines of a Markdown table."""
    return [
        "| | turns | right | asked back with the right one | harmful | whole conversations right |",
        "|---|--:|--:|--:|--:|--:|",
        *(
            f"| {row.name.replace('_', ' ')} | {row.turns} | {_share(row.right, row.turns)} |"
            f" {row.near} | {row.harmful} | {_share(row.whole, row.conversations)} |"
            for row in rows
        ),
    ]


def _share(right: int, count: int) -> str:
    low, high = interval(right, count)
    return f"{right} = {right / count:.0%} ({100 * low:.0f}–{100 * high:.0f})"


def section(developed: Iterable[Conversation], held_out: Iterable[Conversation]) -> str:
    """The section of docs/quality.md."""
    parts = {"Held out": totals(held_out), "Developed with": totals(developed)}
    both = {name: [one for row in rows[:1] for one in row.both] for name, rows in parts.items()}
    return "\n".join(
        [
            "## Whole conversations",
            "",
            "Made by `make conversations`: conversations of two to eight turns with the running product"
            " (a real Rasa, the demo shop's knowledge and orders), judged turn by turn. *Right* is what"
            " the conversation's writer expected: the answer, the order, a question back, a courtesy, a"
            " person. *Asked back with the right one*: the answer was wanted at once, and was among the"
            " choices; this counts as wrong. They were written apart from the code, the training data"
            " and each other, by people who saw the stored questions only; but for 61 of those"
            " developed with, which the builder wrote. Of those held out nobody looked at more than"
            " these totals.",
            "",
            *(
                line
                for name, rows in parts.items()
                for line in (
                    f"### {name}",
                    "",
                    *table(rows),
                    "",
                    f"Both wishes of a line were served in {sum(both[name])} of {len(both[name])}.",
                    "",
                )
            ),
            "In brackets: the 95% interval (Wilson).",
        ]
    )
