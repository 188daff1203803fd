"""When guests have to give a proof of work, and how much of it."""

from __future__ import annotations

from pydantic import Field

from agent_desk.settings.types import Seconds, Strict


class ProofOfWorkSettings(Strict):
    """The computing that the desk asks of guests while somebody guesses order numbers."""

    always: bool = Field(
        False,
        description="Ask every guest for a proof of work before their first line; otherwise only "
        "while the alarm of guessed order numbers is raised.",
    )
    bits: int = Field(
        18,
        ge=1,
        le=24,
        description="Zero bits of a proof; one more doubles the work.",
    )
    valid_seconds: Seconds = Field(
        1800.0, description="How long a guest may write before they are asked again."
    )
