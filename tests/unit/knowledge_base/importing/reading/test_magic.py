import pytest

from knowledge_base.importing.reading.magic import XLSX, binary_kind


@pytest.mark.parametrize(
    ("beginning", "kind"),
    [
        (b"%PDF-1.7", "a PDF"),
        (b"PK\x03\x04....word/document.xml", "a Word file"),
        (b"PK\x03\x04....anything", "a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"MIME-Version: 1.0\nX-Document-Type: Workbook\n", "a web archive"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "an XML spreadsheet of Excel 2003",
        ),
    ],
)
def test_names_what_no_reader_takes(beginning, kind):
    assert binary_kind(beginning).startswith(kind)


def test_knows_a_workbook():
    assert binary_kind(b"PK\x03\x04....xl/workbook.xml") == XLSX


@pytest.mark.parametrize("beginning", [b"", b"question,answer\n", "问题".encode("gb18030")])
def test_anything_else_may_be_text(beginning):
    assert binary_kind(beginning) is None
