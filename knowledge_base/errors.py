"""Errors that the knowledge base raises on purpose.

KnowledgeBaseError
├── ConfigurationError       config.yml or the environment holds something that cannot be used
├── StoreError               the database cannot be read or written
│   └── StoreTooNewError     the database was made by a newer Relay
├── EncoderError             the encoder could not turn text into vectors
│   └── EncoderMissingError  the model that the configuration names is not on this machine
├── IndexMissingError        nothing has been imported for this shop yet
├── IndexDamagedError        an index folder cannot be used; it is rebuilt from the store
└── ImportingError           an import that cannot be carried out; nothing was changed
    ├── ShopNameError        a shop's name that cannot be used
    ├── UnreadableFileError  a file that is missing, or of a format or encoding that is not known
    │   └── AmbiguousEncodingError  its text makes as much sense in another encoding
    ├── RefusedImportError   not published, with a report that says why
    │   ├── NothingToImportError no valid row in any of the files
    │   └── RegressionError      the new version would lose too many answers
    ├── ImportBusyError      another import of the shop is under way
    └── VersionMissingError  a version that was never published
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge_base.importing.reading.decoding import Reading
    from knowledge_base.importing.report import Report


class KnowledgeBaseError(Exception):
    """Its text is one line that can be shown to the person who runs the shop."""


class ConfigurationError(KnowledgeBaseError):
    """A setting that does not exist, or a value that cannot be used."""


class StoreError(KnowledgeBaseError):
    """The database refused: locked for too long, read-only, full, or unreachable."""


class StoreTooNewError(StoreError):
    """The tables have a revision that this version of Relay does not know."""


class EncoderError(KnowledgeBaseError):
    """The encoder failed."""


class EncoderMissingError(EncoderError):
    """There is no model under the configured name or path."""


class IndexMissingError(KnowledgeBaseError):
    """There is nothing to search in until something has been imported."""

    def __init__(self, shop_id: str) -> None:
        super().__init__(
            f"the knowledge base of shop '{shop_id}' is empty; "
            f"run: python -m knowledge_base import FILE --shop {shop_id}"
        )
        self.shop_id = shop_id


class IndexDamagedError(KnowledgeBaseError):
    """Missing, unreadable, or made for another version or encoder."""


class ImportingError(KnowledgeBaseError):
    """Nothing was changed."""


class ShopNameError(ImportingError):
    """Shops are called by small letters, digits, hyphens and underscores."""


class UnreadableFileError(ImportingError):
    """The file cannot be read at all."""


class AmbiguousEncodingError(UnreadableFileError):
    """Somebody has to look. ``readings`` are the ways to read it, the likeliest first."""

    def __init__(self, file: str, readings: "Sequence[Reading]") -> None:
        shown = " or ".join(f"'{reading.sample}' ({reading.name})" for reading in readings[:2])
        super().__init__(
            f"the encoding of {file} is not certain: it says {shown}; "
            "name the right one with --encoding NAME"
        )
        self.file = file
        self.readings = tuple(readings)


class RefusedImportError(ImportingError):
    """Everything was checked, and it is not published; ``report`` says why, row by row."""

    def __init__(self, report: "Report", why: str) -> None:
        super().__init__(why)
        self.report = report


class NothingToImportError(RefusedImportError):
    """No file had a row that could be used."""

    def __init__(self, report: "Report") -> None:
        first = report.verdicts[0] if report.verdicts else None
        why = f": {first.file} line {first.line}: {first.reasons[0].text}" if first else ""
        super().__init__(report, f"no row could be used{why}")


class RegressionError(RefusedImportError):
    """More golden questions lost their answer than the settings allow."""

    def __init__(self, report: "Report") -> None:
        found = report.regression
        lost, golden = (found.lost, found.golden) if found else (0, 0)
        super().__init__(
            report,
            f"not published: {lost} of {golden} golden questions would lose their answer; "
            "if that is meant, import with --accept-changes",
        )


class ImportBusyError(ImportingError):
    """Imports of one shop take turns, and this one has waited long enough."""


class VersionMissingError(ImportingError):
    """There is no version of that number to go back to."""
