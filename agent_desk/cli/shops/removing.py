"""Takes a shop out: first its data are written to a folder, then they are deleted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from agent_desk.cli.shops.desk import ShopDesk
from agent_desk.errors import ShopSetupError
from agent_desk.storage.shop_data import chats_of, delete_shop, size_of
from agent_desk.storage.shops import stored_shops, switch_off
from agent_desk.storage.transaction import Transaction
from knowledge_base.configuration import is_shop_id, resolve_database_url, shop_file
from knowledge_base.errors import UnwritableFileError, reason_of
from knowledge_base.exporting.formats import write
from knowledge_base.personal_data.whole_shop import erase_shop, holds_shop
from knowledge_base.private_files import new_text_file


@dataclass(frozen=True)
class Export:
    """``size``: conversations, and lines in them, as they were written to ``folder``."""

    folder: Path
    size: tuple[int, int]
    entries: int


def check_removable(desk: ShopDesk, shop_id: str) -> None:
    """Raises ShopSetupError for a shop that is not there, or stands in a file of somebody's own.

    Files are named after the id, so one that no shop can have is no shop's.
    """
    if not is_shop_id(shop_id):
        raise ShopSetupError(f"There is nothing of a shop '{shop_id}'.")
    if shop_id in desk.settings.shops and not shop_file(shop_id).exists():
        raise ShopSetupError(
            f"agent_desk.shops.{shop_id} stands in the main file of settings or in a variable; "
            "take it out there first. Nothing was changed."
        )
    with desk.database.read() as session:
        is_stored = shop_id in stored_shops(session)
    if not (is_stored or shop_file(shop_id).exists() or holds_shop(desk.base, shop_id)):
        raise ShopSetupError(f"There is nothing of a shop '{shop_id}'.")


def default_folder(desk: ShopDesk, shop_id: str) -> Path:
    """Where an export goes that has no other place: beside the desk's database."""
    database = Path(str(resolve_database_url(desk.settings.database_url).database))
    return database.parent / "removed" / f"{shop_id}-{desk.database.now():%Y%m%d-%H%M%S}"


def export_shop(desk: ShopDesk, shop_id: str, folder: Path) -> Export:
    """Switches the shop off, and writes its conversations, entries and settings to a new folder.

    Raises UnwritableFileError, StorageUnavailableError and StoreError.
    """
    desk.database.write(switch_off, shop_id)
    try:
        folder.mkdir(mode=0o700, parents=True)
    except OSError as error:
        raise UnwritableFileError(f"{folder} cannot be made: {reason_of(error)}") from error
    with desk.database.read() as session, new_text_file(folder / "conversations.jsonl") as file:
        for chat in chats_of(session, shop_id):
            file.write(json.dumps(chat, ensure_ascii=False) + "\n")
        size = size_of(session, shop_id)
    content = desk.base.store.content(shop_id)
    if content is not None:
        write(content, folder / "entries.jsonl", "jsonl")
    own = shop_file(shop_id)
    if own.exists():
        with new_text_file(folder / own.name) as file:
            file.write(own.read_text("utf-8"))
    return Export(folder, size, len(content.entries) if content else 0)


def remove_shop(desk: ShopDesk, shop_id: str, export: Export) -> list[str]:
    """Deletes what was exported; returns the agents who answer for no shop any more.

    Raises ShopSetupError, and deletes nothing, if something was written after the export.
    """

    def delete(transaction: Transaction) -> list[str]:
        if size_of(transaction, shop_id) != export.size:
            raise ShopSetupError(
                f"Somebody wrote in a chat of '{shop_id}' after the export; nothing was deleted. "
                "Run the command again."
            )
        return delete_shop(transaction, shop_id)

    disabled = desk.database.write(delete)
    if holds_shop(desk.base, shop_id):
        erase_shop(desk.base, shop_id)
    shop_file(shop_id).unlink(missing_ok=True)
    return disabled
