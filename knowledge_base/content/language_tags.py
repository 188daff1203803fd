"""Tags (BCP 47) under which questions and answers are stored. Pure.

A shop may store one Chinese text for both scripts (``zh``), or one for each (``zh-Hans``,
``zh-Hant``).
"""

from typing import Literal

from knowledge_base.content.results import Language
from knowledge_base.language.scripts import Script, script_of

LanguageTag = Literal["zh", "zh-Hans", "zh-Hant", "en"]

LANGUAGE_TAGS: tuple[LanguageTag, ...] = ("zh", "zh-Hans", "zh-Hant", "en")

_SCRIPTS: dict[LanguageTag, Script] = {"zh-Hans": "Hans", "zh-Hant": "Hant"}
_READ: dict[LanguageTag, tuple[LanguageTag, ...]] = {
    "zh": ("zh", "zh-Hans", "zh-Hant", "en"),
    "zh-Hans": ("zh-Hans", "zh", "zh-Hant", "en"),
    "zh-Hant": ("zh-Hant", "zh", "zh-Hans", "en"),
    "en": ("en", "zh", "zh-Hans", "zh-Hant"),
}


def base_language(tag: LanguageTag) -> Language:
    """The language without its script."""
    return "en" if tag == "en" else "zh"


def script_in(tag: LanguageTag) -> Script | None:
    """The script that the tag names; None for ``zh``, whose texts show it, and for ``en``."""
    return _SCRIPTS.get(tag)


def best_for(reader: LanguageTag) -> tuple[LanguageTag, ...]:
    """All tags, in the order in which they suit somebody who reads ``reader``."""
    return _READ[reader]


def with_script(tag: LanguageTag, text: str) -> LanguageTag:
    """The tag with the script that ``text`` shows; ``zh`` for one that is the same in both."""
    if tag != "zh":
        return tag
    script = script_of(text)
    return "zh" if script is None else "zh-Hant" if script == "Hant" else "zh-Hans"


def takes_the_place(new: LanguageTag, old: LanguageTag, old_text: str) -> bool:
    """Whether a new text under ``new`` replaces the stored ``old_text`` under ``old``.

    One Chinese text for both scripts replaces those of each script. A text of one script replaces
    the one for both if that is written in its script, or in characters of either.
    """
    if new == old:
        return True
    if old == "zh":
        script = script_in(new)
        return script is not None and script_of(old_text) in (script, None)
    return new == "zh" and script_in(old) is not None
