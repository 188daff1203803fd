"""For how long the dialogue keeps what a visitor gave to prove orders; pure.

Rasa's state has no times. So the desk notes beside it when that was given, and takes it out once it
has held as long as a proved order does: else it would prove the order again, to whoever sits there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from agent_desk.orders.proof import PROOF_NAMES

State = Mapping[str, Any]

_GIVEN_AT = "proof_given_at"


def noted(state: State, before: State, now: datetime) -> dict[str, Any]:
    """``state`` as it is stored after a turn, in the place of ``before``."""
    given = _given(state)
    if not given:
        return dict(state)
    known = before.get(_GIVEN_AT) if given == _given(before) else None
    return {**state, _GIVEN_AT: known or now.isoformat()}


def held(stored: State, now: datetime, holds: timedelta) -> dict[str, Any]:
    """What the next turn begins with of ``stored``.

    Where the bot asks for the rest of a proof, its first part stays: it shows nothing yet.
    """
    state = {name: kept for name, kept in stored.items() if name != _GIVEN_AT}
    at = stored.get(_GIVEN_AT)
    is_old = at is not None and now - datetime.fromisoformat(at) >= holds
    return without_proof(state) if is_old and state.get("active_form") != "proof_form" else state


def without_proof(state: State) -> dict[str, Any]:
    """``state`` without what was given to prove the order in hand."""
    slots = {name: kept for name, kept in _slots(state).items() if name not in PROOF_NAMES}
    return {**state, "slots": slots}


def _given(state: State) -> dict[str, Any]:
    return {name: kept for name, kept in _slots(state).items() if name in PROOF_NAMES and kept}


def _slots(state: State) -> dict[str, Any]:
    return state.get("slots") or {}
