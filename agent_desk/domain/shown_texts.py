"""Stored questions and names as they are shown: an earlier Relay may have left personal data in them.

What comes from the knowledge base today is masked already.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from knowledge_base.privacy.masking import mask


def shown_chips(stored: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Chips under a line, in their order. One whose id held personal data has another id.

    Only stored questions held any. Orders and pages of parcels are named by the customer's own
    numbers.
    """
    return [
        {**chip, "id": _shown_id(chip["id"], number), "label": mask(chip["label"])}
        if chip["kind"] == "question"
        else chip
        for number, chip in enumerate(stored)
    ]


def shown_source(stored: dict[str, Any]) -> dict[str, Any]:
    """A reference to an entry, with its question if it has one."""
    names = {name: mask(stored[name]) for name in ("entry", "question") if stored.get(name)}
    return stored | names


def shown_explanation(stored: dict[str, Any]) -> dict[str, Any]:
    """Why the bot decided so; the visitor's own numbers stay."""
    shown = {name: value for name, value in stored.items() if name != "judged"}
    return shown | {"matches": [shown_source(found) for found in stored.get("matches") or ()]}


def _shown_id(id: str, number: int) -> str:
    masked = mask(id)
    return id if masked == id else f"{masked} {number}"  # two may be the same, masked
