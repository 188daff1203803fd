"""The first agents of a shop that is set up."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from agent_desk.cli.shops.desk import ShopDesk
from agent_desk.cli.shops.given import Given
from agent_desk.cli.shops.questions import Question, Terminal, say
from agent_desk.errors import ShopSetupError
from agent_desk.security.accounts import Accounts, checked_email
from agent_desk.security.password_strength import PASSWORD_MIN_LENGTH
from agent_desk.storage.models import Agent


@dataclass
class Staff:
    """Accounts to make; and addresses of agents there are, who answer for the shop as well.

    ``passwords`` are those that were made here, to be shown once, by address.
    """

    accounts: Accounts
    shop_id: str
    new: list[Agent] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    passwords: dict[str, str] = field(default_factory=dict)

    def add(self, email: str, name: str, password: str = "") -> None:
        """Without a ``password`` one is made. Raises AccountError and ShopSetupError."""
        if self.accounts.find(email) is not None:
            self.known.append(email)
            return
        made = password or secrets.token_urlsafe(12)
        agent = self.accounts.prepare(email, name=name, shop_ids=[self.shop_id], password=made)
        if any(agent.email == other.email for other in self.new):
            raise ShopSetupError(f"{agent.email} is named twice.")
        self.new.append(agent)
        if not password:
            self.passwords[agent.email] = made


def ask_people(desk: ShopDesk, terminal: Terminal, given: Given, shop_id: str) -> Staff:
    """Who answers for the shop. Raises ShopSetupError and AccountError."""
    staff = Staff(desk.accounts, shop_id)
    for email, name in _emails_and_names(given.agents):
        staff.add(email, name)
    while terminal.asks and not given.agents:
        words = "E-mail address of a person who answers (empty: no more)"
        email = terminal.text(Question("--agent", words, default=""), _check_email)
        if not email:
            break
        _ask_person(terminal, staff, email)
    return staff


def _check_email(typed: str) -> None:
    if typed:
        checked_email(typed)


def _ask_person(terminal: Terminal, staff: Staff, email: str) -> None:
    if staff.accounts.find(email) is not None:
        staff.add(email, "")
        say(f"  {email} can log in already, and will answer for this shop, too.")
        return
    name = terminal.text(Question("--agent", "Name that customers read"))
    words = f"Password ({PASSWORD_MIN_LENGTH} characters or more; empty: one is made)"
    terminal.text(
        Question("--agent", words, default="", hidden=True),
        lambda typed: staff.add(email, name, typed),
    )


def _emails_and_names(given: Sequence[str]) -> list[tuple[str, str]]:
    """``mei@shop.example=Mei`` and its like. Raises ShopSetupError."""
    found = []
    for one in given:
        email, equals, name = one.partition("=")
        if not equals or not name.strip():
            raise ShopSetupError(f"'{one}': write EMAIL=NAME, such as mei@shop.example=Mei")
        found.append((email.strip(), name.strip()))
    return found
