"""Lets an agent in, or says no: limits, password, and what the log and the metrics get of it.

People type passwords into the field of the e-mail address. So the log has the agent's id, or
a keyed hash of what was typed if there is no such agent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import structlog

from agent_desk.domain.agent import AgentProfile
from agent_desk.errors import RateLimitedError, WrongLoginError
from agent_desk.metrics import Metrics
from agent_desk.security.accounts import Accounts
from agent_desk.security.login_limits import Caller, LoginLimits, LoginTry
from agent_desk.security.rates import Rates
from agent_desk.storage.database import Database

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class LoggedIn:
    """``device_cookie`` makes the browser a known device for ``device_seconds``."""

    agent: AgentProfile
    device_cookie: str
    device_seconds: int


class Login:
    """The one way in: every log-in is counted, whether it succeeds or not."""

    def __init__(
        self,
        database: Database,
        accounts: Accounts,
        limits: LoginLimits,
        rates: Rates,
        metrics: Metrics,
    ) -> None:
        self._database = database
        self._accounts = accounts
        self._limits = limits
        self._rates = rates
        self._metrics = metrics

    def admit(self, caller: Caller) -> None:
        """Counts the request before it is read, which keeps a flood from the database.

        A device is counted for itself: a neighbour behind the same address does not keep it
        out. Raises RateLimitedError.
        """
        device = self._limits.signed_device(caller)
        self._rates.hit("login_requests", *(("device", device) if device else (caller.address,)))

    def authenticate(self, email: str, password: str, caller: Caller) -> LoggedIn:
        """The agent with this e-mail address and password, for a caller whom ``admit`` let in.

        Raises WrongLoginError, which never says what was wrong, RateLimitedError, and
        StorageUnavailableError.
        """
        if self._limits.signed_device(caller) is not None:
            with self._database.read() as session:
                known = self._limits.is_known(session, email, caller)
            if not known:  # a former agent, or another account: counts for the address too
                self._rates.hit("login_requests", caller.address)
        made = self._database.write(self._limits.begin, email, caller)
        if made.refused is not None:
            seconds = made.refused.retry_after_seconds
            self._count("delayed")
            log.warning("login_delayed", **_who(made), seconds=seconds)
            raise made.refused
        try:
            agent = self._accounts.authenticate(email, password, trusted=made.trusted)
        except RateLimitedError:
            self._database.write(self._limits.take_back, made)
            self._count("busy")
            log.warning("login_queue_full", **_who(made))
            raise
        except WrongLoginError:
            self._count("refused")
            log.warning("login_refused", **_who(made))
            raise
        cookie = self._database.write(self._limits.succeed, made, agent.id)
        self._count("accepted")
        log.info("agent_logged_in", **_who(made))
        return LoggedIn(agent, cookie, self._limits.device_seconds)

    def _count(self, outcome: str) -> None:
        self._metrics.logins.labels(outcome=outcome).inc()


def _who(made: LoginTry) -> dict[str, Any]:
    account = {"agent_id": made.agent_id} if made.agent_id else {"account": made.account}
    return {**account, "address": made.address, "known_device": made.device_id is not None}
