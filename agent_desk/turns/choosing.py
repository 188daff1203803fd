"""What a visitor chooses in words, where there is something to choose from; pure."""

from __future__ import annotations

from agent_desk.turns.in_hand import means_another, place_of
from agent_desk.turns.person_requests import agrees
from agent_desk.turns.question import Question


def chosen_entry(question: Question) -> str | None:
    """The entry that the visitor chooses of those offered: by its place, or a yes to the only one."""
    offered = question.memory.offered
    if not offered or question.standing.form_open:
        return None
    text = question.simplified
    place = 0 if len(offered) == 1 and agrees(text) else place_of(text, len(offered))
    return None if place is None else offered[place]


def meant_order(question: Question) -> str | None:
    """The order that the visitor means: the next of those that may be meant, or one by its place."""
    memory, text = question.memory, question.simplified
    if not memory.orders:
        return None
    if memory.in_hand:
        return memory.orders[0] if means_another(text) else None
    place = place_of(text, len(memory.orders))
    return None if place is None else memory.orders[place]
