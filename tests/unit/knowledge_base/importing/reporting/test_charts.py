from knowledge_base.importing.report import Report
from knowledge_base.importing.reporting.charts import (
    CATEGORIES,
    categories,
    outcome_bars,
    similarity_bins,
)
from tests.fakes.reports import full_report


def test_small_categories_make_one_bar():
    report = Report("demo")
    for number in range(CATEGORIES + 3):
        report.entries[f"c{number}", "zh"] = 100 - number

    drawn = categories(report)

    assert len(drawn) == CATEGORIES + 1
    assert drawn[-1].title == "3 others"
    assert drawn[-1].bars["zh"].count == sum(100 - number for number in range(15, 18))


def test_there_is_no_histogram_where_nothing_was_compared():
    assert similarity_bins(Report("demo")) == []


def test_the_longest_bar_is_full_and_the_parts_add_up():
    bars = outcome_bars(full_report())

    assert max(bar.share for bar in bars) == 100
    assert round(sum(bar.part for bar in bars)) == 100
