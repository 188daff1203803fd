import pytest

from knowledge_base.errors import ImportingError
from knowledge_base.importing.encodings import Reading
from knowledge_base.importing.errors import (
    AmbiguousEncodingError,
    NothingToImportError,
    RefusedImportError,
    RegressionError,
)
from knowledge_base.importing.report import ChangedAnswer, Reason, Regression, Report, RowVerdict


def test_an_uncertain_encoding_shows_the_two_likeliest_readings():
    readings = [Reading("gb18030", 0.8, "退货"), Reading("big5", 0.79, "豖億"), Reading("x", 0, "")]

    error = AmbiguousEncodingError("a.csv", readings)

    assert "'退货' (gb18030) or '豖億' (big5);" in str(error)
    assert error.readings == tuple(readings)


def test_nothing_to_import_names_the_first_row():
    report = Report("demo")
    report.add(RowVerdict("a.csv", 7, "rejected", reasons=(Reason("too_long", "too long"),)))

    assert str(NothingToImportError(report)) == "no row could be used: a.csv line 7: too long"
    assert str(NothingToImportError(Report("demo"))) == "no row could be used"


def test_a_regression_says_how_many_answers_are_lost():
    lost = ChangedAnswer("q", True, "a", "a", "answer", 1.0, "b", "answer", 1.0)
    report = Report("demo", regression=Regression(3, 0, [lost], 0.02))

    error = RegressionError(report)

    assert "1 of 3 golden questions" in str(error)
    assert error.report is report


@pytest.mark.parametrize("error", [NothingToImportError, RegressionError])
def test_refusals_are_errors_of_importing(error):
    assert issubclass(error, RefusedImportError)
    assert issubclass(error, ImportingError)
