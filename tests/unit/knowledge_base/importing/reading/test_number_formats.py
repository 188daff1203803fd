from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.importing.reading.number_formats import shown

MORNING = datetime(2024, 5, 1, 9, 30)  # noqa: DTZ001 (Excel knows no zones)


class TestNumbers:
    @pytest.mark.parametrize(
        ("value", "form", "text"),
        [
            (0.125, "0.00%", "12.50%"),
            (20, "0 %", "2000 %"),
            (1234.5, "#,##0.00", "1,234.50"),
            (0.5, "0.00##", "0.50"),
            (12, "[$¥-804]#,##0", "¥12"),
            (12, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "12.00"),
            (-5, '0"天";[Red]\\-0"天"', "-5天"),
            (-5, "$0.00", "-$5.00"),
            (0, '0;-0;"无"', "无"),
            (8001234567, "0000-000-0000", "0800-123-4567"),
            (13812345678, "000-0000-0000", "138-1234-5678"),
            (7, "第0章", "第7章"),
        ],
    )
    def test_are_read_as_a_common_format_shows_them(self, value, form, text):
        found = shown(value, form)

        assert found.text == text
        assert found.doubt == f"holds {value} and is read as shown: {text}"

    @pytest.mark.parametrize(
        ("value", "form", "text"),
        [
            (3.0, "General", "3"),
            (0.1 + 0.2, "General", "0.3"),
            (1e-5, "@", "0.00001"),
            (-5, "0", "-5"),
        ],
    )
    def test_that_look_the_same_leave_no_doubt(self, value, form, text):
        assert shown(value, form) == (text, "", False)

    @pytest.mark.parametrize(
        "form", ["# ?/?", "0.00E+00", "#,##0,", "[<=9]0;00", ";;;", "[h]:mm", "0" * 300]
    )
    def test_are_read_as_stored_where_the_format_is_not_known(self, form):
        found = shown(5, form)

        assert found.text == "5"
        assert "may show it otherwise" in found.doubt

    @pytest.mark.parametrize(
        ("value", "text"),
        [(6.22202123456789e18, "6222021234567890000"), (10**15, "1000000000000000")],
    )
    def test_of_over_15_digits_may_have_lost_some(self, value, text):
        assert shown(value, "0")[::2] == (text, True)

    def test_that_a_format_hides_are_read(self):
        assert shown(0.0, "*0 ").text == "0"

    @given(
        st.floats() | st.integers(),
        st.text(st.sampled_from('0#,.%;"\\\\_*[]$-?aE天 '), max_size=12) | st.text(max_size=8),
    )
    def test_never_raise(self, value, form):
        assert shown(value, form).text


class TestTimes:
    @pytest.mark.parametrize(
        ("value", "form", "text"),
        [
            (datetime(2024, 5, 1), "yyyy\\-mm\\-dd;@", "2024-05-01"),  # noqa: DTZ001
            (date(2024, 5, 1), "[$-409]yyyy-m-d", "2024-05-01"),
            (MORNING, "yyyy-mm-dd h:mm:ss", "2024-05-01 09:30:00"),
            (time(9), "h:mm:ss", "09:00:00"),
        ],
    )
    def test_in_iso_8601_leave_no_doubt(self, value, form, text):
        assert shown(value, form) == (text, "", False)

    @pytest.mark.parametrize(
        ("value", "form", "text"),
        [
            (MORNING, "yyyy-mm-dd", "2024-05-01 09:30:00"),
            (MORNING, "m月d日", "2024-05-01 09:30:00"),
            (date(2024, 5, 1), "mm-dd-yy", "2024-05-01"),
            (time(9), "h:mm AM/PM", "09:00:00"),
        ],
    )
    def test_in_other_formats_do(self, value, form, text):
        found = shown(value, form)

        assert found.text == text
        assert f"'{form}' and is read as {text}" in found.doubt

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (timedelta(days=2), "48:00"),
            (timedelta(hours=1, seconds=5), "1:00:05"),
            (timedelta(minutes=-90), "-1:30"),
        ],
    )
    def test_that_last_are_read_as_hours(self, value, text):
        assert shown(value, "[h]:mm").text == text
