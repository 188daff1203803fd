"""Reads the current request, which may be any bytes: werkzeug's own readers raise on some."""

from __future__ import annotations

from typing import Any

from flask import request

from agent_desk.errors import InvalidPayloadError


def bearer_token() -> str | None:
    """The token of the header Authorization, or None if it has none."""
    # Not request.authorization, which decodes what Basic and Digest carry.
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def query_value(name: str) -> str:
    """The value in the query string; empty if there is none, or if the string is not ASCII."""
    return request.args.get(name, "") if request.query_string.isascii() else ""


def json_body(*, max_bytes: int) -> Any:
    """The body. Raises InvalidPayloadError if it is nested too deep, and werkzeug's HTTP errors."""
    request.max_content_length = max_bytes
    try:
        return request.get_json()
    except RecursionError:
        raise InvalidPayloadError("The body is nested too deep.") from None
