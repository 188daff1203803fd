"""The command ``python -m agent_desk orders check``: asks a shop's real order source.

It raises OrderSourceError, whose text says what to do; ``cli.main`` prints it in one line.
"""

from __future__ import annotations

import time
from typing import Annotated, get_args

import typer
from rich.console import Console

from agent_desk.cli.order_report import Answers, report
from agent_desk.cli.startup import command_settings
from agent_desk.domain.plain_text import neutral
from agent_desk.domain.vocabulary import Language
from agent_desk.errors import NotFoundError, OrderSourceError
from agent_desk.orders.from_settings import source_from
from agent_desk.orders.model import Order
from agent_desk.orders.numbers import normal_number, numbers_in
from agent_desk.orders.parcel_pages import WithParcelPages
from agent_desk.orders.source import OrderSource, find_order
from agent_desk.security.starting import check_security_settings
from agent_desk.settings.desk import DeskSettings
from agent_desk.settings.shops import ShopSettings
from agent_desk.wording.wording import Wordings

orders = typer.Typer(no_args_is_help=True, help="Try where a shop's orders come from.")


@orders.callback()
def _group() -> None:
    """Without it, Typer would take the only command for the whole group."""


@orders.command()
def check(
    number: Annotated[str, typer.Argument(help="The number of a real order.", show_default=False)],
    shop: Annotated[str, typer.Option("--shop", help="The shop's id.", show_default=False)],
    show_personal_data: Annotated[
        bool,
        typer.Option(
            "--show-personal-data", help="Print phone, e-mail, postal code and names as they are."
        ),
    ] = False,
) -> None:
    """Look up an order where the shop keeps it, and say what Relay understands of it."""
    desk = command_settings()
    check_security_settings(desk)
    settings, source = _shop_and_source(desk, shop)
    console = Console(highlight=False, soft_wrap=True)
    found = numbers_in(number, settings.order_forms)
    read_as = next((one.value for one in found if one.entity == "order_number"), None)
    if read_as is None:
        console.print(
            "warning: order_numbers of the shop has no form for this number; customers who write "
            "it are not understood",
            style="yellow",
        )
    asked = read_as or number
    begun = time.monotonic()
    order = find_order(source, asked)
    seconds = time.monotonic() - begun
    if order is None:
        raise NotFoundError(
            f"There is no order {asked} there. Write the number as the shop does, with its signs. "
            "An API may also hide old orders, or those that the token may not read."
        )
    answers = _further_answers(source, order)
    console.print(f"Order {neutral(asked)}: found in {seconds:.1f} s", markup=False)
    wordings = Wordings({shop: settings})
    in_words = [wordings.of(shop, language) for language in get_args(Language)]
    for line in report(order, answers, settings.proof, in_words, shown=show_personal_data):
        console.print(neutral(line), markup=False)


def _shop_and_source(settings: DeskSettings, shop_id: str) -> tuple[ShopSettings, OrderSource]:
    shop = settings.shops.get(shop_id)
    if shop is None:
        known = ", ".join(sorted(settings.shops)) or "none"
        raise NotFoundError(f"There is no shop {shop_id!r}; the settings have {known}.")
    if shop.orders is None:
        raise NotFoundError(f"agent_desk.shops.{shop_id} has no orders: say where they come from.")
    return shop, WithParcelPages(source_from(shop.orders), shop.parcels)


def _further_answers(source: OrderSource, order: Order) -> Answers:
    """Whether the source finds the order in its other ways, too. A failure is an answer."""
    return Answers(by_parcel=_by_parcel(source, order), of_customer=_of_customer(source, order))


def _by_parcel(source: OrderSource, order: Order) -> str:
    number = next((p.tracking_number for p in order.parcels if p.tracking_number), None)
    if number is None:
        return "not tried: the order has no tracking number"
    try:
        found = source.order_of_parcel(normal_number(number))
    except OrderSourceError as error:
        return f"failed: {error}"
    if found is None or found.order_number != order.order_number:
        return "no: a customer who has only the tracking number is told that it is not found"
    return "yes"


def _of_customer(source: OrderSource, order: Order) -> str:
    if order.customer_subject is None:
        return "not tried: the order names no customer"
    try:
        listed = source.orders_of(order.customer_subject)
    except OrderSourceError as error:
        return f"failed: {error}"
    if order.order_number in {one.order_number for one in listed}:
        return f"yes, among {len(listed)}"
    if listed:
        return f"no, {len(listed)} others (the newest are listed)"
    return "no: a signed customer is asked for the number"
