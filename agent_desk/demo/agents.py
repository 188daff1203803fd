"""Demo agents. Their passwords are made on this machine and stored in LOGINS_FILE."""

from __future__ import annotations

import json
import secrets

from agent_desk.security.accounts import Accounts
from agent_desk.security.passwords import Passwords
from agent_desk.storage.database import Database
from knowledge_base.configuration import resolve_path
from knowledge_base.private_files import new_text_file

LOGINS_FILE = "var/demo_logins.json"

AGENTS = (("mei@lantern.example", "小美 Mei"), ("ana@lantern.example", "Ana"))


def ensure_demo_agents(database: Database) -> list[str]:
    """Makes the missing agents and their passwords; returns the agents' e-mail addresses.

    An agent whose password is not in the file gets a new one. Raises UnwritableFileError.
    """
    path = resolve_path(LOGINS_FILE)
    logins: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    accounts = Accounts(database, Passwords())
    made = []
    for email, name in AGENTS:
        known = accounts.find(email)
        if known is not None and email in logins:
            continue
        password = logins.setdefault(email, secrets.token_urlsafe(9))
        if known is None:
            accounts.add(email, name=name, shop_ids=["demo"], password=password)
        else:
            accounts.set_password(email, password)
        made.append(email)
    path.parent.mkdir(parents=True, exist_ok=True)
    with new_text_file(path) as file:
        json.dump(logins, file, indent=2)
    return made
