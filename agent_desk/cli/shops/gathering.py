"""Asks all that a new shop needs, or takes it from flags. Nothing is written here."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from agent_desk.cli.shops import answers
from agent_desk.cli.shops.desk import ShopDesk
from agent_desk.cli.shops.draft import Draft
from agent_desk.cli.shops.given import Given
from agent_desk.cli.shops.order_questions import ask_numbers, ask_orders, ask_proof
from agent_desk.cli.shops.people import Staff, ask_people
from agent_desk.cli.shops.questions import Question, Terminal
from agent_desk.errors import ShopSetupError
from knowledge_base.configuration import is_shop_id, shop_file


@dataclass
class Plan:
    """A whole new shop, checked; nothing of it is there yet."""

    draft: Draft
    staff: Staff
    files: list[Path] = field(default_factory=list)


def gather(desk: ShopDesk, terminal: Terminal, given: Given) -> Plan:
    """Asks in the order in which people think of it. Raises ShopSetupError and more."""
    draft = Draft("")
    files: list[Path] = []
    _ask_id(desk, terminal, given, draft)
    _ask_names(terminal, given, draft)
    accent = Question("--accent", "Brand colour", default="#b3401f", separator=None)
    terminal.answer(accent, _one(given.accent), lambda typed: draft.put(accent=typed[0]))
    origins = Question(
        "--origin", "Addresses of your shop's pages, such as https://shop.example", default=""
    )
    terminal.answer(origins, given.origins, lambda typed: draft.put(allowed_origins=typed))
    _ask_hours(terminal, given, draft)
    ask_numbers(terminal, given, draft)
    ask_orders(terminal, given, draft)
    ask_proof(terminal, given, draft)
    if given.identity:
        draft.put(identity_secret=secrets.token_urlsafe(48))
    question = Question("--import", "Files with questions and answers", default="")
    terminal.answer(question, given.files, lambda typed: files.extend(_existing(typed)))
    return Plan(draft, ask_people(desk, terminal, given, draft.shop_id), files)


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


def _existing(typed: list[str]) -> list[Path]:
    files = [Path(name).expanduser() for name in typed]
    missing = [str(file) for file in files if not file.is_file()]
    if missing:
        raise ShopSetupError(f"There is no file {', '.join(missing)}.")
    return files


def _one(text: str) -> list[str]:
    return [text] if text else []
