"""The section of docs/quality.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bench.understanding.goals import (
    AUROC,
    COVERAGE_90,
    COVERAGE_95,
    GOALS,
    PAIRS,
    TOP,
)
from bench.understanding.measures import Figures
from bench.understanding.sets import Half

RELAY, WORDING, MINILM, ENCODER = "relay", "wording", "minilm", "encoder"
BASELINES = (WORDING, MINILM, ENCODER)

_FIELDS = {TOP: "top", AUROC: "auroc", COVERAGE_90: "coverage_90", COVERAGE_95: "coverage_95"}
_NONE = "–"


@dataclass(frozen=True)
class QuestionResult:
    """Figures of one set by half and by method (RELAY, …)."""

    name: str
    figures: Mapping[tuple[Half, str], Figures]


@dataclass(frozen=True)
class PairResult:
    """Area under the curve for one set, by half and by method."""

    name: str
    auc: Mapping[tuple[Half, str], float]


@dataclass(frozen=True)
class Circumstances:
    """When and with which encoder the figures were measured, and how long that took."""

    now: datetime
    encoder: str
    fingerprint: str
    seconds: float


def section(
    asked: Sequence[QuestionResult],
    pairs: Sequence[PairResult],
    answered: Sequence[str],
    of: Circumstances,
) -> str:
    """The whole section, as Markdown; ``answered`` are its last lines."""
    return "\n".join(
        [
            "## Finding the right entry",
            "",
            f"Made by `make evaluate` on {of.now:%Y-%m-%d} with the encoder `{of.encoder}`"
            f" (fingerprint `{of.fingerprint}`), in {of.seconds / 60:.0f} minutes on"
            f" {machine()}. Every set is imported into a temporary knowledge base, and asked as"
            " `python -m knowledge_base replay` asks. Half of the questions of each set is *dev*"
            " and half is *test*: search was tuned on dev, and **test is quoted**.",
            "",
            "- *First is right*: of the questions that have an entry, the share whose entry comes"
            " first.",
            "- *In or out of scope*: how well the confidence separates questions that have an entry"
            " from those that have none.",
            "- *Coverage*: of the questions that have an entry, the largest share answered rightly"
            " while at least that share of all answers is right. An answer to a question without an"
            " entry is wrong.",
            "- *Pairs*: how well the similarity of two questions finds those that mean the same.",
            "- *Goal*: the target for test.",
            "",
            "The baselines, on test: the nearest phrasing by TF-IDF over characters (1 to 4 for a"
            " Chinese knowledge base, 2 to 5 for an English one), by all-MiniLM-L6-v2 (which reads"
            " English), and by Relay's encoder alone, without wording and classifier. The"
            " confidence of each is its highest similarity.",
            "",
            "| set | measure | Relay, test | Relay, dev | goal | TF-IDF | MiniLM | encoder alone |",
            "|---|---|--:|--:|--:|--:|--:|--:|",
            *(row for result in asked for row in _question_rows(result)),
            *(row for result in pairs for row in _pair_rows(result)),
            "",
            *answered,
        ]
    )


def _question_rows(result: QuestionResult) -> Iterator[str]:
    for measure, field in _FIELDS.items():
        values = {who: getattr(found, field) for who, found in result.figures.items()}
        if values["test", RELAY] is not None:
            yield _row(result.name, measure, values)


def _pair_rows(result: PairResult) -> Iterator[str]:
    yield _row(result.name, PAIRS, result.auc)


def _row(name: str, measure: str, values: Mapping[tuple[Half, str], float | None]) -> str:
    test = values["test", RELAY] or 0.0
    goal = GOALS.get((name, measure))
    reached = _NONE if goal is None else f"{goal:g} {'✓' if test >= goal else '✗'}"
    beside = " | ".join(_figure(values.get(("test", who))) for who in BASELINES)
    dev = _figure(values.get(("dev", RELAY)))
    return f"| {name} | {measure} | **{test:.3f}** | {dev} | {reached} | {beside} |"


def _figure(value: float | None) -> str:
    return _NONE if value is None else f"{value:.3f}"


def machine() -> str:
    """The machine that the figures were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return (
        f"{os.cpu_count()} cores ({_processor()}), {memory:.0f} GiB of memory,"
        f" Python {platform.python_version()}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
