"""Which pages may talk to the desk. Pure: no request object, no I/O.

The desk serves both the console and the frame of the widget, so only its own
origin may talk to it. A shop's page embeds the frame (headers.py says which
pages may) and does not talk to the desk. An Origin does not authenticate,
because a program can send any. But browsers send the true one, so a wrong one
is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}


def is_own_origin(origin: str, *, host: str, scheme: str, public_url: str | None) -> bool:
    """Whether ``origin`` is the desk's own.

    If ``public_url`` is set, that is its origin. Otherwise it is the host that the
    request names, with the request's scheme or with https, since a proxy in front
    may have ended the encryption.
    """
    parsed = normal_origin(origin)
    if parsed is None:
        return False
    if public_url is not None:
        return parsed == normal_origin(public_url)
    return parsed in (normal_origin(f"{scheme}://{host}"), normal_origin(f"https://{host}"))


def may_frame(
    origin: str, allowed_origins: Sequence[str], *, host: str, scheme: str, public_url: str | None
) -> bool:
    """Whether a page of ``origin`` may frame the widget of a shop with these ``allowed_origins``.

    That is what the widget's policy tells browsers (headers.py). The desk's own pages always may.
    """
    if any(
        is_own_origin(origin, host=host, scheme=scheme, public_url=address)
        for address in (None, public_url)
    ):
        return True
    return normal_origin(origin) in [normal_origin(allowed) for allowed in allowed_origins]


def normal_origin(url: str) -> str | None:
    """``scheme://host[:port]`` in lower case without a default port.

    Drops a path, query or fragment. None for anything else than http and https: "null", other
    schemes, malformed input.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in DEFAULT_PORTS or not host or "@" in parts.netloc:
        return None
    if not all(_allowed_in_host(character) for character in host):
        return None
    named = f"[{host}]" if ":" in host else host
    suffix = "" if port is None or port == DEFAULT_PORTS[parts.scheme] else f":{port}"
    return f"{parts.scheme}://{named}{suffix}"


def is_origin(url: str) -> bool:
    """Whether ``url`` is only an origin, without path, query, fragment or user."""
    parsed = normal_origin(url)
    return parsed is not None and url.rstrip("/").lower() in (parsed, _with_port(parsed))


def socket_sources(*, host: str, scheme: str, public_url: str | None) -> list[str]:
    """The desk's own WebSocket addresses, for browsers whose 'self' does not include them."""
    origin = normal_origin(public_url or f"{scheme}://{host}")
    if origin is None:
        return []
    used_scheme, address = origin.split("://", 1)
    if used_scheme == "https":
        return [f"wss://{address}"]
    # Without public_url, a proxy in front may have ended the encryption.
    return [f"ws://{address}", *([] if public_url else [f"wss://{address}"])]


def socket_origin_check(public_url: str | None) -> Callable[[str | None, dict[str, Any]], bool]:
    """A check for Socket.IO's ``cors_allowed_origins``: whether our own page connects.

    Socket.IO calls it only if the client has sent an Origin. In any case a client
    authenticates in ``connect``, by token or session.
    """

    def allowed(origin: str | None, environ: dict[str, Any]) -> bool:
        return origin is not None and is_own_origin(
            origin,
            host=str(environ.get("HTTP_HOST", "")),
            scheme=str(environ.get("wsgi.url_scheme", "http")),
            public_url=public_url,
        )

    return allowed


def _allowed_in_host(character: str) -> bool:
    # Hosts go into headers, where other characters could end a directive.
    return character.isascii() and (character.isalnum() or character in "-._:")


def _with_port(origin: str) -> str:
    scheme = origin.split("://", 1)[0]
    return f"{origin}:{DEFAULT_PORTS[scheme]}"
