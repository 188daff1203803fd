"""Numbers of a report as shapes: what the page draws, in percent of a chart's width."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge_base.content.language_tags import LANGUAGE_TAGS, LanguageTag
from knowledge_base.importing.checking.duplicates import NEAR, SAME
from knowledge_base.importing.report import BINS, OUTCOMES, Outcome, Report
from knowledge_base.importing.reporting.explanations import OUTCOME_TITLES

CATEGORIES = 15
"""Categories that are drawn by themselves, the largest first; the others make one bar."""


@dataclass(frozen=True)
class Bar:
    """One horizontal bar; ``share`` is its length in percent of the longest."""

    name: str
    title: str
    count: int
    share: float
    part: float
    """Percent of all."""


@dataclass(frozen=True)
class Bin:
    """One bar of a histogram, from ``low`` to ``high``; ``height`` in percent of the highest."""

    low: float
    high: float
    count: int
    height: float


@dataclass(frozen=True)
class Category:
    """Entries of a category, a bar a language."""

    title: str
    bars: dict[LanguageTag, Bar]


@dataclass(frozen=True)
class Threshold:
    """A line in the histogram and what it stands for."""

    at: float
    title: str


THRESHOLDS = (
    Threshold(NEAR, f"{NEAR:.2f}: duplicate, if the answers agree"),
    Threshold(SAME, f"{SAME:.2f}: the same question"),
)


def outcome_bars(report: Report) -> list[Bar]:
    """Rows by outcome, those that occur."""
    counted: list[tuple[Outcome, int]] = [
        (outcome, report.outcomes[outcome]) for outcome in OUTCOMES if report.outcomes[outcome]
    ]
    return _bars((outcome, OUTCOME_TITLES[outcome][0], count) for outcome, count in counted)


def similarity_bins(report: Report) -> list[Bin]:
    """The histogram; nothing where nothing was compared."""
    highest = max(report.similarity, default=0)
    if not highest:
        return []
    return [
        Bin(number / BINS, (number + 1) / BINS, count, 100 * count / highest)
        for number, count in enumerate(report.similarity)
    ]


def categories(report: Report) -> list[Category]:
    """Entries by category and language, largest first; rare categories together at the end."""
    totals = Counter[str]()
    for (category, _), count in report.entries.items():
        totals[category] += count
    largest = [name for name, _ in totals.most_common(CATEGORIES)]
    counts = Counter[tuple[str, LanguageTag]]()
    for (category, language), count in report.entries.items():
        counts[(category if category in largest else "\0", language)] += count
    others = len(totals) - len(largest)
    titles = {name: name or "(no category)" for name in largest}
    if others:
        titles["\0"] = f"{others:,} others"
    longest = max(counts.values(), default=1)
    return [
        Category(
            title,
            {
                language: Bar(language, title, count, 100 * count / longest, 0.0)
                for language in LANGUAGE_TAGS
                if (count := counts[(name, language)])
            },
        )
        for name, title in titles.items()
    ]


def stage_bars(report: Report) -> list[Bar]:
    """Stages by the tenths of seconds that they took, in their order."""
    return _bars((name, name, round(s.seconds * 1000)) for name, s in report.stages.items())


def _bars(counted: Iterable[tuple[str, str, int]]) -> list[Bar]:
    listed = list(counted)
    longest = max((count for _, _, count in listed), default=0) or 1
    total = sum(count for _, _, count in listed) or 1
    return [
        Bar(name, title, count, 100 * count / longest, 100 * count / total)
        for name, title, count in listed
    ]
