"""A report as one page that needs nothing else: no script, no network, no other file."""

from collections import Counter
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from knowledge_base.errors import UnwritableFileError, reason_of
from knowledge_base.importing.report import OUTCOMES, Report, RowVerdict
from knowledge_base.importing.reporting import charts
from knowledge_base.importing.reporting.explanations import OUTCOME_TITLES, explanation
from knowledge_base.importing.reporting.summary import (
    headline,
    own_contacts,
    pending_count,
    serving,
    state,
    vanished,
)
from knowledge_base.importing.reporting.texts import shown, shown_masked
from knowledge_base.private_files import new_text_file

CHANGED_ANSWERS = 500
"""Rows of the regression check's table, lost golden questions first."""


def write_page(path: Path, report: Report, *, made_at: datetime | None = None) -> None:
    """Writes the page to ``path``, whose folder is made. Raises UnwritableFileError."""
    text = page(report, made_at=made_at)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableFileError(f"{path} cannot be written: {reason_of(error)}") from error
    with new_text_file(path) as file:
        file.write(text)


def page(report: Report, *, made_at: datetime | None = None) -> str:
    """The page's HTML. ``made_at`` is the time on it, by default now."""
    made = (made_at or datetime.now(UTC)).astimezone()
    regression = report.regression
    changed = (
        sorted(regression.changed, key=lambda c: (not c.lost, not c.golden)) if regression else []
    )
    return _template().render(
        report=report,
        made=made.strftime("%Y-%m-%d %H:%M %Z"),
        state=state(report),
        headline=headline(report),
        serving=serving(report),
        pending=pending_count(report),
        vanished=vanished(report),
        own_contacts=own_contacts(report),
        outcomes=charts.outcome_bars(report),
        bins=charts.similarity_bins(report),
        thresholds=charts.THRESHOLDS,
        categories=charts.categories(report),
        stages=charts.stage_bars(report),
        reasons=_reasons(report.reasons),
        rows=_rows(report.verdicts),
        changed=changed[:CHANGED_ANSWERS],
    )


def _reasons(counts: Counter[str]) -> list[tuple[str, int]]:
    order = ("trouble", "look", "note")
    return sorted(
        counts.items(), key=lambda c: (order.index(explanation(c[0]).weight), -c[1], c[0])
    )


def _rows(verdicts: list[RowVerdict]) -> list[tuple[str, list[RowVerdict]]]:
    """What needs a person first."""
    listed = {outcome: [v for v in verdicts if v.outcome == outcome] for outcome in OUTCOMES}
    return [(outcome, found) for outcome, found in reversed(listed.items()) if found]


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader(__package__, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        shown=shown, shown_masked=shown_masked, capitalize_first=lambda t: t[:1].upper() + t[1:]
    )
    environment.globals.update(explanation=explanation, outcome_titles=OUTCOME_TITLES)
    return environment.get_template("report.html")
