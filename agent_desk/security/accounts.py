"""Agents' accounts: made, changed and disabled by an operator, opened with a password."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from agent_desk.clock import utc_now
from agent_desk.domain.agent import AgentProfile
from agent_desk.errors import AccountError, NotFoundError, WrongLoginError
from agent_desk.security.passwords import Passwords
from agent_desk.security.sessions import end_sessions_of
from agent_desk.storage.agents import profile_of
from agent_desk.storage.database import Database
from agent_desk.storage.models import Agent

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
        made with older parameters is made anew on the way.
        """
        with self._database.read() as session:
            agent = session.scalar(select(Agent).where(Agent.email == normal_email(email)))
        stored = agent.password_hash if agent else None
        fits = self._passwords.verify(password, stored)
        if agent is None or not fits or agent.disabled_at is not None:
            raise WrongLoginError("Wrong e-mail address or password.")
        if self._passwords.needs_rehash(agent.password_hash):
            self._rehash(agent, password)
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
        with self._database.write() as transaction:
            transaction.add(agent)
            try:
                transaction.flush()
            except IntegrityError as error:
                raise AccountError(f"There is already an agent {agent.email}.") from error
        return profile_of(agent)

    def disable(self, email: str) -> list[str]:
        """Shuts an account and ends its log-ins, whose ids come back. Raises NotFoundError."""
        with self._change(email) as (transaction, agent):
            agent.disabled_at = agent.disabled_at or utc_now()
            return end_sessions_of(transaction, agent.id)

    def enable(self, email: str) -> None:
        """Opens a disabled account again. Raises NotFoundError."""
        with self._change(email) as (_, agent):
            agent.disabled_at = None

    def set_password(self, email: str, password: str) -> list[str]:
        """A new password; every log-in of the old one ends and its id comes back.

        Raises NotFoundError and PasswordRefusedError.
        """
        password_hash = self._passwords.hash(password)
        with self._change(email) as (transaction, agent):
            agent.password_hash = password_hash
            return end_sessions_of(transaction, agent.id)

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
        with self._change(email) as (_, agent):
            if capacity is not None:
                agent.capacity = capacity or None
            if languages is not None:
                agent.languages = list(dict.fromkeys(languages))
            if team is not None:
                agent.team = _checked_team(team)
            return _work(agent)

    def find(self, email: str) -> Account | None:
        with self._database.read() as session:
            agent = session.scalar(select(Agent).where(Agent.email == normal_email(email)))
        return None if agent is None else _account(agent)

    def all(self) -> list[Account]:
        """All accounts by e-mail address, disabled ones too."""
        with self._database.read() as session:
            agents = session.scalars(select(Agent).order_by(Agent.email)).all()
        return [_account(agent) for agent in agents]

    @contextmanager
    def _change(self, email: str) -> Iterator[tuple[Session, Agent]]:
        with self._database.write() as transaction:
            agent = transaction.scalar(select(Agent).where(Agent.email == normal_email(email)))
            if agent is None:
                raise NotFoundError(f"There is no agent {normal_email(email)}.")
            yield transaction, agent

    def _rehash(self, agent: Agent, password: str) -> None:
        password_hash = self._passwords.hash_known(password)
        with self._database.write() as transaction:
            current = transaction.get(Agent, agent.id)
            # The password may have been changed while this log-in was being verified.
            if current is not None and current.password_hash == agent.password_hash:
                current.password_hash = password_hash


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
    normal = normal_email(email)
    local, _, host = normal.rpartition("@")
    blank = any(character.isspace() for character in normal)
    if not local or not host or blank or len(normal) > FIELD_MAX_LENGTH:
        raise AccountError("This is not an e-mail address.")
    return normal


def _checked_name(name: str) -> str:
    trimmed = " ".join(name.split())
    if not trimmed or len(trimmed) > FIELD_MAX_LENGTH:
        raise AccountError(f"A name has 1 to {FIELD_MAX_LENGTH} characters.")
    return trimmed
