"""A file for each shop: ``shops/<id>.yml`` beside the file of settings.

It holds what would stand under ``agent_desk.shops.<id>``, and under ``knowledge_base`` what is this
shop's in the other section.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge_base.configuration.document import Document, read_document
from knowledge_base.errors import ConfigurationError

FOLDER = "shops"
BASE_KEY = "knowledge_base"
# Settings of the section `knowledge_base` that have a value for each shop.
BY_SHOP = ("synonyms", "shop_contacts")
# Keys for what several settings share, by an anchor of YAML.
FREE_PREFIX = "x-"

_SHOP_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def is_shop_id(text: str) -> bool:
    """Whether a shop can have this id: files are named after it."""
    return _SHOP_ID.fullmatch(text) is not None


@dataclass(frozen=True)
class ShopFile:
    """The file of one shop."""

    shop_id: str
    path: Path
    document: Document

    def adds_to(self, section: str) -> dict[str, Any]:
        """What the file says of this shop, by the setting of ``section`` that has it by shops.

        Raises ConfigurationError for a setting that no shop has for itself.
        """
        if section == "agent_desk":
            return {"shops": self._for_desk()}
        return self._for_base() if section == BASE_KEY else {}

    def _for_desk(self) -> dict[str, Any]:
        return {
            key: value
            for key, value in self._values.items()
            if key != BASE_KEY and not key.startswith(FREE_PREFIX)
        }

    def _for_base(self) -> dict[str, Any]:
        values = self._values.get(BASE_KEY)
        if values is None:
            return {}
        if not isinstance(values, dict):
            raise ConfigurationError(self._where([BASE_KEY]) + f": '{BASE_KEY}' must hold keys")
        for key in values:
            if key not in BY_SHOP:
                where = self._where([BASE_KEY, key])
                raise ConfigurationError(
                    f"{where}: '{key}' is no setting of a single shop; there is: "
                    + ", ".join(BY_SHOP)
                )
        return values

    def _where(self, place: list[str | int]) -> str:
        line = self.document.line(place)
        return f"{self.path}, line {line}" if line else str(self.path)

    @property
    def _values(self) -> dict[str, Any]:
        values = self.document.values
        if values is None:
            return {}
        if not isinstance(values, dict):
            raise ConfigurationError(f"{self.path} must hold keys and values, such as 'name:'")
        return values


def read_shop_files(folder: Path) -> dict[str, ShopFile]:
    """The files of a folder, by the id of the shop; empty if there is no folder.

    Raises ConfigurationError for a file that cannot be read, or whose name is no id.
    """
    try:
        paths = sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise ConfigurationError(f"{folder} cannot be read: {error.strerror}") from error
    found = {}
    for path in paths:
        if path.name.startswith(".") or path.suffix.lower() not in (".yml", ".yaml"):
            continue
        if path.suffix != ".yml" or not is_shop_id(path.stem):
            raise ConfigurationError(
                f"{path}: the file of a shop is named after its id, such as my-shop.yml "
                "(a–z, 0–9, '-' and '_')"
            )
        try:
            found[path.stem] = ShopFile(path.stem, path, read_document(path))
        except FileNotFoundError:
            continue  # taken away meanwhile
    return found
