"""When a shop is open: weeks, nights, holidays, changes of clocks, and what holds for all hours."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from agent_desk.domain.opening_hours import (
    is_open,
    next_opening,
    openings,
)
from agent_desk.settings.hours import HoursSettings

WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def hours(weekly=None, *, zone="Asia/Shanghai", holidays=()):
    weekly = {day: ["09:00-18:00"] for day in WEEKDAYS[:5]} if weekly is None else weekly
    return HoursSettings.model_validate(
        {"time_zone": zone, "weekly": weekly, "holidays": list(holidays)}
    )


def at(written, zone="Asia/Shanghai"):
    return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(zone))


def utc(written):
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


class TestWeek:
    @pytest.mark.parametrize(
        ("moment", "expected"),
        [
            ("2026-11-23T08:59", False),
            ("2026-11-23T09:00", True),
            ("2026-11-23T17:59", True),
            ("2026-11-23T18:00", False),
            ("2026-11-21T12:00", False),  # a Saturday
        ],
    )
    def test_is_that_of_the_shops_clock(self, moment, expected):
        assert is_open(hours(), at(moment)) is expected
        assert is_open(hours(), at(moment).astimezone(UTC)) is expected

    def test_a_shop_without_hours_is_always_open(self):
        now = utc("2026-11-21T03:00")

        assert is_open(None, now)
        assert next_opening(None, now) == now

    def test_a_day_may_have_a_break(self):
        with_break = hours({"monday": ["09:00-12:00", "13:30-18:00"]})

        assert not is_open(with_break, at("2026-11-23T12:30"))
        assert next_opening(with_break, at("2026-11-23T12:30")) == at("2026-11-23T13:30")

    def test_the_next_opening_after_friday_is_monday(self):
        assert next_opening(hours(), at("2026-11-20T18:00")) == at("2026-11-23T09:00")

    def test_the_next_opening_of_an_open_shop_is_now(self):
        assert next_opening(hours(), at("2026-11-20T10:00")) == at("2026-11-20T10:00")

    def test_next_opening_is_in_the_shops_time_zone(self):
        found = next_opening(hours(), utc("2026-11-20T12:00"))

        assert (found.hour, found.utcoffset()) == (9, timedelta(hours=8))

    def test_a_shop_that_never_opens_says_so(self):
        assert next_opening(hours({}), at("2026-11-20T10:00")) is None


class TestPastMidnight:
    night = hours({"friday": ["20:00-02:00"]})

    @pytest.mark.parametrize(
        ("moment", "expected"),
        [
            ("2026-11-20T19:59", False),
            ("2026-11-20T23:59", True),
            ("2026-11-21T01:59", True),
            ("2026-11-21T02:00", False),
        ],
    )
    def test_an_opening_goes_on(self, moment, expected):
        assert is_open(self.night, at(moment)) is expected

    def test_a_whole_day_meets_the_next(self):
        always = hours({day: ["00:00-24:00"] for day in WEEKDAYS})

        assert is_open(always, at("2026-11-20T23:59"))
        assert is_open(always, at("2026-11-21T00:00"))


class TestHolidays:
    def test_a_date_is_closed(self):
        closed = hours(holidays=[{"dates": "2026-11-23"}])

        assert not is_open(closed, at("2026-11-23T10:00"))
        assert next_opening(closed, at("2026-11-22T10:00")) == at("2026-11-24T09:00")

    def test_a_range_takes_in_both_ends(self):
        golden_week = hours(holidays=[{"dates": "2026-10-01/2026-10-07"}])

        assert next_opening(golden_week, at("2026-09-30T18:00")) == at("2026-10-08T09:00")

    def test_may_have_hours_of_its_own(self):
        special = hours(holidays=[{"dates": "2026-11-21", "open": ["10:00-12:00"]}])

        assert is_open(special, at("2026-11-21T11:00"))
        assert not is_open(special, at("2026-11-21T12:00"))

    def test_the_night_before_goes_on_into_it(self):
        night = hours({"friday": ["20:00-02:00"]}, holidays=[{"dates": "2026-11-21"}])

        assert is_open(night, at("2026-11-21T01:00"))

    def test_no_evening_begins_on_it(self):
        night = hours({"friday": ["20:00-02:00"]}, holidays=[{"dates": "2026-11-20"}])

        assert not is_open(night, at("2026-11-21T01:00"))


class TestChangesOfClocks:
    """New York: 02:00 becomes 03:00 on 8 March 2026, and 01:00 again on 1 November."""

    def test_a_night_is_an_hour_shorter_in_spring(self):
        spring = hours({"saturday": ["22:00-04:00"]}, zone="America/New_York")
        (opening,) = openings(spring, date(2026, 3, 7))

        assert opening[1] - opening[0] == timedelta(hours=5)
        assert is_open(spring, utc("2026-03-08T07:59"))
        assert not is_open(spring, utc("2026-03-08T08:00"))

    def test_a_night_is_an_hour_longer_in_autumn(self):
        autumn = hours({"saturday": ["22:00-04:00"]}, zone="America/New_York")
        (opening,) = openings(autumn, date(2026, 10, 31))

        assert opening[1] - opening[0] == timedelta(hours=7)

    def test_a_time_that_does_not_exist_is_the_one_an_hour_later(self):
        spring = hours({"sunday": ["02:30-06:00"]}, zone="America/New_York")

        assert next_opening(spring, utc("2026-03-08T05:00")) == utc("2026-03-08T07:30")

    def test_an_opening_that_the_clocks_skip_does_not_happen(self):
        spring = hours({"sunday": ["02:30-03:00"]}, zone="America/New_York")

        assert openings(spring, date(2026, 3, 8)) == []

    def test_a_time_that_comes_twice_is_the_first_and_the_shop_opens_once(self):
        autumn = hours({"sunday": ["01:30-05:00"]}, zone="America/New_York")
        minutes = [utc("2026-11-01T04:00") + timedelta(minutes=m) for m in range(0, 480, 10)]
        states = [is_open(autumn, minute) for minute in minutes]

        # Python calls a time that comes twice unequal to any other zone's.
        found = next_opening(autumn, utc("2026-11-01T04:00")).astimezone(UTC)
        assert found == utc("2026-11-01T05:30")
        assert [a != b for a, b in pairwise(states)].count(True) == 2

    def test_mornings_keep_to_the_clock_all_year(self):
        berlin = hours(zone="Europe/Berlin")

        assert next_opening(berlin, utc("2026-01-12T00:00")) == utc("2026-01-12T08:00")
        assert next_opening(berlin, utc("2026-07-13T00:00")) == utc("2026-07-13T07:00")


class TestSettings:
    @pytest.mark.parametrize("zone", ["Asia/Shangai", "", "+8", "../etc/passwd"])
    def test_an_unknown_time_zone_is_refused(self, zone):
        with pytest.raises(ValidationError, match="time zone"):
            hours(zone=zone)

    @pytest.mark.parametrize("times", ["9 to 5", "09:00-25:00", "24:00-02:00", "09:00-09:00", ""])
    def test_impossible_times_are_refused(self, times):
        with pytest.raises(ValidationError):
            hours({"monday": [times]})

    @pytest.mark.parametrize("dates", ["2026-02-30", "2026-10-07/2026-10-01", "Christmas"])
    def test_impossible_dates_are_refused(self, dates):
        with pytest.raises(ValidationError):
            hours(holidays=[{"dates": dates}])

    def test_unknown_days_are_refused(self):
        with pytest.raises(ValidationError):
            hours({"someday": ["09:00-18:00"]})


clocks = st.tuples(st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))


@st.composite
def any_hours(draw):
    def interval():
        (start, end) = draw(clocks), draw(clocks)
        return None if start == end else f"{start[0]}:{start[1]:02d}-{end[0]}:{end[1]:02d}"

    weekly = {
        day: [i for i in (interval(), interval()) if i]
        for day in draw(st.sets(st.sampled_from(WEEKDAYS), max_size=7))
    }
    day = draw(st.dates(date(2026, 1, 1), date(2026, 12, 31)))
    holidays = [{"dates": f"{day}/{day + timedelta(days=draw(st.integers(0, 9)))}"}]
    zone = draw(
        st.sampled_from(
            ["Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Lord_Howe",
             "Pacific/Apia", "Asia/Kathmandu", "America/Santiago"]
        )
    )  # fmt: skip
    return hours(weekly, zone=zone, holidays=holidays)


moments = st.dates(date(2026, 1, 1), date(2026, 12, 31)).flatmap(
    lambda day: st.times().map(lambda clock: datetime.combine(day, clock, tzinfo=UTC))
)


class TestForAllHours:
    @given(any_hours(), moments)
    @settings(max_examples=300, deadline=None)
    def test_a_shop_is_open_at_its_next_opening_and_not_before(self, some, now):
        found = next_opening(some, now)

        if found is None:
            assert not is_open(some, now)
            return
        assert found >= now
        assert is_open(some, found)
        if found > now:
            for part in range(10):
                assert not is_open(some, now + (found - now) * part / 10)
            assert not is_open(some, found - timedelta(microseconds=1))

    @given(any_hours(), moments)
    @settings(max_examples=200, deadline=None)
    def test_open_means_within_an_opening_of_today_or_yesterday(self, some, now):
        today = now.astimezone(ZoneInfo(some.time_zone)).date()
        around = [
            opening
            for days in range(-3, 3)
            for opening in openings(some, today + timedelta(days=days))
        ]

        assert is_open(some, now) == any(start <= now < end for start, end in around)

    @given(any_hours(), moments)
    @settings(max_examples=100, deadline=None)
    def test_the_answer_does_not_depend_on_the_zone_of_the_question(self, some, now):
        elsewhere = now.astimezone(ZoneInfo("America/Los_Angeles"))

        assert is_open(some, now) == is_open(some, elsewhere)
        assert next_opening(some, now) == next_opening(some, elsewhere)
