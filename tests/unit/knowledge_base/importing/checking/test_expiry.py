from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.importing.checking.expiry import ends


def test_a_range_over_new_year_ends_in_the_next():
    (end,) = ends("活动时间：2023年12月20日至1月5日")

    assert end.day == date(2024, 1, 5)


def test_of_two_readings_of_a_date_the_later_counts():
    assert [end.day for end in ends("until 05/06/2023")] == [date(2023, 6, 5)]


@given(st.text("0123456789年月日.-/ untilbyMay截止至到前", max_size=120))
def test_takes_any_text(text):
    assert all(isinstance(end.day, date) for end in ends(text))
