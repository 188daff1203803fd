"""The cookie by which a browser is known from which an agent has logged in before.

It opens nothing: it only says that this browser's log-ins are not a stranger's
(docs/adr/0027). The desk stores nothing about it. It is signed over the account, its
password's hash and its end, so a new password ends it.
"""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta

from agent_desk.security.desk_secret import DeskSecret
from agent_desk.security.tokens import same_token
from agent_desk.storage.models import Agent

COOKIE_SHAPE = re.compile(r"([0-9a-f]{32})\.([0-9]{1,11})\.([0-9a-f]{64})")


class KnownDevices:
    """The cookies are valid for ``days`` after the last log-in."""

    def __init__(self, secret: DeskSecret, *, days: int) -> None:
        self._secret = secret
        self._lifetime = timedelta(days=days)

    @property
    def lifetime(self) -> timedelta:
        return self._lifetime

    def issue(self, agent: Agent, now: datetime, *, device_id: str | None = None) -> str:
        """The cookie for a browser from which ``agent`` has logged in.

        ``device_id`` is what ``find`` returned for it; None: the browser is new.
        """
        device_id = device_id or secrets.token_hex(16)
        ends = str(int((now + self._lifetime).timestamp()))
        return f"{device_id}.{ends}.{self._signature(agent, device_id, ends)}"

    def find(self, cookie: str | None, agent: Agent | None, now: datetime) -> str | None:
        """The id of the device, or None if ``cookie`` is not one of ``agent`` or has ended.

        Takes as long for an account that does not exist (``agent`` is None).
        """
        parts = COOKIE_SHAPE.fullmatch(cookie or "")
        if parts is None:
            return None
        device_id, ends, signature = parts.groups()
        genuine = same_token(signature, self._signature(agent, device_id, ends))
        if agent is None or not genuine or int(ends) <= now.timestamp():
            return None
        return str(device_id)

    def _signature(self, agent: Agent | None, device_id: str, ends: str) -> str:
        account = (agent.id, agent.password_hash) if agent else ("", "")
        return self._secret.keyed_hash("known device", *account, device_id, ends)
