"""Tables that a spreadsheet program may open: no cell of them is run as a formula."""

import csv
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from knowledge_base.private_files import new_text_file

_FORMULA = frozenset("=+-@＝＋－＠")
_QUOTES = frozenset("'\"`‘’“”＇＂")
_BREAKS = frozenset("\t\r\n")


@contextmanager
def new_table(path: Path) -> Iterator[Any]:
    """A writer of CSV, as ``new_file`` has it: UTF-8 with the mark by which Excel knows it.

    Every cell is in quotes, so that no other delimiter splits one.
    """
    with new_text_file(path, encoding="utf-8-sig", newline="") as file:
        yield csv.writer(file, quoting=csv.QUOTE_ALL)


def guarded(text: str) -> str:
    """``text`` as a cell that no spreadsheet runs: with an apostrophe in front where it is needed."""
    return f"'{text}" if _is_risky(text) else text


def unguarded(cell: str) -> str:
    """The text of which ``guarded`` made this cell."""
    return cell[1:] if cell.startswith("'") and _is_risky(cell[1:]) else cell


def _is_risky(text: str) -> bool:
    """Whether a formula may begin after blanks, quotes and what shows nothing, or a tab or line
    break stands there. Further quotes in front change nothing, so ``guarded`` can be undone."""
    for character in text:
        if character in _FORMULA or character in _BREAKS:
            return True
        invisible = unicodedata.category(character) in ("Cc", "Cf")
        if not (character.isspace() or character in _QUOTES or invisible):
            return False
    return False
