"""Refuses settings that would make the desk unsafe, before it starts."""

from __future__ import annotations

import httpx
from pydantic import SecretStr

from agent_desk.errors import StartError
from agent_desk.security.addresses import is_loopback
from agent_desk.security.identity import SECRET_MIN_BYTES
from agent_desk.security.origins import is_origin
from agent_desk.security.rates import Rates
from agent_desk.settings.desk import DeskSettings
from agent_desk.settings.orders import API_KINDS, ApiOrders
from agent_desk.settings.shops import ShopSettings


def check_security_settings(settings: DeskSettings) -> None:
    """Raises StartError if a setting is unsafe. The text never shows a secret."""
    if settings.public_url is not None and not is_origin(settings.public_url):
        raise StartError(
            "agent_desk.public_url must be an address such as https://chat.shop.example, "
            "without a path."
        )
    if settings.hsts_seconds and not (settings.public_url or "").lower().startswith("https://"):
        raise StartError("agent_desk.hsts_seconds needs an agent_desk.public_url with https.")
    if settings.metrics_token is not None:
        _check_secret("agent_desk.metrics_token", settings.metrics_token)
    _address("agent_desk.rasa.url", settings.rasa.url)
    for shop_id, shop in settings.shops.items():
        check_shop(f"agent_desk.shops.{shop_id}", shop)
    Rates(settings.limits)


def check_shop(where: str, shop: ShopSettings) -> None:
    """Raises StartError if a setting of a shop is unsafe; ``where`` is the shop's place."""
    for origin in shop.allowed_origins:
        if not is_origin(origin):
            raise StartError(
                f"{where}.allowed_origins: '{origin}' is no origin; "
                "write it like https://shop.example."
            )
    if isinstance(shop.orders, API_KINDS):
        _check_order_api(f"{where}.orders", shop.orders)
    if shop.identity_secret is not None:
        _check_secret(f"{where}.identity_secret", shop.identity_secret)


def _check_secret(where: str, secret: SecretStr) -> None:
    if len(secret.get_secret_value().encode()) < SECRET_MIN_BYTES:
        raise StartError(
            f"{where} is too short: {SECRET_MIN_BYTES} bytes or more. "
            "`openssl rand -base64 48` makes one."
        )


def _address(where: str, written: str) -> httpx.URL:
    try:
        url = httpx.URL(written)
    except httpx.InvalidURL as error:
        raise StartError(f"{where} is no address.") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise StartError(f"{where} must begin with https:// or http:// and name a host.")
    return url


def _check_order_api(where: str, api: ApiOrders) -> None:
    url = _address(f"{where}.url", api.url)
    if url.scheme == "http" and not (is_loopback(url.host) or api.allow_plain_http):
        raise StartError(
            f"{where}.url: the token would travel unencrypted over http://. Use https://, or set "
            f"{where}.allow_plain_http if the way to {url.host} is safe."
        )
