"""The guard in front of every HTTP request that changes something.

Three measures prevent CSRF (docs/adr/0009): cookies are SameSite=Strict, the
Origin must be ours, and the header X-CSRF-Token must have a token that only our
own pages can read. After the log-in the token belongs to the session. Before
it, there is a random cookie, whose value our page gets from GET /api/session and
sends in the header (double submit). That needs no secret and no table. A hostile
sibling domain could set such a cookie; the Origin check stops it.
"""

from __future__ import annotations

import re

from flask import Flask, Request, g, request

from agent_desk.errors import CsrfFailedError, OriginRefusedError
from agent_desk.security.cookies import CSRF_COOKIE, SESSION_COOKIE, Cookies
from agent_desk.security.origins import is_own_origin
from agent_desk.security.sessions import AgentSessions, NewSession, SignedIn
from agent_desk.security.tokens import new_token, same_token

CSRF_HEADER = "X-CSRF-Token"
TOKEN_SHAPE = re.compile(r"[0-9A-Za-z_-]{43}")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class RequestGuard:
    """Refuses forged requests, and says who is signed in on the current one."""

    def __init__(self, sessions: AgentSessions, *, public_url: str | None) -> None:
        self._sessions = sessions
        self._public_url = public_url
        self.cookies = Cookies(public_url)

    def install(self, app: Flask) -> None:
        """Makes ``app`` check every request except GET, HEAD and OPTIONS."""
        app.before_request(self._check)

    def signed_in(self) -> SignedIn | None:
        """The log-in of the current request's session cookie; looked up once per request."""
        if "relay_signed_in" not in g:
            g.relay_signed_in = self._sessions.find(self.cookies.read(SESSION_COOKIE))
        found: SignedIn | None = g.relay_signed_in
        return found

    def csrf_token(self) -> str:
        """The token that the page sends back. Before a log-in this also sets its cookie."""
        signed_in = self.signed_in()
        if signed_in is not None:
            return signed_in.csrf_token
        return self.anonymous_csrf_token(keep=self.cookies.read(CSRF_COOKIE))

    def anonymous_csrf_token(self, *, keep: str | None = None) -> str:
        """A token for a page without a log-in, and its cookie. Two tabs use the same one (``keep``)."""
        token = keep if keep and TOKEN_SHAPE.fullmatch(keep) else new_token()
        self.cookies.set(CSRF_COOKIE, token, max_age=None)
        return token

    def begin_session(self, session: NewSession) -> None:
        """Sets the cookie of the new session and deletes that of the anonymous token."""
        lifetime = self._sessions.lifetime_seconds
        self.cookies.set(SESSION_COOKIE, session.token, max_age=lifetime)
        self.cookies.delete(CSRF_COOKIE)

    def end_session(self) -> None:
        """Deletes the session's cookie. The caller ends the session in the database."""
        self.cookies.delete(SESSION_COOKIE)

    def _check(self) -> None:
        if request.method in SAFE_METHODS:
            return
        check_origin(request, public_url=self._public_url)
        signed_in = self.signed_in()
        expected = signed_in.csrf_token if signed_in else self.cookies.read(CSRF_COOKIE)
        if not same_token(request.headers.get(CSRF_HEADER), expected):
            raise CsrfFailedError("This page is out of date. Please load it again.")


def check_origin(received: Request, *, public_url: str | None) -> None:
    """Raises OriginRefusedError unless the request names our own origin."""
    origin = received.headers.get("Origin")
    if origin is None:
        raise OriginRefusedError("The request does not say which page it comes from (Origin).")
    own = is_own_origin(origin, host=received.host, scheme=received.scheme, public_url=public_url)
    if not own:
        where = public_url or received.host_url.rstrip("/")
        raise OriginRefusedError(f"This page may not do that. Open it at {where}.")
