"""Visitors who act on what the bot says, so that outcomes come about as in a shop.

What is known of such outcomes is biased: who finds the right question among three clicks it, who does
not mostly leaves; a claim, or the same in other words, also follows right answers. Pure.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from knowledge_base.calibration.confidence import Calibration
from knowledge_base.calibration.outcomes import Outcome
from knowledge_base.calibration.weighing import outcomes_of
from knowledge_base.content.outcomes import OutcomeKind, OutcomeRecord
from knowledge_base.content.results import Band, Evidence, Judged

MADE_OF = "simulated"

# How often visitors do what, supposed and not measured. What is left after an answer is going on.
_RIGHT_ANSWER = {
    "claim_after_answer": 0.05,
    "rephrased": 0.05,
    "not_helpful": 0.01,
    "helpful": 0.05,
}
_WRONG_ANSWER = {
    "claim_after_answer": 0.25,
    "rephrased": 0.25,
    "objected": 0.1,
    "not_helpful": 0.08,
}
# Of those who are asked back: with the right one among three, else; a stray click hits the first.
_CLICKS_RIGHT, _CLICKS_ANOTHER = 0.7, 0.05
_CLICKS_AT_RANDOM, _CLICKS_FIRST = 0.15, 0.6
_CALLS_PERSON = 0.35
# Of the questions that a person gets.
_AGENT_USES, _AGENT_USES_WRONG = 0.3, 0.05


@dataclass(frozen=True)
class Question:
    """What the confidence in a question is made from, and for each of its best three entries
    whether it is right."""

    evidence: Evidence
    right: tuple[bool, ...]


@dataclass(frozen=True)
class Served(Question):
    """How a question was served."""

    band: Band


def served(calibration: Calibration, asked: Sequence[Question]) -> list[Served]:
    """How questions are served."""
    first, three = calibration.probabilities([question.evidence for question in asked])
    bands: list[Band] = [
        "answer"
        if best >= calibration.answer_from
        else "clarify"
        if any_of_three >= calibration.clarify_from
        else "hand_off"
        for best, any_of_three in zip(first, three, strict=True)
    ]
    return [Served(one.evidence, one.right, band) for one, band in zip(asked, bands, strict=True)]


def precision(found: Sequence[Served]) -> float:
    """The share of the answers that is right."""
    given = [one.right[0] for one in found if one.band == "answer"]
    return sum(given) / max(len(given), 1)


def outcomes_of_visitors(served: Sequence[Served], count: int, draw: int) -> list[Outcome]:
    """What the calibration learns from ``count`` outcomes, each of a visitor of their own: the same
    every time for the same ``draw``."""
    chance = random.Random(f"{count} {draw}")
    able = [question for question in served if not question.evidence.certain and question.right]
    records: list[OutcomeRecord] = []
    while able and len(records) < count:
        question = chance.choice(able)
        kind, right = _act(question, chance)
        records.append(_record(question.evidence, kind, right, str(len(records))))
    return outcomes_of(records, MADE_OF)


def outcomes_at_random(asked: Sequence[Served], count: int, draw: int) -> list[Outcome]:
    """Outcomes without doubt, of questions that the bot answered or asked back."""
    able = [
        Outcome(question.evidence, question.right[0])
        for question in asked
        if question.band != "hand_off" and question.right and not question.evidence.certain
    ]
    return random.Random(f"{count} {draw}").sample(able, min(count, len(able)))


def _act(question: Served, chance: random.Random) -> tuple[OutcomeKind, bool | None]:
    """What the visitor does, or the agent to whom the question goes."""
    match question.band:
        case "answer":
            signs = _RIGHT_ANSWER if question.right[0] else _WRONG_ANSWER
            kind = cast(OutcomeKind, _drawn(signs, "went_on", chance))
            return kind, kind in ("went_on", "helpful")
        case "clarify":
            return _choose(question, chance)
        case _:
            used = any(question.right) and chance.random() < _AGENT_USES
            if used or chance.random() < _AGENT_USES_WRONG:
                return "agent_used", used and question.right[0]
            return "agent_own_answer", None


def _choose(question: Served, chance: random.Random) -> tuple[OutcomeKind, bool]:
    if any(question.right):
        kind = _drawn({"choice": _CLICKS_RIGHT, "another": _CLICKS_ANOTHER}, "", chance)
        if kind == "choice":
            return "choice", question.right[0]
        clicks = kind == "another"
    else:
        clicks = chance.random() < _CLICKS_AT_RANDOM
    if clicks:
        return "choice", chance.random() < _CLICKS_FIRST
    return ("none_of_these" if chance.random() < _CALLS_PERSON else "left_open"), False


def _drawn(shares: Mapping[str, float], otherwise: str, chance: random.Random) -> str:
    point = chance.random()
    for name, share in shares.items():
        point -= share
        if point < 0:
            return name
    return otherwise


def _record(evidence: Evidence, kind: OutcomeKind, right: bool | None, who: str) -> OutcomeRecord:
    features = tuple(float(value) for value in evidence.features)
    judged = Judged("", "", MADE_OF, features, evidence.chinese, evidence.certain)
    return OutcomeRecord(kind, judged, right, who, who, datetime(2026, 1, 1, tzinfo=UTC))
