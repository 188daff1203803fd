"""How a visitor who leaves a message can be reached: an e-mail address or a phone number. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from agent_desk.errors import ContactRefusedError

_PHONE = re.compile(r"\+?[\d ().\-/]+", re.ASCII)
# 1 (310) 555-0142: the 1 is North America's country code, and this is not a Chinese mobile number.
_NO_DIGIT = re.compile(r"\D", re.ASCII)
_AMERICAN = re.compile(r"\(?1\)?[ ().\-/]")


@dataclass(frozen=True)
class Contact:
    """``value`` is the one form in which a contact is stored and compared.

    An e-mail address has its domain in lower case. A phone number whose country
    is known is in E.164 (+8613800138000); any other is stored as its digits.
    """

    kind: Literal["email", "phone"]
    value: str


def read_contact(written: str) -> Contact:
    """The e-mail address or phone number that the visitor wrote.

    Full-width characters (１３８…) count as their ASCII forms. Internationalised
    addresses are accepted; no address is checked for delivery. A number shows
    its country by a leading + or 00, or by the form of a Chinese mobile number.
    Other numbers have 6–15 digits. Raises ContactRefusedError.
    """
    text = _half_width(written)
    if "\N{REPLACEMENT CHARACTER}" in text:
        raise ContactRefusedError("A part of this contact was lost. Please type it again.")
    return _address(text) if "@" in text else _phone(text)


def is_same_contact(stored: str, written: str) -> bool:
    """Whether ``written`` is the contact that is stored as ``stored``.

    Earlier versions stored numbers as they were typed, and accepted some
    contacts that are refused today.
    """
    if stored == _as_typed(written):
        return True
    try:
        return read_contact(stored) == read_contact(written)
    except ContactRefusedError:
        return False


def masked(contact: Contact) -> str:
    """Enough for the visitor to recognise it: ``m…@shop.example``, ``…0042``."""
    if contact.kind == "phone":
        return f"…{contact.value[-4:]}"
    local, _, domain = contact.value.rpartition("@")
    return f"{local[0]}…@{domain}"


def _half_width(written: str) -> str:
    return unicodedata.normalize("NFKC", written).strip()


def _as_typed(written: str) -> str:
    """The address with its domain in lower case, or the + and the digits."""
    text = _half_width(written)
    local, at, domain = text.rpartition("@")
    if at:
        return f"{local}@{domain.lower()}"
    return ("+" if text.startswith("+") else "") + _NO_DIGIT.sub("", text)


def _address(text: str) -> Contact:
    try:
        return Contact("email", validate_email(text, check_deliverability=False).normalized)
    except EmailNotValidError as error:
        raise ContactRefusedError("This is not an e-mail address.") from error


def _phone(text: str) -> Contact:
    if not _PHONE.fullmatch(text):
        raise ContactRefusedError("Give an e-mail address or a phone number.")
    typed = _as_typed(text)
    if not 6 <= len(typed.removeprefix("+")) <= 15:
        raise ContactRefusedError("A phone number has 6 to 15 digits.")
    if typed.startswith("+"):
        return Contact("phone", _international(text))
    return Contact("phone", _guessed(text, typed) or typed)


def _international(text: str) -> str:
    """E.164. Raises ContactRefusedError if the country has no numbers of this length."""
    try:
        number = phonenumbers.parse(text)
    except NumberParseException as error:
        raise ContactRefusedError("No country's phone numbers begin like this.") from error
    if not phonenumbers.is_possible_number(number):
        raise ContactRefusedError("This phone number has too few or too many digits.")
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _guessed(text: str, digits: str) -> str | None:
    """E.164 of a number without a +, if it fits only one country; else None."""
    try:
        # Also reads 00 and a country code, and 86 without a +.
        number = phonenumbers.parse(digits, "CN")
    except NumberParseException:
        return None
    abroad = digits.startswith("00") and phonenumbers.is_valid_number(number)
    chinese_mobile = (
        phonenumbers.is_valid_number_for_region(number, "CN")
        and phonenumbers.number_type(number) == PhoneNumberType.MOBILE
        and not _AMERICAN.match(text)
    )
    if not (abroad or chinese_mobile):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)
