from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from agent_desk.wording.times import worded_time

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 20, 20, 0, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("day", "en", "zh"),
    [
        (20, "today at 21:30 (UTC+8)", "今天 21:30（UTC+8）"),
        (21, "tomorrow at 21:30 (UTC+8)", "明天 21:30（UTC+8）"),
        (23, "on Monday, 23 November at 21:30 (UTC+8)", "11月23日星期一 21:30（UTC+8）"),
    ],
)
def test_near_days_are_named(day, en, zh):
    moment = datetime(2026, 11, day, 21, 30, tzinfo=SHANGHAI)

    assert (worded_time(moment, NOW, "en"), worded_time(moment, NOW, "zh")) == (en, zh)


def test_the_shops_name_for_its_zone_is_used():
    moment = datetime(2027, 1, 4, 9, 0, tzinfo=SHANGHAI)

    assert worded_time(moment, NOW, "zh", "北京时间") == "2027年1月4日星期一 09:00（北京时间）"
    assert worded_time(moment, NOW, "en", "Beijing time").endswith("2027 at 09:00 (Beijing time)")


def test_an_offset_with_minutes_and_one_of_nothing():
    kathmandu = datetime(2026, 11, 20, 23, 45, tzinfo=ZoneInfo("Asia/Kathmandu"))
    london = datetime(2026, 12, 24, 9, 0, tzinfo=ZoneInfo("Europe/London"))

    assert "(UTC+5:45)" in worded_time(kathmandu, NOW, "en")
    assert worded_time(london, NOW, "en").endswith("(UTC)")
