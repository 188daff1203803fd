"""What settings are made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

YEAR_HOURS = 366 * 24.0

# Times are added to dates, which end in the year 9999: more than a year is a slip, and stops
# the start instead of failing when the time is used.
Seconds = Annotated[float, Field(gt=0, le=YEAR_HOURS * 3600)]
SecondsOrZero = Annotated[float, Field(ge=0, le=YEAR_HOURS * 3600)]
Hours = Annotated[float, Field(gt=0, le=YEAR_HOURS)]
HoursOrZero = Annotated[float, Field(ge=0, le=YEAR_HOURS)]
Share = Annotated[float, Field(ge=0, le=1)]


class Strict(BaseModel):
    """A key that does not exist is an error that names it."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class Localised(Strict):
    """A text in both languages; Traditional Chinese is made from ``zh``."""

    zh: str
    en: str
