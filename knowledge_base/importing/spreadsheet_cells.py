"""Tables that a spreadsheet program may open: it runs no cell of them, and changes none."""

import csv
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from knowledge_base.private_files import new_text_file

MARK = "\ufeff"
"""Begins a file of UTF-8 that Excel shall read as such."""

_FORMULA = frozenset("=+-@＝＋－＠")
_QUOTES = frozenset("'\"`‘’“”＇＂")
_BREAKS = frozenset("\t\r\n")

_SHOWN_DIGITS = 11  # a longer number is shown, and saved, as 1.23E+11
_LONGEST_NUMBER = 40
_MARKS = frozenset(" .,:/%+-()$€£¥￥，．：／％")
_CHINESE_DATE = frozenset("年月日号時时分秒上下午")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)


@contextmanager
def new_table(path: Path) -> Iterator[Any]:
    """A ``csv_writer`` into a ``new_file``, in UTF-8 with the mark. Raises UnwritableFileError."""
    with new_text_file(path, newline="") as file:
        file.write(MARK)
        yield csv_writer(file)


def csv_writer(file: IO[str]) -> Any:
    """A writer of rows that puts every cell in quotes, so that no other delimiter splits one."""
    return csv.writer(file, quoting=csv.QUOTE_ALL)


def guarded(text: str) -> str:
    """``text`` as a cell that no spreadsheet runs, and that none turns into a number or a date
    ("007" into 7): with an apostrophe in front where it is needed."""
    return f"'{text}" if _is_risky(text) or _is_converted(text) else text


def unguarded(cell: str) -> str:
    """The text of which ``guarded`` made this cell."""
    text = cell[1:]
    return text if cell.startswith("'") and (_is_risky(text) or _is_converted(text)) else cell


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


def _is_converted(text: str) -> bool:
    """Whether a spreadsheet may show or save it otherwise: a number with leading zeros, with a
    fraction, or with many digits; a date, a time, an amount; TRUE and FALSE."""
    if len(text) > _LONGEST_NUMBER:
        return False
    text = text.lstrip("'").strip().casefold()
    if text in ("true", "false"):
        return True
    if not any(character.isdigit() for character in text):
        return False
    plain = text.isascii() and text.isdecimal() and len(text) <= _SHOWN_DIGITS
    if plain and (text == "0" or text[0] != "0"):
        return False
    letters = "".join(filter(str.isalpha, text))
    month = len(letters) >= 3 and any(name.startswith(letters) for name in _MONTHS)
    if not (month or letters in ("e", "am", "pm") or _CHINESE_DATE.issuperset(letters)):
        return False
    return all(character.isalnum() or character in _MARKS for character in text)
