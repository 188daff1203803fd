"""Which file holds the settings, and its sections."""

import difflib
import os
from pathlib import Path
from typing import Any

from knowledge_base.configuration.document import Document, read_document
from knowledge_base.configuration.paths import REPOSITORY_ROOT
from knowledge_base.errors import ConfigurationError

VARIABLE = "RELAY_CONFIG"
OWN_FILE = REPOSITORY_ROOT / "config.yml"
SECTIONS = ("knowledge_base", "agent_desk")
RASA_KEYS = frozenset({"assistant_id", "importers", "language", "pipeline", "policies", "recipe"})
# Keys for what several settings share, by an anchor of YAML.
FREE_PREFIX = "x-"


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


def config_file() -> Document:
    """What the file holds; nothing if it does not exist and nobody named it.

    Raises ConfigurationError.
    """
    path = config_path()
    try:
        return read_document(path)
    except FileNotFoundError:
        if VARIABLE in os.environ:
            raise ConfigurationError(f"{VARIABLE} names {path}, which does not exist") from None
        return Document(None, None)


def read_section(section: str) -> dict[str, Any]:
    """What the file says under ``section``; empty when it says nothing.

    Raises ConfigurationError, also for a key beside the sections that nothing reads.
    """
    path, document = config_path(), config_file()
    if document.values is None:
        return {}
    if not isinstance(document.values, dict):
        raise ConfigurationError(f"{path} must hold sections, such as '{section}:'")
    known = {*SECTIONS, section}
    for key in document.values:
        if key not in known | RASA_KEYS and not key.startswith(FREE_PREFIX):
            where = f"{path}, line {document.line([key])}: '{key}'"
            raise ConfigurationError(f"{where} is no section; {_meant(key, sorted(known))}")
    values = document.values.get(section)
    if values is None:
        return {}
    if not isinstance(values, dict):
        line = document.line([section])
        raise ConfigurationError(f"{path}, line {line}: '{section}' must hold keys and values")
    return values


def _meant(key: str, sections: list[str]) -> str:
    close = difflib.get_close_matches(key, sections, n=1)
    if close:
        return f"did you mean {close[0]}?"
    return f"settings stand indented under one of: {', '.join(sections)}"
