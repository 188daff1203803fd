"""Check digits of tracking numbers. Every function says whether that of a whole number is right.

Numbers have upper case and no blanks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import cycle

CheckDigit = Callable[[str], bool]


def s10(number: str) -> bool:
    """Universal Postal Union, S10-12: weights from the left, modulo 11."""
    rest = 11 - _weighted(number[2:10], (8, 6, 4, 2, 3, 5, 9, 7)) % 11
    return int(number[10]) == {10: 0, 11: 5}.get(rest, rest)


def ups(number: str) -> bool:
    """Letters count as ``(code - 3) % 10``, every second character twice, modulo 10."""
    if not number[-1].isdigit():
        return False
    values = [int(c) if c.isdigit() else (ord(c) - 3) % 10 for c in number[2:-1]]
    return int(number[-1]) == -sum(v * w for v, w in zip(values, cycle((1, 2)))) % 10


def thrice(first: int = 0) -> CheckDigit:
    """Modulo 10, every second digit three times, counted from the right to ``first``."""

    def is_right(number: str) -> bool:
        return int(number[-1]) == -_weighted(reversed(number[first:-1]), cycle((3, 1))) % 10

    return is_right


def fedex(number: str) -> bool:
    """FedEx Express: weights 3, 1 and 7, modulo 11, of which the last digit counts."""
    return int(number[-1]) == _weighted(number[:-1], cycle((3, 1, 7))) % 11 % 10


def seven(number: str) -> bool:
    """DHL Express: the number before the last digit, modulo 7."""
    return int(number[-1]) == int(number[:-1]) % 7


def iso_7064(number: str) -> bool:
    """ISO 7064, modulo 37,36."""
    values = [int(character, 36) for character in number]
    check = 36
    for value in values[:-1]:
        check = (check + value) % 36 or 36
        check = check * 2 % 37
    return (37 - check) % 36 == values[-1]


def _weighted(digits: Iterable[str], weights: Iterable[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))
