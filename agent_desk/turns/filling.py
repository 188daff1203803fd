"""Fills the fields of stored answers with what is known of this visitor and their order; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from knowledge_base import Band, Match, SearchResult
from knowledge_base.content.fields import fields_in, fill, fill_buttons


def asks_for_order(match: Match) -> bool:
    """Whether the answer holds a field of an order."""
    texts = (match.answer, *(button.label for button in match.buttons))
    return any(name.startswith("order.") for text in texts for name in fields_in(text))


def filled(match: Match, values: Mapping[str, str]) -> Match | None:
    """The match with its fields filled; None if nothing of its answer is left."""
    answer, buttons = fill(match.answer, values), fill_buttons(match.buttons, values)
    was_empty = not match.answer and not match.buttons
    if not (answer or buttons or was_empty):
        return None
    return replace(match, answer=answer, buttons=buttons)


def filled_result(result: SearchResult, values: Mapping[str, str]) -> SearchResult:
    """The result with its answers filled, without those of which nothing is left.

    Where that is the best one, none of the others may be given as the answer: the confidence was
    in that one. The visitor may still be asked which of them is meant.
    """
    matches = [filled(match, values) for match in result.matches]
    left = [match for match in matches if match is not None]
    return replace(result, matches=left, band=_band(result, matches, left))


def _band(result: SearchResult, matches: list[Match | None], left: list[Match]) -> Band:
    if not matches or matches[0] is not None:
        return result.band
    return "clarify" if left and result.band == "clarify" else "hand_off"
