"""The cookie by which a browser is known from which an agent has logged in before.

It opens nothing: it only says that this browser's log-ins are not a stranger's
(docs/adr/0027). The desk stores nothing about it.
"""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta

from agent_desk.security.desk_secret import DeskSecret
from agent_desk.security.tokens import same_token
from agent_desk.storage.models import Agent

# Its id, its end in seconds since 1970, a hash of the password's hash, and the signature.
COOKIE_SHAPE = re.compile(r"([0-9a-f]{32})\.([0-9]{1,11})\.([0-9a-f]{64})\.([0-9a-f]{64})")


class KnownDevices:
    """The cookies are valid for ``days`` after the last log-in, and until a new password.

    ``account`` is the keyed hash of an e-mail address.
    """

    def __init__(self, secret: DeskSecret, *, days: int) -> None:
        self._secret = secret
        self._lifetime = timedelta(days=days)

    @property
    def lifetime(self) -> timedelta:
        return self._lifetime

    def issue(
        self, account: str, agent: Agent, now: datetime, *, device_id: str | None = None
    ) -> str:
        """The cookie for a browser from which ``agent`` has logged in.

        ``device_id`` is what ``find`` returned for it; None: the browser is new.
        """
        device_id = device_id or secrets.token_hex(16)
        ends = str(int((now + self._lifetime).timestamp()))
        password = self._hash_of_password(agent)
        return f"{device_id}.{ends}.{password}.{self._sign(account, device_id, ends, password)}"

    def is_genuine(self, cookie: str | None, account: str) -> bool:
        """Whether the desk made ``cookie`` for this account. Needs no database; it may have ended."""
        return self._parts(cookie, account) is not None

    def find(
        self, cookie: str | None, account: str, agent: Agent | None, now: datetime
    ) -> str | None:
        """The id of the device, or None if ``cookie`` is none of this account or has ended."""
        parts = self._parts(cookie, account)
        if parts is None or agent is None:
            return None
        device_id, ends, password = parts
        if int(ends) <= now.timestamp() or not same_token(password, self._hash_of_password(agent)):
            return None
        return device_id

    def _parts(self, cookie: str | None, account: str) -> tuple[str, str, str] | None:
        found = COOKIE_SHAPE.fullmatch(cookie or "")
        if found is None:
            return None
        device_id, ends, password, signature = found.groups()
        if not same_token(signature, self._sign(account, device_id, ends, password)):
            return None
        return device_id, ends, password

    def _sign(self, account: str, device_id: str, ends: str, password: str) -> str:
        return self._secret.keyed_hash("known device", account, device_id, ends, password)

    def _hash_of_password(self, agent: Agent) -> str:
        return self._secret.keyed_hash("known device's password", agent.password_hash)
