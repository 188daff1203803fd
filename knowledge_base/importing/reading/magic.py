"""Files that no reader takes, known by how they begin; most are no text."""

_OLD_OFFICE = "an old Office file (.xls or .doc): save it as .xlsx or .csv"

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD_OFFICE),
    (b"%PDF-", "a PDF: copy its questions and answers into a table"),
    (b"\x1f\x8b", "packed with gzip: unpack it first"),
    (b"BZh", "packed with bzip2: unpack it first"),
    (b"\xfd7zXZ\x00", "packed with xz: unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive: unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive: unpack it first"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"SQLite format 3\x00", "a SQLite database: export a table from it"),
    (b"PAR1", "a Parquet file: export it as CSV"),
    (b"MIME-Version:", "a web archive (MHTML): save it as .xlsx, or as .html"),
)
_EXCEL_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_ZIPPED: tuple[tuple[bytes, str], ...] = (
    (b"xl/", "xlsx"),
    (b"word/", "a Word file (.docx): open it in Word or WPS and save it as HTML (a web page)"),
    (b"mimetype", "an OpenDocument file: save it as .xlsx or .csv"),
)
XLSX = "xlsx"
"""What ``binary_kind`` says of the one kind that is known."""


def binary_kind(beginning: bytes) -> str | None:
    """What the file is, in words, or XLSX; None for what may be text. Wants some 4 kB."""
    if beginning.startswith(b"PK\x03\x04"):
        inside = (kind for mark, kind in _ZIPPED if mark in beginning)
        return next(inside, "a ZIP archive: unpack it first")
    for mark, kind in _BEGINNINGS:
        if beginning.startswith(mark):
            return kind
    if beginning.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<?xml") and _EXCEL_XML in beginning:
        return "an XML spreadsheet of Excel 2003: save it as .xlsx"
    return None
