"""Errors that an import raises on purpose. knowledge_base/errors.py draws the whole tree."""

from collections.abc import Sequence

from knowledge_base.errors import ImportingError
from knowledge_base.importing.encodings import Reading
from knowledge_base.importing.report import Report


class UnreadableFileError(ImportingError):
    """The file cannot be read at all."""


class AmbiguousEncodingError(UnreadableFileError):
    """A person has to choose. ``readings`` are the ways to read the file, the likeliest first."""

    def __init__(self, file: str, readings: Sequence[Reading]) -> None:
        shown = " or ".join(f"'{reading.sample}' ({reading.name})" for reading in readings[:2])
        super().__init__(
            f"the encoding of {file} is not certain: it says {shown}; "
            "name the right one with --encoding NAME"
        )
        self.file = file
        self.readings = tuple(readings)


class AmbiguousColumnsError(UnreadableFileError):
    """Several columns hold answers in one language, and nothing says which is right. ``columns``
    are their numbers, from 1, and their names; ``ours`` is our name for them, such as ``answer_zh``,
    so that the advice leaves the answers in other languages where they are."""

    def __init__(self, file: str, columns: Sequence[tuple[int, str]], ours: str = "answer") -> None:
        listed = " and ".join(f"'{name.strip()}' (column {number})" for number, name in columns)
        super().__init__(
            f"{file} has several columns of answers: {listed}. Name the right one, for instance "
            f"with --map {ours}={columns[0][0]}"
        )
        self.columns = tuple(columns)


class RefusedImportError(ImportingError):
    """All rows were checked and none is published; ``report`` says why, row by row."""

    def __init__(self, report: Report, why: str) -> None:
        super().__init__(why)
        self.report = report


class NothingToImportError(RefusedImportError):
    """No file had a row that could be used."""

    def __init__(self, report: Report) -> None:
        first = report.verdicts[0] if report.verdicts else None
        why = f": {first.file} line {first.line}: {first.reasons[0].text}" if first else ""
        unused = "; ".join(
            sentence for source in report.sources for sentence in source.unused_columns
        )
        hint = f". Columns {unused}; --map question=NAME,answer=NAME says what they are"
        super().__init__(report, f"no row could be used{why}{hint if unused else ''}")


class RegressionError(RefusedImportError):
    """More golden questions lost their answer than the settings allow."""

    def __init__(self, report: Report) -> None:
        found = report.regression
        lost, golden = (found.lost, found.golden) if found else (0, 0)
        super().__init__(
            report,
            f"not published: {lost} of {golden} golden questions would lose their answer; "
            "if that is meant, import with --accept-changes",
        )
