"""What a visitor without a signed identity shows that an order is theirs with."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from agent_desk.settings.types import Seconds, Strict

ProofKind = Literal["phone", "email", "postal_code", "surname"]

# The others can be guessed: many customers have the same name, or live in the same place.
STRONG: frozenset[ProofKind] = frozenset({"phone", "email"})


def _number(written: object) -> object:
    """A file of settings holds texts."""
    return int(written) if written in ("1", "2") else written


class ProofSettings(Strict):
    """Beside the order number, one of ``kinds`` or both of them."""

    kinds: Annotated[list[ProofKind], Field(min_length=1, max_length=2)] = Field(
        default=["phone"],
        description="One or two of `phone` (its last four digits), `email`, `postal_code` and "
        "`surname`. The bot asks for them in this order.",
    )
    needed: Annotated[Literal[1, 2], BeforeValidator(_number)] = Field(
        1,
        description="`1`: one of the kinds will do. `2`: both are needed, as they always are with "
        "`postal_code` or `surname`.",
    )
    holds_seconds: Seconds = Field(
        1800.0,
        description="For how long the visitor may ask again about an order, in the same "
        "conversation, without another proof.",
    )

    @model_validator(mode="after")
    def _cannot_be_guessed(self) -> Self:
        if len(set(self.kinds)) != len(self.kinds):
            raise ValueError("the two kinds are the same")
        if self.needed > len(self.kinds):
            raise ValueError("two proofs are needed, and only one kind is named")
        weak = [kind for kind in self.kinds if kind not in STRONG]
        if self.needed == 1 and weak:
            raise ValueError(
                f"{weak[0]} alone is easily guessed: name a second kind, and set needed to 2"
            )
        return self
