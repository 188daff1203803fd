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

# Its id, the account, its end in seconds since 1970, a hash of the password's hash, and the
# signature.
COOKIE_SHAPE = re.compile(
    r"([0-9a-f]{32})\.([0-9a-f]{32})\.([0-9]{1,11})\.([0-9a-f]{64})\.([0-9a-f]{64})"
)


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
        signature = self._sign(device_id, account, ends, password)
        return f"{device_id}.{account}.{ends}.{password}.{signature}"

    def signed_id(self, cookie: str | None) -> str | None:
        """The id in a cookie that the desk made, for whatever account; it may have ended."""
        parts = self._parts(cookie)
        return None if parts is None else parts[0]

    def find(
        self, cookie: str | None, account: str, agent: Agent | None, now: datetime
    ) -> str | None:
        """The id of the device, or None if ``cookie`` is none of this account or has ended.

        It ends with its time, with a new password, and while the account is disabled.
        """
        parts = self._parts(cookie)
        if parts is None or agent is None or agent.disabled_at is not None:
            return None
        device_id, owner, ends, password = parts
        if (
            owner != account
            or int(ends) <= now.timestamp()
            or not same_token(password, self._hash_of_password(agent))
        ):
            return None
        return device_id

    def _parts(self, cookie: str | None) -> tuple[str, str, str, str] | None:
        found = COOKIE_SHAPE.fullmatch(cookie or "")
        if found is None:
            return None
        device_id, account, ends, password, signature = found.groups()
        if not same_token(signature, self._sign(device_id, account, ends, password)):
            return None
        return device_id, account, ends, password

    def _sign(self, *parts: str) -> str:
        return self._secret.keyed_hash("known device", *parts)

    def _hash_of_password(self, agent: Agent) -> str:
        return self._secret.keyed_hash("known device's password", agent.password_hash)
