"""Check digits of identity cards: they tell such a number from another of the same length. Pure."""

from stdnum.iso7064 import mod_11_2

_TAIWAN_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
"""In the order of their values, 10 to 35."""


def mainland_identity(number: str) -> bool:
    """Chinese identity cards (GB 11643-1999): 17 digits with a date in them, and a digit or X.

    The first six digits, a county, may be any: residents of Hong Kong, Macau and Taiwan and
    foreigners have codes of their own.
    """
    month, day = int(number[10:12]), int(number[12:14])
    if number[6:8] not in ("18", "19", "20") or not (1 <= month <= 12 and 1 <= day <= 31):
        return False
    return mod_11_2.is_valid(number.upper())


def hong_kong_identity(number: str) -> bool:
    """Hong Kong identity cards: one or two letters, six digits, and a digit or A."""
    characters = number.upper().rjust(9)
    values = [36 if c == " " else int(c, 36) for c in characters]
    return sum(value * (9 - place) for place, value in enumerate(values)) % 11 == 0


def taiwan_identity(number: str) -> bool:
    """Taiwanese identity and resident cards: a letter and nine digits."""
    letter = _TAIWAN_LETTERS.index(number[0].upper()) + 10
    total = letter // 10 + letter % 10 * 9
    total += sum(int(d) * (8 - place) for place, d in enumerate(number[1:9]))
    return (total + int(number[9])) % 10 == 0
