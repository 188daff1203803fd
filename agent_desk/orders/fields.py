"""What an order says in the fields of stored answers (``knowledge_base.content.fields``); pure."""

from __future__ import annotations

from agent_desk.orders.carrier_names import carrier_name
from agent_desk.orders.lookup import Found
from agent_desk.orders.model import Parcel
from agent_desk.wording.wording import Wording

# What a status ends with where it is a sentence of its own.
_FULL_STOPS = ".。"
_ARRIVED = ("delivered", "returned")


def order_fields(found: Found, wording: Wording) -> dict[str, str]:
    """The values that are known, by the name of their field, as the visitor reads them.

    Of an order of which only a parcel may be shown, they are that parcel's.
    """
    parcels = (found.parcel,) if found.parcel is not None else found.order.parcels
    carriers = dict.fromkeys(
        carrier_name(parcel.carrier, wording) for parcel in parcels if parcel.carrier
    )
    numbers = [parcel.tracking_number for parcel in parcels if parcel.tracking_number]
    values = {
        "order.eta": _eta(parcels, wording),
        "order.carrier": wording.listed(*carriers),
        "order.tracking": wording.listed(*numbers),
    }
    if found.parcel is None:
        values["order.number"] = found.order.order_number
        status = wording.texts.of_code("status", found.order.status) or ""
        values["order.status"] = wording.say(status).rstrip(_FULL_STOPS)
    return {name: value for name, value in values.items() if value}


def _eta(parcels: tuple[Parcel, ...], wording: Wording) -> str:
    """The day by which all is there; "" if all is there already, or the day of a parcel is unknown."""
    coming = [parcel for parcel in parcels if not _has_arrived(parcel)]
    days = [parcel.estimated_delivery for parcel in coming]
    known = [one for one in days if one is not None]
    return wording.day(max(known)) if known and len(known) == len(days) else ""


def _has_arrived(parcel: Parcel) -> bool:
    return bool(parcel.events) and parcel.events[0].code in _ARRIVED
