"""A report on the terminal: six lines when all is well, and what to look at when not."""

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from knowledge_base.importing.report import (
    OUTCOMES,
    ChangedAnswer,
    ChatSummary,
    Reason,
    Report,
    RowVerdict,
    Source,
    Stage,
)
from knowledge_base.importing.reporting.explanations import OUTCOME_TITLES, Weight, explanation
from knowledge_base.importing.reporting.summary import (
    headline,
    own_contacts,
    serving,
    state,
    vanished,
)
from knowledge_base.importing.reporting.texts import shown, shown_masked

EXAMPLES = 5
CHANGED_ANSWERS = 20
LONGEST_NAME = 24

_COLOURS = {
    "accepted": "green",
    "updated": "green",
    "needs_review": "yellow",
    "rejected": "red",
    "trouble": "red",
    "look": "yellow",
    "note": "cyan",
    "published": "green",
    "refused": "red",
    "nothing": "red",
}
_WEIGHTS: tuple[Weight, ...] = ("trouble", "look", "note")


def print_report(console: Console, report: Report) -> None:
    """What was found, and what became of it."""
    print_findings(console, report)
    print_outcome(console, report)


def print_findings(console: Console, report: Report) -> None:
    """How the files were read, what became of the rows and why."""
    for source in report.sources:
        _print_source(console, source)
    if report.chats is not None:
        _print_chats(console, report.chats)
    if report.row_total:
        _print_outcomes(console, report)
    _print_reasons(console, report)
    if own := own_contacts(report):
        _line(console, escape(shown(own, 1_000)))
    for sentence in report.intent_notes[:CHANGED_ANSWERS]:
        _line(console, f"[yellow]own intent[/yellow] {escape(shown(sentence, 1_000))}")
    _print_regression(console, report)
    for sentence in vanished(report):
        _line(console, f"[yellow]gone[/yellow]: {escape(shown(sentence, 1_000))}")
    _print_entries(console, report)
    _print_stages(console, report.stages)


def print_outcome(console: Console, report: Report) -> None:
    """The number of candidates for review, and the version that is published now."""
    if report.candidates:
        _line(
            console,
            f"[yellow]{report.candidates:,} candidates wait[/yellow] for a person: "
            "run python -m knowledge_base review",
        )
    colour = _COLOURS.get(state(report), "yellow")
    text = escape(shown(headline(report), 400))
    after = escape(shown(serving(report)))
    _line(console, f"[{colour}]{text}[/{colour}]" + (f"; {after}" if after else ""))


def _line(console: Console, markup: str) -> None:
    console.print(markup, soft_wrap=True, highlight=False)


def _print_source(console: Console, source: Source) -> None:
    encoding = source.encoding
    if encoding and source.margin is not None:
        encoding += f" (ahead of the next guess by {source.margin:.0%})"
    how = ", ".join(filter(None, (source.format, encoding)))
    columns = ", ".join(f"{ours} ← {theirs}" for ours, theirs in source.columns.items())
    words = ": ".join(filter(None, (source.file, how)))
    _line(console, escape(shown(words + (f"; {columns}" if columns else ""), 400)))
    for sentence in source.unused_columns:
        _line(console, f"  [dim]{escape(shown(sentence, 1_000))}[/dim]")
    for warning in source.warnings:
        _line(console, f"  [yellow]note[/yellow] {escape(shown(warning, 400))}")


def _print_chats(console: Console, chats: ChatSummary) -> None:
    _line(
        console,
        f"past chats: {chats.conversations:,} with {chats.messages:,} messages gave "
        f"{chats.pairs:,} questions and answers, {chats.candidates:,} different ones",
    )
    if chats.dropped:
        listed = ", ".join(f"{count:,} {escape(reason)}" for reason, count in chats.dropped.items())
        _line(console, f"    left out: {listed}")


def _print_outcomes(console: Console, report: Report) -> None:
    counted = [outcome for outcome in OUTCOMES if report.outcomes[outcome]]
    read = f"rows: {report.row_total:,} read"
    if report.text_total > report.row_total:
        read += f" with {report.text_total:,} texts"
    if not {"needs_review", "rejected"} & set(counted):
        listed = [f"{report.outcomes[outcome]:,} {outcome}" for outcome in counted]
        _line(console, ", ".join([read, *listed]))
        return
    _line(console, read)
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    table.add_column(no_wrap=True)
    table.add_column(style="dim")
    for outcome in counted:
        title, meaning = OUTCOME_TITLES[outcome]
        table.add_row(f"{report.outcomes[outcome]:,}", _coloured(title, outcome), meaning)
    console.print(Padding(table, (0, 0, 0, 4)), highlight=False)


