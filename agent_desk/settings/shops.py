"""Settings of one shop, and of where its orders come from."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, model_validator

from agent_desk.settings.hours import HoursSettings
from agent_desk.settings.order_numbers import DistinctOrderNumbers
from agent_desk.settings.turned_off import ActsOff, IntentsOff
from agent_desk.settings.types import Colour, DatabaseUrl, Localised, Seconds, Strict
from bot.number_forms import NumberForm, parse_form


class SqlOrders(Strict):
    """Orders come from a database with the tables of orders/sql.py."""

    kind: Literal["sql"] = Field(description="`sql`: the tables of a database.")
    url: DatabaseUrl = Field(description="SQLAlchemy URL of the shop's database.")
    timeout_seconds: Seconds = Field(3.0, description="Longest time for one look-up.")


class HttpOrders(Strict):
    """Orders come from the shop's own HTTP API (docs/orders.md)."""

    kind: Literal["http"] = Field(description="`http`: the shop's own HTTP API.")
    url: str = Field(description="Address to which `/orders/…` and `/parcels/…` are appended.")
    token: SecretStr = Field(description="Sent to that API as a bearer token.")
    timeout_seconds: Seconds = Field(
        3.0, description="Longest time for one look-up, even if the answer arrives in pieces."
    )
    allow_plain_http: bool = Field(
        False,
        description="Accept an `http://` address on another machine. Whoever is on the way can then "
        "read the token and the orders.",
    )


class ShopSettings(Strict):
    """One shop: a merchant with its own brand, knowledge base and agents."""

    name: Localised = Field(description="The shop's name as customers read it.")
    accent: Colour = Field("#b3401f", description="Brand colour of the widget.")
    greeting: Localised = Field(description="First line of an empty chat.")
    suggestions: Annotated[list[Localised], Field(max_length=3)] = Field(
        default=[], description="Up to three questions offered in an empty chat."
    )
    allowed_origins: list[str] = Field(
        default=[],
        description="Pages that may embed the widget, such as https://shop.example. "
        "The desk's own pages always may.",
    )
    identity_secret: SecretStr | None = Field(
        None,
        description="HS256 secret of signed identities; without it none is accepted.",
    )
    order_numbers: DistinctOrderNumbers = Field(
        default=[],
        description="The forms of the shop's order numbers. Customers are shown the first example. "
        "`orders` needs one at least.",
    )
    orders: SqlOrders | HttpOrders | None = Field(
        None,
        discriminator="kind",
        description="Where the desk looks up orders and parcels; without it the bot asks for no "
        "numbers, and what the knowledge base does not answer goes to a person.",
    )
    intents_off: IntentsOff = Field(
        default=[],
        description="Intents of the bot for which the shop has no use, such as `membership`. Such "
        "questions go to the knowledge base alone.",
    )
    acts_off: ActsOff = Field(
        default=[],
        description="Acts of the bot for which the shop has no use, such as `look_up_parcel` or "
        "`hand_off:complaint`. The knowledge base is searched instead.",
    )
    hours: HoursSettings | None = Field(
        None, description="When people answer; without it the shop is always open."
    )

    @model_validator(mode="after")
    def _orders_have_numbers(self) -> Self:
        if self.orders is not None and not self.order_numbers:
            raise ValueError("orders need order_numbers, which say how the numbers look")
        return self

    @property
    def order_forms(self) -> list[NumberForm]:
        """The forms of ``order_numbers``, as ``bot.numbers.find_numbers`` takes them."""
        return [parse_form(number.pattern) for number in self.order_numbers]
