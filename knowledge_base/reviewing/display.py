"""Shows a candidate in a terminal, narrow or wide."""

from collections.abc import Sequence

from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from knowledge_base.content.candidates import StoredCandidate
from knowledge_base.content.language_tags import with_script
from knowledge_base.content.results import Match
from knowledge_base.reviewing.editing import Draft

CHOICES = "[a]ccept  [e]dit  [m]erge  [r]eject  [s]kip  [u]ndo  [q]uit"

_ROOM_FOR_ANSWERS = 110
"""Columns from which on the nearest entries are shown with their answers."""


def show(
    console: Console,
    stored: StoredCandidate,
    draft: Draft,
    nearest: Sequence[Match],
    *,
    number: int,
    total: int,
) -> None:
    """Prints the candidate as it would become an entry, why it needs review, and similar entries.

    Texts are never read as markup.
    """
    candidate = stored.candidate
    console.print(Rule(Text(f"candidate {number} of {total}"), align="left"))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, text in (
        ("waits as", f"{candidate.reason}: {candidate.detail}".rstrip(": ")),
        ("from", f"{candidate.file}:{candidate.line}, {_chats(candidate.count)}"),
        ("for entry", candidate.entry),
        ("category", draft.category),
        ("asked as", "\n".join(draft.questions)),
        ("answer", draft.answer),
        ("written in", with_script(candidate.language, draft.answer) if draft.answer else ""),
        *(("or also", other) for other in candidate.other_answers),
    ):
        if text:
            bold = label in ("asked as", "answer")
            grid.add_row(Text(label), Text(text, style="bold" if bold else ""))
    console.print(grid)
    if nearest:
        console.print(_matches(nearest, answers=console.width >= _ROOM_FOR_ANSWERS))
    else:
        console.print(Text("nothing like it is stored", style="dim"))
    console.print(Text(CHOICES, style="cyan"))


def _matches(nearest: Sequence[Match], *, answers: bool) -> Table:
    columns = ["", "sure", "entry", "question", *(["answer"] if answers else [])]
    table = Table(*columns, title="nearest stored entries", title_justify="left", expand=False)
    for number, match in enumerate(nearest, start=1):
        cells = [str(number), f"{match.confidence:.2f}", match.entry, match.question]
        table.add_row(*map(Text, cells + ([match.answer] if answers else [])))
    return table


def _chats(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"
