import datetime as dt
from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from agent_desk import types


def read(kind, value):
    return TypeAdapter(kind).validate_python(value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (types.Count, -1),
        (types.Count, 2**53),
        (types.Amount, "NaN"),
        (types.Amount, "-Infinity"),
        (types.Amount, "1e13"),
        (types.Amount, "0." + "0" * 10_000 + "1"),
        (types.Time, "0001-01-01T00:00:00+14:00"),
        (types.Time, "9999-12-31T23:59:59-14:00"),
        (types.Time, 2**70),
        (types.Time, float("nan")),
        (types.Id, "a b"),
        (types.Id, "a\n"),
        (types.Id, "x" * 65),
        (types.Id, "\ud800"),
        (types.Name, "x" * 256),
        (types.Text, "x" * 65_537),
        (types.Subject, "a\ud800"),
        (types.Subject, "a\0"),
    ],
)
def test_value_out_of_bounds_is_refused(kind, value):
    with pytest.raises(ValidationError):
        read(kind, value)


@pytest.mark.parametrize("zone", ["+14:00", "-12:00", "+23:59", ""])
@pytest.mark.parametrize("day", ["1970-01-01", "9998-12-31"])
def test_time_within_bounds_can_be_told_in_utc(day, zone):
    assert read(types.Time, f"{day}T12:00:00{zone}").astimezone(dt.UTC)


def test_amount_may_come_as_a_binary_fraction():
    assert read(types.Amount, 19.900000000000002) == Decimal("19.900000000000002")


@pytest.mark.parametrize("kind", [types.Name, types.Text])
def test_text_is_repaired(kind):
    assert read(kind, "a\ud800\0b") == "a\ufffdb"


@pytest.mark.parametrize("kind", [types.OptionalDay, types.OptionalTime])
@pytest.mark.parametrize("when", [None, "0001-01-01", "9999-12-31"])
def test_optional_date_out_of_the_calendar_is_none(kind, when):
    assert TypeAdapter(kind).validate_python(when) is None
