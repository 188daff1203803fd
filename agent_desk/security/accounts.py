"""Agents' accounts. An operator makes, changes and disables them; a password opens them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar, get_args

import structlog
from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from agent_desk.domain.agent import AgentProfile
from agent_desk.domain.plain_text import is_blank, storable
from agent_desk.domain.vocabulary import AgentLanguage
from agent_desk.errors import AccountError, NotFoundError, WrongLoginError
from agent_desk.security.password_strength import check_strength, is_weak
from agent_desk.security.passwords import Passwords
from agent_desk.security.sessions import end_sessions_of
from agent_desk.storage.agents import find_agent, normal_email, profile_of
from agent_desk.storage.database import Database
from agent_desk.storage.models import Agent
from agent_desk.storage.transaction import Transaction

log = structlog.get_logger(__name__)

Result = TypeVar("Result")

FIELD_MAX_LENGTH = 255
TEAM_MAX_LENGTH = 64


@dataclass(frozen=True)
class Work:
    """What an agent works on. ``capacity`` None: as in the settings; no language: any."""

    capacity: int | None
    languages: tuple[str, ...]
    team: str | None


@dataclass(frozen=True)
class Account:
    agent: AgentProfile
    disabled_at: datetime | None
    work: Work


class Accounts:
    """The table ``agents``. E-mail addresses are stored in lower case.

    All methods raise StorageUnavailableError if the database cannot be reached.
    """

    def __init__(
        self, database: Database, passwords: Passwords, *, shop_names: Sequence[str] = ()
    ) -> None:
        self._database = database
        self._passwords = passwords
        self._shop_names = shop_names
        # By the agent's id: the hash of the password whose strength was looked at.
        self._looked_at: dict[str, str] = {}

    def authenticate(self, email: str, password: str, *, trusted: bool = False) -> AgentProfile:
        """The agent with this e-mail address and password.

        Raises WrongLoginError, which never says what was wrong, and RateLimitedError
        unless ``trusted`` (see ``Passwords.verify``). Replaces a hash that was made with
        other parameters than today's. An old password that would be refused today goes on
        working; the log says whose it is, once while this process runs.
        """
        with self._database.read() as session:
            agent = find_agent(session, email)
        stored = agent.password_hash if agent else None
        matches = self._passwords.verify(password, stored, trusted=trusted)
        if agent is None or not matches or agent.disabled_at is not None:
            raise WrongLoginError("Wrong e-mail address or password.")
        if self._passwords.needs_rehash(agent.password_hash):
            password_hash = self._passwords.hash(password)
            self._database.write(_replace_hash, agent.id, agent.password_hash, password_hash)
        self._report_if_weak(agent, password)
        return profile_of(agent)

    def add(self, email: str, *, name: str, shop_ids: Sequence[str], password: str) -> AgentProfile:
        """Makes an account.

        Raises AccountError if the address is malformed or taken or the name is
        empty or too long, and PasswordRefusedError.
        """
        agent = self.prepare(email, name=name, shop_ids=shop_ids, password=password)
        self._database.write(_insert, agent)
        return profile_of(agent)

    def prepare(self, email: str, *, name: str, shop_ids: Sequence[str], password: str) -> Agent:
        """An account that is not stored yet. Raises as ``add``, but not for a taken address."""
        agent = Agent(
            email=checked_email(email),
            name=_checked_name(name),
            shop_ids=list(dict.fromkeys(shop_ids)),
        )
        agent.password_hash = self._hash(password, agent)
        return agent

    def staff(self, shop_id: str, prepared: Sequence[Agent], known: Sequence[str]) -> None:
        """Stores ``prepared`` accounts, and lets the agents with ``known`` addresses answer for the
        shop as well: all of them, or none. Raises AccountError and NotFoundError."""

        def staff(transaction: Transaction) -> None:
            for agent in prepared:
                _insert(transaction, agent)
            for email in known:
                agent = _known(transaction, email)
                agent.shop_ids = list(dict.fromkeys([*agent.shop_ids, shop_id]))

        self._database.write(staff)

    def disable(self, email: str) -> list[str]:
        """Disables an account and ends its log-ins; returns their ids. Raises NotFoundError."""

        def disable(transaction: Transaction, agent: Agent) -> list[str]:
            agent.disabled_at = agent.disabled_at or transaction.now
            return end_sessions_of(transaction, agent.id)

        return self._change(email, disable)

    def enable(self, email: str) -> None:
        """Enables a disabled account. Raises NotFoundError."""

        def enable(_: Transaction, agent: Agent) -> None:
            agent.disabled_at = None

        self._change(email, enable)

    def set_password(self, email: str, password: str) -> list[str]:
        """Sets a new password and ends the account's log-ins; returns their ids.

        Raises NotFoundError and PasswordRefusedError.
        """
        with self._database.read() as session:
            password_hash = self._hash(password, _known(session, email))

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
        """Changes what is given. A capacity of 0 means as in the settings, an empty team means none.

        Raises NotFoundError, and AccountError if a language is not known or the team's name is
        too long.
        """

        def change(_: Transaction, agent: Agent) -> Work:
            if capacity is not None:
                agent.capacity = capacity or None
            if languages is not None:
                agent.languages = _checked_languages(languages)
            if team is not None:
                agent.team = _checked_team(team)
            return _work(agent)

        return self._change(email, change)

    def find(self, email: str) -> Account | None:
        with self._database.read() as session:
            agent = find_agent(session, email)
        return None if agent is None else _account(agent)

    def all(self) -> list[Account]:
        """All accounts, disabled ones too, by e-mail address."""
        with self._database.read() as session:
            agents = session.scalars(select(Agent).order_by(Agent.email)).all()
        return [_account(agent) for agent in agents]

    def _change(self, email: str, change: Callable[[Transaction, Agent], Result]) -> Result:
        def find_and_change(transaction: Transaction) -> Result:
            return change(transaction, _known(transaction, email))

        return self._database.write(find_and_change)

    def _hash(self, password: str, agent: Agent) -> str:
        check_strength(password, about=self._about(agent))
        return self._passwords.hash(password)

    def _report_if_weak(self, agent: Agent, password: str) -> None:
        if self._looked_at.get(agent.id) == agent.password_hash:
            return
        self._looked_at[agent.id] = agent.password_hash
        about = self._about(agent)
        if self._passwords.off_loop(lambda: is_weak(password, about=about)):
            log.warning("password_weak", agent_id=agent.id)

    def _about(self, agent: Agent) -> list[str]:
        """What somebody who guesses the password would try first."""
        return [agent.email, agent.name, *agent.shop_ids, *self._shop_names]


def _known(session: Session, email: str) -> Agent:
    agent = find_agent(session, email)
    if agent is None:
        raise NotFoundError(f"There is no agent {normal_email(email)}.")
    return agent


def _insert(transaction: Transaction, agent: Agent) -> None:
    agent.created_at = transaction.now
    transaction.add(agent)
    try:
        transaction.flush()
    except IntegrityError as error:
        raise AccountError(f"There is already an agent {agent.email}.") from error


def _replace_hash(
    transaction: Transaction, agent_id: str, old_hash: str, password_hash: str
) -> None:
    agent = transaction.get(Agent, agent_id)
    # Somebody may have changed the password while this log-in was verified.
    if agent is not None and agent.password_hash == old_hash:
        agent.password_hash = password_hash


def _account(agent: Agent) -> Account:
    return Account(profile_of(agent), agent.disabled_at, _work(agent))


def _work(agent: Agent) -> Work:
    return Work(agent.capacity, tuple(agent.languages), agent.team)


def _checked_languages(languages: Sequence[str]) -> list[str]:
    known = get_args(AgentLanguage)
    unknown = [language for language in languages if language not in known]
    if unknown:
        raise AccountError(f"There is no language '{unknown[0]}'; there is: {', '.join(known)}.")
    return list(dict.fromkeys(languages))


def _checked_team(team: str) -> str | None:
    team = storable(team).strip()
    if len(team) > TEAM_MAX_LENGTH:
        raise AccountError(f"A team's name has at most {TEAM_MAX_LENGTH} characters.")
    return team or None


def checked_email(email: str) -> str:
    """The address as it is stored. It may be a local one, such as ana@desk. Raises AccountError."""
    normal = normal_email(email)
    try:
        validate_email(normal, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError as error:
        raise AccountError(f"This is not an e-mail address. {error}") from error
    return normal


def _checked_name(name: str) -> str:
    trimmed = " ".join(storable(name).split())
    if is_blank(trimmed) or len(trimmed) > FIELD_MAX_LENGTH:
        raise AccountError(f"A name has 1 to {FIELD_MAX_LENGTH} characters that can be seen.")
    return trimmed
