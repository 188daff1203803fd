"""Asks about orders: how numbers look, where orders are, and what proves one."""

from __future__ import annotations

from typing import get_args

import typer
from pydantic import BaseModel, SecretStr

from agent_desk.cli.shops import answers
from agent_desk.cli.shops.draft import Draft
from agent_desk.cli.shops.given import Given
from agent_desk.cli.shops.questions import Question, Terminal, say
from agent_desk.cli.shops.trying import tried_order
from agent_desk.errors import OrderSourceError, ShopSetupError, StartError
from agent_desk.orders.number_proposals import propose_patterns
from agent_desk.settings.order_proof import ProofKind
from knowledge_base.configuration.schema import alternatives, is_nested, kinds_of

_SKIP = "no"


def ask_numbers(terminal: Terminal, given: Given, draft: Draft) -> None:
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


def ask_orders(terminal: Terminal, given: Given, draft: Draft) -> None:
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
        except (ShopSetupError, OrderSourceError, StartError) as error:
            draft.values.pop("orders", None)
            if given.orders or not terminal.asks:
                raise
            say(f"  {error}")


def ask_proof(terminal: Terminal, given: Given, draft: Draft) -> None:
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
        example = draft.values["order_numbers"][0]["example"]
        number = typer.prompt(f"An order number to try, or {_SKIP}", default=example).strip()
    if number and number != _SKIP:
        for line in tried_order(draft.check(), number):
            say(f"  {line}")
