"""What settings are made of."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    """A key that does not exist is an error that names it."""

    model_config = ConfigDict(extra="forbid")


class Localised(Strict):
    """A text in both languages; Traditional Chinese is made from ``zh``."""

    zh: str
    en: str
