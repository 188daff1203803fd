"""Asks all that a new shop needs, or takes it from flags. Nothing is written here."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

import typer
from pydantic import BaseModel, SecretStr

from agent_desk.cli.shops import answers
from agent_desk.cli.shops.desk import ShopDesk
from agent_desk.cli.shops.draft import Draft
from agent_desk.cli.shops.people import Staff, email_and_names
from agent_desk.cli.shops.questions import Question, Terminal, say
from agent_desk.cli.shops.trying import tried_order
from agent_desk.errors import OrderSourceError, ShopSetupError
from agent_desk.orders.number_proposals import propose_patterns
from agent_desk.security.accounts import checked_email
from agent_desk.security.password_strength import PASSWORD_MIN_LENGTH
from agent_desk.settings.order_proof import ProofKind
from knowledge_base.configuration import is_shop_id, shop_file
from knowledge_base.configuration.schema import alternatives, is_nested, kinds_of


@dataclass(frozen=True)
class Given:
    """What the flags of ``shops add`` say."""

    shop_id: str = ""
    languages: Sequence[str] = ()
    names: Sequence[str] = ()
    greetings: Sequence[str] = ()
    accent: str = ""
    origins: Sequence[str] = ()
    time_zone: str = ""
    hours: Sequence[str] = ()
    numbers: Sequence[str] = ()
    patterns: Sequence[str] = ()
    orders: Sequence[str] = ()
    proofs: Sequence[str] = ()
    try_order: str = ""
    identity: bool = False
    files: Sequence[str] = ()
    agents: Sequence[str] = ()


@dataclass
class Plan:
    """A whole new shop, checked; nothing of it is there yet."""

    draft: Draft
    files: list[Path] = field(default_factory=list)
    staff: Staff = field(default_factory=Staff)


def gather(desk: ShopDesk, terminal: Terminal, given: Given) -> Plan:
    """Asks in the order in which people think of it. Raises ShopSetupError and more."""
    plan = Plan(Draft(""))
    draft = plan.draft
    _ask_id(desk, terminal, given, draft)
    _ask_names(terminal, given, draft)
    accent = Question("--accent", "Brand colour", default="#b3401f", separator=None)
    terminal.answer(accent, _one(given.accent), lambda typed: draft.put(accent=typed[0]))
    origins = Question(
        "--origin", "Addresses of your shop's pages, such as https://shop.example", default=""
    )
    terminal.answer(origins, given.origins, lambda typed: draft.put(allowed_origins=typed))
    _ask_hours(terminal, given, draft)
    _ask_numbers(terminal, given, draft)
    _ask_orders(terminal, given, draft)
    _ask_proof(terminal, given, draft)
    if given.identity:
        draft.put(identity_secret=secrets.token_urlsafe(48))
    files = Question("--import", "Files with questions and answers", default="")
    terminal.answer(files, given.files, lambda typed: _take_files(plan, typed))
    _ask_people(desk, terminal, given, plan)
    return plan


def _ask_id(desk: ShopDesk, terminal: Terminal, given: Given, draft: Draft) -> None:
    def take(typed: list[str]) -> None:
        [shop_id] = typed or [""]
        if not is_shop_id(shop_id):
            raise ShopSetupError("An id is made of a–z, 0–9, '-' and '_', such as my-shop.")
        if shop_id in desk.settings.shops or shop_file(shop_id).exists():
            raise ShopSetupError(f"There is a shop '{shop_id}' already; nothing was changed.")
        draft.shop_id = shop_id

    words = "Id of the shop (a–z, 0–9, '-', '_')"
    terminal.answer(Question("ID", words, separator=None), _one(given.shop_id), take)


def _ask_names(terminal: Terminal, given: Given, draft: Draft) -> None:
    languages: list[str] = []
    names: dict[str, str] = {}

    def take_languages(typed: list[str]) -> None:
        unknown = [one for one in typed if one not in answers.LANGUAGES]
        if unknown or not typed:
            raise ShopSetupError(f"There is: {', '.join(answers.LANGUAGES)}.")
        languages[:] = typed

    if given.names:
        names |= answers.by_language(given.names)
    elif terminal.asks:
        question = Question(
            "--language", "Languages that you write: en, zh-Hans, zh-Hant", default="en, zh-Hans"
        )
        terminal.answer(question, given.languages, take_languages)
        for language in languages:
            name = Question("--name", f"Name of the shop ({language})")
            names[language] = terminal.text(name)
    else:
        raise ShopSetupError("--name is missing; write --name en=NAME. Nothing was changed.")
    draft.put(name=answers.complete(names))
    greeting = answers.default_greeting(answers.complete(names))
    greeting |= answers.by_language(given.greetings)
    if terminal.asks and not given.greetings:
        for language, words in greeting.items():
            question = Question("--greeting", f"Greeting ({language})", default=words)
            greeting[language] = terminal.text(question)
    draft.put(greeting=greeting)


def _ask_hours(terminal: Terminal, given: Given, draft: Draft) -> None:
    zone = given.time_zone

    def take_zone(typed: list[str]) -> None:
        nonlocal zone
        zone = typed[0] if typed else ""
        if zone:
            draft.put(hours={"time_zone": zone, "weekly": {}})

    def take_hours(typed: list[str]) -> None:
        draft.put(hours=answers.opening_hours(typed, zone))

    if given.hours and not zone:
        raise ShopSetupError("--hours need --time-zone, such as Asia/Taipei.")
    words = "Time zone of your opening hours, such as Asia/Taipei; empty: always open"
    question = Question("--time-zone", words, default="", separator=None)
    terminal.answer(question, _one(zone), take_zone)
    if zone:
        words = "When people answer, such as mon-fri 09:00-18:00; sat 10:00-14:00"
        terminal.answer(Question("--hours", words, separator=";"), given.hours, take_hours)


def _ask_numbers(terminal: Terminal, given: Given, draft: Draft) -> None:
    def take_patterns(examples: list[str], patterns: list[str]) -> None:
        draft.put(order_numbers=answers.order_numbers(patterns, examples))

    def take(examples: list[str]) -> None:
        if not examples:
            return
        proposed = list(given.patterns) or propose_patterns(examples)
        if terminal.asks and not given.patterns:
            question = Question(
                "--pattern",
                "Such numbers look like this ({4-6}: four to six digits)",
                default=" , ".join(proposed),
            )
            terminal.answer(question, (), lambda typed: take_patterns(examples, typed))
        else:
            take_patterns(examples, proposed)
            say("Order numbers look like " + " or ".join(proposed))

    words = "Paste an order number as customers know it (several with commas; empty: no orders)"
    terminal.answer(Question("--number", words, default=""), given.numbers, take)


def _ask_orders(terminal: Terminal, given: Given, draft: Draft) -> None:
    if not draft.values.get("order_numbers"):
        if given.orders:
            raise ShopSetupError("--orders need --number, an example of an order number.")
        return
    kinds = {kind: source for source in answers.order_sources() for kind in kinds_of([source])}
    while True:
        chosen = {}
        if given.orders:
            chosen = answers.order_source(given.orders)
        elif terminal.asks:
            kind = _choice("Where are your orders?", [*kinds, "none"], default="none")
            chosen = {"kind": kind, **_fields(terminal, kinds[kind])} if kind != "none" else {}
        if not chosen:
            return
        try:
            draft.put(orders=chosen)
            _try_orders(terminal, given, draft)
            return
        except (ShopSetupError, OrderSourceError) as error:
            draft.values.pop("orders", None)
            if given.orders or not terminal.asks:
                raise
            say(f"  {error}")


def _ask_proof(terminal: Terminal, given: Given, draft: Draft) -> None:
    if "orders" not in draft.values:
        return
    kinds = ", ".join(get_args(ProofKind))
    words = f"Beside its number, what shows that an order is a visitor's? One or two of {kinds}"
    terminal.answer(
        Question("--proof", words, default="phone"),
        given.proofs,
        lambda typed: draft.put(proof=answers.proof(typed)),
    )


def _choice(words: str, choices: list[str], *, default: str) -> str:
    while True:
        chosen: str = typer.prompt(f"{words} ({', '.join(choices)})", default=default)
        if chosen.strip() in choices:
            return chosen.strip()
        say(f"  There is: {', '.join(choices)}.")


def _fields(terminal: Terminal, source: type[BaseModel]) -> dict[str, str]:
    """What a kind of order source needs; the rest can be edited in the file."""
    found = {}
    for name, model_field in source.model_fields.items():
        kinds = alternatives(model_field.annotation)
        if name == "kind" or not model_field.is_required() or is_nested(kinds):
            continue
        words = f"{name}: {model_field.description}"
        found[name] = terminal.text(Question("--orders", words, hidden=SecretStr in kinds))
    return found


def _try_orders(terminal: Terminal, given: Given, draft: Draft) -> None:
    """Looks up an order of the shop's. Raises OrderSourceError if the source does not answer."""
    number = given.try_order
    if not number and terminal.asks:
        number = typer.prompt(
            "An order number to try (empty: do not try)",
            default=draft.values["order_numbers"][0]["example"],
        ).strip()
    if number:
        for line in tried_order(draft.settings, number):
            say(f"  {line}")


