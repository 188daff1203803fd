"""Which words around a number say what it is. Does not need Rasa.

Lines come as ``spelling.plain`` returns them.
"""

from __future__ import annotations

import re
from enum import Enum

from bot.dates import MONTH

# Before digits, it makes them an order's, whatever else the line speaks of.
ORDER_WORD = re.compile(r"订单|order", re.IGNORECASE)
# How far from a number the words that explain it are looked for.
REACH = 40


_PHONE = re.compile(
    r"尾号|尾数|[后末][四4][位码]|last (?:four|4)|ending|ends (?:in|with)|手机|电话|phone|mobile|digits",
    re.IGNORECASE,
)
# "Order ending in 0001": the end of an order number, with which no order can be looked up.
_ORDERS_END = re.compile(
    r"(?:订单|单号)(?:号|编号|号码)?的?(?:尾号|尾数|最?[后末][四4三3几][位码]|结尾)"
    r"|order(?: number| no\.?| id| #)?(?: that| which)? "
    r"(?:ending|ends|end)(?: in| with)?"
    r"|order(?: number| no\.?| id)?'?s? last (?:four|4|three|3)"
    r"|last (?:four|4|three|3)(?: digits)? of (?:the|my) order(?: number)?",
    re.IGNORECASE,
)
_PARCEL = re.compile(
    r"(?:快递|物流|包裹)(?:的?单|编)?号|运单|waybill"
    r"|(?:tracking|parcel|package) ?(?:number|no\b|code|id\b|#)",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"身[份分]证|银行卡|信用卡|卡号|[账帐]号|护照|邮编|邮政编码|邮递区号|验证码|微信|qq"
    r"|型号|货号|条码|条形码|尺码|尺寸|色号|税号|统[一编]编?号?|优惠[码券]|折扣[码券]|兑换码|密码|\bsize\b"
    r"|(?:id|credit|debit|bank|gift) card|card (?:number|no\b)|account (?:number|no\b)|passport"
    r"|\bzip\b|post(?:al )?code|verification code|\botp\b|\bsku\b|\bmodel\b|\bshade\b"
    r"|(?<!order )\bcode\b|\bcoupon|\bvoucher|password|\bvat\b|\bisbn\b|\bupc\b|\basin\b",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"订单|单号|编号|[查单]|到哪|发货|包裹|快递|退款|order|#(?=[ :]*$)|track|parcel|package|refund|where",
    re.IGNORECASE,
)


class Cue(Enum):
    """What a number is. ``OTHER`` are those that this bot has no use for: cards, codes, goods.

    Of two that end at the same place, the first counts.
    """

    ORDERS_END = _ORDERS_END
    PHONE = _PHONE
    PARCEL = _PARCEL
    OTHER = _OTHER
    ORDER = _ORDER


_DIGIT = re.compile(r"\d")
_CLAUSE_END = re.compile(r"[,;。\n]")
# "1042 and 1043 are late": what is said of the last number in a list is said of all.
_LISTED = re.compile(r"(?: ?(?:[、,&/和跟与及或]|and|or) ?#?\d+)+", re.IGNORECASE)
# Before other digits, words belong to those unless they say it of the number: "1042 尾号8000".
_SAYS_IT = re.compile(r" ?(?:是|这|号?订单(?!.*[尾末后])|\b(?:is|was)\b)", re.IGNORECASE)
_YEAR = re.compile(rf"(?:\b(?P<sure>in|since|from|year|{MONTH},?)|\bof) ?$", re.IGNORECASE)
_OF_THIS_AGE = re.compile(r"(?:19|20)\d\d")


def nearest_cue(plain: str, start: int, end: int) -> Cue | None:
    """What the words of the clause say of ``plain[start:end]``.

    The last words before the digits decide; where there are none, those after them.
    """
    before = _CLAUSE_END.split(plain[max(0, start - REACH) : start])[-1]
    listed = _LISTED.match(plain, end, end + REACH)
    after = _CLAUSE_END.split(plain[listed.end() if listed else end : end + REACH])[0]
    ends = {cue: max((m.end() for m in cue.value.finditer(before)), default=0) for cue in Cue}
    if any(ends.values()):
        return max(ends, key=lambda cue: ends[cue])
    words, *more = _DIGIT.split(after, maxsplit=1)
    if more and not _SAYS_IT.match(words):
        return None
    return next((cue for cue in Cue if cue.value.search(words)), None)


def is_year(plain: str, start: int, end: int, *, in_order: bool = False) -> bool:
    """Whether the words before the digits make a year of them.

    With ``in_order`` other words say that they are an order's, so they must look like a year, too.
    """
    behind = _YEAR.search(plain[max(0, start - REACH) : start])
    if behind is None or not in_order:
        return behind is not None
    return behind["sure"] is not None and _OF_THIS_AGE.fullmatch(plain, start, end) is not None
