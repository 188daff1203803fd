"""Settings of log-ins."""

from __future__ import annotations

from pydantic import Field

from agent_desk.settings.types import Hours, Number, Seconds, Strict


class LoginSettings(Strict):
    """How often a log-in may fail. Beyond the free ones, each wait is twice the last."""

    free_tries: Number = Field(
        5,
        description="Failed log-ins that one IP address, or one known device, has for one e-mail "
        "address before it must wait.",
    )
    first_delay_seconds: Seconds = Field(30.0, description="The first of those waits.")
    longest_delay_seconds: Seconds = Field(3600.0, description="The longest of those waits.")
    address_free_tries: Number = Field(
        30,
        description="Failed log-ins that one IP address has for all e-mail addresses together "
        "before it must wait, as long as above.",
    )
    account_free_tries: Number = Field(
        100,
        description="Failed log-ins for one e-mail address, from all unknown devices and addresses "
        "together, before these must wait.",
    )
    account_first_delay_seconds: Seconds = Field(60.0, description="The first of those waits.")
    account_longest_delay_seconds: Seconds = Field(
        300.0,
        description="The longest of those waits; it decides how many guesses a day are left to many "
        "addresses.",
    )
    memory_hours: Hours = Field(24.0, description="A failed log-in is forgotten after this.")
    known_days: int = Field(
        90,
        ge=1,
        le=366,
        description="How long a device and an address are known after a log-in from them.",
    )
