"""Makes a shop of a plan: all of it, or nothing."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from agent_desk.cli.shops.desk import ShopDesk
from agent_desk.cli.shops.gathering import Plan
from agent_desk.errors import ShopSetupError
from agent_desk.settings.desk import DeskSettings
from agent_desk.storage.shops import switch_on
from knowledge_base.commands.context import console, messages
from knowledge_base.commands.import_prompts import ImportPrompts
from knowledge_base.commands.terminal import progress_bars
from knowledge_base.configuration import shop_file
from knowledge_base.errors import UnwritableFileError, reason_of
from knowledge_base.importing.run import import_files
from knowledge_base.personal_data.whole_shop import erase_shop, holds_shop
from knowledge_base.private_files import new_text_file


def set_up(desk: ShopDesk, plan: Plan, *, asks: bool) -> Path:
    """Imports the files, writes the shop's file and makes its agents; returns the file.

    ``asks``: the import may ask a person whether to publish what it doubts.

    Whatever ends it before the end, Ctrl-C too, leaves nothing of the shop behind. Raises
    ShopSetupError, ConfigurationError, ImportingError, UnwritableFileError, and more.
    """
    shop_id = plan.draft.shop_id
    plan.draft.check()
    with ExitStack() as undo:
        if plan.files:
            if not holds_shop(desk.base, shop_id):
                undo.callback(_erase, desk, shop_id)
            _import(desk, plan, asks=asks)
        path = _write(plan)
        undo.callback(path.unlink, missing_ok=True)
        DeskSettings()  # the shop as the desk will read it
        desk.database.write(switch_on, shop_id)  # if one of this name was switched off and removed
        desk.accounts.staff(shop_id, plan.staff.new, plan.staff.known)
        undo.pop_all()
    return path


def _import(desk: ShopDesk, plan: Plan, *, asks: bool) -> None:
    with progress_bars(messages) as bars:
        prompts = ImportPrompts(bars, asks=asks)
        with prompts.showing_refusals():
            report = import_files(
                plan.files,
                desk.base,
                plan.draft.shop_id,
                progress=bars,
                confirm=prompts.confirm,
                choose_encoding=prompts.choose_encoding,
                may_replace=prompts.may_replace,
            )
    prompts.show_outcome(report)
    console.print()


def _erase(desk: ShopDesk, shop_id: str) -> None:
    if holds_shop(desk.base, shop_id):
        erase_shop(desk.base, shop_id)


def _write(plan: Plan) -> Path:
    path = shop_file(plan.draft.shop_id)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableFileError(f"{path.parent} cannot be made: {reason_of(error)}") from error
    if path.exists():
        raise ShopSetupError(f"{path} is there already; nothing was changed.")
    with new_text_file(path) as file:
        file.write(plan.draft.file_text)
    return path
