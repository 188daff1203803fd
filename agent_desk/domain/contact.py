"""How a visitor can be reached who leaves a message: an e-mail address or a phone number; pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from agent_desk.errors import ContactRefusedError

LONGEST_ADDRESS = 254

# What is surely no address is refused; whether it is somebody's only a letter to it can tell.
_ADDRESS = re.compile(
    r"^[^\s@<>()\[\],;:\"\\]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,63}$"
)
_PHONE = re.compile(r"^\+?[\d ().\-/]+$", re.ASCII)


@dataclass(frozen=True)
class Contact:
    """``value`` as it is stored: an address with its domain in small letters, or +8613800000000."""

    kind: Literal["email", "phone"]
    value: str


def read_contact(written: str) -> Contact:
    """What the visitor wrote as an address or a number, whichever it is.

    Full-width characters (１３８…) are taken. A number has 6–15 digits, as
    E.164 has at most. Raises ContactRefusedError.
    """
    text = unicodedata.normalize("NFKC", written).strip()
    if "@" in text:
        local, _, domain = text.rpartition("@")
        address = f"{local}@{domain.lower()}"
        if (
            len(address) <= LONGEST_ADDRESS
            and _ADDRESS.match(address)
            and ".." not in local
            and not local.startswith(".")
            and not local.endswith(".")
        ):
            return Contact("email", address)
        raise ContactRefusedError("This is not an e-mail address.")
    digits = re.sub(r"\D", "", text, flags=re.ASCII)
    if _PHONE.match(text) and 6 <= len(digits) <= 15:
        return Contact("phone", f"+{digits}" if text.startswith("+") else digits)
    raise ContactRefusedError("Give an e-mail address or a phone number.")


def masked(contact: Contact) -> str:
    """Enough for who wrote it to know it again: ``m…@shop.example``, ``…0042``."""
    if contact.kind == "phone":
        return f"…{contact.value[-4:]}"
    local, _, domain = contact.value.rpartition("@")
    return f"{local[0]}…@{domain}"
