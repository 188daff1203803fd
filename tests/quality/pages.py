"""The figures of a run, in words and tables; pure."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from knowledge_base.evaluation.curves import wilson
from tests.quality.outcomes import Outcome
from tests.quality.questions import Question, demo_entries, known_spellings

Part = tuple[str, Callable[[Question], bool]]

LANGUAGES: tuple[Part, ...] = (
    ("all", lambda question: True),
    ("Chinese", lambda question: question.chinese),
    ("— of it Traditional", lambda question: question.language == "zh-Hant"),
    ("English", lambda question: not question.chinese),
)

# What customers of shops ask most: where it is, how long it takes, what it costs, customs.
ROUTINE = (
    *("act:track_", "order-check-status", "order-status-meanings", "order-not-dispatched"),
    *("tracking-", "shipping-time-", "shipping-dispatch-time", "shipping-late"),
    *("shipping-fee-", "shipping-free-threshold", "customs-"),
)


def is_routine(question: Question) -> bool:
    """Whether the first right answer is about status, tracking, time, fee or customs."""
    return str(question.first).startswith(ROUTINE)


def headline(outcomes: Sequence[Outcome]) -> list[str]:
    """The figures that count, one a line."""
    can, cannot = _split(outcomes)
    served, right = _count(can, "served"), _count(can, "right")
    resolved = _count(can, "resolved")
    wrongly = _count(cannot, "served")
    routine = [outcome for outcome in can if is_routine(outcome.question)]
    served_routine, right_routine = _count(routine, "served"), _count(routine, "right")
    return [
        f"answered or acted on without a person: {_share(served, len(can))};"
        f" right among them: {_share(right, served)}",
        "the same with the right choice clicked where the bot asks back:"
        f" {_share(served + resolved, len(can))}, {_share(right + resolved, served + resolved)}",
        f"unanswerable, yet answered or acted on: {_share(wrongly, len(cannot))}",
        f"routine logistics, answered or acted on: {_share(served_routine, len(routine))};"
        f" right among them: {_share(right_routine, served_routine)}",
    ]


def section(outcomes: Sequence[Outcome], now: datetime) -> str:
    """The section of docs/quality.md."""
    can, cannot = _split(outcomes)
    return "\n".join(
        [
            "## The running bot, asked as customers ask",
            "",
            f"Made by `make quality` on {now:%Y-%m-%d}: {len(can)} questions that the demo shop"
            f" can answer and {len(cannot)} that it cannot (`tests/quality/`). They were written"
            " without sight of the shop's phrasings and of the bot's examples; by chance"
            f" {_met(outcomes)} of them are there too, letter by letter. Each was put to the running"
            " product over the visitors' own protocol, in a new chat. *Right*: the stored answer or"
            " the act is one that was fixed for the question beforehand. *Asked back*: “did you"
            " mean” offered a right answer; the choice was sent, and that answer came.",
            "",
            *_answerable(can),
            "",
            *_unanswerable(cannot),
            "",
            "By the subject of the first right answer:",
            "",
            *_by_category(can),
            "",
            "*Routine logistics*: status, tracking, time, fee and customs. In brackets: the 95% interval"
            " (Wilson).",
        ]
    )


def details(outcomes: Sequence[Outcome], now: datetime) -> str:
    """The same, with every question that was not answered rightly."""
    can, cannot = _split(outcomes)
    lines = [f"# Quality, {now:%Y-%m-%d %H:%M} UTC", "", *(f"- {it}" for it in headline(outcomes))]
    lines += ["", section(outcomes, now), "", "## Why", ""]
    reasons = Counter((o.question.answerable, o.kind, o.reason) for o in outcomes if not o.right)
    lines += [
        f"- {count} × {'answerable' if answerable else 'unanswerable'}: {kind} ({reason})"
        for (answerable, kind, reason), count in reasons.most_common()
    ]
    wrong = [o for o in can if o.served and not o.right]
    lines += ["", "## Answered or acted on wrongly", "", *_listed(wrong)]
    lines += ["", "## Not answered", "", *_listed([o for o in can if not o.served])]
    lines += ["", "## Unanswerable, yet answered", "", *_listed([o for o in cannot if o.served])]
    return "\n".join(lines) + "\n"


def results(outcomes: Sequence[Outcome]) -> str:
    """One JSON object per question, for other programs."""
    return "".join(
        json.dumps(
            {
                "id": outcome.question.id,
                "kind": outcome.kind,
                "right": outcome.right,
                "got": outcome.got,
                "confidence": outcome.confidence,
                "reason": outcome.reason,
                "clicked": outcome.clicked,
                "candidates": outcome.candidates,
            },
            ensure_ascii=False,
        )
        + "\n"
        for outcome in outcomes
    )


def _answerable(can: Sequence[Outcome]) -> list[str]:
    rows = [
        "| can be answered | questions | answered or acted on | right among these | asked back"
        " | with these | right among these | nothing found | handed over | small talk |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, part in (*LANGUAGES, ("routine logistics", is_routine)):
        of = [o for o in can if part(o.question)]
        served, right, resolved = (_count(of, what) for what in ("served", "right", "resolved"))
        kinds = Counter(o.kind for o in of)
        asked = kinds["asked_back"]
        rows.append(
            f"| {name} | {len(of)} | {_share(served, len(of))} | {_share(right, served)}"
            f" | {resolved} of {asked} | {_share(served + resolved, len(of))}"
            f" | {_share(right + resolved, served + resolved)} | {kinds['nothing']}"
            f" | {kinds['handed_off'] + kinds['failed']} | {kinds['said']} |"
        )
    return rows


def _unanswerable(cannot: Sequence[Outcome]) -> list[str]:
    rows = [
        "| cannot be answered | questions | answered or acted on | of these acted | asked back"
        " | nothing found | handed over | small talk |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, part in LANGUAGES:
        of = [o for o in cannot if part(o.question)]
        kinds = Counter(o.kind for o in of)
        rows.append(
            f"| {name} | {len(of)} | {_share(_count(of, 'served'), len(of))} | {kinds['acted']}"
            f" | {kinds['asked_back']} | {kinds['nothing']}"
            f" | {kinds['handed_off'] + kinds['failed']} | {kinds['said']} |"
        )
    return rows


def _by_category(can: Sequence[Outcome]) -> list[str]:
    subjects = {entry["entry"]: entry["category"] for entry in demo_entries()}
    rows = [
        "| subject | questions | answered or acted on | right | asked back, then right |",
        "|---|--:|--:|--:|--:|",
    ]
    names = [subjects.get(str(o.question.first), "an act alone") for o in can]
    for name, count in Counter(names).most_common():
        of = [o for o, subject in zip(can, names, strict=True) if subject == name]
        figures = " | ".join(str(_count(of, what)) for what in ("served", "right", "resolved"))
        rows.append(f"| {name} | {count} | {figures} |")
    return rows


def _met(outcomes: Sequence[Outcome]) -> int:
    known = known_spellings()
    return sum(outcome.question.spelling in known for outcome in outcomes)


def _listed(outcomes: Sequence[Outcome]) -> list[str]:
    rows = [
        "| id | text | outcome | got | confidence | right | why |",
        "|---|---|---|---|--:|---|---|",
    ]
    for outcome in sorted(outcomes, key=lambda o: (o.kind, o.question.id)):
        question = outcome.question
        text = question.text.replace("|", "\\|").replace("\n", " ")
        got = outcome.got or tuple(f"({name})" for name, _ in outcome.candidates[:1])
        confidence = "" if outcome.confidence is None else f"{outcome.confidence:.2f}"
        resolved = " (chosen)" if outcome.resolved else ""
        rows.append(
            f"| {question.id} | {text} | {outcome.kind}{resolved} | {', '.join(got)} | {confidence}"
            f" | {', '.join(sorted(question.right))} | {outcome.reason} |"
        )
    return rows


def _split(outcomes: Sequence[Outcome]) -> tuple[list[Outcome], list[Outcome]]:
    can = [outcome for outcome in outcomes if outcome.question.answerable]
    return can, [outcome for outcome in outcomes if not outcome.question.answerable]


def _count(outcomes: Sequence[Outcome], what: str) -> int:
    return sum(getattr(outcome, what) for outcome in outcomes)


def _share(part: int, whole: int) -> str:
    """``95.2% (93.0–96.8)``; a dash if ``whole`` is 0."""
    if not whole:
        return "–"
    low, high = wilson(part, whole)
    return f"{part / whole:.1%} ({100 * low:.1f}–{100 * high:.1f})"
