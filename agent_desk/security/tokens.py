"""Random tokens: the client keeps the token, the database only its hash."""

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

    A plain SHA-256 is enough: nobody can try out 2**256 tokens, so there is
    nothing that a slow or salted hash would protect.
    """
    return hashlib.sha256(_bytes(token)).hexdigest()


def same_token(given: str | None, expected: str | None) -> bool:
    """True when both are there and equal; takes as long wherever they differ."""
    if not given or not expected:
        return False
    return hmac.compare_digest(_bytes(given), _bytes(expected))


def _bytes(token: str) -> bytes:
    # A client may send anything, lone surrogates too; it must compare, not crash.
    return token.encode("utf-8", "surrogatepass")
