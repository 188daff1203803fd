"""What a visitor's line asks for, by its words; pure. Texts are in Simplified Chinese or English."""

from __future__ import annotations

import re

_HOW = re.compile(
    r"怎么(?!还|没|不|回事|样了)|如何|在?哪[里儿]?(?:可以|能)?(?:看|查|找)|\bhow (?:do|can|could|would|to)\b"
    r"|\bwhere (?:do|can|could) (?:i|we)\b|\bis there a way\b|多久|几天|\bhow (?:long|many days)\b",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"[?？]|[吗呢么咩乜冇]|系咪|边[度个]|点[样解]|得唔得|多少|怎|如何|能|可以|什么|哪|几|多久|有没有|是不是|想|要|帮|查|请|没|不|退|换|单|货|寄|钱"
    r"|\b(?:how|what|when|where|which|who|why|can|could|do|does|did|is|are|will|would|may|want|need|like"
    r"|please|help|check|track|tell|my|i|the|not|no)\b",
    re.IGNORECASE,
)


_ORDER = re.compile(
    r"订单|包裹|快递|快件|物流|单号|发货|收到|到哪|退款|我的货|我买的|东西"
    r"|\b(?:orders?|ordered|parcels?|packages?|packets?|shipments?|shipped|track(?:ing)?|deliver(?:y|ed)|arrived?"
    r"|refund(?:ed)?|bought|purchase[sd]?|stuff|item|goods|money)\b",
    re.IGNORECASE,
)


_LOOK_UP = re.compile(
    r"查[一下看个我的张那这]{0,4}(?:订?单|快递|包裹|物流|货|件)|(?:包裹|快递|订单|货|件|东西).{0,4}(?:到哪|在哪|哪[儿里]了|到边)"
    r"|订单状态|物流(?:信息|状态|进度)?$|\b(?:order|parcel|package|delivery|shipping|refund) status\b|\btrack(?:ing)?\b"
    r"|\b(?:check|look up|find) (?:on )?(?:my |the )?(?:order|parcel|package|shipment|delivery)"
    r"|\bwhere(?:'?s| is| are) (?:my|the)\b|\b[a-z]{0,4}\d{6}",
    re.IGNORECASE,
)


def asks_to_look_up(text: str) -> bool:
    """Whether ``text`` plainly asks where an order or a parcel is, or names one."""
    return _LOOK_UP.search(text) is not None


_ASKS = re.compile(
    r"[?？吗]|[呢么咩]\W*$|怎么|怎样|如何|多久|多少|几[天个时号点]|时候|哪[里儿个家]|能不能|可不可以|有没有|可以.{1,12}吗|行不行"
    r"|点[样解]|边[度个]|有冇|得唔得|大概多"
    r"|\b(?:how|when|where|which|who|could|does)\b|\b(?:can|do|will|is|are|should|may) (?:i|you|it|we|they|there)\b",
    re.IGNORECASE,
)


def asks(text: str) -> bool:
    """Whether ``text`` is worded as a question. "Thanks for your help" and "just what I needed" are
    not, although they hold words of wishing."""
    return _ASKS.search(text) is not None


def names_order(text: str) -> bool:
    """Whether ``text`` speaks of something that was ordered, on its way, or paid back."""
    return _ORDER.search(text) is not None


def asks_how(text: str) -> bool:
    """Whether ``text`` asks how something is done, or where it stands."""
    return _HOW.search(text) is not None


def wants_something(text: str) -> bool:
    """Whether ``text`` may be a question or a wish, and no nonsense."""
    return _WANTS.search(text) is not None
