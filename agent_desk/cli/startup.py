"""What a command does with its settings before its work: it reads, reports and doubts them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, SecretStr
from rich.console import Console

from agent_desk.cli.files import close_files
from agent_desk.demo import DEMO_SHOP
from agent_desk.errors import StorageUnavailableError
from agent_desk.security.addresses import is_behind_proxy, is_loopback
from agent_desk.settings.desk import DeskSettings
from agent_desk.settings.orders import SqlOrders
from agent_desk.settings.shops import ShopSettings
from agent_desk.storage.database import Database
from agent_desk.storage.shops import stored_shops
from knowledge_base import KnowledgeBase, StoreError
from knowledge_base.configuration import (
    resolve_database_url,
    settings_files,
    settings_in_use,
    warnings_of,
)
from knowledge_base.content.own_intents import KEY_PREFIX, not_learned
from knowledge_base.private_files import OTHERS


def command_settings() -> DeskSettings:
    """The settings for a short command, with the files closed.

    Says on stderr which file the settings come from, and what is doubtful.
    """
    console = Console(stderr=True)
    line = f"settings: {settings_in_use()}"
    console.print(line, style="dim", markup=False, highlight=False, soft_wrap=True)
    settings = DeskSettings()
    for warning in [*close_files(settings), *settings_warnings(settings)]:
        console.print(f"warning: {warning}", style="yellow", markup=False, soft_wrap=True)
    return settings


def settings_warnings(settings: DeskSettings) -> list[str]:
    """What is doubtful about the settings: they may not be those that were meant."""
    found = warnings_of(lambda: stored_shop_ids(settings.database_url))
    found += open_shop_files(settings)
    behind_proxy = is_behind_proxy(settings.public_url, trusted_proxies=settings.trusted_proxies)
    is_open = behind_proxy or not is_loopback(settings.host)
    if settings.demo and DEMO_SHOP in settings.shops and is_open:
        found.append(
            "the demo shop is served to other machines; agent_desk.demo: false ends that, and "
            "RELAY_CONFIG names the settings of a shop of your own"
        )
    return found


def intent_warnings(settings: DeskSettings, knowledge_base: KnowledgeBase) -> list[str]:
    """One line for each shop whose own intents are not learned as they are set now."""
    found: list[str] = []
    for shop_id, shop in settings.shops.items():
        try:
            learned = knowledge_base.store.published_under(shop_id, KEY_PREFIX)
        except StoreError:
            return found  # /readyz says what is wrong
        names = not_learned(shop.intents, learned)
        if names:
            found.append(
                f"the knowledge base does not have these intents of shop {shop_id} as they are "
                f"set: {', '.join(names)}; run: python -m knowledge_base intents --shop {shop_id}"
            )
    return found


def open_shop_files(settings: DeskSettings) -> list[str]:
    """A warning for each file of a shop that holds a secret and that others may read."""
    found = []
    for shop_id, file in settings_files().shops.items():
        shop = settings.shops.get(shop_id)
        with suppress(OSError):  # it is gone
            is_open = file.path.stat().st_mode & OTHERS
            if (
                shop is not None
                and is_open
                and _shop_secrets(shop) & texts_in(file.document.values)
            ):
                found.append(f"others may read the secrets in {file.path}; chmod 600 ends that")
    return found


def _shop_secrets(shop: ShopSettings) -> set[str]:
    """Its secrets; the address of a database is one if there is a password in it."""
    orders = shop.orders
    has_password = isinstance(orders, SqlOrders) and bool(resolve_database_url(orders.url).password)
    return secrets_of(shop) | ({orders.url} if orders is not None and has_password else set())


def secrets_of(value: object) -> set[str]:
    """The secrets in settings, at any depth."""
    if isinstance(value, SecretStr):
        return {value.get_secret_value()}
    parts = (one for _, one in value) if isinstance(value, BaseModel) else ()
    return {secret for part in parts for secret in secrets_of(part)}


def texts_in(value: object) -> set[str]:
    """The texts in a file of settings, at any depth."""
    if isinstance(value, str):
        return {value}
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {text for part in parts for text in texts_in(part)}


def stored_shop_ids(database_url: str) -> set[str]:
    """Ids of the shops in the desk's database; none while there is no such file or table."""
    if not Path(str(resolve_database_url(database_url).database)).exists():
        return set()
    try:
        with Database(database_url).read() as session:
            return stored_shops(session)
    except StorageUnavailableError:
        return set()
