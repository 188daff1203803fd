"""Health, readiness and metrics of the desk."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import structlog
from flask import Blueprint, Response, jsonify, request
from gevent.lock import BoundedSemaphore
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from agent_desk.api.request_values import bearer_token
from agent_desk.errors import DeskError, NotAllowedError
from agent_desk.security.addresses import is_behind_proxy, is_local
from agent_desk.security.tokens import same_token
from agent_desk.settings.desk import DeskSettings

log = structlog.get_logger(__name__)

READY_SECONDS = 1.0

Check = Callable[[], str | None]
Part = dict[str, bool | str | None]


def health_blueprint(
    settings: DeskSettings, *, checks: Mapping[str, Check], registry: CollectorRegistry
) -> Blueprint:
    """GET /healthz, /readyz and /metrics.

    A check returns a detail to show, or None, if its part answers, and raises if
    it does not. It has a time limit of its own. Anybody may request /readyz, so
    the checks run at most once in READY_SECONDS. Their details, like the metrics, are for
    whoever sends ``metrics_token``, and for this machine, if no proxy is known: one may add
    no header and change the host, and its requests look like this machine's own.
    """
    blueprint = Blueprint("health", __name__)
    token = settings.metrics_token
    behind_proxy = is_behind_proxy(settings.public_url, trusted_proxies=settings.trusted_proxies)
    readiness = Readiness(checks)

    def may_see_inside() -> bool:
        expected = token.get_secret_value() if token else None
        is_inside = not behind_proxy and is_local(request.environ)
        return is_inside or same_token(bearer_token(), expected)

    @blueprint.get("/healthz")
    def alive() -> Response:
        return jsonify(ok=True)

    @blueprint.get("/readyz")
    def ready() -> Response:
        parts = readiness.parts()
        if may_see_inside():
            response = jsonify(parts)
        else:
            response = jsonify({name: {"ok": part["ok"]} for name, part in parts.items()})
        response.status_code = 200 if all(part["ok"] for part in parts.values()) else 503
        return response

    @blueprint.get("/metrics")
    def metrics() -> Response:
        if not may_see_inside():
            raise NotAllowedError(
                "Metrics are shown with agent_desk.metrics_token, or on the desk's own machine "
                "if it has neither a public_url nor trusted_proxies."
            )
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    return blueprint


class Readiness:
    """The results of the checks, at most READY_SECONDS old."""

    def __init__(
        self, checks: Mapping[str, Check], *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._checks = checks
        self._clock = clock
        # A lock of gevent lets other greenlets run while a check waits for the network.
        self._lock = BoundedSemaphore()
        self._parts: dict[str, Part] = {}
        self._checked_at: float | None = None

    def parts(self) -> dict[str, Part]:
        """The result of each check, ``{"ok", "detail"}``, by the name of the part."""
        with self._lock:
            now = self._clock()
            if self._checked_at is None or now - self._checked_at >= READY_SECONDS:
                self._parts = {name: _run(name, check) for name, check in self._checks.items()}
                self._checked_at = self._clock()
            return self._parts


def _run(name: str, check: Check) -> Part:
    try:
        return {"ok": True, "detail": check()}
    except DeskError as error:
        return {"ok": False, "detail": str(error)}
    except Exception as error:
        log.warning("readiness_check_failed", part=name, exc_info=error)
        return {"ok": False, "detail": "The check failed; the log says why."}
