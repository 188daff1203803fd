"""What is right about a shop, what is missing, and what mends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from agent_desk.cli.shops.desk import ShopDesk
from agent_desk.cli.shops.trying import tried_order
from agent_desk.errors import OrderSourceError, StartError
from agent_desk.security.starting import check_shop
from agent_desk.settings.shops import ShopSettings
from agent_desk.storage.shops import is_off
from knowledge_base.configuration import config_path, resolve_path, shop_file
from knowledge_base.content.entries import LANGUAGES
from knowledge_base.content.language_tags import base_language
from knowledge_base.content.own_intents import KEY_PREFIX, not_learned

MODEL = "var/models/relay.tar.gz"
_NAMES = {"zh": "Chinese", "en": "English"}

State = Literal["ok", "missing", "note"]


@dataclass(frozen=True)
class Finding:
    """``missing``: the shop does not work without it; ``note``: it may be meant. ``mend`` says what
    to do, where there is something."""

    state: State
    what: str
    mend: str = ""


@dataclass(frozen=True)
class _Shop:
    desk: ShopDesk
    id: str
    settings: ShopSettings

    @property
    def file(self) -> str:
        path = shop_file(self.id)
        return str(path) if path.exists() else f"{config_path()}, agent_desk.shops.{self.id}"


def findings(desk: ShopDesk, shop_id: str) -> Iterator[Finding]:
    """One for each part, in the order in which a shop is set up."""
    shop = _Shop(desk, shop_id, desk.settings.shops[shop_id])
    for check in _CHECKS:
        yield from check(shop)


def _settings(shop: _Shop) -> Iterator[Finding]:
    try:
        check_shop(f"agent_desk.shops.{shop.id}", shop.settings)
    except StartError as error:
        yield Finding("missing", f"the desk does not start: {error}", f"edit {shop.file}")
    else:
        yield Finding("ok", f"settings are valid: {shop.file}")
    with shop.desk.database.read() as session:
        if is_off(session, shop.id):
            mend = f"python -m agent_desk shops on {shop.id}"
            yield Finding("note", "the shop is switched off", mend)


def _pages(shop: _Shop) -> Iterator[Finding]:
    origins = shop.settings.allowed_origins
    if origins:
        yield Finding("ok", f"pages that may show the chat: {', '.join(origins)}")
    else:
        mend = f'add to {shop.file}: allowed_origins: ["https://your-shop.example"]'
        yield Finding("missing", "no page may show the chat", mend)
    if shop.desk.settings.public_url is None:
        mend = f"set agent_desk.public_url in {config_path()}"
        yield Finding("note", "only this machine can reach the desk", mend)


def _texts(shop: _Shop) -> Iterator[Finding]:
    name, greeting = shop.settings.name, shop.settings.greeting
    own = [tag for tag, text in name.model_dump(by_alias=True).items() if text]
    yield Finding(
        "ok", f"name and greeting: {name.en} / {name.chinese} (written in {', '.join(own)})"
    )
    if greeting.en == greeting.chinese:
        mend = f"write greeting in {shop.file} in each language"
        yield Finding("missing", "the greeting is the same in Chinese and in English", mend)


def _identity(shop: _Shop) -> Iterator[Finding]:
    if shop.settings.identity_secret is not None:
        yield Finding("ok", "signed identities of customers are accepted")
    else:
        mend = f"`openssl rand -base64 48` makes an identity_secret for {shop.file}"
        yield Finding("note", "customers who are logged in at the shop are not recognised", mend)


def _orders(shop: _Shop) -> Iterator[Finding]:
    if shop.settings.orders is None:
        mend = f"set order_numbers and orders in {shop.file} (docs/orders.md)"
        yield Finding("note", "questions about orders go to a person", mend)
        return
    number = shop.settings.order_numbers[0].example
    try:
        lines = tried_order(shop.settings, number)
    except (OrderSourceError, StartError) as error:
        mend = f"set orders in {shop.file} (docs/orders.md)"
        yield Finding("missing", f"the order source does not answer: {error}", mend)
    else:
        yield from (Finding("ok", line) for line in lines)


def _base(shop: _Shop) -> Iterator[Finding]:
    content = shop.desk.base.store.content(shop.id)
    command = f"python -m knowledge_base import FILE --shop {shop.id}"
    if content is None:
        yield Finding("missing", "nothing was imported", command)
        return
    counts = dict.fromkeys(LANGUAGES, 0)
    for entry in content.entries:
        for language in {base_language(tag) for tag in entry.answers}:
            counts[language] += 1
    by_language = ", ".join(f"{count} in {_NAMES[tag]}" for tag, count in counts.items() if count)
    yield Finding("ok", f"answers: {len(content.entries)} ({by_language})")
    for language, count in counts.items():
        if not count:
            yield Finding("note", f"no answer is in {_NAMES[language]}", command)


def _intents(shop: _Shop) -> Iterator[Finding]:
    wanted = shop.settings.intents
    names = not_learned(wanted, shop.desk.base.store.published_under(shop.id, KEY_PREFIX))
    if names:
        mend = f"python -m knowledge_base intents --shop {shop.id}"
        yield Finding("missing", f"own intents are not learned as set: {', '.join(names)}", mend)
    elif wanted:
        yield Finding("ok", f"own intents are learned: {', '.join(sorted(wanted))}")


def _people(shop: _Shop) -> Iterator[Finding]:
    mine = [one for one in shop.desk.accounts.all() if shop.id in one.agent.shop_ids]
    active = [one.agent.email for one in mine if one.disabled_at is None]
    if active:
        yield Finding("ok", f"agents who can log in: {', '.join(active)}")
    else:
        mend = f"python -m agent_desk agents add EMAIL --name NAME --shop {shop.id}"
        yield Finding("missing", "nobody can log in to answer", mend)


def _hours(shop: _Shop) -> Iterator[Finding]:
    hours = shop.settings.hours
    if hours is None:
        mend = f"set hours in {shop.file} (docs/operations.md, Business hours)"
        yield Finding("note", "people answer at any time: there are no opening hours", mend)
    else:
        days = sum(bool(times) for times in hours.weekly.values())
        yield Finding("ok", f"opening hours on {days} days a week, {hours.time_zone}")


def _model(_: _Shop) -> Iterator[Finding]:
    if resolve_path(MODEL).exists():
        yield Finding("ok", f"the bot is trained: {MODEL}")
    else:
        yield Finding("missing", "the bot is not trained", "make train")


_CHECKS: tuple[Callable[[_Shop], Iterator[Finding]], ...] = (
    _settings,
    _pages,
    _texts,
    _hours,
    _identity,
    _orders,
    _base,
    _intents,
    _people,
    _model,
)
