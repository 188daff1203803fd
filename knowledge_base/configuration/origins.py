"""Where a setting was set: in a file, or by an environment variable."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from knowledge_base.configuration.file import SettingsFiles, settings_files
from knowledge_base.configuration.json_variable import read_json
from knowledge_base.configuration.schema import Path
from knowledge_base.configuration.variables import section_variables


@dataclass(frozen=True)
class Origins:
    """Finds what set the settings of a section. Places are paths below the section."""

    section: str
    files: SettingsFiles

    def where(self, place: Path) -> str:
        """The variable, or the file and the line, for the beginning of a sentence.

        Both for a group of settings of which each sets a part.
        """
        variable = self.variable(place)
        path, line = self.files.locate(self.section, place)
        file = f"{path}{f', line {line}' if line else ''}"
        if variable is None:
            return file
        together = f"{file}, with " if self.keys(place) else ""
        return f"{together}environment variable {variable}"

    def file(self, place: Path) -> str:
        """The name of the file that has a setting, or would have it."""
        return str(self.files.locate(self.section, place)[0])

    def variable(self, place: Path) -> str | None:
        """The environment variable that sets something at ``place`` or inside of it."""
        wanted = tuple(str(part).lower() for part in place)
        for variable, path in section_variables(self.section).items():
            if path[: len(wanted)] == wanted:
                return variable
            if wanted[: len(path)] == path and _holds(read_json(variable), wanted[len(path) :]):
                return variable
        return None

    def missing(self, place: Path) -> Path | None:
        """The shortest beginning of ``place`` that the files lack; None if they have all of it."""
        begun = (place[:count] for count in range(1, len(place) + 1))
        return next((path for path in begun if self._value(path) is None), None)

    def keys(self, place: Path) -> list[str]:
        """The keys that the files have at ``place``."""
        value = self._value(place)
        return list(value) if isinstance(value, dict) else []

    def _value(self, place: Path) -> Any:
        value: Any = self._values
        for part in place:
            value = value.get(str(part)) if isinstance(value, dict) else None
        return value

    @cached_property
    def _values(self) -> dict[str, Any]:
        return self.files.section(self.section)


def origins_of(section: str) -> Origins:
    """Raises ConfigurationError."""
    return Origins(section, settings_files())


def _holds(value: Any, place: Sequence[str]) -> bool:
    """Whether there is something at ``place``, whose letters are small."""
    for part in place:
        if isinstance(value, list):
            value = dict(enumerate(value))
        if not isinstance(value, dict):
            return False
        keys = {str(key).lower(): key for key in value}
        if part not in keys:
            return False
        value = value[keys[part]]
    return True
