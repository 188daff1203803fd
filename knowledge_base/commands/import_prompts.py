"""What an import shows and asks in the terminal while it runs."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.markup import escape
from rich.prompt import Confirm, Prompt

from knowledge_base.commands.context import console, messages
from knowledge_base.commands.terminal import Bars
from knowledge_base.importing.errors import AmbiguousEncodingError, RefusedImportError
from knowledge_base.importing.report import Report
from knowledge_base.importing.reporting.page import write_page
from knowledge_base.importing.reporting.terminal import print_findings, print_outcome

STOPPED = 130
"""Exit code of a command that Ctrl-C stopped, as shells have it."""


class ImportPrompts:
    """Shows the report once: before the question whether to publish, or else at the end.

    ``asks`` is false where nothing shall be asked; without a terminal nothing is asked either.
    ``page`` is the file for the report as a page.
    """

    def __init__(self, bars: Bars, *, asks: bool = True, page: Path | None = None) -> None:
        self._bars = bars
        self._asks = asks
        self._terminal = sys.stdin.isatty() and messages.is_terminal
        self._page = page
        self._shown = False
        self._replacing = ""

    def confirm(self, report: Report) -> bool:
        """Asks whether to publish, where the report has something that a person should see."""
        if not (self._asks and self._terminal and _doubtful(report)):
            return True
        self._bars.pause()
        self._show(report)
        return Confirm.ask("Publish?", console=messages, default=True)

    def choose_encoding(self, error: AmbiguousEncodingError) -> str | None:
        """Shows the readings of a file and asks which is right."""
        if not self._terminal:
            return None
        self._bars.pause()
        messages.print(f"{escape(error.file)} can be read in more than one way:")
        for reading in error.readings:
            messages.print(f"  [bold]{reading.name}[/bold]: {escape(reading.sample)}")
        names = [reading.name for reading in error.readings]
        return Prompt.ask("Which is right?", console=messages, choices=names)

    def may_replace(self, what: str) -> bool:
        """Asks whether an entry of another file may be replaced; "all" and "none" are for the
        entries to come, too."""
        if not (self._asks and self._terminal):
            return False
        if self._replacing not in ("all", "none"):
            self._bars.pause()
            messages.print(escape(what), soft_wrap=True)
            choices = ["yes", "no", "all", "none"]
            self._replacing = Prompt.ask(
                "Replace it?", console=messages, choices=choices, default="no"
            )
        return self._replacing in ("yes", "all")

    def show_outcome(self, report: Report) -> None:
        """Prints the findings, unless they were shown before, and the outcome; writes the page.

        Raises UnwritableFileError.
        """
        if not self._shown:
            self._show(report)
        print_outcome(console, report)
        if self._page is not None:
            write_page(self._page, report)
            messages.print(f"report: {self._page}", markup=False, soft_wrap=True)

    @contextmanager
    def showing_refusals(self) -> Iterator[None]:
        """Shows the report of an import that is refused in the block, and lets the error pass."""
        try:
            yield
        except RefusedImportError as error:
            self._bars.pause()
            self.show_outcome(error.report)
            raise

    def _show(self, report: Report) -> None:
        print_findings(console, report)
        self._shown = True


@contextmanager
def clean_stop() -> Iterator[None]:
    """Ctrl-C ends the command; nothing that was staged remains."""
    try:
        yield
    except KeyboardInterrupt:
        messages.print("stopped; nothing was changed")
        raise typer.Exit(STOPPED) from None


def _doubtful(report: Report) -> bool:
    left_out = report.outcomes["rejected"] + report.outcomes["needs_review"]
    changed = report.regression is not None and bool(report.regression.changed)
    taken_out = report.pruned and bool(report.vanished)
    return bool(left_out or changed or taken_out or any(s.warnings for s in report.sources))
