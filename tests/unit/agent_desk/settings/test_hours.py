from datetime import date

import pytest
from pydantic import ValidationError

from agent_desk.settings.hours import (
    Dates,
    HoursSettings,
    Interval,
    read_dates,
    read_interval,
)


class TestInterval:
    @pytest.mark.parametrize(
        ("written", "start", "end"),
        [
            ("09:00-18:00", 540, 1080),
            ("9:00 – 18:30", 540, 1110),
            ("20:00-02:00", 1200, 1440 + 120),
            ("00:00-24:00", 0, 1440),
        ],
    )
    def test_times_are_minutes_after_midnight(self, written, start, end):
        assert read_interval(written) == Interval(start, end)

    @pytest.mark.parametrize(
        "written", ["9-18", "25:00-26:00", "24:00-02:00", "09:00-24:30", "09:00-09:00", ""]
    )
    def test_what_is_no_opening_is_refused(self, written):
        with pytest.raises(ValueError, match="write opening times|between 00:00|ends where"):
            read_interval(written)


class TestDates:
    def test_single_day_is_a_range_of_one(self):
        assert read_dates("2026-12-25") == Dates(date(2026, 12, 25), date(2026, 12, 25))

    def test_range_holds_its_first_and_last_day_and_no_other(self):
        holidays = read_dates("2026-10-01/2026-10-07")

        assert date(2026, 10, 1) in holidays
        assert date(2026, 10, 7) in holidays
        assert date(2026, 9, 30) not in holidays
        assert date(2026, 10, 8) not in holidays

    @pytest.mark.parametrize("written", ["2026-02-30", "tomorrow", "2026-10-07/2026-10-01"])
    def test_days_that_do_not_exist_are_refused(self, written):
        with pytest.raises(ValueError, match="write dates|ends before"):
            read_dates(written)


def test_unknown_time_zone_is_refused_by_name():
    with pytest.raises(ValidationError, match="Asia/Shangai"):
        HoursSettings.model_validate({"time_zone": "Asia/Shangai", "weekly": {}})
