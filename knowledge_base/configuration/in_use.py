"""What a command says of its settings when it begins."""

import os
from collections.abc import Callable, Iterable

from knowledge_base.configuration.file import OWN_FILE, VARIABLE, config_path, settings_files
from knowledge_base.configuration.shops import configured_shops
from knowledge_base.configuration.variables import stray_variables

DEMO_SHOP = "demo"


def settings_in_use() -> str:
    """The file that the settings come from, and why it is that one; the files of shops beside it.

    Raises ConfigurationError.
    """
    path, shops = config_path(), settings_files().shops
    beside = "".join(f", {file.path.parent.name}/{file.path.name}" for file in shops.values())
    if VARIABLE in os.environ:
        return f"{path} ({VARIABLE}){beside}"
    if not path.exists():
        return f"none; {path} is not there{beside}"
    return f"{path} ({VARIABLE} names no other){beside}"


def warnings_of(stored_shops: Callable[[], Iterable[str]]) -> list[str]:
    """Warnings: variables RELAY_… that nothing reads; the demo shop's settings on others' data.

    ``stored_shops`` gives the ids of the shops whose data there are. It is only called if the
    settings are those that come with Relay. Raises ConfigurationError.
    """
    found = [f"nothing in Relay reads the environment variable {one}" for one in stray_variables()]
    shops = configured_shops()
    if config_path().resolve() == OWN_FILE and DEMO_SHOP in shops:
        others = sorted(set(stored_shops()) - set(shops))
        if others:
            found.append(
                "these are the settings of the demo shop, but there are data of "
                f"{', '.join(others)}; does {VARIABLE} have to name another file?"
            )
    return found
