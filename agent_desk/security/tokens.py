"""Random tokens. The client has the token, the database only its hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets

TOKEN_BYTES = 32


def new_token() -> str:
    """256 random bits, url-safe, 43 characters."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> str:
    """64 hex digits for storage and look-up.

    A plain SHA-256 is enough. A slow or salted hash protects secrets that can be
    guessed, and nobody can try 2**256 tokens.
    """
    return hashlib.sha256(_bytes(token)).hexdigest()


def same_token(given: str | None, expected: str | None) -> bool:
    """Whether both are given and equal. The time does not depend on where they differ."""
    if not given or not expected:
        return False
    return hmac.compare_digest(_bytes(given), _bytes(expected))


def _bytes(token: str) -> bytes:
    # A client may send anything, lone surrogates too.
    return token.encode("utf-8", "surrogatepass")
