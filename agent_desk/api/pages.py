"""The pages that browsers open: demo shop, widget frame, console, and their files."""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, redirect, request, send_from_directory
from werkzeug.datastructures import Accept
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from agent_desk.api.request_values import query_value
from agent_desk.errors import NotFoundError
from agent_desk.security.headers import (
    CACHE_HASHED,
    CACHE_PAGE,
    console_policy,
    demo_policy,
    refused_policy,
    widget_policy,
)
from agent_desk.security.origins import may_frame, socket_sources
from agent_desk.settings.desk import DeskSettings
from agent_desk.settings.shops import ShopSettings

# The content codings of the copies that the build writes beside a file, smallest copy first.
COPY_SUFFIXES = {"br": ".br", "gzip": ".gz"}

NOT_BUILT = "The front end is not built: run make build.\n"

# A baton.
FAVICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<rect width="32" height="32" rx="8" fill="#b3401f"/>'
    '<path d="M8 21 24 11" stroke="#fff" stroke-width="5" stroke-linecap="round"/></svg>'
)

# Why a page shows no chat, and the status that says so.
REFUSALS = {"shop": HTTPStatus.NOT_FOUND, "origin": HTTPStatus.FORBIDDEN}

DemoOrders = Callable[[], list[dict[str, Any]]]
ShopsOff = Callable[[], set[str]]


def pages_blueprint(
    settings: DeskSettings,
    *,
    dist: Path,
    demo_orders: DemoOrders | None = None,
    shops_off: ShopsOff = set,
) -> Blueprint:
    """``/``, ``/widget``, ``/widget/refused``, ``/console``, ``/widget.js``, ``/assets/…`` and ``/favicon.ico``.

    ``dist`` is the built front end. While it is missing, its pages answer 503 and
    say what to do. ``/api/demo/orders`` exists only in the demo. ``/widget.js`` shows nothing on
    the pages of ``shops_off``.
    """
    blueprint = Blueprint("pages", __name__)

    @blueprint.get("/")
    def home() -> AnyResponse:
        if not settings.demo:
            return redirect("/console")
        return _page(dist, "demo.html", demo_policy(_sockets(settings)))

    @blueprint.get("/console")
    def console() -> Response:
        return _page(dist, "console.html", console_policy(_sockets(settings)))

    @blueprint.get("/widget")
    def widget() -> AnyResponse:
        shop = settings.shops.get(query_value("shop"))
        if shop is None:
            return _refusal("shop")
        if not _may_frame(settings, shop):
            return _refusal("origin")
        policy = widget_policy(_sockets(settings), shop.allowed_origins)
        return _page(dist, "widget.html", policy)

    @blueprint.get("/widget/refused")
    def refused() -> Response:
        response = _page(dist, "refused.html", refused_policy())
        if response.status_code == HTTPStatus.OK:
            response.status_code = REFUSALS.get(query_value("reason"), HTTPStatus.OK)
        return response

    @blueprint.get("/widget.js")
    def loader() -> Response:
        response = _loader(dist, shops_off())
        # The one file that a shop's own pages load.
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    @blueprint.get("/assets/<path:name>")
    def asset(name: str) -> Response:
        if not dist.is_dir():
            return _not_built()
        return _file(dist / "assets", name, CACHE_HASHED)

    @blueprint.get("/favicon.ico")
    def favicon() -> Response:
        response = Response(FAVICON, mimetype="image/svg+xml")
        response.headers["Cache-Control"] = "public, max-age=86400"
        return response

    @blueprint.get("/api/demo/orders")
    def demo_orders_show() -> Response:
        if not settings.demo or demo_orders is None:
            raise NotFoundError("This desk shows no demo.")
        return jsonify(orders=demo_orders())

    return blueprint


def _sockets(settings: DeskSettings) -> list[str]:
    return socket_sources(host=request.host, scheme=request.scheme, public_url=settings.public_url)


def _may_frame(settings: DeskSettings, shop: ShopSettings) -> bool:
    """Whether the page that the loader names may. A false name helps nobody: browsers check, too."""
    origin = query_value("origin")
    return not origin or may_frame(
        origin,
        shop.allowed_origins,
        host=request.host,
        scheme=request.scheme,
        public_url=settings.public_url,
    )


def _refusal(reason: str) -> AnyResponse:
    """Leads to the page that says why, with what the loader said, since its script words it."""
    said = {name: query_value(name) for name in ("shop", "origin", "language")}
    response = redirect(f"/widget/refused?{urlencode({'reason': reason} | said)}")
    response.headers["Content-Security-Policy"] = refused_policy()
    return response


def _page(dist: Path, name: str, policy: str) -> Response:
    response = _entry(dist, name)
    response.headers["Content-Security-Policy"] = policy
    return response


def _entry(dist: Path, name: str) -> Response:
    """A file that every built front end has; if it is missing, nothing was built."""
    try:
        return _file(dist, name, CACHE_PAGE)
    except NotFound:
        return _not_built()


def _loader(dist: Path, off: set[str]) -> Response:
    """The loader; before it, the ids of shops that are off."""
    response = _entry(dist, "widget.js")
    if not off or response.status_code != HTTPStatus.OK:
        return response
    script = (dist / "widget.js").read_text(encoding="utf-8")
    response = Response(
        f"self.RelayShopsOff={json.dumps(sorted(off))};\n{script}", mimetype="text/javascript"
    )
    response.headers["Cache-Control"] = CACHE_PAGE
    response.add_etag()
    response.make_conditional(request)
    return response


def _file(folder: Path, name: str, cache: str) -> Response:
    """The file, or its compressed copy where the browser accepts one. Raises NotFound."""
    response = _copy(folder, name) or send_from_directory(folder, name)
    response.headers["Cache-Control"] = cache
    response.vary.add("Accept-Encoding")
    return response


def _copy(folder: Path, name: str) -> Response | None:
    for coding in _accepted_codings(request.accept_encodings):
        copy = name + COPY_SUFFIXES[coding]
        try:
            response = send_from_directory(folder, copy, download_name=Path(name).name)
        except NotFound:
            continue
        response.headers["Content-Encoding"] = coding
        return response
    return None


def _accepted_codings(accepted: Accept) -> list[str]:
    """Those of COPY_SUFFIXES that the browser likes no less than the plain file, best first."""
    codings = [
        coding
        for coding in COPY_SUFFIXES
        if 0 < accepted.quality(coding) >= accepted.quality("identity")
    ]
    return sorted(codings, key=accepted.quality, reverse=True)


def _not_built() -> Response:
    return Response(NOT_BUILT, status=503, mimetype="text/plain")
