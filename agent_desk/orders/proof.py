"""Whether what a visitor gave shows that an order is theirs; pure."""

from __future__ import annotations

import hmac
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import product

import idna

from agent_desk.orders.model import Order
from agent_desk.orders.numbers import last_four_digits
from agent_desk.orders.surnames import spellings, surnames_in
from agent_desk.settings.order_proof import STRONG, ProofKind, ProofSettings

# No value is longer: an address has 254 characters. What is longer is not looked at.
LENGTH_MAX = 320
# What Rasa calls the fields of ``Given``, in their order.
PROOF_NAMES = ("phone_last4", "email", "postal_code", "surname")
# A number behind the five of the American and Saudi codes, which few customers know.
_FIVE_AND_FOUR = 9


@dataclass(frozen=True)
class Given:
    """What the visitor gave. It is personal: the text of this object does not show it."""

    phone: str | None = field(default=None, repr=False)
    email: str | None = field(default=None, repr=False)
    postal_code: str | None = field(default=None, repr=False)
    surname: str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, arguments: Mapping[str, object]) -> Given:
        """What an act of Rasa's names; texts only."""
        return cls(*(_text(arguments.get(name)) for name in PROOF_NAMES))

    def __bool__(self) -> bool:
        return any((self.phone, self.email, self.postal_code, self.surname))


@dataclass(frozen=True)
class Comparison:
    """``proved_by`` is empty if the order is not proved. ``missing``: something was
    given, and the order holds nothing to compare it with."""

    proved_by: tuple[ProofKind, ...]
    missing: bool


def compare(given: Given, order: Order | None, proof: ProofSettings) -> Comparison:
    """What ``given`` proves of ``order``; it does the same work for an order that does not exist.

    Where both kinds are needed and the order holds only one, that one will do if it is strong.
    """
    fits = {kind: _fits(kind, given, order) for kind in proof.kinds}
    held = held_kinds(order, proof)
    right = tuple(kind for kind in held if fits[kind])
    if proof.needed == 1:
        is_proved = bool(right)
    else:
        is_proved = right == tuple(held) and (len(right) == 2 or not STRONG.isdisjoint(right))
    tried = [kind for kind in proof.kinds if _value(kind, given)]
    missing = order is not None and bool(tried) and not set(tried) & set(held)
    return Comparison(right if is_proved else (), missing)


def held_kinds(order: Order | None, proof: ProofSettings) -> list[ProofKind]:
    """The kinds of proof that the shop asks for and the order has something to compare with."""
    return [kind for kind in proof.kinds if _forms_of(kind, order)]


def _fits(kind: ProofKind, given: Given, order: Order | None) -> bool:
    """Every pair is compared, so that the time says nothing of the order's value."""
    ours = _in_bounds(_FORMS[kind], _value(kind, given))
    # A guess at an order without the value takes as long as at one that has it.
    theirs = _forms_of(kind, order) or {""}
    pairs = [_same(one, other) for one, other in product(sorted(ours), sorted(theirs))]
    return any(pairs)


def _same(one: str, other: str) -> bool:
    is_same = hmac.compare_digest(sha256(one.encode()).digest(), sha256(other.encode()).digest())
    return is_same and bool(one)


def _value(kind: ProofKind, given: Given) -> str | None:
    value: str | None = getattr(given, kind)
    return value


def _forms_of(kind: ProofKind, order: Order | None) -> frozenset[str]:
    if order is None:
        return frozenset()
    if kind == "surname":
        return _in_bounds(surnames_in, order.recipient)
    return _in_bounds(_FORMS[kind], getattr(order, kind))


def _in_bounds(read: Callable[[str], Iterable[str]], text: str | None) -> frozenset[str]:
    if not text or len(text) > LENGTH_MAX:
        return frozenset()
    return frozenset(read(text.encode("utf-8", "replace").decode())) - {""}


def _phone(text: str) -> Iterable[str]:
    return [last_four_digits(text) or ""]


def _email(text: str) -> Iterable[str]:
    """The whole address in small letters, its domain as the network writes it."""
    local, at, domain = _seen(text).strip().casefold().rpartition("@")
    if not (local and at and domain):
        return []
    with suppress(idna.IDNAError):  # it is compared as it is written
        domain = idna.encode(domain.rstrip("."), uts46=True).decode()
    return [f"{local}@{domain}"]


def _postal_code(text: str) -> Iterable[str]:
    """Letters and digits, of an American code only the five that everybody knows."""
    code = "".join(filter(str.isalnum, _seen(text))).upper()
    return [code[:5] if len(code) == _FIVE_AND_FOUR and code.isdecimal() else code]


def _seen(text: str) -> str:
    """Without marks that nobody sees, such as those that turn the direction of writing."""
    composed = unicodedata.normalize("NFKC", text)
    return "".join(c for c in composed if unicodedata.category(c) != "Cf")


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


_FORMS: dict[ProofKind, Callable[[str], Iterable[str]]] = {
    "phone": _phone,
    "email": _email,
    "postal_code": _postal_code,
    "surname": spellings,
}
