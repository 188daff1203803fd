"""Types of settings."""

from __future__ import annotations

import re
from typing import Annotated, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from knowledge_base import ConfigurationError
from knowledge_base.configuration import is_shop_id, resolve_database_url
from knowledge_base.language.scripts import Script, in_script
from knowledge_base.language.text import DetectedLanguage

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


def _checked_time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"there is no time zone {name!r}; use a name of IANA's") from None
    return name


Colour = Annotated[str, AfterValidator(_checked_colour)]
ShopId = Annotated[str, AfterValidator(_checked_shop_id)]
TimeZone = Annotated[str, AfterValidator(_checked_time_zone)]
DatabaseUrl = Annotated[str, AfterValidator(_checked_database_url)]


class Strict(BaseModel):
    """Refuses unknown keys, and names them."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class Localised(Strict):
    """A text in both languages, and where a shop wants it, in both scripts of Chinese.

    A script without a text of its own is converted from the other.
    """

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, populate_by_name=True)

    zh: str = ""
    hans: str = Field("", alias="zh-Hans")
    hant: str = Field("", alias="zh-Hant")
    en: str

    @model_validator(mode="after")
    def _has_chinese(self) -> Self:
        if not self.chinese:
            raise ValueError("a text is missing: give zh, or zh-Hans, or zh-Hant")
        return self

    @property
    def chinese(self) -> str:
        """The Chinese text, in the script that comes first."""
        return self.zh or self.hans or self.hant

    def in_language(self, language: DetectedLanguage, written: Script | None = None) -> str:
        """The text for a visitor who writes ``language``: the shop's own, or else converted.

        ``written`` is the script of a text for both scripts whose characters do not show it.
        """
        if language == "en":
            return self.en
        own, other = (self.hans, self.hant) if language == "zh-Hans" else (self.hant, self.hans)
        if own:
            return own
        if not self.zh:
            written = "Hant" if other == self.hant else "Hans"
        wanted: Script = "Hans" if language == "zh-Hans" else "Hant"
        return in_script(self.zh or other, wanted, written)


class GrowingDelaySettings(Strict):
    """How often something may be done; then each time waits, twice as long as the last."""

    free: int = Field(10, ge=1, description="How many are free.")
    first_seconds: Seconds = Field(
        60.0, description="How long the next one waits; each further one waits twice as long."
    )
    longest_seconds: Seconds = Field(1800.0, description="The longest wait.")
    memory_seconds: Seconds = Field(21600.0, description="For how long each one counts.")
