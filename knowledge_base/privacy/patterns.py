"""The forms that personal data has. Matched in ASCII form, ``\\0`` standing for what is known."""

import re
from collections.abc import Callable
from typing import Literal

from knowledge_base.privacy.check_digits import (
    hong_kong_identity,
    luhn,
    mainland_identity,
    taiwan_identity,
)

Kind = Literal[
    "order_number",
    "tracking_number",
    "phone",
    "service_phone",
    "identity_card",
    "bank_card",
    "email",
]

# Web addresses, and what somebody put in the place of a number before.
PROTECTED = re.compile(
    r"https?://[\x21-\x3b\x3d\x3f-\x7e]+|www\.[\x21-\x3b\x3d\x3f-\x7e]+"
    r"|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|cn|net|org|tw|hk|jp|uk|io|co)/[\x21-\x3b\x3d\x3f-\x7e]*"
    r"|\[[A-Z]{2,}_\d+\]|<[a-z_]+>|\{\{[^{}]{0,60}\}\}|\$\{[^{}]{0,60}\}"
    r"|\[(?:order number|tracking number|phone|identity card|bank card|email)\]"
    r"|\[(?:订单号|运单号|电话|证件号|银行卡号|邮箱|訂單號|運單號|電話|證件號|銀行卡號|郵箱)\]"
)

# A number stands for itself: neither in a longer one nor in a name, a decimal, a version. Only
# ASCII letters count, because Chinese is written without spaces.
_ALONE = r"(?<![0-9A-Za-z_])(?<![0-9][.,:/-])"
_END = r"(?![0-9A-Za-z_]|[.,:/-]\d)"
# Long enough that letters in front ("tel13800138000") do not make it a name.
_DIGITS_ALONE = r"(?<!\d)(?<!\d[.,:/-])"
_DIGITS_END = r"(?!\d|[.,:/-]\d)"

# Said of a number just before it.
_LINK = r"[^\S\0]{0,2}(?:[:#]|是|为|為|is|was)?[^\S\0]{0,2}[#]?"
_ORDER = (
    r"(?:(?:订单|訂單|单子|單子|交易)(?:编号|編號|号码|號碼|号|號)?|单号|單號"
    r"|\border(?:[ ](?:number|num|no\.?|id|code|ref(?:erence)?))?)"
)
_EXACT_ORDER = (
    r"(?:(?:订单|訂單|交易)(?:编号|編號|号码|號碼|号|號)|单号|單號"
    r"|\border(?:[ ](?:number|num|no\.?|id|code|ref(?:erence)?)|[ ]?(?=#)))"
)
_TRACKING = (
    r"(?:(?:快递|快遞|运单|運單|物流|包裹|追踪|追蹤|货运|貨運)(?:编号|編號|单号|單號|号码|號碼|号|號)"
    r"|\btracking(?:[ ](?:number|num|no\.?|id|code))?|\b(?:waybill|consignment)(?:[ ](?:number|no\.?))?)"
)
_PHONE = (
    r"(?:电话|電話|手机|手機|号码|號碼|联系方式|聯繫方式|致电|致電|拨打|撥打|热线|熱線|客服"
    r"|\b(?:tel|phone|mobile|cell|call|dial|text|ring|whatsapp|hotline|helpline)\b)"
    r"[^\0\d\n]{0,12}?"
)
_NO_PERSONS = (
    r"(?<!商品编号)(?<!商品编号:)(?<!商品编号是)(?<!商品ID)(?<!商品ID:)(?<!货号)(?<!货号:)"
    r"(?<!条码)(?<!条码:)(?<!条形码)(?<!条形码:)(?<!型号)(?<!型号:)(?<!税号)(?<!税号:)"
    r"(?<![Ss][Kk][Uu])(?<![Ss][Kk][Uu][: ])(?<![Ss][Kk][Uu]: )(?<!ISBN)(?<!ISBN[: ])(?<!EAN)"
    r"(?<!EAN[: ])(?<!item )(?<!item number )(?<!model )(?<![$¥€£])(?<![$¥€£] )"
)
_NO_AMOUNT = (
    r"(?!\s?(?:元|块|塊|円|日元|美元|人民币|%|USD|RMB|CNY|TWD|HKD|JPY|EUR|GBP|dollars?|yuan))"
)
_CODE = r"(?=[A-Za-z-]*\d)[A-Za-z0-9](?:[-_]?[A-Za-z0-9])"


def _compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(pattern, flags | re.ASCII)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _card(text: str) -> bool:
    number = _digits(text)
    return 13 <= len(number) <= 19 and len(set(number)) > 1 and luhn(number)


def _enough_digits(least: int) -> Callable[[str], bool]:
    return lambda text: len(_digits(text)) >= least


def _any_island_identity(text: str) -> bool:
    bare = re.sub(r"[()\s]", "", text)
    if re.fullmatch(r"[A-Za-z][1289]\d{8}", bare):
        return taiwan_identity(bare)
    return hong_kong_identity(bare)


