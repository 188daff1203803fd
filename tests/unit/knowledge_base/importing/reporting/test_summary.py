from collections import Counter

import pytest

from knowledge_base.importing.report import Regression, Report
from knowledge_base.importing.reporting.summary import (
    headline,
    own_contacts,
    pending_count,
    serving,
    state,
)


def report(**values):
    return Report("demo", **values)


REFUSED = Regression(10, 0, [], -1.0)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (report(version="2-a"), "published"),
        (report(regression=REFUSED, added=1), "refused"),
        (report(row_total=3), "nothing"),
        (report(dry_run=True, added=1), "dry_run"),
        (report(added=1), "declined"),
        (report(unchanged=3, row_total=3), "unchanged"),
    ],
)
def test_how_an_import_ended(found, expected):
    assert state(found) == expected
    assert "demo" in headline(found) or "nothing was published" in headline(found)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (report(version="2-b", before="1-a"), "it replaces version 1-a"),
        (report(before="1-a"), "version 1-a goes on answering"),
        (report(version="1-a"), ""),
        (report(), "the shop has no version yet"),
    ],
)
def test_which_version_answers_now(found, expected):
    assert serving(found) == expected


def test_known_candidates_count_by_their_rows():
    found = report(candidates=1)
    found.outcomes["needs_review"] = 4

    assert pending_count(found) == 4


def test_names_what_was_taken_for_the_shops_own():
    found = Counter({"0800-123-456": 17, "service@shop.example": 1})

    assert own_contacts(report(contacts=found)) == (
        "taken as the shop's own: 0800-123-456 (17 rows), service@shop.example (1 row)"
    )
    assert own_contacts(report()) == ""
