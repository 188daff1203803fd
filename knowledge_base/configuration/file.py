"""Which files hold the settings, and their sections."""

import difflib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge_base.configuration.document import Document, read_document
from knowledge_base.configuration.paths import REPOSITORY_ROOT
from knowledge_base.configuration.shop_files import (
    BASE_KEY,
    FOLDER,
    FREE_PREFIX,
    ShopFile,
    read_shop_files,
)
from knowledge_base.errors import ConfigurationError

VARIABLE = "RELAY_CONFIG"
OWN_FILE = REPOSITORY_ROOT / "config.yml"
SECTIONS = ("knowledge_base", "agent_desk")
RASA_KEYS = frozenset({"assistant_id", "importers", "language", "pipeline", "policies", "recipe"})


def config_path() -> Path:
    """The file named by RELAY_CONFIG, else config.yml at the repository root.

    Raises ConfigurationError if the variable is there and names nothing.
    """
    named = os.environ.get(VARIABLE)
    if named is None:
        return OWN_FILE
    if not named.strip():
        raise ConfigurationError(f"{VARIABLE} is empty; name a file of settings, or unset it")
    return Path(named).expanduser().absolute()


def shop_file(shop_id: str) -> Path:
    """The file of a shop, whether it is there or not. Raises ConfigurationError."""
    return config_path().parent / FOLDER / f"{shop_id}.yml"


@dataclass(frozen=True)
class SettingsFiles:
    """The file of settings, and those of single shops beside it."""

    path: Path
    main: Document
    shops: dict[str, ShopFile]

    def section(self, name: str) -> dict[str, Any]:
        """What the files say of a section; empty if they say nothing.

        Raises ConfigurationError, also for what the main file says of a shop, and the shop's own.
        """
        whole = dict(self._section_of_main(name))
        for shop in self.shops.values():
            for key, value in shop.adds_to(name).items():
                table = whole.get(key) or {}
                if not isinstance(table, dict):
                    continue  # whoever reads the section says what is wrong with it
                if shop.shop_id in table:
                    line = self.main.line([name, key, shop.shop_id])
                    raise ConfigurationError(
                        f"{name}.{key}.{shop.shop_id} stands in {self.path}, line {line}, and in "
                        f"{shop.path}; only one of them can count"
                    )
                whole[key] = table | {shop.shop_id: value}
        return whole

    def locate(self, section: str, place: Sequence[str | int]) -> tuple[Path, int | None]:
        """The file that has a setting, or would have it, and the line."""
        shop = self._shop_of(section, place)
        if shop is None:
            return self.path, self.main.line([section, *place])
        inside = place[2:] if section == "agent_desk" else [BASE_KEY, place[0], *place[2:]]
        return shop.path, shop.document.line(inside)

    def _shop_of(self, section: str, place: Sequence[str | int]) -> ShopFile | None:
        shop = self.shops.get(str(place[1])) if len(place) > 1 else None
        return shop if shop is not None and place[0] in shop.adds_to(section) else None

    def _section_of_main(self, section: str) -> dict[str, Any]:
        if self.main.values is None:
            return {}
        if not isinstance(self.main.values, dict):
            raise ConfigurationError(f"{self.path} must hold sections, such as '{section}:'")
        known = {*SECTIONS, section}
        for key in self.main.values:
            if key not in known | RASA_KEYS and not key.startswith(FREE_PREFIX):
                where = f"{self.path}, line {self.main.line([key])}: '{key}'"
                raise ConfigurationError(f"{where} is no section; {_meant(key, sorted(known))}")
        values = self.main.values.get(section)
        if values is None:
            return {}
        if not isinstance(values, dict):
            line = self.main.line([section])
            raise ConfigurationError(
                f"{self.path}, line {line}: '{section}' must hold keys and values"
            )
        return values


def settings_files() -> SettingsFiles:
    """The files as they are now; nothing if there is none and nobody named one.

    Raises ConfigurationError.
    """
    path = config_path()
    try:
        main = read_document(path)
    except FileNotFoundError:
        if VARIABLE in os.environ:
            raise ConfigurationError(f"{VARIABLE} names {path}, which does not exist") from None
        main = Document(None, None)
    return SettingsFiles(path, main, read_shop_files(path.parent / FOLDER))


def read_section(section: str) -> dict[str, Any]:
    """What the files say under ``section``; empty when they say nothing.

    Raises ConfigurationError, also for a key beside the sections that nothing reads.
    """
    return settings_files().section(section)


def _meant(key: str, sections: list[str]) -> str:
    close = difflib.get_close_matches(key, sections, n=1)
    if close:
        return f"did you mean {close[0]}?"
    return f"settings stand indented under one of: {', '.join(sections)}"