PATTERNS: tuple[tuple[Kind, re.Pattern[str], Callable[[str], bool] | None], ...] = (
    ("email", _compiled(r"(?<![\w.+-])(?P<it>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"), None),
    # What is named for what it is.
    (
        "tracking_number",
        _compiled(_TRACKING + _LINK + rf"(?P<it>{_CODE}{{5,39}}){_END}", re.IGNORECASE),
        _enough_digits(5),
    ),
    (
        "order_number",
        _compiled(
            _EXACT_ORDER + _LINK + rf"(?P<it>{_CODE}{{3,39}}){_END}" + _NO_AMOUNT, re.IGNORECASE
        ),
        _enough_digits(4),
    ),
    (
        "order_number",
        _compiled(
            _ORDER + _LINK + rf"(?P<it>{_CODE}{{5,39}}){_END}(?!\s?年)" + _NO_AMOUNT, re.IGNORECASE
        ),
        lambda text: len(_digits(text)) >= 6 and not re.fullmatch(r"\d{4}-\d\d-\d\d", text),
    ),
    # Hotlines: of no person.
    (
        "service_phone",
        _compiled(
            _DIGITS_ALONE + r"(?P<it>[48]00[- ]?\d{3}[- ]?\d{4}|[48]00[- ]\d{4}[- ]\d{3}"
            r"|[48]00[- ]?\d{2}[- ]?\d{5}|\+?1?[- (]{0,2}(?:800|888|877|866|855|844|833)[) -]{1,2}"
            r"\d{3}[- ]\d{4}|1(?:800|888|877|866|855|844|833)\d{7}|0800[- ]?\d{3}[- ]?\d{3,4}"
            r"|03\d{2,3} ?\d{3} ?\d{3,4})" + _DIGITS_END
        ),
        None,
    ),
    (
        "service_phone",
        _compiled(
            _PHONE + _DIGITS_ALONE + rf"(?P<it>95\d{{3,4}}|1[012]\d{{3}}){_END}", re.IGNORECASE
        ),
        None,
    ),
    # What has a check digit, or a carrier's form.
    (
        "identity_card",
        _compiled(_DIGITS_ALONE + r"(?P<it>[1-9]\d{16}[0-9Xx])(?![0-9A-Za-z])"),
        mainland_identity,
    ),
    (
        "identity_card",
        _compiled(
            r"(?<![0-9A-Za-z_-])(?P<it>[A-Za-z]{1,2}\d{6}\([0-9Aa]\)|[A-Za-z]{1,2}\d{6}[0-9Aa]"
            r"|[A-Za-z][1289]\d{8})(?![0-9A-Za-z_-])"
        ),
        _any_island_identity,
    ),
    (
        "tracking_number",
        _compiled(
            _ALONE + r"(?P<it>1Z[0-9A-Z]{16}|[A-Z]{2}\d{9}[A-Z]{2}"
            r"|(?:SF|YT|JT|JD[A-Z]{0,2}|ZTO|STO|DPK|LP|EMS|4PX)\d{10,18}(?:CN)?)" + _END,
            re.IGNORECASE,
        ),
        None,
    ),
    # Telephones of people.
    (
        "phone",
        _compiled(
            r"(?<![\d+])(?P<it>(?:\((?:\+|00)?86\)|(?:\+|00)86|86-)[- ]{0,2}1[3-9]\d[- ]?\d{4}[- ]?\d{4})"
            + _DIGITS_END
        ),
        None,
    ),
    (
        "phone",
        _compiled(
            r"(?<![\d+])(?P<it>\+\(?[1-9]\d{0,2}\)?(?:[ -]{0,2}\(?\d{1,5}\)?){1,6})" + _DIGITS_END
        ),
        lambda text: 8 <= len(_digits(text)) <= 15,
    ),
    (
        "phone",
        _compiled(
            _DIGITS_ALONE + r"(?P<it>(?:86)?1[3-9]\d(?:\d{8}|([- ])\d{4}\2\d{4}))" + _DIGITS_END
        ),
        None,
    ),
    (
        "bank_card",
        _compiled(_NO_PERSONS + _DIGITS_ALONE + r"(?P<it>\d(?:[ -]?\d){12,18})" + _DIGITS_END),
        _card,
    ),
    ("phone", _compiled(_ALONE + r"(?P<it>09\d{2}[- ]?\d{3}[- ]?\d{3})" + _END), None),
    (
        "phone",
        _compiled(
            r"(?<![\d+(])(?<!\d[.,:/-])(?P<it>(?:1[-. ])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}([-. ]))"
            r"[2-9]\d{2}[-. ]\d{4})" + _DIGITS_END
        ),
        None,
    ),
    (
        "phone",
        _compiled(
            r"(?<![\d(])(?<!\d[.,:/-])(?P<it>\(0[1-9]\d{0,3}\) ?\d{3,4}[- ]?\d{3,4}"
            r"|0[1-9]\d{1,3}[- ]\d{3,4}[- ]?\d{3,4}|0[1-9]\d{8,10})" + _DIGITS_END
        ),
        None,
    ),
    (
        "phone",
        _compiled(
            _PHONE + _ALONE + r"(?P<it>\d{4}[- ]?\d{4}|\d{3}[- ]?\d{3}[- ]?\d{4})" + _END,
            re.IGNORECASE,
        ),
        lambda text: not re.fullmatch(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])\d\d", text),
    ),
    # Codes that are only a customer's: a shop's own order numbers, and long bare numbers.
    (
        "order_number",
        _compiled(
            _NO_PERSONS
            + r"(?<![0-9A-Za-z_-])(?P<it>[A-Za-z]{1,4}[-_]?\d{7,}[A-Za-z]{0,2})(?![0-9A-Za-z_])"
        ),
        lambda text: not text.upper().startswith(("SKU", "ISBN", "EAN")),
    ),
    ("order_number", _compiled(_ALONE + r"(?P<it>\d{3}-\d{7}-\d{7})" + _END), None),
    ("tracking_number", _compiled(_DIGITS_ALONE + r"(?P<it>9\d{21})" + _DIGITS_END), None),
    (
        "order_number",
        _compiled(_NO_PERSONS + _DIGITS_ALONE + r"(?P<it>\d{10,30})" + _DIGITS_END + _NO_AMOUNT),
        None,
    ),
)
