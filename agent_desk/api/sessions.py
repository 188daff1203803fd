"""Logging in and out of the console."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

import structlog
from flask import Blueprint, Response, jsonify, request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agent_desk.api.request_values import json_body
from agent_desk.domain.agent import AgentProfile
from agent_desk.errors import InvalidPayloadError
from agent_desk.security.addresses import client_address
from agent_desk.security.cookies import DEVICE_COOKIE, SESSION_COOKIE
from agent_desk.security.login import Login
from agent_desk.security.login_limits import Caller
from agent_desk.security.password_strength import PASSWORD_MAX_LENGTH
from agent_desk.security.requests import RequestGuard
from agent_desk.security.sessions import AgentSessions
from agent_desk.types import Name

log = structlog.get_logger(__name__)

BODY_MAX_BYTES = 16 * 1024


class LoginForm(BaseModel):
    """The body of POST /api/login."""

    model_config = ConfigDict(extra="forbid", strict=True)

    email: Name
    password: str = Field(max_length=PASSWORD_MAX_LENGTH)


def sessions_blueprint(
    *,
    guard: RequestGuard,
    sessions: AgentSessions,
    login: Login,
    on_session_ended: Callable[[str], None],
    trusted_proxies: int = 0,
) -> Blueprint:
    """GET /api/session, POST /api/login and POST /api/logout.

    ``on_session_ended`` gets the id of every log-in that ends here. It closes
    its sockets.
    """
    blueprint = Blueprint("sessions", __name__)

    @blueprint.get("/api/session")
    def session_show() -> Response:
        signed_in = guard.signed_in()
        return _session(guard.csrf_token(), signed_in.agent if signed_in else None)

    @blueprint.post("/api/login")
    def log_in() -> Response:
        address = client_address(request.environ, trusted_proxies=trusted_proxies)
        caller = Caller(address, guard.cookies.read(DEVICE_COOKIE))
        login.admit(caller)
        form = _login_form()
        logged_in = login.authenticate(form.email, form.password, caller)
        agent = logged_in.agent
        session = sessions.create(agent.id, replaces=guard.cookies.read(SESSION_COOKIE))
        if session.replaced is not None:
            on_session_ended(session.replaced)
        guard.begin_session(session)
        guard.cookies.set(DEVICE_COOKIE, logged_in.device_cookie, max_age=logged_in.device_seconds)
        return _session(session.signed_in.csrf_token, agent)

    @blueprint.post("/api/logout")
    def logout() -> Response:
        signed_in = guard.signed_in()
        if signed_in is not None:
            sessions.end(signed_in.session_id)
            on_session_ended(signed_in.session_id)
            log.info("agent_logged_out", agent_id=signed_in.agent.id)
        guard.end_session()
        return _session(guard.anonymous_csrf_token(), None)

    return blueprint


def _login_form() -> LoginForm:
    try:
        return LoginForm.model_validate(json_body(max_bytes=BODY_MAX_BYTES))
    except ValidationError as error:
        # pydantic's own text repeats the input, which has a password.
        raise InvalidPayloadError("A log-in is {email, password}, both texts.") from error


def _session(csrf_token: str, agent: AgentProfile | None) -> Response:
    return jsonify(csrf_token=csrf_token, agent=agent and asdict(agent))
