"""An Excel workbook as a file: its kind, whether it is safe to unpack, and its parts."""

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.importing.errors import UnreadableFileError

LARGEST = 2_000_000_000
"""Bytes that all parts may have when unpacked."""

MOST_PARTS = 10_000

HIGHEST_RATIO = 200
SMALL = 100_000_000
"""What unpacks to more than SMALL may not have been packed by more than HIGHEST_RATIO. Real
workbooks are packed to a twentieth."""

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 1_000_000
_AT_ONCE = 500  # rows


class OpenedWorkbook(NamedTuple):
    """The workbook, for streaming, with the results of its formulas, and its parts."""

    workbook: Workbook
    archive: zipfile.ZipFile
    file: BinaryIO

    def with_formulas(self, sheet: ReadOnlyWorksheet) -> ReadOnlyWorksheet:
        """The same sheet with its formulas in place of their results."""
        return next(
            other
            for other in sheets(_loaded(self.file, results=False))
            if other.title == sheet.title
        )


@contextmanager
def opened_workbook(path: Path) -> Iterator[OpenedWorkbook]:
    """The workbook at ``path``.

    Whatever goes wrong inside the block is raised as UnreadableFileError, since a workbook may
    turn out to be damaged only while it is read.
    """
    try:
        with path.open("rb") as file:
            archive = _checked_archive(file, path)
            with archive:
                yield OpenedWorkbook(_loaded(file, results=True), archive, file)
    except KnowledgeBaseError:
        raise
    except FileNotFoundError:
        raise UnreadableFileError(f"there is no file {path}") from None
    except Exception as error:
        # openpyxl, zipfile, zlib and the XML parser raise more kinds than can be listed.
        if isinstance(error, OSError) and error.strerror:
            raise UnreadableFileError(f"{path} cannot be read: {error.strerror}") from error
        raise UnreadableFileError(f"{path} is damaged: {_in_words(error)}") from error


def _loaded(file: BinaryIO, *, results: bool) -> Workbook:
    with warnings.catch_warnings():
        # Of things that are not read: styles, data validation, headers.
        warnings.simplefilter("ignore")
        return load_workbook(file, read_only=True, data_only=results, keep_links=False)


def sheets(workbook: Workbook) -> list[ReadOnlyWorksheet]:
    """Sheets with cells, in their order."""
    found = cast(list[ReadOnlyWorksheet], workbook.worksheets)
    for sheet in found:
        # What it says about its size is wrong in the exports of some programs.
        sheet.reset_dimensions()
    return found


def cells_of(sheet: ReadOnlyWorksheet) -> Iterator[tuple[ReadOnlyCell, ...]]:
    """The rows of a sheet from its first on, also those without a cell."""
    # The stubs take the sheet for one that is not streamed.
    rows = cast(Iterator[tuple[ReadOnlyCell, ...]], sheet.iter_rows())  # type: ignore[misc]
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a date that is none comes as an error
            batch = list(islice(rows, _AT_ONCE))
        if not batch:
            return
        yield from batch


def part_of(sheet: ReadOnlyWorksheet) -> str:
    """The name of the part that holds the sheet; openpyxl has no public name for it."""
    return str(sheet._worksheet_path)  # type: ignore[attr-defined]


def _checked_archive(file: BinaryIO, path: Path) -> zipfile.ZipFile:
    beginning = file.read(len(_OLD_OFFICE))
    if beginning == _OLD_OFFICE:
        raise UnreadableFileError(
            f"{path} is protected by a password: save it without one"
            if _holds(file, _ENCRYPTED)
            else f"{path} is an Excel file of the old kind (.xls): save it as .xlsx"
        )
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        what = "is damaged or was cut off" if beginning[:2] == b"PK" else "is no Excel workbook"
        raise UnreadableFileError(f"{path} {what}") from error
    _check(archive.infolist(), path.stat().st_size, path)
    return archive


def _check(parts: list[zipfile.ZipInfo], packed: int, path: Path) -> None:
    """From what the directory of the archive says; zipfile never unpacks more than that."""
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFileError(f"{path} is protected by a password: save it without one")
    if "xl/workbook.bin" in names:
        raise UnreadableFileError(f"{path} is a binary workbook (.xlsb): save it as .xlsx")
    if "[Content_Types].xml" not in names:
        raise UnreadableFileError(f"{path} is an archive, but no Excel workbook")
    size = sum(part.file_size for part in parts)
    if (
        len(parts) > MOST_PARTS
        or size > LARGEST
        or (size > SMALL and size > HIGHEST_RATIO * packed)
    ):
        raise UnreadableFileError(
            f"{path} would be {size / 1_000_000:,.0f} MB in {len(parts):,} parts when unpacked: "
            "too much, or packed in a way that real workbooks are not"
        )


def _holds(file: BinaryIO, wanted: bytes) -> bool:
    end = b""
    while chunk := file.read(_CHUNK):
        if wanted in end + chunk:
            return True
        end = chunk[-len(wanted) :]
    return False


def _in_words(error: BaseException) -> str:
    while cause := error.__cause__ or error.__context__:
        error = cause
    if type(error).__name__ in ("EntitiesForbidden", "DTDForbidden", "ExternalReferenceForbidden"):
        return "its XML defines entities, which no real workbook does"
    if isinstance(error, KeyError):
        return f"a part is missing ({str(error)[:200]})"
    text = " ".join(str(error).split())[:200]
    return text or type(error).__name__
