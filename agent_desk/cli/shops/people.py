"""The first agents of a shop that is set up."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from agent_desk.errors import ShopSetupError
from agent_desk.security.accounts import Accounts
from agent_desk.storage.models import Agent


@dataclass
class Staff:
    """Accounts to make; and addresses of agents there are, who answer for the shop as well.

    ``passwords`` are those that were made here, to be shown once, by address.
    """

    new: list[Agent] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    passwords: dict[str, str] = field(default_factory=dict)

    def add(self, accounts: Accounts, shop_id: str, email: str, name: str, password: str) -> None:
        """Without a ``password`` one is made. Raises AccountError and ShopSetupError."""
        if accounts.find(email) is not None:
            self.known.append(email)
            return
        made = password or secrets.token_urlsafe(12)
        agent = accounts.prepare(email, name=name, shop_ids=[shop_id], password=made)
        if any(agent.email == other.email for other in self.new):
            raise ShopSetupError(f"{agent.email} is named twice.")
        self.new.append(agent)
        if not password:
            self.passwords[agent.email] = made


def email_and_names(given: Sequence[str]) -> list[tuple[str, str]]:
    """``mei@shop.example=Mei`` and its like. Raises ShopSetupError."""
    found = []
    for one in given:
        email, equals, name = one.partition("=")
        if not equals or not name.strip():
            raise ShopSetupError(f"'{one}': write EMAIL=NAME, such as mei@shop.example=Mei")
        found.append((email.strip(), name.strip()))
    return found