def _print_reasons(console: Console, report: Report) -> None:
    codes = sorted(
        report.reasons,
        key=lambda code: (_WEIGHTS.index(explanation(code).weight), -report.reasons[code], code),
    )
    for code in codes:
        found = explanation(code)
        count = f"{report.reasons[code]:,}"
        _line(console, f"{_coloured(count, found.weight)} {escape(found.title)} ({escape(code)})")
        if found.weight != "note":
            _print_examples(console, report, code)


def _print_examples(console: Console, report: Report, code: str) -> None:
    examples = [
        (verdict, reason)
        for verdict in report.verdicts
        for reason in verdict.reasons
        if reason.code == code
    ]
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for verdict, reason in examples[:EXAMPLES]:
        table.add_row(_where(verdict), _listed(verdict, reason))
    if examples:
        console.print(Padding(table, (0, 0, 0, 4)), highlight=False)
    if report.reasons[code] > EXAMPLES:
        _line(console, f"    … and {report.reasons[code] - EXAMPLES:,} more")


def _where(verdict: RowVerdict) -> str:
    # The end of a long name distinguishes files better than its beginning: "…-2023-11.csv".
    name = shown(verdict.file, 500)
    if len(name) > LONGEST_NAME:
        name = "…" + name[1 - LONGEST_NAME :]
    return escape(f"{name}:{verdict.line}")


def _listed(verdict: RowVerdict, reason: Reason) -> str:
    entry = f"[dim]{escape(shown(verdict.entry, 60))}:[/dim] " if verdict.entry else ""
    text = entry + escape(shown(reason.text))
    if reason.score is not None:
        text += f" [dim]({reason.score:.2f})[/dim]"
    if reason.other and reason.other not in reason.text:
        text += f" → {escape(shown(reason.other, 60))}"
    return text


def _print_regression(console: Console, report: Report) -> None:
    regression = report.regression
    if regression is None:
        return
    verdict = "[green]passed[/green]" if regression.passed else "[red]refused[/red]"
    _line(
        console,
        f"regression check: {verdict}; of {regression.asked:,} questions ({regression.golden:,} golden) "
        f"{len(regression.changed):,} are answered differently, {regression.lost:,} golden ones no longer",
    )
    if not regression.changed:
        return
    table = Table(header_style="bold", box=None, pad_edge=False)
    for name in ("question", "before", "now", ""):
        table.add_column(name, overflow="fold")
    ordered = sorted(regression.changed, key=lambda changed: (not changed.lost, not changed.golden))
    for changed in ordered[:CHANGED_ANSWERS]:
        table.add_row(
            escape(shown_masked(changed.question, 80)),
            _answer(changed.old_entry, changed.old_band, changed.old_confidence),
            _answer(changed.new_entry, changed.new_band, changed.new_confidence),
            _mark(changed),
        )
    console.print(Padding(table, (0, 0, 0, 4)), highlight=False)
    if len(ordered) > CHANGED_ANSWERS:
        _line(console, f"    … and {len(ordered) - CHANGED_ANSWERS:,} more")


def _answer(entry: str, band: str, confidence: float) -> str:
    return f"{escape(shown(entry, 60)) or '–'} [dim]{escape(band)} {confidence:.2f}[/dim]"


def _mark(changed: ChangedAnswer) -> str:
    if changed.lost:
        return "[red]lost[/red]"
    return "golden" if changed.golden else ""


def _print_entries(console: Console, report: Report) -> None:
    counts = (
        (report.added, "added"),
        (report.updated, "updated"),
        (len(report.retired), "retired"),
        (report.unchanged, "unchanged"),
    )
    listed = ", ".join(f"{count:,} {name}" for count, name in counts if count)
    not_yet = "would be " if listed and state(report) in ("refused", "dry_run") else ""
    _line(console, f"entries: {not_yet}{listed or 'none'}")


def _print_stages(console: Console, stages: dict[str, Stage]) -> None:
    if not stages:
        return
    total = sum(stage.seconds for stage in stages.values())
    listed = ", ".join(f"{escape(name)} {_time(stage)}" for name, stage in stages.items())
    _line(console, f"time: {total:,.1f} s ({listed})")


def _time(stage: Stage) -> str:
    rate = f" at {stage.items / stage.seconds:,.0f}/s" if stage.items and stage.seconds else ""
    return f"{stage.seconds:,.1f} s{rate}"


def _coloured(text: str, name: str) -> str:
    colour = _COLOURS.get(name)
    return f"[{colour}]{text}[/{colour}]" if colour else text
