"""What an order says in the fields of stored answers (``knowledge_base.content.fields``); pure."""

from __future__ import annotations

from agent_desk.domain.vocabulary import Language
from agent_desk.orders.lookup import Found
from agent_desk.orders.model import Parcel
from agent_desk.orders.wording import day
from agent_desk.wording.desk import in_script
from agent_desk.wording.orders import order_texts

# What a status ends with where it is a sentence of its own.
_FULL_STOPS = ".。"
_ARRIVED = ("delivered", "returned")


def order_fields(found: Found, language: Language) -> dict[str, str]:
    """The values that are known, by the name of their field, in the visitor's language.

    Of an order of which only a parcel may be shown, they are that parcel's.
    """
    parcels = (found.parcel,) if found.parcel is not None else found.order.parcels
    texts = order_texts(language)
    carriers = dict.fromkeys(
        in_script(parcel.carrier, language) for parcel in parcels if parcel.carrier
    )
    numbers = [parcel.tracking_number for parcel in parcels if parcel.tracking_number]
    values = {
        "order.eta": _eta(parcels, language),
        "order.carrier": texts.list_separator.join(carriers),
        "order.tracking": texts.list_separator.join(numbers),
    }
    if found.parcel is None:
        values["order.number"] = found.order.order_number
        values["order.status"] = texts.statuses[found.order.status].rstrip(_FULL_STOPS)
    return {name: value for name, value in values.items() if value}


def _eta(parcels: tuple[Parcel, ...], language: Language) -> str:
    """The day by which all is there; "" if all is there already, or the day of a parcel is unknown."""
    coming = [parcel for parcel in parcels if not _has_arrived(parcel)]
    days = [parcel.estimated_delivery for parcel in coming]
    known = [one for one in days if one is not None]
    return day(max(known), language) if known and len(known) == len(days) else ""


def _has_arrived(parcel: Parcel) -> bool:
    return bool(parcel.events) and parcel.events[0].code in _ARRIVED
