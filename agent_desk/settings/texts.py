"""A shop's own wording of the texts that its visitors read."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field

from agent_desk.settings.types import Strict
from agent_desk.texts.catalogue import SHOP_PLACEHOLDERS, Spec, specs
from agent_desk.texts.template import parse
from knowledge_base.language.scripts import in_script
from knowledge_base.language.text import DetectedLanguage


class OwnText(Strict):
    """A text in the languages in which the shop words it itself; ``zh`` is for both scripts."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    zh: str | None = None
    hans: str | None = Field(None, alias="zh-Hans")
    hant: str | None = Field(None, alias="zh-Hant")
    en: str | None = None

    @property
    def written(self) -> dict[str, str]:
        """The texts that there are, by language."""
        return {
            tag: text for tag, text in self.model_dump(by_alias=True).items() if text is not None
        }

    def in_language(self, language: DetectedLanguage) -> str | None:
        """The text for a visitor who writes ``language``; None where the shop has none.

        A script of Chinese without a text of its own is converted from the other.
        """
        if language == "en":
            return self.en
        if language == "zh-Hans":
            candidates = (self.hans, self.zh, self.hant)
        else:
            candidates = (self.hant, self.zh, self.hans)
        text = next((text for text in candidates if text is not None), None)
        if text is None or text == candidates[0]:
            return text
        return in_script(text, "Hans" if language == "zh-Hans" else "Hant")


def _checked(texts: dict[str, OwnText]) -> dict[str, OwnText]:
    """The same. Raises ValueError for a text that there is not, or that cannot be filled in."""
    for name, own in texts.items():
        if name not in specs():
            close = difflib.get_close_matches(name, specs(), n=1)
            meant = f"did you mean {close[0]}? " if close else ""
            raise ValueError(f"there is no text {name!r}; {meant}docs/texts.md has all of them")
        for tag, text in own.written.items():
            wrong = _wrong(text, specs()[name])
            if wrong:
                raise ValueError(f"{name}, {tag}: {wrong}")
    return texts


def _wrong(text: str, spec: Spec) -> str | None:
    """What is wrong with a shop's ``text``, in a line."""
    if not text.strip():
        return None if spec.may_be_empty and not text else "the text is empty"
    try:
        template = parse(text)
    except ValueError as error:
        return str(error)
    sure = spec.known | {name for name, known in SHOP_PLACEHOLDERS.items() if known}
    there_are = sure | spec.unsure | SHOP_PLACEHOLDERS.keys()
    if unknown := template.names - there_are:
        return f"there is no {_named(unknown)}; there is {_named(there_are)}"
    if missing := spec.needed - template.names:
        return f"{_named(missing)} has to be in it"
    if unsure := template.outside_brackets - sure:
        example = f"[ … {_named(list(unsure)[:1])} … ]"
        return f"{_named(unsure)} may not be known; put brackets around what needs it: {example}"
    return None


def _named(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))


OwnTexts = Annotated[dict[str, OwnText], AfterValidator(_checked)]
"""A shop's own texts by their name in the catalogue; each can be filled in."""
