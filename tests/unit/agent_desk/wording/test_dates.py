from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from babel import Locale

from agent_desk.wording import dates

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("locale", "this_year", "another"),
    [
        ("en", "Nov 7", "Jan 4, 2027"),
        ("zh_Hans_CN", "11月7日", "2027年1月4日"),
        ("zh_Hant_TW", "11月7日", "2027年1月4日"),
        ("zh_Hant_HK", "11月7日", "2027年1月4日"),
    ],
)
def test_year_is_written_when_it_is_another_one(locale, this_year, another):
    locale = Locale.parse(locale)

    assert dates.day(date(2026, 11, 7), TODAY, locale) == this_year
    assert dates.day(date(2027, 1, 4), TODAY, locale) == another


@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        ("Asia/Shanghai", "UTC+8"),
        ("Asia/Kathmandu", "UTC+5:45"),
        ("America/St_Johns", "UTC-3:30"),
        ("Europe/London", "UTC"),
    ],
)
def test_offset_names_what_is_not_nothing(zone, offset):
    assert dates.offset(datetime(2026, 12, 24, 9, 0, tzinfo=ZoneInfo(zone))) == offset
