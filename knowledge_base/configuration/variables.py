"""The environment variables RELAY_…: which ones are settings, and which ones nothing reads."""

import difflib
import os
from collections.abc import Iterable, Mapping

from pydantic import BaseModel

from knowledge_base.configuration.file import SECTIONS, VARIABLE
from knowledge_base.configuration.json_variable import read_json
from knowledge_base.configuration.schema import (
    NESTED,
    Path,
    all_settings,
    inside,
    is_nested,
)
from knowledge_base.errors import ConfigurationError

PREFIX = "RELAY_"
# What other parts read: Rasa, the logs of `make run`, training, measurements and tests.
OTHERS = frozenset(
    {
        VARIABLE,
        "RELAY_DATA",
        "RELAY_FAULTS",
        "RELAY_FAULTS_PING_SECONDS",
        "RELAY_KILLS",
        "RELAY_LOG_BYTES",
        "RELAY_LOG_FILES",
        "RELAY_MODEL_DIR",
        "RELAY_PICTURES",
        "RELAY_RASA_SECRET",
    }
)
# A name is surely a slip if it is so similar to a known one. Others may belong to other programs:
# Kubernetes sets RELAY_PORT and more for a service that is called relay.
_SLIP = 0.8


def section_prefix(section: str) -> str:
    """Start of every environment variable of a section."""
    return f"{PREFIX}{section.upper()}_"


def check_variables(
    section: str, settings: type[BaseModel], replacements: Mapping[str, str]
) -> None:
    """Raises ConfigurationError for a variable of the section that names no setting or holds broken
    JSON, and for one that looks like a slip of a name that is known.

    ``replacements``: what to set in place of a setting of an earlier version, by its path.
    """
    prefix = section_prefix(section)
    for variable, path in section_variables(section).items():
        annotations = _setting(settings, path)
        if annotations is None:
            hint = replacements.get(".".join(path))
            hint = f"it is gone, set {hint}" if hint else _closest(variable, settings, prefix)
            raise ConfigurationError(
                f"environment variable {variable}: unknown setting{f'; {hint}' if hint else ''}"
            )
        if is_nested(annotations):
            read_json(variable, {part for one in all_settings(settings) for part in one})
    for variable in stray_variables(section):
        meant = _slip_of(variable, settings, prefix)
        if meant:
            raise ConfigurationError(
                f"environment variable {variable}: nothing reads it; did you mean {meant}?"
            )


def section_variables(section: str) -> dict[str, tuple[str, ...]]:
    """The variables of a section that are set, and the path that each names, in small letters."""
    prefix = section_prefix(section)
    return {
        variable: tuple(variable[len(prefix) :].lower().split(NESTED))
        for variable in sorted(os.environ)
        if variable.upper().startswith(prefix)
    }


def stray_variables(*sections: str) -> list[str]:
    """The variables RELAY_… that are set and that no part of Relay reads."""
    prefixes = tuple(section_prefix(section) for section in (*SECTIONS, *sections))
    return [
        variable
        for variable in sorted(os.environ)
        if variable.startswith(PREFIX)
        and variable not in OTHERS
        and not variable.startswith(prefixes)
    ]


def _setting(settings: type[BaseModel], path: Path) -> list[object] | None:
    """The types of the setting that a variable names; None if there is none.

    What lies below a setting without others inside is left to pydantic, which names it.
    """
    annotations: list[object] = [settings]
    for part in path:
        if not is_nested(annotations):
            return annotations
        found = inside(annotations, part)
        if found is None:
            return None
        annotations = found
    return annotations


def _closest(variable: str, settings: type[BaseModel], prefix: str) -> str | None:
    meant = difflib.get_close_matches(variable.upper(), _names(settings, prefix, variable), n=1)
    return f"did you mean {meant[0]}?" if meant else None


def _slip_of(variable: str, settings: type[BaseModel], prefix: str) -> str | None:
    names = [*OTHERS, *_names(settings, prefix, variable)]
    close = difflib.get_close_matches(variable, names, n=1, cutoff=_SLIP)
    if close:
        return close[0]
    for start in map(section_prefix, SECTIONS):
        if difflib.SequenceMatcher(None, variable[: len(start)], start).ratio() > _SLIP:
            return f"{start}…"
    return None


def _names(settings: type[BaseModel], prefix: str, variable: str) -> Iterable[str]:
    """The names of all variables of a section, with the keys of tables as ``variable`` has them."""
    written = variable[len(prefix) :].split(NESTED)
    for path in all_settings(settings):
        parts = [
            written[index] if part == "<id>" and index < len(written) else part
            for index, part in enumerate(path)
        ]
        yield prefix + NESTED.join(parts).upper()
