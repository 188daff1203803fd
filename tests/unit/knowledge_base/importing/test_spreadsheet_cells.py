"""Cells that no spreadsheet program runs."""

import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.importing.spreadsheet_cells import guarded, new_table, unguarded

CELLS = st.text(st.sampled_from("'\"“=+-@＝＋－＠\t\r\n \u3000\u200b\u202ea1，"), max_size=8)


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+86 138", "-5%", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠SUM(A1)"),
        *(
            "\t=1",
            "\rtext",
            "\ntext",
            "\n\n＝1",
            " =1",
            "\u3000=1",
            "'=1",
            '"=1',
            "“＝1",
            "\u200b=1",
        ),
        *("\ufeff=1", "\u202e=1", "\x00=1", "'\"' =1"),
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    "text", ["", "'", "怎么退货？", "a=b", "'s", "12", "“引用”", "iPhone 15", "7天", "3 = 4"]
)
def test_other_text_stays_as_it_is(text):
    assert guarded(text) == text
    assert unguarded(text) == text


@given(st.one_of(CELLS, st.text()))
def test_guarding_is_undone_exactly(text):
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        *("007", "1.50", "1,000", "6222021234567890", "13800138000123", "1e5", "10%"),
        *("3-4", "1/2", "2024-05-01", "2024年5月1日", "10:30", "¥5", "May 2024", "1-Jan"),
        *("TRUE", "false", "００７", "'007", "''1-2"),
    ],
)
def test_what_a_spreadsheet_makes_a_number_of_comes_back(text):
    assert unguarded(guarded(text)) == text
    assert guarded(text) == f"'{text}"


@given(st.text(st.sampled_from("'0123456789.,:/-%+eE年月 ￥Jan"), max_size=8))
def test_numbers_and_dates_come_back(text):
    assert unguarded(guarded(text)) == text


@given(st.one_of(CELLS, st.text()))
def test_no_cell_begins_like_a_formula(text):
    cell = guarded(text)
    shown = "".join(c for c in cell if unicodedata.category(c) not in ("Cc", "Cf")).strip()

    assert not cell.startswith(("\t", "\r", "\n"))
    assert not shown.startswith(tuple("=+-@＝＋－＠"))


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_every_cell_is_in_quotes_and_comes_back(tmp_path_factory, cells):
    path = tmp_path_factory.getbasetemp() / "table.csv"
    with new_table(path) as table:
        table.writerow(cells)
    text = path.read_bytes().decode("utf-8-sig")

    assert text.startswith('"')
    assert text.endswith('"\r\n')
    assert next(csv.reader(io.StringIO(text, newline=""))) == cells
