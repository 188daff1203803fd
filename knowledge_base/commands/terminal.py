"""What the command line prints."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from knowledge_base.content.entries import Content
from knowledge_base.content.results import SearchResult
from knowledge_base.evaluation.replay import Replay
from knowledge_base.importing.rows import Rejected

SHOWN_REJECTIONS = 50

_BAND_COLOURS = {"answer": "green", "clarify": "yellow", "hand_off": "red"}


class Bars:
    """Draws one bar for each stage, with rate and time left; nothing outside a terminal."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Draws the progress of a stage."""
        if stage not in self._tasks:
            self._tasks[stage] = self._progress.add_task(stage, total=total)
        self._progress.update(self._tasks[stage], completed=done, total=total)

    def pause(self) -> None:
        """Removes the bars, so that a question can be asked."""
        self._progress.stop()


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        """Items, or bytes, a second."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed else "", style="progress.data.speed")


@contextmanager
def progress_bars(console: Console) -> Iterator[Bars]:
    """Bars while the block runs."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate())
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as progress:
        yield Bars(progress)


def print_result(console: Console, result: SearchResult, seconds: float) -> None:
    """The band, and each match with its confidence."""
    colour = _BAND_COLOURS[result.band]
    console.print(f"[{colour}]{result.band}[/{colour}]  ({seconds * 1000:.1f} ms)")
    if not result.matches:
        return
    table = Table("confidence", "entry", "question", "answer", show_lines=True)
    for found in result.matches:
        answer = f"[{found.answer_language}] {found.answer}"
        cells = (f"{found.confidence:.2f}", found.entry, found.question, answer)
        table.add_row(*map(escape, cells))
    console.print(table)


def print_replay(
    console: Console, content: Content, found: Replay, rejected: list[Rejected]
) -> None:
    """The rows that were left out, and what became of the questions."""
    _print_rejected(console, rejected)
    asked = max(1, len(found.results))
    shares = ", ".join(f"{found.count(band) / asked:.0%} {band}" for band in _BAND_COLOURS)
    console.print(
        f"{len(content.entries):,} entries with {len(content.phrasings):,} questions were asked "
        f"{len(found.results):,}: {shares}; answers from a confidence of {found.answer_from:.2f}, "
        f"about {found.out_of_scope_share:.0%} out of scope"
    )


def print_entries(console: Console, content: Content) -> None:
    """One line an entry, and the totals."""
    table = Table("entry", "category", "questions", "answers", "first question")
    for entry in content.entries:
        questions = ", ".join(f"{language} {len(q)}" for language, q in entry.questions.items())
        first = entry.question_in("zh")
        cells = (entry.key, entry.category, questions, ", ".join(entry.written_tags), first)
        table.add_row(*map(escape, cells))
    console.print(table)
    console.print(
        f"{len(content.entries):,} entries, {len(content.phrasings):,} questions, "
        f"version {content.version}"
    )


def _print_rejected(console: Console, rejected: list[Rejected]) -> None:
    for item in rejected[:SHOWN_REJECTIONS]:
        where = escape(f"{item.file}:{item.line}")
        console.print(f"[red]rejected[/red] {where}: {escape(item.reason)}", soft_wrap=True)
    if len(rejected) > SHOWN_REJECTIONS:
        console.print(f"… and {len(rejected) - SHOWN_REJECTIONS:,} more rejected rows")
