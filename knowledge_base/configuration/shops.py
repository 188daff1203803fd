"""The shops that the desk serves, for commands that do not know the desk's settings."""

import os
from typing import Any

from knowledge_base.configuration.file import config_path, read_section
from knowledge_base.configuration.json_variable import read_json
from knowledge_base.errors import ConfigurationError

SHOPS_VARIABLE = "RELAY_AGENT_DESK_SHOPS"


def configured_shops() -> list[str]:
    """Ids of the shops that the desk serves, as the files and RELAY_AGENT_DESK_SHOPS name them.

    Raises ConfigurationError.
    """
    return list(dict.fromkeys(shop_id for shops in _written() for shop_id in shops))


def setting_of_shop(shop_id: str, name: str) -> Any:
    """What the desk's settings say of a shop under ``name``, unchecked; None if they say nothing.

    Raises ConfigurationError.
    """
    whole: Any = {}
    for shops in _written():
        whole = _over(whole, shops.get(shop_id, {}))
    return whole.get(name) if isinstance(whole, dict) else None


def _over(below: Any, above: Any) -> Any:
    """Tables are merged key by key, as the desk merges the variable over the files."""
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return above
    return below | {key: _over(below.get(key), value) for key, value in above.items()}


def _written() -> list[dict[str, Any]]:
    """The tables of shops: the files', then the variable's, which wins."""
    parts = {f"{config_path()}: agent_desk.shops": read_section("agent_desk").get("shops")}
    if SHOPS_VARIABLE in os.environ:
        parts[f"environment variable {SHOPS_VARIABLE}"] = read_json(SHOPS_VARIABLE)
    found: list[dict[str, Any]] = []
    for where, shops in parts.items():
        if not isinstance(shops, dict | None):
            raise ConfigurationError(f"{where} must hold the ids of shops and their settings")
        found.append(shops or {})
    return found
