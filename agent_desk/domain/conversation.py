"""The states of a conversation and the changes between them; pure.

The table is the only place that says what is allowed. ``services.transitions``
applies a change: it raises the conversation's epoch, so that a reply that the
bot is still writing is dropped, and adds the change to the log.
"""

from __future__ import annotations

from enum import StrEnum

from agent_desk.errors import TransitionNotAllowedError


class State(StrEnum):
    BOT = "bot"
    QUEUED = "queued"
    ASSIGNED = "assigned"
    LEFT_MESSAGE = "left_message"
    RESOLVED = "resolved"


class Change(StrEnum):
    HAND_OFF = "hand_off"
    LEAVE_QUEUE = "leave_queue"
    CLAIM = "claim"
    RELEASE = "release"
    TRANSFER = "transfer"
    PASS_ON = "pass_on"
    LEAVE_MESSAGE = "leave_message"
    KEEP_MESSAGE = "keep_message"
    END_WAIT = "end_wait"
    RETURN_TO_BOT = "return_to_bot"
    RESOLVE = "resolve"
    REOPEN = "reopen"


_TABLE: dict[tuple[State, Change], State] = {
    (State.BOT, Change.HAND_OFF): State.QUEUED,
    (State.BOT, Change.LEAVE_MESSAGE): State.LEFT_MESSAGE,
    (State.BOT, Change.RESOLVE): State.RESOLVED,
    (State.QUEUED, Change.LEAVE_QUEUE): State.BOT,
    (State.QUEUED, Change.CLAIM): State.ASSIGNED,
    (State.QUEUED, Change.LEAVE_MESSAGE): State.LEFT_MESSAGE,
    (State.QUEUED, Change.KEEP_MESSAGE): State.LEFT_MESSAGE,
    (State.QUEUED, Change.END_WAIT): State.BOT,
    (State.QUEUED, Change.RESOLVE): State.RESOLVED,
    (State.LEFT_MESSAGE, Change.HAND_OFF): State.QUEUED,
    (State.LEFT_MESSAGE, Change.CLAIM): State.ASSIGNED,
    (State.LEFT_MESSAGE, Change.RETURN_TO_BOT): State.BOT,
    (State.LEFT_MESSAGE, Change.RESOLVE): State.RESOLVED,
    (State.ASSIGNED, Change.RELEASE): State.QUEUED,
    (State.ASSIGNED, Change.KEEP_MESSAGE): State.LEFT_MESSAGE,
    (State.ASSIGNED, Change.TRANSFER): State.ASSIGNED,
    (State.ASSIGNED, Change.PASS_ON): State.QUEUED,
    (State.ASSIGNED, Change.RETURN_TO_BOT): State.BOT,
    (State.ASSIGNED, Change.RESOLVE): State.RESOLVED,
    (State.RESOLVED, Change.REOPEN): State.BOT,
}


def after(state: State, change: Change) -> State:
    """The state that ``change`` leads to from ``state``.

    Raises TransitionNotAllowedError for any pair that is not in the table.
    """
    try:
        return _TABLE[state, change]
    except KeyError:
        raise TransitionNotAllowedError(
            f"A conversation that is {state.value} cannot do this: {change.value}."
        ) from None


def allows(state: State, change: Change) -> bool:
    return (state, change) in _TABLE
