"""Judges what the bot did with a turn against what a conversation expects; pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Happened:
    """A turn as the visitor saw it.

    ``answers`` are the stored answers that were given, ``offered`` those that were offered as
    choices, ``said`` the codes of what was decided, and ``person`` whether a person was called.
    """

    answers: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    person: bool = False


@dataclass(frozen=True)
class Verdict:
    """``near``: the answer was wanted at once, and was among the choices."""

    right: bool
    harmful: bool
    near: bool = False


def judge(expected: Sequence[str], never: Sequence[str], happened: Happened) -> Verdict:
    """``expected``: any of these is right. ``never``: any of these does harm.

    ``entry:a`` or ``entry:a|b``: one of these answers was given; ``asked:a|b``: it was given, or
    offered as a choice. ``person``: somebody was called. ``order``, ``number``, ``proof``,
    ``courtesy``, ``others``, ``nothing``, ``language``: what was decided (``KINDS``). With ``+``
    between them all of several have to be.
    """
    right = any(_holds(one, happened) for one in expected)
    offered = any(_holds(one.replace("entry:", "asked:"), happened) for one in expected)
    return Verdict(
        right=right,
        harmful=any(_holds(one, happened) for one in never),
        near=offered and not right,
    )


# What is decided, by the codes that the console shows.
KINDS = {
    "order": {"order_shown", "parcel_shown", "orders_offered"},
    "form": {"form", "order_mismatch"},
    "courtesy": {"small_talk"},
    "others": {"wrong_answer", "same_again"},
    "nothing": {"nothing_found", "out_of_scope", "no_question"},
    "language": {"other_language"},
}


def _holds(expected: str, happened: Happened) -> bool:
    return all(_holds_one(part, happened) for part in expected.split("+"))


def _holds_one(expected: str, happened: Happened) -> bool:
    kind, _, names = expected.partition(":")
    wanted = set(names.split("|"))
    match kind:
        case "entry":
            return not wanted.isdisjoint(happened.answers)
        case "asked":
            return not wanted.isdisjoint((*happened.answers, *happened.offered))
        case "person":
            return happened.person
        case _:
            return not happened.person and not KINDS[kind].isdisjoint(happened.said)


def interval(right: int, count: int) -> tuple[float, float]:
    """Wilson's 95% interval of a share."""
    if not count:
        return 0.0, 1.0
    z, share = 1.96, right / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count**2)) / (1 + z * z / count)
    return middle - half, middle + half
