"""Types of settings."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from knowledge_base import ConfigurationError
from knowledge_base.configuration import is_shop_id, resolve_database_url

YEAR_HOURS = 366 * 24.0

# Durations are added to dates, which end in the year 9999. More than a year is surely a mistake; it
# stops the start, instead of failing later.
Seconds = Annotated[float, Field(gt=0, le=YEAR_HOURS * 3600)]
SecondsOrZero = Annotated[float, Field(ge=0, le=YEAR_HOURS * 3600)]
Hours = Annotated[float, Field(gt=0, le=YEAR_HOURS)]
HoursOrZero = Annotated[float, Field(ge=0, le=YEAR_HOURS)]
WholeSeconds = Annotated[int, Field(ge=0, le=int(YEAR_HOURS * 3600))]
# A million is more than any desk has of what it counts or tries.
Number = Annotated[int, Field(ge=1, le=1_000_000)]
Share = Annotated[float, Field(ge=0, le=1)]


_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def _checked_colour(written: str) -> str:
    if not _COLOUR.fullmatch(written):
        raise ValueError('write a colour like "#b3401f"')
    return written


def _checked_shop_id(written: str) -> str:
    if not is_shop_id(written):
        raise ValueError("the id of a shop is made of a–z, 0–9, '-' and '_'")
    return written


def _checked_database_url(written: str) -> str:
    try:
        resolve_database_url(written)
    except ConfigurationError as error:
        raise ValueError(str(error)) from error
    return written


Colour = Annotated[str, AfterValidator(_checked_colour)]
ShopId = Annotated[str, AfterValidator(_checked_shop_id)]
DatabaseUrl = Annotated[str, AfterValidator(_checked_database_url)]


class Strict(BaseModel):
    """Refuses unknown keys, and names them."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class Localised(Strict):
    """A text in both languages; Traditional Chinese is converted from ``zh``."""

    zh: str
    en: str


class GrowingDelaySettings(Strict):
    """How often something may be done; then each time waits, twice as long as the last."""

    free: int = Field(10, ge=1, description="How many are free.")
    first_seconds: Seconds = Field(
        60.0, description="How long the next one waits; each further one waits twice as long."
    )
    longest_seconds: Seconds = Field(1800.0, description="The longest wait.")
    memory_seconds: Seconds = Field(21600.0, description="For how long each one counts.")
