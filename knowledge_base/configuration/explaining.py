"""What pydantic says of wrong settings, in words for the person who wrote them."""

import difflib
import os
from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from knowledge_base.configuration.file import VARIABLE
from knowledge_base.configuration.origins import Origins, origins_of
from knowledge_base.configuration.schema import (
    Path,
    all_settings,
    dotted,
    keys_of,
    kinds_of,
    without_tags,
)

# By pydantic's name of the error, with the values of its context.
_WORDS: Final = {
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "dict_type": "must hold keys and values",
    "finite_number": "must be a number, and not infinity or NaN",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "int_from_float": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "is too large",
    "int_type": "must be a whole number",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "list_type": "must be a list, such as [one, two]",
    "literal_error": "must be {expected}",
    "model_type": "must hold keys and values{keys}",
    "path_type": "must be a path",
    "string_pattern_mismatch": "must have the form {pattern}",
    "string_too_long": "may have at most {max_length} characters",
    "string_too_short": "must have at least {min_length} characters",
    "string_type": "must be a text, in quotation marks",
    "too_long": "may have at most {max_length} parts, not {actual_length}",
    "too_short": "must have at least {min_length} parts, not {actual_length}",
    "union_tag_invalid": "{discriminator} must be one of {expected_tags}",
    "value_error": "{error}",
}
_EMPTY = "is empty (a text that begins with # needs quotes)"
_FEW = 8


def reasons(settings: type[BaseModel], error: ValidationError) -> list[str]:
    """What is wrong with values that stand in no file yet: a line each, without the values."""
    lines = []
    for item in error.errors(include_url=False):
        place, annotations = without_tags(settings, item["loc"])
        name = dotted("", place).lstrip(".")
        if item["type"] == "missing":
            lines.append(f"{name} is missing")
            continue
        if item["type"] == "union_tag_not_found":
            what = f"{_kind(item, annotations)} is missing"
        elif item["type"] == "extra_forbidden":
            what = "unknown setting"
        else:
            what = _words(item, annotations)
        lines.append(f"{name}: {what}" if name else what)
    return lines


class Explainer:
    """Explains errors of one section.

    ``replacements``: what to set in place of a setting of an earlier version, by its path.
    """

    def __init__(
        self, section: str, settings: type[BaseModel], replacements: Mapping[str, str]
    ) -> None:
        self._section = section
        self._settings = settings
        self._replacements = replacements

    def explain(self, error: ValidationError) -> str:
        """One line for all that is wrong. Values are left out: one of them may be a password."""
        origins = origins_of(self._section)
        missing: dict[Path, list[str]] = {}
        lines = []
        for item in error.errors(include_url=False):
            place, annotations = without_tags(self._settings, item["loc"])
            if item["type"] == "missing":
                missing.setdefault(place[:-1], []).append(str(place[-1]))
            elif item["type"] == "union_tag_not_found":
                missing.setdefault(place, []).append(_kind(item, annotations))
            else:
                what = self._wrong(item, place, annotations)
                lines.append(f"{origins.where(place)}: {self._name(place)}: {what}")
        return "; ".join([*self._missing(origins, missing), *lines])

    def _wrong(self, item: ErrorDetails, place: Path, annotations: Sequence[Any]) -> str:
        if item["type"] == "extra_forbidden":
            return f"unknown setting{self._hint(place)}"
        return _words(item, annotations)

    def _missing(self, origins: Origins, missing: Mapping[Path, list[str]]) -> list[str]:
        """A line for each place where keys are missing.

        A variable that adds to something which the file lacks gets one line for all of that.
        """
        lines, added = [], dict[tuple[str, Path], list[str]]()
        for place, keys in missing.items():
            variable, lacking = origins.variable(place), origins.missing(place)
            if variable is None or lacking is None:
                lines.append(f"{origins.where(place)}: {self._name(place)}: {_listed(keys)}")
                continue
            inside = dotted("", place[len(lacking) :]).lstrip(".")
            named = [f"{inside}.{key}" if inside else key for key in keys]
            added.setdefault((variable, lacking), []).extend(named)
        for (variable, place), keys in added.items():
            close = self._misspelt(place, origins)
            meant = f"; did you mean {self._name((*place[:-1], close))}?" if close else ""
            unnamed = "" if VARIABLE in os.environ else f" ({VARIABLE} is not set)"
            lines.append(
                f"environment variable {variable} adds to {self._name(place)}, which "
                f"{origins.file(place)} does not have{unnamed}: {_listed(keys)}{meant}"
            )
        return lines

    def _misspelt(self, place: Path, origins: Origins) -> str | None:
        """The key of the file that ``place`` may mean, such as the id of another shop."""
        _, annotations = without_tags(self._settings, place[:-1])
        is_known = place[-1] in keys_of(annotations)
        return None if is_known else _closest(str(place[-1]), origins.keys(place[:-1]))

    def _hint(self, place: Path) -> str:
        """What to set in place of an unknown key."""
        instead = self._replacements.get(".".join(str(part).lower() for part in place))
        if instead is not None:
            return f"; it is gone, set {instead}"
        _, annotations = without_tags(self._settings, place[:-1])
        close = _closest(str(place[-1]).lower(), keys_of(annotations))
        if close:
            return f"; did you mean {self._name((*place[:-1], close))}?"
        elsewhere = [path for path in all_settings(self._settings) if path[-1] == place[-1]]
        if elsewhere:
            return f"; its place is {self._name(elsewhere[0])}"
        return _few("; there is: ", annotations)

    def _name(self, place: Path) -> str:
        return dotted(self._section, place)


def _words(item: ErrorDetails, annotations: Sequence[Any]) -> str:
    if item["input"] is None:
        return _EMPTY
    words = _WORDS.get(item["type"], "cannot be used")
    return words.format(keys=_few(": ", annotations), **item.get("ctx", {}))


def _kind(item: ErrorDetails, annotations: Sequence[Any]) -> str:
    discriminator = item["ctx"]["discriminator"].strip("'")
    return f"{discriminator} ({' or '.join(kinds_of(annotations))})"


def _few(before: str, annotations: Sequence[Any]) -> str:
    """The keys that a value may have, if it may have a few."""
    known = keys_of(annotations)
    return f"{before}{', '.join(known)}" if 0 < len(known) <= _FEW else ""


def _closest(key: str, known: Sequence[str]) -> str | None:
    return next(iter(difflib.get_close_matches(key, known, n=1)), None)


def _listed(keys: Sequence[str]) -> str:
    return f"{', '.join(keys)} {'is' if len(keys) == 1 else 'are'} missing"
