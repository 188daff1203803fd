"""The intents and acts of the bot that a shop turns off.

The names are those of bot/domain/, which Rasa learns from too.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, Field

from knowledge_base.configuration import REPOSITORY_ROOT

LOOK_UPS = ("look_up_order", "look_up_parcel")

_DOMAIN = REPOSITORY_ROOT / "bot" / "domain"
_PERSON = "a customer may always ask for a person"
_ANSWERS = "it answers what the bot asks"
# Those that cannot be turned off, and why.
_NEEDED = {
    "request_human": _PERSON,
    "hand_off:asked": _PERSON,
    "bot_challenge": "a customer may always ask whether a person writes",
    "inform": _ANSWERS,
    "affirm": _ANSWERS,
    "deny": _ANSWERS,
    "out_of_scope": "it keeps questions apart that are none of the shop's business",
    "nlu_fallback": "it is what remains where no other is likely",
    "search_knowledge_base": "it is how questions are answered",
}


@cache
def bot_intents() -> tuple[str, ...]:
    """The intents of bot/domain/intents.yml."""
    return tuple(name for intent in _read("intents.yml")["intents"] for name in intent)


@cache
def bot_acts() -> tuple[str, ...]:
    """The acts of bot/domain/acts.yml. Where an act has a reason it follows: ``hand_off:complaint``."""
    variations = [said for response in _read("acts.yml")["responses"].values() for said in response]
    acts = [said["custom"] for said in variations]
    names = (f"{act['act']}:{act['reason']}" if "reason" in act else act["act"] for act in acts)
    return tuple(dict.fromkeys(names))


def _read(name: str) -> Any:
    return yaml.safe_load(Path(_DOMAIN / name).read_text(encoding="utf-8"))


def _checked(names: list[str], known: tuple[str, ...]) -> list[str]:
    for name in names:
        if name not in known:
            free = ", ".join(one for one in known if one not in _NEEDED)
            raise ValueError(f"the bot has no {name!r}; these can be turned off: {free}")
        if name in _NEEDED:
            raise ValueError(f"{name!r} cannot be turned off: {_NEEDED[name]}")
    return names


IntentsOff = Annotated[
    list[str], Field(max_length=100), AfterValidator(lambda names: _checked(names, bot_intents()))
]
ActsOff = Annotated[
    list[str], Field(max_length=100), AfterValidator(lambda names: _checked(names, bot_acts()))
]
