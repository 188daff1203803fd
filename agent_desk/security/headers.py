"""Security headers of every response. api/pages.py chooses the policy of each page."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, Response

# Features that none of our pages needs. (Notifications are not controlled by this header.)
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "hid",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "publickey-credentials-get",
        "screen-wake-lock",
        "serial",
        "usb",
        "xr-spatial-tracking",
    )
)

NO_PAGE_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

DEFAULTS = {
    "Content-Security-Policy": NO_PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": PERMISSIONS,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

CACHE_PAGE = "no-cache"
CACHE_HASHED = "public, max-age=31536000, immutable"


def install_headers(app: Flask, *, hsts_seconds: int = 0) -> None:
    """Adds DEFAULTS to every response, except for headers that the view has set.

    With ``hsts_seconds`` browsers use only HTTPS for that long. Other hosts of the domain
    are not the desk's business, so it says nothing about them (``includeSubDomains``).
    """
    headers = dict(DEFAULTS)
    if hsts_seconds:
        headers["Strict-Transport-Security"] = f"max-age={hsts_seconds}"

    def add(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response

    app.after_request(add)


def console_policy(sockets: Sequence[str]) -> str:
    """The console runs only our own code, and no page may frame it."""
    return _page_policy(sockets, frame_ancestors=["'none'"])


def widget_policy(sockets: Sequence[str], allowed_origins: Sequence[str]) -> str:
    """Only our own pages and those of its shop may frame the widget, which runs our own worker."""
    policy = _page_policy(sockets, frame_ancestors=["'self'", *allowed_origins])
    return policy + "; worker-src 'self'"


def refused_policy() -> str:
    """Any page may frame the page that says why there is no chat: it holds nothing of anybody."""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; "
        "form-action 'none'"
    )


def demo_policy(sockets: Sequence[str]) -> str:
    """The demo shop's page may frame the widget."""
    return _page_policy(sockets, frame_ancestors=["'none'"]) + "; frame-src 'self'"


def _page_policy(sockets: Sequence[str], *, frame_ancestors: Sequence[str]) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            " ".join(("connect-src 'self'", *sockets)),
            "font-src 'self'",
            "media-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            " ".join(("frame-ancestors", *frame_ancestors)),
        )
    )
