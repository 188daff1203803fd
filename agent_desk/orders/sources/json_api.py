"""JSON over HTTP, within one deadline for all requests of a look-up."""

from __future__ import annotations

import json
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from agent_desk.errors import OrderSourceError

REPLY_MAX_BYTES = 1_000_000
# How long to wait when a server asks for patience and does not say how much, and at least.
PATIENCE_SECONDS = 1.0
PATIENCE_AT_LEAST = 0.1


# What reading fails with when something is missing, or is no object or no list.
OTHER_FORM = (AttributeError, IndexError, KeyError, TypeError, ValueError)


@dataclass(frozen=True)
class Reply:
    """``body`` is the parsed JSON; None with a status that the caller said is no failure."""

    status: int
    body: Any
    headers: httpx.Headers


class JsonApi:
    """Requests to one API. Safe to share between threads; ``begin`` starts a look-up.

    ``name`` is how errors call the API, ``credential`` how they call what it checks.
    """

    def __init__(
        self,
        url: str,
        *,
        name: str,
        credential: str,
        timeout_seconds: float,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
    ) -> None:
        self.name = name
        self.credential = credential
        self._url = url.rstrip("/")
        self._timeout_seconds = timeout_seconds
        self._headers = dict(headers or {})
        self._auth = auth
        self._tls = ssl.create_default_context()

    def begin(self) -> LookUp:
        """Requests that have to end within ``timeout_seconds`` from now, together."""
        client = httpx.Client(
            headers=self._headers,
            auth=self._auth,
            follow_redirects=False,  # the token must not follow a redirect to another host
            trust_env=False,
            verify=self._tls,
        )
        return LookUp(self, self._url, client, time.monotonic() + self._timeout_seconds)


class LookUp:
    """The requests of one look-up, as a context. Under gevent its sockets belong to its thread.

    Answers are foreign, and may have any form: what fails over one inside of the context becomes
    an OrderSourceError.
    """

    def __init__(self, api: JsonApi, url: str, client: httpx.Client, ends: float) -> None:
        self._api = api
        self._url = url
        self._client = client
        self._ends = ends

    def __enter__(self) -> LookUp:
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        self._client.close()
        if isinstance(error, OTHER_FORM):
            raise OrderSourceError(f"{self._api.name} sent an answer of another form") from error

    def get(
        self,
        path: str,
        params: Mapping[str, str | int] | None = None,
        *,
        without: tuple[int, ...] = (),
    ) -> Reply:
        """The answer. ``without`` are statuses that say that there is nothing.

        Raises OrderSourceError, whose text says what to do.
        """
        return self._patiently("GET", path, without, params=params)

    def post(self, path: str, sent: dict[str, Any]) -> Reply:
        """The same for a question that is sent as JSON. The server must change nothing by it."""
        return self._patiently("POST", path, (), json=sent)

    def wait(self, seconds: float) -> None:
        """Waits, as a server asked. Raises OrderSourceError if there is not enough time left."""
        if time.monotonic() + seconds >= self._ends:
            raise OrderSourceError(
                f"{self._api.name} answers too many requests at present (status 429); "
                f"it asks to wait {seconds:.0f} seconds"
            )
        time.sleep(seconds)

    def _patiently(self, method: str, path: str, without: tuple[int, ...], **sent: Any) -> Reply:
        while True:
            reply = self._once(method, path, without, **sent)
            if reply.status != httpx.codes.TOO_MANY_REQUESTS:
                return reply
            self.wait(_seconds_asked(reply.headers.get("Retry-After")))

    def _once(self, method: str, path: str, without: tuple[int, ...], **sent: Any) -> Reply:
        left = self._ends - time.monotonic()
        if left <= 0:
            raise self._late()
        try:
            with self._client.stream(method, self._url + path, timeout=left, **sent) as response:
                status = response.status_code
                if status in without or status == httpx.codes.TOO_MANY_REQUESTS:
                    return Reply(status, None, response.headers)
                if status != httpx.codes.OK:
                    raise OrderSourceError(self._refusal(status))
                return Reply(status, self._json(self._limited(response)), response.headers)
        except httpx.TimeoutException as error:
            raise self._late() from error
        except httpx.HTTPError as error:
            raise OrderSourceError(
                self._unreachable(error), unreachable=isinstance(error, httpx.TransportError)
            ) from error

    def _limited(self, response: httpx.Response) -> bytes:
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > REPLY_MAX_BYTES:
                raise OrderSourceError(f"{self._api.name} sent more than {REPLY_MAX_BYTES} bytes")
            if time.monotonic() > self._ends:  # it may drip for ever
                raise self._late()
        return bytes(body)

    def _json(self, body: bytes) -> Any:
        try:
            return json.loads(body)
        except (ValueError, RecursionError) as error:
            kind = "a web page" if body.lstrip()[:1] == b"<" else "malformed JSON"
            raise OrderSourceError(
                f"{self._api.name} answered with {kind} instead of JSON; check the url"
            ) from error

    def _late(self) -> OrderSourceError:
        return OrderSourceError(
            f"{self._api.name} did not answer in time; timeout_seconds may be too short",
            unreachable=True,
        )

    def _refusal(self, status: int) -> str:
        name, credential = self._api.name, self._api.credential
        match status:
            case 401:
                return (
                    f"{name} refused the {credential} (status 401); check it, and what it may read"
                )
            case 403:
                return (
                    f"{name} does not let the {credential} read orders (status 403); grant it that"
                )
            case 404:
                return f"{name} knows no such address (status 404); check the url"
            case _ if 300 <= status < 400:
                return f"{name} redirects (status {status}); set the url to where it leads"
            case _:
                return f"{name} answered with status {status}"

    def _unreachable(self, error: httpx.HTTPError) -> str:
        causes = list(_causes(error))
        if any(isinstance(cause, ssl.SSLError) for cause in causes):
            return f"The certificate of {self._api.name} is not valid, or it speaks no TLS"
        if any(isinstance(cause, socket.gaierror) for cause in causes):
            return f"The host of {self._api.name} has no address (DNS); check the url"
        if isinstance(error, httpx.ConnectError):
            return f"{self._api.name} cannot be reached; check the url, and the firewall"
        return f"{self._api.name} broke off its answer ({type(error).__name__})"


def _causes(error: BaseException | None) -> Any:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _seconds_asked(retry_after: str | None) -> float:
    """What ``Retry-After`` says: a number of seconds, or a date."""
    if retry_after is None:
        return PATIENCE_SECONDS
    try:
        return max(PATIENCE_AT_LEAST, float(retry_after))
    except ValueError:
        pass
    try:
        when = parsedate_to_datetime(retry_after)
    except (ValueError, OverflowError):
        return PATIENCE_SECONDS
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(PATIENCE_AT_LEAST, (when - datetime.now(UTC)).total_seconds())
