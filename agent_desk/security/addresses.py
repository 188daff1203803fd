"""Whose address a request comes from: what rates and the metrics page go by. Pure."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

FORWARDING_HEADERS = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")


def client_address(environ: dict[str, Any], *, trusted_proxies: int) -> str:
    """The client's IP address; an IPv6 one as its /64, which is what one customer gets.

    ``X-Forwarded-For`` is believed only as far as our own proxies wrote it:
    with n of them it is the n-th entry from the right. Everything to its left
    was sent by the client. Works on a WSGI environ, so that HTTP requests and
    socket connects are treated alike.
    """
    peer = str(environ.get("REMOTE_ADDR") or "unknown")
    forwarded = str(environ.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    if trusted_proxies and len(forwarded) >= trusted_proxies:
        named = _parsed(forwarded[-trusted_proxies].strip())
        if named is not None:
            return _grouped(named)
    address = _parsed(peer)
    return peer if address is None else _grouped(address)


def is_local(environ: dict[str, Any]) -> bool:
    """True when the request was made on this machine and by no proxy on behalf of another."""
    peer = _parsed(str(environ.get("REMOTE_ADDR") or ""))
    passed_on = any(header in environ for header in FORWARDING_HEADERS)
    return peer is not None and peer.is_loopback and not passed_on


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


def _grouped(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv4Address) or address.is_loopback:
        return str(address)
    return str(IPv6Network((int(address) >> 64 << 64, 64)))
