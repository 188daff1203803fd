"""Which pages may talk to the desk. Pure: no request object, no I/O.

Console and widget frame are both served by the desk, so the only origin that
ever speaks to it is its own; pages of a shop embed the frame and talk to that
(headers.py says which may). An Origin is no authentication: a program that
is no browser can send any. A wrong one is refused all the same, because a browser
cannot lie about it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}


def is_own_origin(origin: str, *, host: str, scheme: str, public_url: str | None) -> bool:
    """Whether ``origin`` is the desk's own.

    That is the origin of ``public_url`` where it is set. Otherwise it is the
    host that the request itself names, with the scheme that the request came
    by, or https, which a proxy in front may have taken off.
    """
    parsed = normal_origin(origin)
    if parsed is None:
        return False
    if public_url is not None:
        return parsed == normal_origin(public_url)
    return parsed in (normal_origin(f"{scheme}://{host}"), normal_origin(f"https://{host}"))


def normal_origin(url: str) -> str | None:
    """``scheme://host[:port]`` in lower case without a default port.

    None for anything that is no http or https origin: "null", other schemes, malformed input.
    A path, query or fragment is dropped.
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
    """True for an origin and nothing more: no path, query, fragment or user."""
    parsed = normal_origin(url)
    return parsed is not None and url.rstrip("/").lower() in (parsed, _with_port(parsed))


def socket_sources(*, host: str, scheme: str, public_url: str | None) -> list[str]:
    """The desk's own WebSocket addresses, for browsers whose 'self' does not cover them."""
    http = normal_origin(public_url or f"{scheme}://{host}")
    if http is None:
        return []
    address = http.split("://", 1)[1]
    secure = http.startswith("https") or public_url is None
    plain = http.startswith("http:")
    return [f"ws://{address}"] * plain + [f"wss://{address}"] * secure


def socket_origin_check(public_url: str | None) -> Callable[[str | None, dict[str, Any]], bool]:
    """For Socket.IO's ``cors_allowed_origins``: is this connection from our own page?

    Socket.IO asks only when an Origin was sent; who connects proves who they
    are by token or session in ``connect`` either way.
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
    # Hosts go into headers: whatever could end a directive there is no host.
    return character.isascii() and (character.isalnum() or character in "-._:")


def _with_port(origin: str) -> str:
    scheme = origin.split("://", 1)[0]
    return f"{origin}:{DEFAULT_PORTS[scheme]}"
