"""Buttons under an answer: its own last lines, each a link of Markdown. Pure.

Returns take five days.
[Return an item](https://shop.example/returns)
[What does it cost?](entry:returns-cost)
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST_BUTTONS = 4
LONGEST_LABEL = 80

_BUTTON = re.compile(
    r"\[(?P<label>[^\[\]\n]+)\]\((?:(?P<url>https://[^\s(){}<>]+)|entry:(?P<entry>[^(){}\n]+))\)"
)
_LINK = re.compile(r"\[[^\[\]\n]+\]\([^()\n]*\)")


@dataclass(frozen=True)
class Button:
    """A link to a page, or a question to ask next: the key of its entry. The other one is ""."""

    label: str
    url: str = ""
    entry: str = ""


def split_buttons(answer: str) -> tuple[str, tuple[Button, ...]]:
    """The text of an answer, which may be "", and its buttons in their order."""
    lines = answer.split("\n")
    buttons: list[Button] = []
    while lines and (found := _button(lines[-1])) is not None:
        buttons.insert(0, found)
        lines.pop()
    return "\n".join(lines).rstrip(), tuple(buttons)


def with_buttons(text: str, buttons: Sequence[Button]) -> str:
    """The answer that ``split_buttons`` takes apart."""
    lines = (f"[{button.label}]({button.url or f'entry:{button.entry}'})" for button in buttons)
    return "\n".join([*([text] if text else []), *lines])


def no_button(answer: str) -> str | None:
    """The last line, where it is a link of Markdown and no button; else None."""
    last = answer.rstrip().rpartition("\n")[2].strip()
    return last if _LINK.fullmatch(last) and _button(last) is None else None


def _button(line: str) -> Button | None:
    found = _BUTTON.fullmatch(line.strip())
    if found is None or len(found["label"].strip()) not in range(1, LONGEST_LABEL + 1):
        return None
    return Button(found["label"].strip(), found["url"] or "", (found["entry"] or "").strip())
