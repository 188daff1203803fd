from datetime import UTC, datetime

import pytest

from knowledge_base.importing.reading.times import parse_time


@pytest.mark.parametrize(
    "text",
    [
        "2023-05-01T12:30:00Z",
        "2023/5/1 12:30",
        "2023年5月1日 12:30",
        "05/01/2023 12:30 PM",
        "1682944200",
        "1682944200000",
        "Mon May 01 12:30:00 +0000 2023",
        "2023-05-01T14:30:00+02:00",
    ],
)
def test_one_time_in_many_forms(text):
    assert parse_time(text) == datetime(2023, 5, 1, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "yesterday", "12", "2023-13-45", "x" * 100, "nan", "inf"])
def test_other_text_is_no_time(text):
    assert parse_time(text) is None
