"""What the importing person says about a file, and what a reader finds out about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class Findings:
    """Filled in by a reader as it goes; becomes part of the report's Source.

    ``columns`` gives our names and the file's (``Columns.named``); a warning is one sentence
    about the whole file. ``unused`` gives the names of the columns that are not read, by the label of
    the file or sheet. ``skipped`` lines or sheets belong among the warnings. ``sheets`` gives
    the titles of the sheets that are read, by their label; ``other_sheets`` has the other titles.
    """

    columns: dict[str, str] = field(default_factory=dict)
    unused: dict[str, list[str]] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)
    other_sheets: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def warn(self, text: str) -> None:
        """Adds a warning, once."""
        if text not in self.warnings:
            self.warnings.append(text)


@dataclass(frozen=True)
class ReadOptions:
    """``columns`` is what ``--map question=col,answer=col`` says: our names and the file's.
    ``sheets`` names those of a workbook that are read; all when it is empty.

    ``formats.open_file`` gives every file new ``findings``; they are not compared.
    """

    format: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    findings: Findings = field(default_factory=Findings, compare=False, repr=False)
