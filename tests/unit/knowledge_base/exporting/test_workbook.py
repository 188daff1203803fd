import io

import pytest
from openpyxl import load_workbook

from knowledge_base.content.entries import Content, Entry
from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.exporting import workbook
from knowledge_base.exporting.workbook import workbook_bytes


def saved(*answers):
    entries = tuple(
        Entry(f"e{n}x", questions={"zh": (f"问{n}",)}, answers={"zh": answer})
        for n, answer in enumerate(answers)
    )
    file = workbook_bytes(Content("demo", "1-a", entries))
    return load_workbook(io.BytesIO(file)).active


@pytest.mark.parametrize("text", ["=1+1", "-1", "007", "2024-05-01", "TRUE", "https://a.example/"])
def test_every_cell_is_text_and_stays_text_when_it_is_edited(text):
    cell = saved(text)["F2"]

    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")
    assert cell.hyperlink is None


def test_what_xml_cannot_hold_is_left_out():
    assert saved("a\x00b\ufffec\x1fd")["F2"].value == "abcd"


def test_what_looks_like_an_escape_is_escaped():
    assert saved("part _x000D_ 7")["F2"].value == "part _x005F_x000D_ 7"


def test_more_rows_than_excel_has_are_refused(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)

    with pytest.raises(KnowledgeBaseError, match="export them as CSV or JSON Lines"):
        saved("a", "b")
