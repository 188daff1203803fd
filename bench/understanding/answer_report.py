"""What is answered at the target precision, as part of the section of docs/quality.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.understanding.answers import FEWEST, Answers
from bench.understanding.goals import (
    COVERAGE_OF_ORACLE,
    CUT_COVERAGE,
    KEPT,
    LEAST_COVERAGE,
    LEAST_UPPER,
    MOST_ASKED_OUT,
    POOLED_PRECISION,
)
from bench.understanding.sets import JUDGED_SETS
from knowledge_base.evaluation.curves import wilson

OUTCOMES = (25, 100)
"""How many outcomes are known."""
CUTS = (1, 2, 3, 4)

_NONE = "–"


@dataclass(frozen=True)
class Taught:
    """The answers without known outcomes, and those with so many, once for each draw of them."""

    answers: Answers
    by_outcomes: Mapping[int, Sequence[Answers]]


@dataclass(frozen=True)
class AnswerResult:
    """The answers to the test half of one set. ``cuts`` has the same for the knowledge base with so
    many phrasings an entry; it is empty for sets that the confidence is not judged by."""

    name: str
    whole: Taught
    cuts: Mapping[int, Taught]


Before = Mapping[str, Mapping[str, float | None]]
"""Of the release before: for each set, and each cut ("cut 1", …), precision and ratio."""


def figures_of(results: Sequence[AnswerResult]) -> dict[str, dict[str, float | None]]:
    """Those of this release, to be kept as those before the next one."""
    kept: dict[str, dict[str, float | None]] = {
        found.name: {"precision": found.whole.answers.precision, "ratio": found.whole.answers.ratio}
        for found in results
    }
    for cut in CUTS:
        own = [found.cuts[cut].answers for found in results if cut in found.cuts]
        if own:
            kept[f"cut {cut}"] = {"precision": pooled(own)[0], "ratio": mean_ratio(own)}
    return kept


def answer_section(results: Sequence[AnswerResult], before: Before, target: float) -> list[str]:
    """Lines of Markdown."""
    judged = [found for found in results if found.name in JUDGED_SETS]
    return [
        f"### What is answered with `--target-precision {target:g}`",
        "",
        "On test halves. The threshold and the share of questions out of scope are estimated from the"
        " questions, without knowing which answers are right. *Own coverage*: the share of the"
        " questions in scope that is answered rightly. *Could*: the largest such share that the same"
        " confidences allow at that precision, for one who knows what is right. *With 25* and *with"
        " 100*: own over could, when the outcomes of so many questions of the dev half are known, on"
        " average over several draws of them."
        " *Before*: precision, and own over could, of the release before. In brackets: 95%"
        " intervals, of shares by Wilson, of own over could from resampled questions.",
        "",
        "| set | precision | answers | own coverage | could | own over could | with 25 | with 100"
        " | before | out of scope, estimated | true |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        *(_row(found, before.get(found.name, {})) for found in results),
        "",
        *(_verdict(judged) if judged else []),
        *(_cut_rows(judged, before) if judged else []),
        *_asked_back(judged),
    ]


def pooled(answers: Sequence[Answers]) -> tuple[float, float, float]:
    """The share of all their answers that is right, and its interval."""
    rightly, answered = (
        sum(getattr(one, name) for one in answers) for name in ("rightly", "answered")
    )
    return rightly / max(answered, 1), *wilson(rightly, answered)


def mean_ratio(answers: Sequence[Answers]) -> float | None:
    """Own over could, on average over the sets where it says something. More than could counts as 1:
    there too much was answered."""
    ratios = [min(one.ratio, 1.0) for one in answers if one.ratio is not None]
    return sum(ratios) / len(ratios) if ratios else None


def _row(found: AnswerResult, before: Mapping[str, float | None]) -> str:
    own = found.whole.answers
    low, high = wilson(own.rightly, own.answered)
    covered = wilson(own.rightly, own.in_scope)
    ratio = _ratio(own.ratio)
    if own.ratio is not None:
        ratio += f" ({own.ratio_low:.2f}–{own.ratio_high:.2f})"
    cells = [
        found.name,
        f"{own.precision:.3f} ({low:.3f}–{high:.3f})" if own.answered else _NONE,
        str(own.answered),
        f"{own.coverage:.3f} ({covered[0]:.3f}–{covered[1]:.3f})",
        f"{own.oracle:.3f}",
        ratio,
        *(_ratio(_average(found.whole.by_outcomes.get(n, ()))) for n in OUTCOMES),
        _pair(before),
        f"{own.estimated_out:.0%}",
        f"{own.true_out:.0%}",
    ]
    return f"| {' | '.join(cells)} |"


def _verdict(judged: Sequence[AnswerResult]) -> Iterator[str]:
    plain = [found.whole.answers for found in judged]
    precision, low, high = pooled(plain)
    large = [one for one in plain if one.answered >= FEWEST]
    uppers = [wilson(one.rightly, one.answered)[1] for one in large]
    ratios = [one.ratio for one in plain if one.ratio is not None]
    yield (
        f"On the {len(judged)} judged sets (all above with questions out of scope, without"
        f" stackfaq_webapps) {precision:.3f} ({low:.3f}–{high:.3f}) of all answers are right (goal"
        f" {POOLED_PRECISION[0]:g}–{POOLED_PRECISION[1]:g})"
        f" {_mark(POOLED_PRECISION[0] <= precision <= POOLED_PRECISION[1])}. Of the {len(large)} sets"
        f" with {FEWEST} answers and more, the interval of {sum(u < LEAST_UPPER for u in uppers)} lies"
        f" below {LEAST_UPPER:g} (goal 0) {_mark(min(uppers, default=1) >= LEAST_UPPER)}."
    )
    means = [(0, mean_ratio(plain))]
    for n in OUTCOMES:
        means.append(
            (n, mean_ratio([one for found in judged for one in found.whole.by_outcomes[n]]))
        )
    told = ", ".join(
        f"{_ratio(mean)} with {n} outcomes (goal {COVERAGE_OF_ORACLE[n]:g})"
        f" {_mark((mean or 0) >= COVERAGE_OF_ORACLE[n])}"
        for n, mean in means
    )
    yield (
        f"Own over could is {told}, on average, where more than could counts as 1; without outcomes at least {min(ratios):.2f} (goal"
        f" {LEAST_COVERAGE:g}) {_mark(min(ratios) >= LEAST_COVERAGE)}."
    )
    yield ""


def _cut_rows(judged: Sequence[AnswerResult], before: Before) -> Iterator[str]:
    yield (
        "The same with so many phrasings an entry, drawn at random, over the judged sets: precision of"
        " all answers, and own over could on average over those whose ranking could answer 5% and"
        f" more (goals: {CUT_COVERAGE[0]:g} without outcomes, {CUT_COVERAGE[25]:g} with 25)."
    )
    yield ""
    yield "| phrasings an entry | precision | own over could | with 25 | sets | before |"
    yield "|--:|--:|--:|--:|--:|--:|"
    for cut in CUTS:
        own = [found.cuts[cut].answers for found in judged]
        more = [one for found in judged for one in found.cuts[cut].by_outcomes[25]]
        precision, low, high = pooled(own)
        reached = [
            f"{_ratio(mean)} {_mark((mean or 0) >= CUT_COVERAGE[n])}"
            for n, mean in ((0, mean_ratio(own)), (25, mean_ratio(more)))
        ]
        counted = sum(one.ratio is not None for one in own)
        yield (
            f"| {cut} | {precision:.3f} ({low:.3f}–{high:.3f}) | {' | '.join(reached)} | {counted}"
            f" | {_pair(before.get(f'cut {cut}', {}))} |"
        )
    yield ""


def _asked_back(judged: Sequence[AnswerResult]) -> Iterator[str]:
    if not judged:
        return
    yield (
        "*Served*: of the questions whose right entry is among the ranking's three, the share that is"
        " answered rightly or asked back with it. *Asked back, out of scope*: the share of the"
        f" questions that no entry answers. Goals on average: {KEPT:g} and {MOST_ASKED_OUT:g}."
    )
    yield ""
    yield "| set | served | asked back, out of scope |"
    yield "|---|--:|--:|"
    for found in judged:
        own = found.whole.answers
        yield f"| {found.name} | {own.kept:.3f} | {own.asked_out:.3f} |"
    kept, out = (
        sum(getattr(found.whole.answers, name) for found in judged) / len(judged)
        for name in ("kept", "asked_out")
    )
    yield (
        f"| on average | {kept:.3f} {_mark(kept >= KEPT)}"
        f" | {out:.3f} {_mark(out <= MOST_ASKED_OUT)} |"
    )


def _pair(before: Mapping[str, float | None]) -> str:
    if not before:
        return _NONE
    return f"{before['precision']:.3f}, {_ratio(before['ratio'])}"


def _average(answers: Sequence[Answers]) -> float | None:
    ratios = [one.ratio for one in answers if one.ratio is not None]
    return sum(ratios) / len(ratios) if ratios else None


def _ratio(value: float | None) -> str:
    return _NONE if value is None else f"{value:.2f}"


def _mark(good: bool) -> str:
    return "✓" if good else "✗"
