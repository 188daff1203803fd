"""Whether a clause wants two things, by what the knowledge base has on its parts; pure."""

from __future__ import annotations

from collections.abc import Callable

from agent_desk.turns.parting import may_part
from agent_desk.turns.weighing import sure_match
from agent_desk.turns.wishes import asks_to_look_up
from knowledge_base import SearchResult

Search = Callable[[str], SearchResult | None]


def two_wishes(clause: str, whole: SearchResult, search: Search) -> tuple[str, str] | None:
    """The two parts of ``clause`` that want something of their own, or None.

        Both have a sure answer, and not the same; or one has, and the other asks for a look-up. What
    XX
    """
    best: tuple[float, tuple[str, str]] | None = None
    for parts in may_part(clause):
        confidence = _confidence(parts, whole, search)
        if confidence is not None and (best is None or confidence > best[0]):
            best = confidence, parts
    return best[1] if best else None


def _confidence(parts: tuple[str, str], whole: SearchResult, search: Search) -> float | None:
    """How sure the less sure of the parts is, or None where they are not two wishes."""
    sure = [sure_match(search(part)) for part in parts]
    found = [one for one in sure if one is not None]
    about = sure_match(whole)
    if about is not None and about.category not in [one.category for one in found]:
        return None
    if len(found) == 2:
        first, second = found
        return None if first.entry == second.entry else min(first.confidence, second.confidence)
    looks_up = any(
        match is None and asks_to_look_up(part) for part, match in zip(parts, sure, strict=True)
    )
    return found[0].confidence if found and looks_up else None
