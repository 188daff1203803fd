"""What the person who imports said about a file, and what a reader has to tell about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class Findings:
    """Filled in by a reader as it goes; becomes part of the report's Source.

    ``columns`` gives our names and the file's (``Columns.named``); a warning is one sentence
    about the whole file. ``skipped`` lines or sheets belong among the warnings.
    """

    columns: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def warn(self, text: str) -> None:
        """Adds a warning, once."""
        if text not in self.warnings:
            self.warnings.append(text)


@dataclass(frozen=True)
class Options:
    """``columns`` is what ``--map question=col,answer=col`` says: our names and the file's.

    ``findings`` is made anew for every file that ``formats.open_file`` opens, and not compared.
    """

    format: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    findings: Findings = field(default_factory=Findings, compare=False, repr=False)
