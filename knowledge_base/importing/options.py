"""How an import is done."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ImportOptions:
    """``prune`` retires entries that vanished from the files. ``accept_changes`` publishes whatever
    the regression check finds. ``approved`` means that a person decided on the rows. ``rejects`` is
    the file for rows that are left out. ``reason`` goes into the list of versions."""

    dry_run: bool = False
    prune: bool = False
    accept_changes: bool = False
    approved: bool = False
    rejects: Path | None = None
    reason: str = "import"
