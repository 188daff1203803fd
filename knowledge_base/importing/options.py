"""How an import is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.content.own_intents import OwnIntent


@dataclass(frozen=True)
class ImportOptions:
    """``prune`` takes out what vanished from the files: entries, and languages of entries.
    ``replaces`` names older files that these files take the place of. ``sheets_only``: of the
    workbooks the import speaks for the sheets only that were asked for. ``numbers_name_rows``: an entry whose name
    is a running number has none. ``accept_changes`` publishes whatever
    the regression check finds. ``approved`` means that a person decided on the rows. ``rejects`` is
    the file for rows that are left out. ``intents`` are the shop's own, which are learned in the same
    step; None leaves those that are learned. ``reason`` goes into the list of versions."""

    dry_run: bool = False
    prune: bool = False
    replaces: tuple[str, ...] = ()
    sheets_only: bool = False
    numbers_name_rows: bool = False
    accept_changes: bool = False
    approved: bool = False
    rejects: Path | None = None
    intents: Mapping[str, OwnIntent] | None = None
    reason: str = "import"
