"""The shops that the desk serves, for commands that do not know the desk's settings."""

import os

from knowledge_base.configuration.file import config_path, read_section
from knowledge_base.configuration.json_variable import read_json
from knowledge_base.errors import ConfigurationError

SHOPS_VARIABLE = "RELAY_AGENT_DESK_SHOPS"


def configured_shops() -> list[str]:
    """Ids of the shops that the desk serves, as the files and RELAY_AGENT_DESK_SHOPS name them.

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
