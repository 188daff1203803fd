"""A shop's own numbers and addresses, which its answers may name."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_PHONE = re.compile(r"\+?[\d\s()./\u2010-\u2015-]+")
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+")
_FEWEST_DIGITS = 3
_FEWEST_IN_COMMON = 7
_LONGEST_PREFIX = 3
"""Digits of a country, or of an area in which a number is shorter."""


@dataclass(frozen=True)
class OwnContacts:
    """Phone numbers as their digits without leading zeros, addresses in lower case."""

    numbers: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()

    @classmethod
    def of(cls, contacts: Iterable[str]) -> "OwnContacts":
        """What a shop names in its settings: "02-2771-2171", "service@shop.example"."""
        texts = [_plain(text) for text in contacts]
        return cls(
            frozenset(_number(text) for text in texts if "@" not in text),
            frozenset(text for text in texts if "@" in text),
        )

    def has(self, text: str) -> bool:
        """Whether ``text`` is one of them, however it is written: with the code of the country or
        without, with blanks, hyphens or brackets."""
        text = _plain(text)
        if "@" in text:
            return text in self.addresses
        if _PHONE.fullmatch(text) is None:
            return False
        number = _number(text)
        return any(_same(number, own) for own in self.numbers)


NOBODYS = OwnContacts()


def is_contact(text: str) -> bool:
    """Whether ``text`` can be a shop's own contact: an e-mail address or a phone number."""
    text = _plain(text)
    if "@" in text:
        return _ADDRESS.fullmatch(text) is not None
    return _PHONE.fullmatch(text) is not None and len(_number(text)) >= _FEWEST_DIGITS


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _number(text: str) -> str:
    return "".join(filter(str.isdigit, text)).lstrip("0")


def _same(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _FEWEST_IN_COMMON:
        return one == other
    return longer.endswith(shorter) and len(longer) - len(shorter) <= _LONGEST_PREFIX
