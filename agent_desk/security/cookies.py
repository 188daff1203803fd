"""The desk's cookies: their names, and how they are set."""

from __future__ import annotations

from typing import Literal

from flask import Response, after_this_request, request

Cookie = Literal["relay_session", "relay_csrf", "relay_device"]

SESSION_COOKIE: Cookie = "relay_session"
CSRF_COOKIE: Cookie = "relay_csrf"
DEVICE_COOKIE: Cookie = "relay_device"


class Cookies:
    """Cookies that no script and no other site can use.

    Under an https ``public_url`` their names begin with ``__Host-``. Browsers accept such a
    cookie only from this host itself over HTTPS, so no sibling domain can plant one.
    """

    def __init__(self, public_url: str | None) -> None:
        self._secure = (public_url or "").lower().startswith("https://")

    def name(self, cookie: Cookie) -> str:
        """The name under which browsers have it."""
        return f"__Host-{cookie}" if self._secure else cookie

    def read(self, cookie: Cookie) -> str | None:
        """What the current request has, also that of a socket's handshake."""
        return request.cookies.get(self.name(cookie))

    def set(self, cookie: Cookie, value: str, *, max_age: int | None) -> None:
        """Sets it with the current response. ``max_age`` in seconds; None: until the browser closes."""

        @after_this_request
        def add(response: Response) -> Response:
            response.set_cookie(
                self.name(cookie),
                value,
                max_age=max_age,
                path="/",
                httponly=True,
                samesite="Strict",
                secure=self._secure,
            )
            return response

    def delete(self, cookie: Cookie) -> None:
        """Makes the browser forget it, with the current response."""
        self.set(cookie, "", max_age=0)
