"""How often a log-in may fail (docs/adr/0027).

A known device has a count of its own and no other. A stranger's tries count for the account
and the address together, for the address, and for the account. At an address from which the
account has logged in before, only the first of these counts for it: neither neighbours behind
the same address nor guesses from many addresses keep the owner out there.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from agent_desk.domain.attempt_limits import AttemptLimit, GrowingDelay, Window
from agent_desk.errors import RateLimitedError
from agent_desk.security.desk_secret import ID_DIGITS, DeskSecret
from agent_desk.security.known_devices import KnownDevices
from agent_desk.settings.logins import LoginSettings
from agent_desk.storage.agents import find_agent, normal_email
from agent_desk.storage.attempts import (
    AttemptIds,
    count_attempt,
    forget_attempts,
    forget_attempts_below,
    give_back,
    is_counted,
    record_attempt,
)
from agent_desk.storage.models import Agent
from agent_desk.storage.transaction import Snapshot, Transaction

# The names of the limits in the table ``attempts``.
DEVICE = "login_device"
ACCOUNT_AT_ADDRESS = "login_account_at_address"
ADDRESS = "login_address"
ACCOUNT = "login_account"
KNOWN_ADDRESS = "login_known_address"

HOUR_SECONDS, DAY_SECONDS = 3600.0, 86_400.0


@dataclass(frozen=True)
class LoginTry:
    """A try to log in. ``account`` and ``address`` are keyed hashes, which may be logged.

    ``trusted``: from a known device, or from an address where the account has logged in.
    ``refused``: why it may not be made. Then nothing was counted.
    """

    account: str
    address: str
    agent_id: str | None
    device_id: str | None
    trusted: bool
    limits: tuple[AttemptLimit, ...]
    counted: AttemptIds = ()
    refused: RateLimitedError | None = None


@dataclass(frozen=True)
class Caller:
    """Where a log-in comes from: the IP address, and the device's cookie if there is one."""

    address: str
    device_cookie: str | None = field(default=None, repr=False)


class LoginLimits:
    """Unknown accounts are counted like others, so that nothing tells which exist."""

    def __init__(self, settings: LoginSettings, secret: DeskSecret) -> None:
        self._secret = secret
        self._devices = KnownDevices(secret, days=settings.known_days)
        memory = settings.memory_hours * HOUR_SECONDS
        delays = (settings.first_delay_seconds, settings.longest_delay_seconds, memory)
        self._one_source = GrowingDelay(settings.free_tries, *delays)
        self._address = GrowingDelay(settings.address_free_tries, *delays)
        self._account = GrowingDelay(
            settings.account_free_tries,
            settings.account_first_delay_seconds,
            settings.account_longest_delay_seconds,
            memory,
        )
        self._known = Window(1, settings.known_days * DAY_SECONDS)

    @property
    def device_seconds(self) -> int:
        """How long a device's cookie is valid."""
        return int(self._devices.lifetime.total_seconds())

    def signed_device(self, caller: Caller) -> str | None:
        """The id of a device whose cookie the desk made. Needs no database."""
        return self._devices.signed_id(caller.device_cookie)

    def is_known(self, session: Snapshot, email: str, caller: Caller) -> bool:
        """Whether the caller's device is a known one of this account."""
        agent, account = find_agent(session, email), self._account_id(email)
        return self._devices.find(caller.device_cookie, account, agent, session.now) is not None

    def begin(self, transaction: Transaction, email: str, caller: Caller) -> LoginTry:
        """Counts the try, before anybody knows whether its password is right."""
        agent = find_agent(transaction, email)
        account, address = self._account_id(email), self._secret.address_id(caller.address)
        device_id = self._devices.find(caller.device_cookie, account, agent, transaction.now)
        at_home = is_counted(transaction, self._known_address(account, address))
        made = LoginTry(
            account=account,
            address=address,
            agent_id=agent.id if agent else None,
            device_id=device_id,
            trusted=device_id is not None or at_home,
            limits=self._limits(account, address, device_id, at_home=at_home),
        )
        try:
            return replace(made, counted=count_attempt(transaction, *made.limits))
        except RateLimitedError as refused:
            return replace(made, refused=refused)

    def take_back(self, transaction: Transaction, made: LoginTry) -> None:
        """The try tells nothing: its password was not looked at."""
        give_back(transaction, made.counted)

    def succeed(self, transaction: Transaction, made: LoginTry, agent_id: str) -> str:
        """Forgets what failed at this device or address; returns the device's new cookie.

        What failed elsewhere goes on counting.
        """
        give_back(transaction, made.counted)
        for limit in made.limits:
            if limit.name in (DEVICE, ACCOUNT_AT_ADDRESS):
                forget_attempts(transaction, limit.name, limit.key)
        known = self._known_address(made.account, made.address)
        forget_attempts(transaction, known.name, known.key)
        record_attempt(transaction, known)
        agent = transaction.get_one(Agent, agent_id)
        return self._devices.issue(made.account, agent, transaction.now, device_id=made.device_id)

    def unlock(self, transaction: Transaction, email: str) -> None:
        """Forgets all failed log-ins for this e-mail address.

        What others did at an address that is new to the account goes on counting there.
        """
        account = self._account_id(email)
        for name in (DEVICE, ACCOUNT_AT_ADDRESS, ACCOUNT):
            forget_attempts_below(transaction, name, account)

    def _limits(
        self, account: str, address: str, device_id: str | None, *, at_home: bool
    ) -> tuple[AttemptLimit, ...]:
        if device_id is not None:
            return (AttemptLimit(DEVICE, account + device_id, self._one_source),)
        here = AttemptLimit(ACCOUNT_AT_ADDRESS, account + address, self._one_source)
        if at_home:
            return (here,)
        return (
            here,
            AttemptLimit(ADDRESS, address, self._address),
            AttemptLimit(ACCOUNT, account, self._account),
        )

    def _known_address(self, account: str, address: str) -> AttemptLimit:
        return AttemptLimit(KNOWN_ADDRESS, account + address, self._known)

    def _account_id(self, email: str) -> str:
        return self._secret.keyed_hash("login account", normal_email(email))[:ID_DIGITS]
