"""The table of rows that need a hand."""

import csv
import io

import pytest

from knowledge_base.errors import UnwritableFileError
from knowledge_base.importing.report import Reason, RowVerdict
from knowledge_base.importing.reporting.rejects import COLUMNS, rejects_file
from knowledge_base.importing.rows import Row
from tests.fakes.full_disk import full_disk


def verdict(outcome="rejected", question="怎么退货", **values):
    row = Row("a.csv", 7, "ret", "退货", language="zh", question=question, answer="一\n二")
    reasons = (Reason("too_long", "it is too long"), Reason("no_letter", "no letter"))
    return RowVerdict("a.csv", 7, outcome, "ret", reasons, **{"row": row, **values})


def written(path):
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "rejects.csv"


def test_holds_what_can_be_mended_and_imported_again(path):
    with rejects_file(path) as add:
        add(verdict())

    (row,) = written(path)
    assert tuple(row) == COLUMNS
    assert (row["file"], row["line"], row["outcome"]) == ("a.csv", "7", "rejected")
    assert row["reasons"] == "it is too long; no letter"
    assert (row["entry"], row["category"], row["language"]) == ("ret", "退货", "zh")
    assert (row["question"], row["answer"]) == ("怎么退货", "一\n二")


def test_begins_with_a_mark_by_which_excel_knows_the_encoding(path):
    with rejects_file(path):
        pass

    assert path.read_bytes().startswith(b'\xef\xbb\xbf"file","line","outcome"')


def test_passes_over_rows_that_were_used(path):
    with rejects_file(path) as add:
        for outcome in ("accepted", "updated", "unchanged", "merged", "needs_review"):
            add(verdict(outcome))

    assert [row["outcome"] for row in written(path)] == ["needs_review"]


def test_tells_where_even_if_nothing_was_understood(path):
    with rejects_file(path) as add:
        add(verdict(row=None))

    (row,) = written(path)
    assert (row["file"], row["line"], row["question"]) == ("a.csv", "7", "")


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "＝", "\n=", " ＋"])
def test_a_cell_that_a_spreadsheet_would_run_is_guarded(path, begin):
    with rejects_file(path) as add:
        add(verdict(question=f"{begin}cmd|' /C calc'!A0"))

    assert written(path)[0]["question"].startswith(f"'{begin}")


def test_writes_half_a_character_as_a_mark(path):
    with rejects_file(path) as add:
        add(verdict(question="ab\ud800"))

    assert written(path)[0]["question"] == "ab?"


def test_a_place_that_cannot_be_written_is_one_clear_line(tmp_path):
    with (
        pytest.raises(
            UnwritableFileError, match=r"no/rejects\.csv cannot be written: No such file"
        ),
        rejects_file(tmp_path / "no" / "rejects.csv"),
    ):
        pass


def test_an_error_inside_is_not_covered_up(path):
    with pytest.raises(KeyError), rejects_file(path):
        raise KeyError


def test_a_full_disk_leaves_no_half_table(path):
    with (
        full_disk(),
        pytest.raises(UnwritableFileError, match=r"rejects\.csv cannot be written: File too large"),
        rejects_file(path) as add,
    ):
        for _ in range(100):
            add(verdict())

    assert list(path.parent.iterdir()) == []
