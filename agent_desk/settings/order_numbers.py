"""How a shop writes the numbers of its orders."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from agent_desk.settings.types import Localised, Strict
from bot.errors import NumberFormError
from bot.number_forms import parse_form
from bot.numbers import find_numbers


class OrderNumber(Strict):
    """A form in which a shop writes its order numbers (``bot.number_forms``)."""

    pattern: str = Field(
        description="How a number looks: `{10}` is ten digits, `{4-6}` four to six, `{A2}` two "
        "letters, `{X8}` eight letters or digits. All else stands for itself: `RL{10}`, `#{4-6}`, "
        "`{3}-{7}-{7}`."
    )
    example: str = Field(description="One such number, which customers are shown.")
    name: Localised | None = Field(
        None,
        description="What the shop calls such a number, such as `{zh: 交易号, en: order no.}`; by "
        "default order number, 订单号 or 訂單編號. Customers read that of the first form.",
    )

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


def _told_apart(numbers: list[OrderNumber]) -> list[OrderNumber]:
    """The same. Raises ValueError if an example would be read as something else."""
    forms = [parse_form(number.pattern) for number in numbers]
    for number in numbers:
        found = [(one.entity, one.value) for one in find_numbers(number.example, forms)]
        if ("order_number", number.example) not in found:
            kinds = ", ".join(f"{kind.replace('_', ' ')} {value}" for kind, value in found)
            raise ValueError(f"{number.example!r} would be read as {kinds or 'no number'}")
    return numbers


DistinctOrderNumbers = Annotated[
    list[OrderNumber], Field(max_length=10), AfterValidator(_told_apart)
]
"""The forms of one shop. Each example is read as its own number and as nothing else."""
