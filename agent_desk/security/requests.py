"""The guard in front of every HTTP request that changes something, and its cookies.

CSRF is kept out three times over (docs/adr/0009): cookies are SameSite=Strict,
the Origin must be ours, and the header X-CSRF-Token must hold a token that only
a page of ours could read. After the log-in that token belongs to the session.
Before it there is no session to tie one to, so it is a double submit: a random
cookie, whose value GET /api/session also tells our own page. Neither a signing
secret nor a table is needed for that. What a plain double submit leaves open (a
hostile sibling domain that plants a cookie of its own) the Origin check closes.
"""

from __future__ import annotations

import re

from flask import Flask, Request, Response, after_this_request, g, request

from agent_desk.errors import CsrfFailedError, OriginRefusedError
from agent_desk.security.origins import is_own_origin
from agent_desk.security.sessions import (
    SESSION_COOKIE,
    AgentSessions,
    NewSession,
    SignedIn,
)
from agent_desk.security.tokens import new_token, same_token

CSRF_HEADER = "X-CSRF-Token"
CSRF_COOKIE = "relay_csrf"
TOKEN_SHAPE = re.compile(r"[0-9A-Za-z_-]{43}")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class RequestGuard:
    """Refuses forged requests, and knows who is signed in on the present one."""

    def __init__(self, sessions: AgentSessions, *, public_url: str | None) -> None:
        self._sessions = sessions
        self._public_url = public_url

    def install(self, app: Flask) -> None:
        """From now on every request of ``app`` that is no GET, HEAD or OPTIONS is checked."""
        app.before_request(self._check)

    def signed_in(self) -> SignedIn | None:
        """Whose session cookie the present request carries; looked up once a request."""
        if "relay_signed_in" not in g:
            g.relay_signed_in = self._sessions.find(request.cookies.get(SESSION_COOKIE))
        found: SignedIn | None = g.relay_signed_in
        return found

    def csrf_token(self) -> str:
        """The token that the page is to send back; before a log-in its cookie is set as well."""
        signed_in = self.signed_in()
        if signed_in is not None:
            return signed_in.csrf_token
        return self.anonymous_csrf_token(keep=request.cookies.get(CSRF_COOKIE))

    def anonymous_csrf_token(self, *, keep: str | None = None) -> str:
        """A token for somebody who is not signed in; two tabs keep the same one."""
        token = keep if keep and TOKEN_SHAPE.fullmatch(keep) else new_token()
        self._set_cookie(CSRF_COOKIE, token, max_age=None)
        return token

    def begin_session(self, session: NewSession) -> None:
        """Puts the new session into the browser and takes the anonymous token out."""
        lifetime = self._sessions.lifetime_seconds
        self._set_cookie(SESSION_COOKIE, session.token, max_age=lifetime)
        self._set_cookie(CSRF_COOKIE, "", max_age=0)

    def end_session(self) -> None:
        """Takes the session out of the browser; ending it in the database is the caller's."""
        self._set_cookie(SESSION_COOKIE, "", max_age=0)

    def _check(self) -> None:
        if request.method in SAFE_METHODS:
            return
        check_origin(request, public_url=self._public_url)
        signed_in = self.signed_in()
        expected = signed_in.csrf_token if signed_in else request.cookies.get(CSRF_COOKIE)
        if not same_token(request.headers.get(CSRF_HEADER), expected):
            raise CsrfFailedError("This page is out of date. Please load it again.")

    def _set_cookie(self, name: str, value: str, *, max_age: int | None) -> None:
        secure = (self._public_url or "").lower().startswith("https://")

        @after_this_request
        def add_cookie(response: Response) -> Response:
            response.set_cookie(
                name,
                value,
                max_age=max_age,
                path="/",
                httponly=True,
                samesite="Strict",
                secure=secure,
            )
            return response


def check_origin(received: Request, *, public_url: str | None) -> None:
    """Raises OriginRefusedError unless the request names our own origin."""
    origin = received.headers.get("Origin")
    if origin is None:
        raise OriginRefusedError("The request does not say which page it comes from (Origin).")
    own = is_own_origin(origin, host=received.host, scheme=received.scheme, public_url=public_url)
    if not own:
        where = public_url or received.host_url.rstrip("/")
        raise OriginRefusedError(f"This page may not do that. Open it at {where}.")
