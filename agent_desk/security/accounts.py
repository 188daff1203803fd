"""Agents' accounts: made, changed and disabled by an operator, opened with a password."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from agent_desk.clock import utc_now
from agent_desk.domain.agent import AgentProfile
from agent_desk.errors import AccountError, NotFoundError, WrongLoginError
from agent_desk.security.passwords import Passwords
from agent_desk.security.sessions import end_sessions_of
from agent_desk.storage.agents import profile_of
from agent_desk.storage.database import Database
from agent_desk.storage.models import Agent
from agent_desk.storage.transaction import Transaction

Result = TypeVar("Result")

FIELD_MAX_LENGTH = 255
TEAM_MAX_LENGTH = 64


@dataclass(frozen=True)
class Work:
    """What an agent can take; ``capacity`` None is the shop's usual, no language means any."""

    capacity: int | None
    languages: tuple[str, ...]
    team: str | None


@dataclass(frozen=True)
class Account:
    agent: AgentProfile
    disabled_at: datetime | None
    work: Work


class Accounts:
    """The table ``agents``. E-mail addresses are kept in lower case.

    All methods raise StorageUnavailableError when the database cannot be reached.
    """

    def __init__(self, database: Database, passwords: Passwords) -> None:
        self._database = database
        self._passwords = passwords

    def authenticate(self, email: str, password: str) -> AgentProfile:
        """The agent whom this e-mail and password belong to.

        Raises WrongLoginError, with one text for whatever was wrong. A hash
        made with older parameters is replaced on the way.
        """
        with self._database.read() as session:
            agent = session.scalar(select(Agent).where(Agent.email == normal_email(email)))
        stored = agent.password_hash if agent else None
        fits = self._passwords.verify(password, stored)
        if agent is None or not fits or agent.disabled_at is not None:
            raise WrongLoginError("Wrong e-mail address or password.")
        if self._passwords.needs_rehash(agent.password_hash):
            password_hash = self._passwords.hash_known(password)
            self._database.write(_replace_hash, agent.id, agent.password_hash, password_hash)
        return profile_of(agent)

    def add(self, email: str, *, name: str, shop_ids: Sequence[str], password: str) -> AgentProfile:
        """Makes an account.

        Raises AccountError for a malformed or taken address, or an empty or
        over-long name, and PasswordRefusedError.
        """
        agent = Agent(
            email=_checked_email(email),
            name=_checked_name(name),
            password_hash=self._passwords.hash(password),
            shop_ids=list(dict.fromkeys(shop_ids)),
            created_at=utc_now(),
        )
        self._database.write(_insert, agent)
        return profile_of(agent)

    def disable(self, email: str) -> list[str]:
        """Shuts an account and ends its log-ins, whose ids come back. Raises NotFoundError."""

        def disable(transaction: Transaction, agent: Agent) -> list[str]:
            agent.disabled_at = agent.disabled_at or transaction.now
            return end_sessions_of(transaction, agent.id)

        return self._change(email, disable)

    def enable(self, email: str) -> None:
        """Opens a disabled account again. Raises NotFoundError."""

        def enable(_: Transaction, agent: Agent) -> None:
            agent.disabled_at = None

        self._change(email, enable)

    def set_password(self, email: str, password: str) -> list[str]:
        """A new password; every log-in of the old one ends and its id comes back.

        Raises NotFoundError and PasswordRefusedError.
        """
        password_hash = self._passwords.hash(password)

        def replace(transaction: Transaction, agent: Agent) -> list[str]:
            agent.password_hash = password_hash
            return end_sessions_of(transaction, agent.id)

        return self._change(email, replace)

    def set_work(
        self,
        email: str,
        *,
        capacity: int | None = None,
        languages: Sequence[str] | None = None,
        team: str | None = None,
    ) -> Work:
        """Changes what is given; a capacity of 0 is the usual one again, an empty team none.

        Raises NotFoundError, and AccountError for an over-long team.
        """

        def change(_: Transaction, agent: Agent) -> Work:
            if capacity is not None:
                agent.capacity = capacity or None
            if languages is not None:
                agent.languages = list(dict.fromkeys(languages))
            if team is not None:
                agent.team = _checked_team(team)
            return _work(agent)

        return self._change(email, change)

    def find(self, email: str) -> Account | None:
        with self._database.read() as session:
            agent = session.scalar(select(Agent).where(Agent.email == normal_email(email)))
        return None if agent is None else _account(agent)

    def all(self) -> list[Account]:
        """All accounts by e-mail address, disabled ones too."""
        with self._database.read() as session:
            agents = session.scalars(select(Agent).order_by(Agent.email)).all()
        return [_account(agent) for agent in agents]

    def _change(self, email: str, change: Callable[[Transaction, Agent], Result]) -> Result:
        def find_and_change(transaction: Transaction) -> Result:
            agent = transaction.scalar(select(Agent).where(Agent.email == normal_email(email)))
            if agent is None:
                raise NotFoundError(f"There is no agent {normal_email(email)}.")
            return change(transaction, agent)

        return self._database.write(find_and_change)


def _insert(transaction: Transaction, agent: Agent) -> None:
    transaction.add(agent)
    try:
        transaction.flush()
    except IntegrityError as error:
        raise AccountError(f"There is already an agent {agent.email}.") from error


def _replace_hash(
    transaction: Transaction, agent_id: str, old_hash: str, password_hash: str
) -> None:
    agent = transaction.get(Agent, agent_id)
    # The password may have been changed while this log-in was being verified.
    if agent is not None and agent.password_hash == old_hash:
        agent.password_hash = password_hash


def _account(agent: Agent) -> Account:
    return Account(profile_of(agent), agent.disabled_at, _work(agent))


def _work(agent: Agent) -> Work:
    return Work(agent.capacity, tuple(agent.languages), agent.team)


def _checked_team(team: str) -> str | None:
    team = team.strip()
    if len(team) > TEAM_MAX_LENGTH:
        raise AccountError(f"A team's name has at most {TEAM_MAX_LENGTH} characters.")
    return team or None


def normal_email(email: str) -> str:
    return email.strip().lower()


def _checked_email(email: str) -> str:
    """The address as it is stored. It need not be reachable from outside: ana@desk is one."""
    normal = normal_email(email)
    try:
        validate_email(normal, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError as error:
        raise AccountError(f"This is not an e-mail address. {error}") from error
    return normal


def _checked_name(name: str) -> str:
    trimmed = " ".join(name.split())
    if not trimmed or len(trimmed) > FIELD_MAX_LENGTH:
        raise AccountError(f"A name has 1 to {FIELD_MAX_LENGTH} characters.")
    return trimmed
