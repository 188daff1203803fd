"""One shape for every HTTP error: ``{"error": {"code", "message", …}}``.

``limit`` and ``retry_after_seconds`` are there where they say something.
"""

from __future__ import annotations

from typing import Any

import structlog
from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from agent_desk import errors
from agent_desk.security.errors import AccountError

log = structlog.get_logger(__name__)

STATUS: dict[type[errors.DeskError], int] = {
    errors.InvalidPayloadError: 400,
    errors.TextRefusedError: 400,
    errors.ContactRefusedError: 400,
    AccountError: 400,
    errors.NotAuthenticatedError: 401,
    errors.NotAllowedError: 403,
    errors.NotFoundError: 404,
    errors.TransitionNotAllowedError: 409,
    errors.LineUnseenError: 409,
    errors.IdConflictError: 409,
    errors.CapacityReachedError: 409,
    errors.AgentUnavailableError: 409,
    errors.RateLimitedError: 429,
    errors.OrderSourceError: 502,
    errors.StorageUnavailableError: 503,
    errors.BotUnavailableError: 503,
    errors.StartError: 500,
}

HTTP_CODES = {
    400: "invalid_payload",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    413: "body_too_large",
    414: "address_too_long",
    415: "unsupported_media_type",
    431: "headers_too_large",
}


def install_errors(app: Flask) -> None:
    """From now on ``app`` answers every error in the one shape, and logs what nobody foresaw."""
    app.register_error_handler(errors.DeskError, _answer_desk_error)
    app.register_error_handler(HTTPException, _answer_http_error)
    app.register_error_handler(Exception, _answer_unforeseen)


def status_of(error: errors.DeskError) -> int:
    """The HTTP status of the nearest ancestor that has one."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def error_body(error: errors.DeskError) -> dict[str, Any]:
    """What a client is told, in the shape above."""
    body: dict[str, Any] = {"code": error.code, "message": str(error)}
    for extra in ("limit", "retry_after_seconds"):
        value = getattr(error, extra, None)
        if value is not None:
            body[extra] = value
    return {"error": body}


def _answer_desk_error(error: errors.DeskError) -> Response:
    status = status_of(error)
    if status >= 500:
        log.warning("http_request_failed", code=error.code, endpoint=request.endpoint)
    response = jsonify(error_body(error))
    response.status_code = status
    if isinstance(error, errors.RateLimitedError):
        response.headers["Retry-After"] = str(round(error.retry_after_seconds))
    return response


def _answer_http_error(error: HTTPException) -> Response | HTTPException:
    status = error.code or 500
    if status < 400 or error.response is not None:
        return error  # a redirect, or an answer that a view has made itself
    code = HTTP_CODES.get(status, error.name.lower().replace(" ", "_"))
    if status >= 500:
        code = "internal"
    response = jsonify({"error": {"code": code, "message": error.description or error.name}})
    response.status_code = status
    for name, value in error.get_headers():
        if name != "Content-Type":
            response.headers[name] = value
    return response


def _answer_unforeseen(error: Exception) -> Response:
    log.error("http_request_crashed", endpoint=request.endpoint, exc_info=error)
    message = "Something went wrong on our side. It has been recorded."
    response = jsonify({"error": {"code": "internal", "message": message}})
    response.status_code = 500
    return response
