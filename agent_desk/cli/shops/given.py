"""The flags of ``shops add``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Given:
    """What the flags of ``shops add`` say."""

    shop_id: str = ""
    languages: Sequence[str] = ()
    names: Sequence[str] = ()
    greetings: Sequence[str] = ()
    accent: str = ""
    origins: Sequence[str] = ()
    time_zone: str = ""
    hours: Sequence[str] = ()
    numbers: Sequence[str] = ()
    patterns: Sequence[str] = ()
    orders: Sequence[str] = ()
    proofs: Sequence[str] = ()
    try_order: str = ""
    identity: bool = False
    files: Sequence[str] = ()
    agents: Sequence[str] = ()
