"""Check digits, by which a number can be told from any other of the same length. Pure."""

_MAINLAND_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_MAINLAND_CHECKS = "10X98765432"
_TAIWAN_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
"""In the order of their values, 10 to 35."""


def luhn(number: str) -> bool:
    """Payment cards (ISO/IEC 7812-1, annex B): ``number`` is digits only."""
    total = 0
    for place, character in enumerate(reversed(number)):
        digit = int(character) * (1 + place % 2)
        total += digit - 9 if digit > 9 else digit
    return total % 10 == 0


def mainland_identity(number: str) -> bool:
    """Chinese identity cards (GB 11643-1999): 17 digits with a date in them, and a digit or X."""
    month, day = int(number[10:12]), int(number[12:14])
    if number[6:8] not in ("18", "19", "20") or not (1 <= month <= 12 and 1 <= day <= 31):
        return False
    total = sum(int(d) * weight for d, weight in zip(number, _MAINLAND_WEIGHTS, strict=False))
    return _MAINLAND_CHECKS[total % 11] == number[17].upper()


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
