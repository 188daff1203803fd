"""The desk's own secret, and the keyed hashes that it makes.

A plain hash of an IP address or an order number can be reversed by trying them all. Without the
secret, a keyed one cannot. The secret lies beside the database and not in it, so that a copy
of the database alone does not help.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from agent_desk.errors import StartError
from knowledge_base.errors import reason_of

SECRET_BYTES = 32

# Half a hash is enough against collisions, and the log does not mask 32 digits.
ID_DIGITS = 32


class DeskSecret:
    """Each ``purpose`` has a key of its own, so that no value of one can be used for another."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def keyed_hash(self, purpose: str, *values: str) -> str:
        """64 hex digits: HMAC-SHA-256 of ``values``, which stay apart from each other."""
        key = hmac.digest(self._secret, purpose.encode(), "sha256")
        joined = b"".join(
            len(value).to_bytes(8) + value
            for value in (value.encode("utf-8", "surrogatepass") for value in values)
        )
        return hmac.new(key, joined, hashlib.sha256).hexdigest()

    def address_id(self, address: str) -> str:
        """32 hex digits, by which log lines tell one address from another."""
        return self.keyed_hash("login address", address)[:ID_DIGITS]


def read_or_make_secret(path: Path) -> DeskSecret:
    """The secret in the file ``path``. Makes it if there is no such file, for its owner alone.

    Raises StartError if the file cannot be read or made, or is no secret.
    """
    try:
        _make_if_missing(path)
        secret = path.read_bytes()
    except OSError as error:
        raise StartError(
            f"agent_desk.secret_file: {path} cannot be read or made: {reason_of(error)}."
        ) from error
    if len(secret) < SECRET_BYTES:
        raise StartError(
            f"agent_desk.secret_file: {path} is shorter than {SECRET_BYTES} bytes. "
            "Delete it, and the desk makes a new one."
        )
    return DeskSecret(secret)


def _make_if_missing(path: Path) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    # Complete before it has its name: another process may start at the same time.
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(SECRET_BYTES))
            file.flush()
            os.fsync(descriptor)
        with contextlib.suppress(FileExistsError):
            _name(unfinished, path)
    finally:
        unfinished.unlink()


def _name(unfinished: Path, path: Path) -> None:
    """Gives the file its name. Raises FileExistsError if another process was first."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links. Who reads it in this moment finds it too short.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(unfinished.read_bytes())
            file.flush()
            os.fsync(descriptor)
