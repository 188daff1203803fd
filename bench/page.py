"""Writes docs/performance.md, always whole sections."""

from __future__ import annotations

import importlib.util

from bench.understanding.sets import ROOT
from tests.quality.sections import put_section

PAGE = ROOT / "docs" / "performance.md"


def lacks(baseline: str, install: str) -> bool:
    """Whether the package of a baseline is missing. Says so before half an hour of measuring.

    ``baseline`` is the module, ``install`` its requirement for pip.
    """
    missing = importlib.util.find_spec(baseline) is None
    if missing:
        print(
            f"{install} is missing: the figures are printed without its rows, and {PAGE.name} stays "
            f"as it is. To write it: pip install {install}"
        )
    return missing


def write(name: str, section: str) -> None:
    """Replaces the section of that name."""
    put_section(PAGE, name, section)
    print(f"written: {PAGE}")
