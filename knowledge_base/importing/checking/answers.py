"""What sends an answer to review: personal data in it, or an offer that has ended."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from knowledge_base.content.buttons import LONGEST_LABEL, no_button
from knowledge_base.content.own_contacts import NOBODYS, OwnContacts
from knowledge_base.importing.checking.expiry import ends
from knowledge_base.importing.report import Reason
from knowledge_base.privacy.masking import (
    Found,
    find,
)

SERVICE_PHONE = "answer_has_service_phone"
OWN_CONTACT = "answer_has_own_contact"
_HELD_BACK = {
    "order_number": ("answer_has_order_number", "an order number"),
    "tracking_number": ("answer_has_order_number", "a tracking number"),
    "phone": ("answer_has_phone", "a phone number"),
    "identity_card": ("answer_has_identity_number", "an identity number"),
    "bank_card": ("answer_has_card_number", "a card number"),
}
_REMARKED = {"email": ("answer_has_email", "an e-mail address")}
_SHOWN = 2
"""Characters of a number that a report shows at each end: enough to find it, not to use it."""
_LOOK_BACK = 20
_EXAMPLE = re.compile(
    r"(?:如|像|形如|例|示例|格式为?|like|e\.?g\.?,?|such as|example)\s*+(?:[::,，]\s*+)?[“\"'(（]?$",
    re.I,
)


def hold_back_reasons(answer: str, today: date, own: OwnContacts = NOBODYS) -> list[Reason]:
    """Why a person has to read the answer before customers do; at most one reason of each code.

    Somebody's order, phone, identity or card number; or an end (of an offer, of a period) that
    lies before ``today``. An order number that is shown as an example (如 A2605182042) is nobody's,
    and ``own`` contacts are the shop's.
    """
    return [*_reasons(personal_data(answer, own), _HELD_BACK), *_expired(answer, today)]


def personal_data(answer: str, own: OwnContacts = NOBODYS) -> list[Found]:
    """What of an answer only a person may let pass; in the order of the text."""
    return [
        f
        for f in _found(answer)
        if f.kind in _HELD_BACK and not _is_example(f, answer) and not own.has(f.value)
    ]


def remarks(answer: str, own: OwnContacts = NOBODYS) -> list[Reason]:
    """What is worth a look although the answer can be used: a hotline, an e-mail address, one of
    the shop's ``own`` contacts, a last line that is nearly a button."""
    mine = [item for item in _found(answer) if own.has(item.value)]
    others = [item for item in _found(answer) if item not in mine]
    hotlines = [item for item in others if item.kind == "service_phone"]
    return [
        *_named(OWN_CONTACT, "the shop's own contact", mine),
        *_named(SERVICE_PHONE, "a service number", hotlines),
        *_reasons(others, _REMARKED),
        *_no_button(answer),
    ]


def _no_button(answer: str) -> Iterator[Reason]:
    line = no_button(answer)
    if line is not None:
        yield Reason(
            "no_button",
            f"“{line}” is shown as it is: the address of a button begins with https:// or entry:, "
            f"and its label has {LONGEST_LABEL} characters at most",
        )


def _named(code: str, name: str, found: Iterable[Found]) -> Iterator[Reason]:
    """All of ``found`` in one reason; it is no secret."""
    values = tuple(dict.fromkeys(item.value.strip() for item in found))
    if values:
        yield Reason(code, f"the answer holds {name}: {', '.join(values)}", contacts=values)


def _reasons(found: Iterable[Found], known: dict[str, tuple[str, str]]) -> Iterator[Reason]:
    seen = set[str]()
    for item in found:
        code, name = known.get(item.kind, ("", ""))
        if code and code not in seen:
            seen.add(code)
            yield Reason(code, f"the answer holds {name}: {_covered(item.value)}")


@lru_cache(maxsize=64)  # both functions ask about the same answer, and rows repeat one
def _found(answer: str) -> tuple[Found, ...]:
    return tuple(find(answer))


def _is_example(item: Found, answer: str) -> bool:
    of_an_order = item.kind in ("order_number", "tracking_number")
    before = answer[max(0, item.start - _LOOK_BACK) : item.start]
    return of_an_order and _EXAMPLE.search(before) is not None


def _covered(text: str) -> str:
    hidden = max(0, len(text) - 2 * _SHOWN)
    return text[:_SHOWN] + "•" * hidden + text[len(text) - _SHOWN :] if hidden else "•" * len(text)


def _expired(answer: str, today: date) -> Iterator[Reason]:
    past = [end for end in ends(answer) if end.day < today]
    if past:
        last = max(past, key=lambda end: end.day)
        yield Reason("answer_expired", f"“{last.text}” ended on {last.day.isoformat()}")
