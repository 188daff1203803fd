"""The shops that the desk serves, for commands that do not know the desk's settings."""

import os
import re

from knowledge_base.configuration.file import config_path, read_section
from knowledge_base.configuration.json_variable import read_json
from knowledge_base.errors import ConfigurationError

_SHOP_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")

SHOPS_VARIABLE = "RELAY_AGENT_DESK_SHOPS"


def is_shop_id(text: str) -> bool:
    """Whether a shop can have this id: files are named after it."""
    return _SHOP_ID.fullmatch(text) is not None


def configured_shops() -> list[str]:
    """Ids of the shops that the desk serves, as the file and RELAY_AGENT_DESK_SHOPS name them.

    Raises ConfigurationError.
    """
    parts = {f"{config_path()}: agent_desk.shops": read_section("agent_desk").get("shops")}
    if SHOPS_VARIABLE in os.environ:
        parts[f"environment variable {SHOPS_VARIABLE}"] = read_json(SHOPS_VARIABLE)
    found: dict[str, None] = {}
    for where, shops in parts.items():
        if not isinstance(shops, dict | None):
            raise ConfigurationError(f"{where} must hold the ids of shops and their settings")
        found |= dict.fromkeys(shops or ())
    return list(found)
