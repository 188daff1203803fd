"""Passwords: argon2id, off the event loop."""

from __future__ import annotations

import base64
import secrets
import unicodedata
from collections.abc import Callable
from typing import TypeVar

import gevent
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY
from gevent.lock import BoundedSemaphore

from agent_desk.errors import PasswordRefusedError

PASSWORD_MIN_LENGTH = 10
PASSWORD_MAX_LENGTH = 1024

Result = TypeVar("Result")


class Passwords:
    """Hashes and verifies with RFC 9106's low-memory profile (64 MiB, 3 passes, 4 lanes).

    One hash keeps several cores busy for a tenth of a second or more, so it
    runs in gevent's native thread pool, at most ``parallel`` at a time: a flood
    of log-ins costs neither the event loop nor more than ``parallel`` x 64 MiB.
    """

    def __init__(self, hasher: PasswordHasher | None = None, *, parallel: int = 2) -> None:
        self._hasher = hasher or PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
        self._slots = BoundedSemaphore(parallel)
        self._nobody = _fitted_by_nothing(self._hasher)

    def hash(self, password: str) -> str:
        """The hash to store. Raises PasswordRefusedError for one that is too short or too long."""
        check_length(password)
        return self.hash_known(password)

    def hash_known(self, password: str) -> str:
        """The hash of a password that was accepted before, whatever its length."""
        return self._off_loop(lambda: self._hasher.hash(_normal(password)))

    def verify(self, password: str, stored: str | None) -> bool:
        """Whether ``password`` fits ``stored``.

        With None (no such account) a hash that nothing fits is verified
        instead, so that the time taken does not tell which accounts exist.
        """
        fits = self._off_loop(lambda: self._fits(password, stored or self._nobody))
        return fits and stored is not None

    def needs_rehash(self, stored: str) -> bool:
        """True when ``stored`` was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(stored)

    def _fits(self, password: str, stored: str) -> bool:
        try:
            return self._hasher.verify(stored, _normal(password))
        except (VerificationError, InvalidHashError):
            return False

    def _off_loop(self, work: Callable[[], Result]) -> Result:
        with self._slots:
            result: Result = gevent.get_hub().threadpool.apply(work)
        return result


def check_length(password: str) -> None:
    """Raises PasswordRefusedError unless the length, in characters, is allowed."""
    if len(password) < PASSWORD_MIN_LENGTH:
        raise PasswordRefusedError(
            f"The password is too short: {PASSWORD_MIN_LENGTH} characters or more."
        )
    if len(password) > PASSWORD_MAX_LENGTH:
        raise PasswordRefusedError(
            f"The password is too long: {PASSWORD_MAX_LENGTH} characters at most."
        )


def _fitted_by_nothing(hasher: PasswordHasher) -> str:
    """A hash of nobody's password, as dear to verify as any; made without hashing at each start."""
    salt, digest = (
        base64.b64encode(secrets.token_bytes(length)).decode().rstrip("=")
        for length in (hasher.salt_len, hasher.hash_len)
    )
    costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${costs}${salt}${digest}"


def _normal(password: str) -> bytes:
    # The same password typed with another input method or keyboard must fit (NIST SP 800-63B).
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
