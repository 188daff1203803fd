"""Hashes passwords with argon2id, beside the event loop."""

from __future__ import annotations

import base64
import secrets
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import TypeVar

import gevent
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY
from gevent.lock import BoundedSemaphore

from agent_desk.errors import RateLimitedError

# How many log-ins of strangers may be under way; each takes a tenth of a second or more.
QUEUE_LENGTH = 16
TRY_AGAIN_SECONDS = 5.0

Result = TypeVar("Result")


class Passwords:
    """Hashes and verifies with RFC 9106's low-memory profile (64 MiB, 3 passes, 4 lanes).

    One hash keeps several cores busy for a tenth of a second or more. So it runs
    in gevent's native thread pool, two at a time: a flood of log-ins does not block
    the event loop, and takes 2 x 64 MiB at most. Strangers have one place of the two, and a
    queue that is refused when it is full, so that known people wait for one of them at most.
    """

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
        self._places = BoundedSemaphore(2)
        self._strangers = BoundedSemaphore(1)
        self._waiting = 0
        self._decoy = _decoy_hash(self._hasher)

    def hash(self, password: str) -> str:
        """The hash to store. Does not check whether the password is any good (password_strength.py)."""
        return self.off_loop(lambda: self._hasher.hash(_normal(password)))

    def verify(self, password: str, stored: str | None, *, trusted: bool = False) -> bool:
        """Whether ``password`` matches the hash ``stored``.

        With None (no such account) this verifies a decoy, so that its time does not
        show which accounts exist. Raises RateLimitedError if too many strangers wait;
        whoever is ``trusted`` does not wait behind them.
        """
        with nullcontext() if trusted else self._in_queue():
            matches = self.off_loop(lambda: self._matches(password, stored or self._decoy))
        return matches and stored is not None

    def needs_rehash(self, stored: str) -> bool:
        """Whether ``stored`` was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(stored)

    def _matches(self, password: str, stored: str) -> bool:
        try:
            return self._hasher.verify(stored, _normal(password))
        except (VerificationError, InvalidHashError):
            return False

    @contextmanager
    def _in_queue(self) -> Iterator[None]:
        if self._waiting >= QUEUE_LENGTH:
            raise RateLimitedError(
                "Too many people are logging in. Please try again in a few seconds.",
                retry_after_seconds=TRY_AGAIN_SECONDS,
            )
        self._waiting += 1
        try:
            with self._strangers:
                yield
        finally:
            self._waiting -= 1

    def off_loop(self, work: Callable[[], Result]) -> Result:
        """The result of ``work``, which may take long, from a thread beside the event loop."""
        with self._places:
            result: Result = gevent.get_hub().threadpool.apply(work)
        return result


def _decoy_hash(hasher: PasswordHasher) -> str:
    """A random digest, which no password matches. It costs as much to verify as a real hash."""
    salt, digest = (
        base64.b64encode(secrets.token_bytes(length)).decode().rstrip("=")
        for length in (hasher.salt_len, hasher.hash_len)
    )
    costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${costs}${salt}${digest}"


def _normal(password: str) -> bytes:
    # The same password from another keyboard or input method must match (NIST SP 800-63B).
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