def _take_files(plan: Plan, typed: list[str]) -> None:
    files = [Path(name).expanduser() for name in typed]
    missing = [str(file) for file in files if not file.is_file()]
    if missing:
        raise ShopSetupError(f"There is no file {', '.join(missing)}.")
    plan.files = files


def _ask_people(desk: ShopDesk, terminal: Terminal, given: Given, plan: Plan) -> None:
    shop_id = plan.draft.shop_id
    for email, name in email_and_names(given.agents):
        plan.staff.add(desk.accounts, shop_id, email, name, "")
    while terminal.asks and not given.agents:
        words = "E-mail address of a person who answers (empty: no more)"
        email = terminal.text(Question("--agent", words, default=""), _check_email)
        if not email:
            return
        _ask_person(desk, terminal, plan, email)


def _check_email(typed: str) -> None:
    if typed:
        checked_email(typed)


def _ask_person(desk: ShopDesk, terminal: Terminal, plan: Plan, email: str) -> None:
    if desk.accounts.find(email) is not None:
        plan.staff.known.append(email)
        say(f"  {email} can log in already, and will answer for this shop, too.")
        return
    name = terminal.text(Question("--agent", "Name that customers read"))
    words = f"Password ({PASSWORD_MIN_LENGTH} characters or more; empty: one is made)"
    terminal.text(
        Question("--agent", words, default="", hidden=True),
        lambda typed: plan.staff.add(desk.accounts, plan.draft.shop_id, email, name, typed),
    )


def _one(text: str) -> list[str]:
    return [text] if text else []
