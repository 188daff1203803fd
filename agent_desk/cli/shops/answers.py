"""Turns what somebody answers or gives as a flag into settings. Pure, but for secrets in files."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, SecretStr

from agent_desk.errors import ShopSetupError
from agent_desk.orders.number_proposals import normal_example
from agent_desk.settings.hours import Weekday
from agent_desk.settings.order_numbers import OrderNumber
from agent_desk.settings.order_proof import STRONG
from agent_desk.settings.shops import ShopSettings
from knowledge_base.configuration.schema import alternatives

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
"""In which a shop writes its own texts."""

_GREETINGS = {
    "en": "Hello, this is {}. How can we help?",
    "zh-Hans": "您好，这里是{}。请问有什么可以帮您？",
    "zh-Hant": "您好，這裡是{}。請問有什麼可以幫您？",
}
_WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


def by_language(texts: Sequence[str]) -> dict[str, str]:
    """``en=Harbour`` and its like, by language. Raises ShopSetupError."""
    found = {}
    for text in texts:
        language, equals, words = text.partition("=")
        if not equals or language.strip() not in (*LANGUAGES, "zh") or not words.strip():
            raise ShopSetupError(
                f"'{text}': write LANGUAGE=TEXT with one of {', '.join(LANGUAGES)}"
            )
        found[language.strip()] = words.strip()
    return found


def complete(texts: dict[str, str]) -> dict[str, str]:
    """A text for every visitor: a name in one language stands for the others, too."""
    first = next(iter(texts.values()))
    chinese = [text for language, text in texts.items() if language.startswith("zh")]
    return texts | ({} if "en" in texts else {"en": first}) | ({} if chinese else {"zh": first})


def default_greeting(names: dict[str, str]) -> dict[str, str]:
    """A greeting in every language in which a shop has a name."""
    return {
        language: _GREETINGS["zh-Hans" if language == "zh" else language].format(name)
        for language, name in names.items()
    }


def opening_hours(lines: Sequence[str], time_zone: str) -> dict[str, Any]:
    """``monday-friday 09:00-18:00`` and its like as the setting ``hours``. Raises ShopSetupError.

    A day may be short (``mon``), and may have several times: ``sat 09:00-12:00 13:00-16:00``.
    """
    weekly: dict[str, list[str]] = {}
    for line in lines:
        days, *times = line.replace("–", "-").split()
        if not times:
            raise ShopSetupError(f"'{line}': write days and times, such as mon-fri 09:00-18:00")
        for day in _days(days):
            weekly.setdefault(day, []).extend(times)
    return {"time_zone": time_zone, "weekly": weekly}


def _days(written: str) -> list[Weekday]:
    first, dash, last = written.lower().partition("-")
    begin, end = _weekday(first), _weekday(last if dash else first)
    count = (end - begin) % 7 + 1
    return [_WEEKDAYS[(begin + step) % 7] for step in range(count)]


def _weekday(written: str) -> int:
    for number, day in enumerate(_WEEKDAYS):
        if len(written) >= 3 and day.startswith(written):
            return number
    raise ShopSetupError(f"'{written}' is no day; write monday or mon")


def order_numbers(patterns: Sequence[str], examples: Sequence[str]) -> list[dict[str, str]]:
    """The setting: each pattern with the first of the ``examples`` that has it."""
    found = []
    left = [normal_example(example) for example in examples]
    for pattern in patterns:
        example = next((one for one in left if _has(pattern, one)), left[0])
        found.append({"pattern": pattern, "example": example})
    return found


def _has(pattern: str, example: str) -> bool:
    try:
        return bool(OrderNumber(pattern=pattern, example=example))
    except ValueError:
        return False


def order_source(pairs: Sequence[str]) -> dict[str, Any]:
    """``kind=http url=… token=@FILE`` as the setting ``orders``.

    A secret is read from a file (``@FILE``) or from standard input (``@-``), since other users of
    the machine can see a command line. Raises ShopSetupError.
    """
    values: dict[str, Any] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise ShopSetupError(f"'{key}': write KEY=VALUE, such as kind=http")
        if _is_secret(key) and not value.startswith("@"):
            raise ShopSetupError(
                f"{key} is a secret, which does not belong into a command line; "
                f"write {key}=@FILE, or {key}=@- and give it on standard input"
            )
        values[key] = _value(value)
    return values


def proof(kinds: Sequence[str]) -> dict[str, Any]:
    """The setting: both kinds are needed where one of them can be guessed."""
    weak = [kind for kind in kinds if kind not in STRONG]
    return {"kinds": list(kinds), "needed": 2 if weak else 1}


def order_sources() -> list[type[BaseModel]]:
    """The settings of the kinds of order sources."""
    return alternatives(ShopSettings.model_fields["orders"].annotation)


def _is_secret(key: str) -> bool:
    """Whether a kind of order source has a secret of this name."""
    fields = (source.model_fields.get(key) for source in order_sources())
    return any(field and SecretStr in alternatives(field.annotation) for field in fields)


def _value(written: str) -> Any:
    if written.startswith("@"):
        return _secret(written[1:])
    if written.startswith(("{", "[")):
        try:
            return json.loads(written)
        except ValueError as error:
            raise ShopSetupError(f"'{written[:20]}…' is not valid JSON") from error
    return written


def _secret(name: str) -> str:
    try:
        text = sys.stdin.readline() if name == "-" else Path(name).expanduser().read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ShopSetupError(f"{name} cannot be read") from error
    if not text.strip():
        raise ShopSetupError(f"{'standard input' if name == '-' else name} is empty")
    return text.strip()
