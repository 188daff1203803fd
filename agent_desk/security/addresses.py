"""The IP address of a client, for rates, and whether it is on this machine. Pure."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import urlsplit

# What proxies and CDNs add. Each X-Forwarded-… and X-Original-… counts, whatever follows.
PROXY_HEADERS = frozenset(
    {
        "HTTP_CF_CONNECTING_IP",
        "HTTP_CLIENT_IP",
        "HTTP_FASTLY_CLIENT_IP",
        "HTTP_FORWARDED",
        "HTTP_TRUE_CLIENT_IP",
        "HTTP_VIA",
        "HTTP_X_CLIENT_IP",
        "HTTP_X_CLUSTER_CLIENT_IP",
        "HTTP_X_REAL_IP",
    }
)
PROXY_HEADER_STARTS = ("HTTP_X_FORWARDED", "HTTP_X_ORIGINAL_")


def client_address(environ: dict[str, Any], *, trusted_proxies: int) -> str:
    """The client's IP address; for IPv6 its /64 network, since one customer has all of that.

    Only the part of ``X-Forwarded-For`` that our own proxies wrote is trusted:
    with n proxies the address is the n-th entry from the right. The client may
    have sent everything to the left of it.
    """
    peer = str(environ.get("REMOTE_ADDR") or "unknown")
    forwarded = str(environ.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    if trusted_proxies and len(forwarded) >= trusted_proxies:
        named = _parsed(forwarded[-trusted_proxies].strip())
        if named is not None:
            return _grouped(named)
    address = _parsed(peer)
    return peer if address is None else _grouped(address)


def is_behind_unknown_proxy(environ: dict[str, Any], *, trusted_proxies: int) -> bool:
    """Whether a proxy on this machine passes the request on, and the settings know of none.

    Then all visitors count as one address.
    """
    peer = _parsed(str(environ.get("REMOTE_ADDR") or ""))
    is_passed_on = peer is not None and peer.is_loopback and "HTTP_X_FORWARDED_FOR" in environ
    return is_passed_on and trusted_proxies == 0


def is_local(environ: dict[str, Any]) -> bool:
    """Whether the request comes from this machine, and not through a proxy.

    A proxy on this machine may add nothing. Then the host that was asked for usually
    gives it away. That also stops a page whose name was pointed to this machine (DNS
    rebinding).
    """
    peer = _parsed(str(environ.get("REMOTE_ADDR") or ""))
    if peer is None or not peer.is_loopback or any(map(_is_of_a_proxy, environ)):
        return False
    return is_loopback(_host_name(str(environ.get("HTTP_HOST") or "")))


def _is_of_a_proxy(name: str) -> bool:
    return name in PROXY_HEADERS or name.startswith(PROXY_HEADER_STARTS)


def is_behind_proxy(public_url: str | None, *, trusted_proxies: int) -> bool:
    """Whether strangers may reach the desk through another program, by its settings."""
    public_host = urlsplit(public_url).hostname if public_url else None
    return trusted_proxies > 0 or not is_loopback(public_host or "localhost")


def is_loopback(host: str) -> bool:
    """Whether this host name or address is this machine itself."""
    address = _parsed(host)
    return host == "localhost" if address is None else address.is_loopback


def _host_name(host: str) -> str:
    """The name in a Host header, without port and brackets; empty if it is malformed."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


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
