"""Every HTTP error is ``{"error": …}``, with the shape of error_shape.py inside."""

from __future__ import annotations

import structlog
from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from agent_desk import errors
from agent_desk.error_shape import ErrorShape, error_shape

log = structlog.get_logger(__name__)

STATUS: dict[type[errors.DeskError], int] = {
    errors.InvalidPayloadError: 400,
    errors.TextRefusedError: 400,
    errors.ContactRefusedError: 400,
    errors.AccountError: 400,
    errors.NotAuthenticatedError: 401,
    errors.NotAllowedError: 403,
    errors.ProofRequiredError: 403,
    errors.NotFoundError: 404,
    errors.TransitionNotAllowedError: 409,
    errors.UnreadMessageError: 409,
    errors.IdConflictError: 409,
    errors.CapacityReachedError: 409,
    errors.AgentUnavailableError: 409,
    errors.RateLimitedError: 429,
    errors.OrderSourceError: 502,
    errors.StorageUnavailableError: 503,
    errors.BotUnavailableError: 503,
    errors.NotReadyError: 503,
    errors.ShopSetupError: 400,
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
    """Makes ``app`` answer every error in this shape, and log unexpected ones."""
    app.register_error_handler(errors.DeskError, _answer_desk_error)
    app.register_error_handler(HTTPException, _answer_http_error)
    app.register_error_handler(Exception, _answer_unexpected_error)


def status_of(error: errors.DeskError) -> int:
    """The HTTP status of the error's class, or of its nearest base class that has one."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def _answer_desk_error(error: errors.DeskError) -> Response:
    status = status_of(error)
    if status >= 500:
        log.warning("http_request_failed", code=error.code, endpoint=request.endpoint)
    response = _response(error_shape(error), status)
    if error.retry_after_seconds is not None:
        response.headers["Retry-After"] = str(round(error.retry_after_seconds))
    return response


def _answer_http_error(error: HTTPException) -> Response | HTTPException:
    status = error.code or 500
    if status < 400 or error.response is not None:
        return error  # a redirect, or a response by the view itself
    code = HTTP_CODES.get(status, error.name.lower().replace(" ", "_"))
    if status >= 500:
        code = "internal"
    response = _response({"code": code, "message": error.description or error.name}, status)
    for name, value in error.get_headers():
        if name != "Content-Type":
            response.headers[name] = value
    return response


def _answer_unexpected_error(error: Exception) -> Response:
    log.error("http_request_crashed", endpoint=request.endpoint, exc_info=error)
    return _response(error_shape(error), 500)


def _response(shape: ErrorShape, status: int) -> Response:
    response = jsonify(error=shape)
    response.status_code = status
    return response
