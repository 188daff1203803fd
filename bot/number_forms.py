"""How a number is written: a small language for the forms of order and tracking numbers.

A form is its characters, with runs in braces: ``{10}`` is ten digits, ``{4-6}`` four to six;
``{A2}`` are letters and ``{X16}`` letters or digits. So ``AB{10}`` is AB and ten digits, ``#{4-6}``
an order of Shopify's, ``{3}-{7}-{7}`` one of Amazon's. A shop writes no regular expression, and
the time to read a line by a form grows with the length of the line alone.

Customers write blanks, dashes and small letters where the form has none, and leave out its signs.
All of that is read; ``Written.value`` has the form's own spelling. Every number has a digit, so
that ``{A2}{X8}`` is no word of ten letters. Lines come as ``spelling.plain``
returns them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from string import ascii_letters
from string import digits as _DIGITS

from bot.errors import NumberFormError

MAX_FORM_CHARACTERS = 60
MIN_NUMBER_CHARACTERS = 3
MAX_NUMBER_CHARACTERS = 40

_STARTS = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9\-/._#]")
_RUN = re.compile(r"\{([AX]?)(\d{1,2})(?:-(\d{1,2}))?\}")
# What a form may have beside letters, digits and runs. Customers may leave it out.
_SIGNS = frozenset(" -/._#")
# A shorter row of digits with blanks in it would as well be two numbers.
_GROUPED = 8
_BEFORE_DIGITS = " .,:、_/()-#"
_BEFORE_LETTERS = " .-/_"


@dataclass(frozen=True)
class Written:
    """``text[start:end]`` is a number, ``value`` the same in the form's spelling.

    ``in_full``: it has a letter or a sign of the form, which tells it from other digits.
    """

    start: int
    end: int
    value: str
    in_full: bool


@dataclass(frozen=True)
class _Run:
    """From ``least`` to ``most`` characters of a kind: ``""`` digits, ``A`` letters, ``X`` both."""

    kind: str
    least: int
    most: int

    def takes(self, character: str) -> bool:
        is_digit = "0" <= character <= "9"
        if self.kind == "":
            return is_digit
        return "A" <= character.upper() <= "Z" or (is_digit and self.kind == "X")

    @property
    def is_grouped(self) -> bool:
        # With more lengths than two, the digits behind a blank would as well be another number.
        return self.least >= _GROUPED and self.most - self.least <= 1


@dataclass(frozen=True)
class _Gaps:
    """How many of which characters may stand between the digits of a long run."""

    characters: str
    most: int


# Letters tell where the number is; without them, other digits may stand close by.
_WIDE, _NARROW = _Gaps(" .,、_/-", 3), _Gaps(" -", 1)

_Part = str | _Run
"""A letter, a digit, a sign, or a run."""


@dataclass(frozen=True)
class NumberForm:
    """One form, as ``parse_form`` reads it from ``pattern``."""

    pattern: str
    parts: tuple[_Part, ...]

    def find(self, text: str, *, bare: bool = False) -> Iterator[Written]:
        """The numbers of this form in ``text``, in reading order. They do not overlap.

        With ``bare``, also those without the letters that the form begins with.
        """
        first = self.parts[0]
        if (
            not bare
            and isinstance(first, str)
            and first.isalpha()
            and first.upper() not in text.upper()
        ):
            return
        end = 0
        for match in _STARTS.finditer(text):
            start = match.start()
            if start < end or match[0] not in self._begins_with(bare):
                continue
            if written := self._at(text, start, bare):
                yield written
                end = written.end

    def _at(self, text: str, start: int, bare: bool) -> Written | None:
        if read := _read(text, start, self.parts, _WIDE):
            end, value, in_full = read
            return Written(start, end, value, in_full)
        letters, digits = self._letters_and_digits
        if bare and letters and (read := _read(text, start, digits, _NARROW)):
            end, value, _ = read
            return Written(start, end, letters + value, in_full=False)
        return None

    @cached_property
    def most(self) -> int:
        """How many letters and digits its numbers have at most."""
        return _lengths(self.parts)[1]

    @cached_property
    def tells(self) -> bool:
        """Whether it has letters or signs of its own. Others look like any word with digits."""
        return any(isinstance(part, str) and not part.isdigit() for part in self.parts)

    @cached_property
    def is_digits(self) -> bool:
        """Whether its numbers are digits and nothing else."""
        return all(
            part.kind == "" if isinstance(part, _Run) else part.isdigit() for part in self.parts
        )

    def _begins_with(self, bare: bool) -> str:
        return self._beginnings + _DIGITS if bare else self._beginnings

    @cached_property
    def _beginnings(self) -> str:
        """The characters that a number can begin with, if nothing is left out but signs."""
        first = next(part for part in self.parts if part not in _SIGNS)
        takes = first.takes if isinstance(first, _Run) else lambda c: c.upper() == first.upper()
        sign = [part for part in self.parts[:1] if part in _SIGNS]
        return "".join([*sign, *filter(takes, ascii_letters + _DIGITS)])

    @cached_property
    def _letters_and_digits(self) -> tuple[str, tuple[_Part, ...]]:
        """What the form begins with, if customers may leave that out: all that follows is digits."""
        first = next((i for i, part in enumerate(self.parts) if isinstance(part, _Run)), 0)
        before, after = self.parts[:first], self.parts[first:]
        if any(part.kind if isinstance(part, _Run) else part not in _SIGNS for part in after):
            return "", ()
        return "".join(part for part in before if isinstance(part, str)), after


@lru_cache(maxsize=1024)
def parse_form(pattern: str) -> NumberForm:
    """The form that ``pattern`` describes. Raises NumberFormError, which says what is wrong."""
    if len(pattern) > MAX_FORM_CHARACTERS:
        raise NumberFormError(f"it has more than {MAX_FORM_CHARACTERS} characters")
    parts: list[_Part] = []
    position = 0
    while position < len(pattern):
        if match := _RUN.match(pattern, position):
            parts.append(_run(match))
            position = match.end()
        else:
            parts.append(_character(pattern[position]))
            position += 1
    _check(parts)
    return NumberForm(pattern, tuple(parts))


def _run(match: re.Match[str]) -> _Run:
    kind, least, most = match[1], int(match[2]), int(match[3] or match[2])
    if not 1 <= least <= most:
        raise NumberFormError(f"{match[0]} is no run of characters")
    return _Run(kind, least, most)


def _character(character: str) -> str:
    if character in "{}":
        raise NumberFormError("a run is written {10}, {4-6}, {A2} or {X8}")
    if not (_is_word(character) or character in _SIGNS):
        raise NumberFormError(f"{character!r} cannot stand in a form")
    return character


def _check(parts: list[_Part]) -> None:
    runs = [part for part in parts if isinstance(part, _Run)]
    if not any(run.kind in ("", "X") for run in runs):
        raise NumberFormError("it has no digits that change, such as {10}")
    least, most = _lengths(parts)
    if least < MIN_NUMBER_CHARACTERS or most > MAX_NUMBER_CHARACTERS:
        raise NumberFormError(
            f"its numbers have {least} to {most} letters and digits; "
            f"{MIN_NUMBER_CHARACTERS} to {MAX_NUMBER_CHARACTERS} are possible"
        )
    for part, following in pairwise(parts):
        if isinstance(part, _Run) and part.least != part.most and isinstance(following, _Run):
            raise NumberFormError("something has to stand behind a run whose length changes")


def _lengths(parts: Iterable[_Part]) -> tuple[int, int]:
    """How many letters and digits the numbers have, at least and at most."""
    lengths = [
        (part.least, part.most) if isinstance(part, _Run) else (1, 1)
        for part in parts
        if part not in _SIGNS
    ]
    return sum(least for least, _ in lengths), sum(most for _, most in lengths)


def _read(
    text: str, start: int, parts: tuple[_Part, ...], gaps: _Gaps
) -> tuple[int, str, bool] | None:
    """Where the number at ``start`` ends, its value, and whether it is in full."""
    position, value, in_full, sign = start, "", False, ""
    for part in parts:
        if isinstance(part, str) and part in _SIGNS:
            value += part
            sign = part
            if position == start and text.startswith(part, start):
                position, in_full = start + 1, True
            continue
        if position > start:
            begin = position
            position = _after_gap(text, position, part, sign)
            in_full = in_full or bool(sign.strip() and sign in text[begin:position])
        sign = ""
        if isinstance(part, str):
            if text[position : position + 1].upper() != part.upper():
                return None
            value += part
            in_full = in_full or part.isalpha()
            position += 1
        else:
            end, run = _read_run(text, position, part, gaps)
            if len(run) < part.least:
                return None
            value += run
            in_full = in_full or not run.isdigit()
            position = end
    is_cut_short = position < len(text) and _is_word(text[position])
    # Without a digit, it is a word that happens to be as long.
    if is_cut_short or not any(map(str.isdigit, value)):
        return None
    return position, value, in_full


def _after_gap(text: str, position: int, part: _Part, sign: str) -> int:
    is_digits = isinstance(part, _Run) and part.kind == ""
    allowed, most = (_BEFORE_DIGITS, 3) if is_digits else (_BEFORE_LETTERS + sign, 3 if sign else 1)
    return _skipped(text, position, _Gaps(allowed, most))


def _read_run(text: str, position: int, run: _Run, gaps: _Gaps) -> tuple[int, str]:
    """Where the run ends, and its characters in upper case."""
    between = gaps if run.kind == "" else _NARROW
    start, taken = position, ""
    while len(taken) < run.most:
        is_gap_possible = run.is_grouped and 0 < len(taken) < run.least
        following = _skipped(text, position, between) if is_gap_possible else position
        if following == len(text) or not run.takes(text[following]):
            break
        taken += text[following].upper()
        position = following + 1
    if run.kind == "X" and not _are_groups(text[start:position]):
        return start, ""
    return position, taken


def _are_groups(written: str) -> bool:
    """Whether blanks part a number in groups, and not a word from a number: "ends with 1177"."""
    groups = written.split(" ")
    return len(groups) == 1 or all(any(map(str.isdigit, group)) for group in groups)


def _skipped(text: str, position: int, gaps: _Gaps) -> int:
    end = position
    while end < len(text) and end - position < gaps.most and text[end] in gaps.characters:
        end += 1
    return end


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()
