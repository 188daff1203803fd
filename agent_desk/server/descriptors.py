"""How many files and sockets this process may have open."""

from __future__ import annotations

import resource
from contextlib import suppress

RESERVE = 256
"""For the database, the index, logs, Rasa and the shops' APIs."""


def raise_limit() -> None:
    """Takes all that the system allows; a shell usually allows 1,024 unless one asks."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):  # macOS calls its limit infinite, and refuses that
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def most_connections() -> int:
    """What clients may take of it. Where little is allowed, the desk keeps half."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(soft - RESERVE, soft // 2)
