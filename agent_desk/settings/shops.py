"""Settings of one shop."""

from __future__ import annotations

from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, model_validator

from agent_desk.settings.hours import HoursSettings
from agent_desk.settings.order_numbers import (
    DistinctOrderNumbers,
    ParcelNumbers,
    check_told_apart,
    forms_of,
)
from agent_desk.settings.order_proof import ProofSettings
from agent_desk.settings.orders import OrderSettings
from agent_desk.settings.texts import OwnTexts
from agent_desk.settings.turned_off import ActsOff, IntentsOff
from agent_desk.settings.types import Colour, Localised, Strict, TimeZone
from agent_desk.texts.languages import Region
from bot.number_forms import NumberForm
from knowledge_base.content.own_intents import OwnIntents


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
    parcels: ParcelNumbers = Field(
        default=[],
        description="Forms of tracking numbers that no carrier has that the desk knows, and pages of "
        "parcels.",
    )
    proof: ProofSettings = Field(
        default=ProofSettings(),
        description="What a visitor without a signed identity shows that an order is theirs with.",
    )
    orders: OrderSettings | None = Field(
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
    intents: OwnIntents = Field(
        default={},
        description="The shop's own small intents, by name: example lines, and where they lead. "
        "`python -m knowledge_base intents` learns them.",
    )
    hours: HoursSettings | None = Field(
        None, description="When people answer; without it the shop is always open."
    )
    time_zone: TimeZone | None = Field(
        None,
        description="The time zone, by its IANA name, of the dates that customers read; by default "
        "that of `hours`, or else UTC.",
    )
    traditional: Region = Field(
        "tw",
        description="Whose words a chat in Traditional Chinese has: those of Taiwan (`tw`) or of "
        "Hong Kong (`hk`).",
    )
    texts: OwnTexts = Field(
        default={},
        description="The shop's own wording of texts of bot and desk, by name and language: "
        "`{greet: {zh-Hant: …, en: …}}` ([texts.md](texts.md)).",
    )

    @model_validator(mode="after")
    def _orders_have_numbers(self) -> Self:
        if self.orders is not None and not self.order_numbers:
            raise ValueError("orders need order_numbers, which say how the numbers look")
        return self

    @model_validator(mode="after")
    def _parcels_are_told_apart(self) -> Self:
        check_told_apart(self.order_numbers, self.parcels)
        return self

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the dates that customers read."""
        return ZoneInfo(self.time_zone or (self.hours.time_zone if self.hours else "UTC"))

    @property
    def order_forms(self) -> list[NumberForm]:
        """The forms of ``order_numbers``, as ``bot.numbers.find_numbers`` takes them."""
        return forms_of(self.order_numbers)

    @property
    def parcel_forms(self) -> list[NumberForm]:
        """The forms of ``parcels``."""
        return forms_of(self.parcels)
