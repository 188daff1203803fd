"""How a shop writes the numbers of its orders and parcels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from agent_desk.settings.types import Localised, Strict
from bot.errors import NumberFormError
from bot.number_forms import NumberForm, parse_form
from bot.numbers import find_numbers


class _NumberForm(Strict):
    """A form of numbers (``bot.number_forms``), and one of them."""

    pattern: str = Field(
        description="How a number looks: `{10}` is ten digits, `{4-6}` four to six, `{A2}` two "
        "letters, `{X8}` eight letters or digits. All else stands for itself: `RL{10}`, `#{4-6}`, "
        "`{3}-{7}-{7}`."
    )
    example: str

    @model_validator(mode="after")
    def _example_has_the_form(self) -> Self:
        try:
            form = parse_form(self.pattern)
        except NumberFormError as error:
            raise ValueError(f"{self.pattern!r} is no form of a number: {error}") from error
        if [number.value for number in form.find(self.example)] != [self.example]:
            raise ValueError(
                f"the example {self.example!r} does not have the form {self.pattern!r}"
            )
        return self


class OrderNumber(_NumberForm):
    """A form in which a shop writes its order numbers."""

    example: str = Field(description="One such number, which customers are shown.")
    name: Localised | None = Field(
        None,
        description="What the shop calls such a number, such as `{zh: 交易号, en: order no.}`; by "
        "default order number, 订单号 or 訂單編號. Customers read that of the first form.",
    )


def _page(address: str) -> str:
    if not address.startswith("https://") or address.count("{number}") != 1 or " " in address:
        raise ValueError("write an https:// address with {number} in it once")
    return address


class ParcelNumber(_NumberForm):
    """A form of tracking numbers that a shop names itself, beside those of the carriers."""

    example: str = Field(description="One such number.")
    carrier: str | None = Field(
        None, description="Who carries these parcels, such as `GLS`. A known carrier has a page."
    )
    url: Annotated[str, AfterValidator(_page)] | None = Field(
        None, description="The page of such a parcel, with `{number}` where its number goes."
    )


def forms_of(numbers: Sequence[_NumberForm]) -> list[NumberForm]:
    """The forms, as ``bot.numbers.find_numbers`` takes them."""
    return [parse_form(number.pattern) for number in numbers]


def check_told_apart(orders: Sequence[OrderNumber], parcels: Sequence[ParcelNumber]) -> None:
    """Raises ValueError if an example would be read as something else.

    A parcel's example may be digits alone, so a word for it stands before it.
    """
    for kind, before, numbers in (
        ("order_number", "", orders),
        ("tracking_number", "tracking number ", parcels),
    ):
        for number in numbers:
            line = before + number.example
            found = find_numbers(line, forms_of(orders), forms_of(parcels))
            read = [(one.entity, one.value) for one in found]
            if (kind, number.example) not in read:
                kinds = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in read)
                raise ValueError(f"{number.example!r} would be read as {kinds or 'no number'}")


def _told_apart(numbers: list[OrderNumber]) -> list[OrderNumber]:
    check_told_apart(numbers, ())
    return numbers


DistinctOrderNumbers = Annotated[
    list[OrderNumber], Field(max_length=10), AfterValidator(_told_apart)
]
"""The forms of one shop. Each example is read as its own number and as nothing else."""

ParcelNumbers = Annotated[list[ParcelNumber], Field(max_length=10)]
