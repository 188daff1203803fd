"""What the commands about shops work with."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import typer

from agent_desk.cli.startup import command_settings
from agent_desk.errors import ShopSetupError
from agent_desk.security.accounts import Accounts
from agent_desk.security.passwords import Passwords
from agent_desk.settings.desk import DeskSettings
from agent_desk.storage.database import Database
from agent_desk.storage.migrating import migrate
from knowledge_base import KnowledgeBase, KnowledgeBaseSettings
from knowledge_base.configuration import config_path


@dataclass(frozen=True)
class ShopDesk:
    """``asks``: there is a person at a terminal. Tests pass their own as the context's object."""

    settings: DeskSettings
    database: Database
    accounts: Accounts
    base: KnowledgeBase
    asks: bool

    def check_known(self, shop_id: str) -> None:
        """Raises ShopSetupError unless the settings have the shop."""
        if shop_id not in self.settings.shops:
            known = ", ".join(self.settings.shops) or "none"
            raise ShopSetupError(
                f"There is no shop '{shop_id}' in {config_path()}; there is: {known}."
            )


def shop_desk(context: typer.Context) -> ShopDesk:
    """The desk of the settings; its database is migrated. Raises ConfigurationError and more."""
    if context.obj is None:
        settings = command_settings()
        database = Database(settings.database_url)
        migrate(database)
        context.obj = ShopDesk(
            settings,
            database,
            Accounts(database, Passwords(), shop_names=settings.shop_names),
            KnowledgeBase(KnowledgeBaseSettings()),
            asks=sys.stdin.isatty(),
        )
    desk: ShopDesk = context.obj
    return desk


def script_tag(settings: DeskSettings, shop_id: str) -> str:
    """What the shop's pages need."""
    desk = settings.public_url or f"http://{settings.host}:{settings.port}"
    return f'<script src="{desk.rstrip("/")}/widget.js" data-shop="{shop_id}" async></script>'
