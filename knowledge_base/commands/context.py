"""What every command needs: the shop, the knowledge base, and where it prints."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError
from rich.console import Console

from knowledge_base.configuration import (
    config_path,
    configured_shops,
    setting_of_shop,
    settings_in_use,
    warnings_of,
)
from knowledge_base.content.entries import Content
from knowledge_base.content.own_intents import OwnIntent, OwnIntents
from knowledge_base.errors import (
    ConfigurationError,
    IndexMissingError,
    KnowledgeBaseError,
    UnknownShopError,
)
from knowledge_base.knowledge_base import KnowledgeBase
from knowledge_base.private_files import VAR, close_to_others, database_files, new_text_file
from knowledge_base.search.encoder import (
    Encoder,
    configured_encoder,
)
from knowledge_base.settings import KnowledgeBaseSettings
from knowledge_base.storage.candidate_texts import shops_with_candidates

_INTENTS: TypeAdapter[dict[str, OwnIntent]] = TypeAdapter(OwnIntents)

console = Console()
messages = Console(stderr=True)


def only_shop() -> str:
    """The shop in config.yml. Raises KnowledgeBaseError unless there is exactly one."""
    shops = configured_shops()
    if not shops:
        raise KnowledgeBaseError(f"{config_path()} has no shop; name one with --shop")
    if len(shops) > 1:
        raise KnowledgeBaseError(f"which shop? give --shop with one of: {', '.join(shops)}")
    return shops[0]


Shop = Annotated[
    str,
    typer.Option(
        "--shop",
        help="The shop, by its id.",
        default_factory=only_shop,
        show_default="the one in config.yml, if there is only one",
    ),
]


def open_knowledge_base(context: typer.Context) -> KnowledgeBase:
    """The configured knowledge base, with its files closed to others; loads no index.

    Says on stderr which file of settings is used, and what is doubtful about it.
    """
    settings = settings_of_command()
    knowledge_base = KnowledgeBase(settings, encoder=context.obj)
    print_warnings(
        close_to_others([VAR, settings.index_path], database_files(settings.database))
        + warnings_of(knowledge_base.store.shops)
    )
    return knowledge_base


def settings_of_command() -> KnowledgeBaseSettings:
    """The settings. Says on stderr which file they come from."""
    line = f"settings: {settings_in_use()}"
    messages.print(line, style="dim", markup=False, highlight=False, soft_wrap=True)
    return KnowledgeBaseSettings()


def print_warnings(warnings: Iterable[str]) -> None:
    """Prints them on stderr, a line each."""
    for warning in warnings:
        messages.print(f"warning: {warning}", style="yellow", markup=False, soft_wrap=True)


def open_shop(context: typer.Context, shop_id: str, *, may_be_new: bool = False) -> KnowledgeBase:
    """``open_knowledge_base``. Raises UnknownShopError for a shop that is neither configured nor
    has anything stored, unless it ``may_be_new``."""
    knowledge_base = open_knowledge_base(context)
    configured = configured_shops()
    if not may_be_new and shop_id not in configured:
        known = list(dict.fromkeys([*configured, *stored_shops(knowledge_base)]))
        if shop_id not in known:
            raise UnknownShopError(shop_id, known)
    return knowledge_base


def stored_shops(knowledge_base: KnowledgeBase) -> list[str]:
    """Shops that have entries, or candidates for them."""
    store = knowledge_base.store
    return sorted({*store.shops(), *shops_with_candidates(store.database)})


def encoder_of(context: typer.Context, settings: KnowledgeBaseSettings) -> Encoder:
    """The encoder that ``main`` was given, else the configured one."""
    chosen: Encoder | None = context.obj
    return chosen or configured_encoder(settings)


def own_intents_of(shop_id: str) -> dict[str, OwnIntent]:
    """The shop's own intents, as the desk's settings have them. Raises ConfigurationError."""
    written = setting_of_shop(shop_id, "intents")
    try:
        return _INTENTS.validate_python(written or {})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in ("intents", *first["loc"]))
        raise ConfigurationError(f"agent_desk.shops.{shop_id}.{place}: {first['msg']}") from error


def content_of(knowledge_base: KnowledgeBase, shop_id: str) -> Content:
    """The published entries. Raises IndexMissingError."""
    content = knowledge_base.store.content(shop_id)
    if content is None:
        raise IndexMissingError(shop_id)
    return content


def named(*suffixes: str) -> Callable[[Path | None], Path | None]:
    """A callback for the option of a file to write: its name may not promise another format.

    It raises KnowledgeBaseError. Names without an end, such as those of pipes, promise nothing.
    """

    def check(path: Path | None) -> Path | None:
        if path is not None and path.suffix and path.suffix.lower() not in suffixes:
            raise KnowledgeBaseError(f"{path} has to end with {' or '.join(suffixes)}")
        return path

    return check


def write_lines(path: Path, rows: Iterable[str]) -> None:
    """Writes a file of these lines. Raises UnwritableFileError."""
    with new_text_file(path) as file:
        file.writelines(row + "\n" for row in rows)
