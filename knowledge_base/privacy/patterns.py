"""How each kind of personal data is found: its form, what is said around it, its check digits.

Patterns are matched against text in ASCII form, in which ``\\0`` stands for what was found before.
"""

import re
from collections.abc import Callable
from typing import Literal

from stdnum import luhn

from knowledge_base.privacy import forms
from knowledge_base.privacy.check_digits import (
    hong_kong_identity,
    mainland_identity,
    taiwan_identity,
)
from knowledge_base.privacy.forms import (
    CODE_END,
    CODE_START,
    DIGITS_END,
    DIGITS_START,
    NUMBER_END,
    NUMBER_START,
)

Kind = Literal[
    "order_number",
    "tracking_number",
    "phone",
    "service_phone",
    "identity_card",
    "bank_card",
    "email",
    "chat_account",
]

_IN_ADDRESS = r"[\x21-\x3b\x3d\x3f-\x7e]"
ADDRESS = re.compile(
    rf"(?:(?i:https?://)|(?=(?i:www\.)))[^/?#\s\x80-\U0010ffff]*+[/?#]?(?P<rest>{_IN_ADDRESS}*+)"
    r"|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|cn|net|org|tw|hk|jp|uk|io|co)"
    rf"/(?P<path>{_IN_ADDRESS}*+)"
)
"""A web address; what may hold data in it is ``rest`` or ``path``, behind the host."""

# Placeholders that replaced a number before, and the keys that an import makes of a question:
# nothing in them is looked at.
PLACEHOLDER = re.compile(
    r"\[[A-Z]{2,}_\d+\]|<[a-z_]+>"
    r"|\[(?:order number|tracking number|phone|identity card|bank card|email|chat account)"
    r"(?: [a-z]{8})?\]"
    r"|\[(?:订单号|运单号|电话|证件号|银行卡号|邮箱|账号|訂單號|運單號|電話|證件號|銀行卡號|郵箱|帳號)"
    r"(?: [a-z]{8})?\]"
    r"|(?<![\w-])q-[0-9a-f]{10}(?![\w-])"
)
VARIABLE = re.compile(r"\{\{[^{}]{0,60}\}\}|\$\{[^{}]{0,60}\}")
"""What a template puts in, in answers: ``{{order}}``."""

# Words just before a number that say what it is, and what may stand between.
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
_PASSPORT = r"(?:护照|護照|通行证|通行證|\bpassport)(?:号码|號碼|号|號|[ ](?:number|no\.?))?"
_WECHAT = (
    r"(?:(?:微信|(?<![0-9A-Za-z_])wechat[ ]?)(?:号码|號碼|号|號|id\b|number\b|account\b)"
    r"|(?:加(?:我|你)?微信|(?<![0-9A-Za-z_])vx)|(?:微信|(?<![0-9A-Za-z_])(?:wechat|wx))(?=\s?:))"
)
_QQ = r"(?<![0-9A-Za-z_])QQ(?:号码|號碼|号|號|[ ](?:number|no\.?))?"
_PHONE = (
    r"(?:电话|電話|手机|手機|号码|號碼|联系方式|聯繫方式|聯絡方式|致电|致電|拨打|撥打|撥|热线|熱線|專線|客服"
    r"|\b(?:tel|phone|mobile|cell|call|dial|text|ring|whatsapp|hotline|helpline)\b)"
    r"[^\0\d\n]{0,12}?"
)
_NO_ENDING = r"(?<!尾号)(?<!尾號)(?<!四位)(?<!四碼)(?<!ending )(?<!ends )(?<! in )(?<! with )"
"""The last digits of a customer's own number are no short number of a company."""
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


_BRACKETS = _compiled(r"[()\s]")
_TAIWAN = _compiled(r"[A-Za-z][1289]\d{8}")
_DATE = _compiled(r"\d{4}-\d\d-\d\d")
_BARE_DATE = _compiled(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])\d\d")


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _card(text: str) -> bool:
    number = _digits(text)
    return 13 <= len(number) <= 19 and len(set(number)) > 1 and luhn.is_valid(number)


def _enough_digits(least: int) -> Callable[[str], bool]:
    return lambda text: len(_digits(text)) >= least


def _any_island_identity(text: str) -> bool:
    bare = _BRACKETS.sub("", text)
    if _TAIWAN.fullmatch(bare):
        return taiwan_identity(bare)
    return hong_kong_identity(bare)


PATTERNS: tuple[tuple[Kind, re.Pattern[str], Callable[[str], bool] | None], ...] = (
    ("email", _compiled(rf"(?P<it>{forms.EMAIL})"), None),
    # Numbers after a word that says what they are.
    (
        "identity_card",
        _compiled(_PASSPORT + _LINK + rf"(?P<it>[A-Z]{{0,2}}\d{{7,9}}){NUMBER_END}", re.IGNORECASE),
        None,
    ),
    (
        "chat_account",
        _compiled(_QQ + _LINK + rf"(?P<it>[1-9]\d{{4,10}}){NUMBER_END}{_NO_AMOUNT}", re.IGNORECASE),
        None,
    ),
    (
        # A digit or "_" in it sets it apart from a word.
        "chat_account",
        _compiled(
            _WECHAT + _LINK + r"(?P<it>(?=[a-z-]*+[0-9_])[a-z][\w-]{5,19}+)(?![\w@-])",
            re.IGNORECASE,
        ),
        None,
    ),
    (
        "tracking_number",
        _compiled(_TRACKING + _LINK + rf"(?P<it>{_CODE}{{5,39}}){NUMBER_END}", re.IGNORECASE),
        _enough_digits(5),
    ),
    (
        "order_number",
        _compiled(
            _EXACT_ORDER + _LINK + rf"(?P<it>{_CODE}{{3,39}}){NUMBER_END}" + _NO_AMOUNT,
            re.IGNORECASE,
        ),
        _enough_digits(4),
    ),
    (
        "order_number",
        _compiled(
            _ORDER + _LINK + rf"(?P<it>{_CODE}{{5,39}}){NUMBER_END}(?!\s?年)" + _NO_AMOUNT,
            re.IGNORECASE,
        ),
        lambda text: len(_digits(text)) >= 6 and not _DATE.fullmatch(text),
    ),
    # Hotlines, which are no person's.
    ("service_phone", _compiled(rf"{DIGITS_START}(?P<it>{forms.HOTLINE}){DIGITS_END}"), None),
    (
        "service_phone",
        _compiled(
            rf"{_PHONE}{_NO_ENDING}{DIGITS_START}(?P<it>{forms.SHORT_HOTLINE}){NUMBER_END}(?!\s?年)"
            + _NO_AMOUNT,
            re.IGNORECASE,
        ),
        None,
    ),
    # Numbers with a check digit, or in a carrier's form.
    (
        "identity_card",
        _compiled(rf"{DIGITS_START}(?P<it>{forms.MAINLAND_IDENTITY})(?![0-9A-Za-z])"),
        mainland_identity,
    ),
    (
        "identity_card",
        # A bracket ends the number, whatever follows.
        _compiled(rf"{CODE_START}(?P<it>{forms.ISLAND_IDENTITY})(?:(?<=\))|(?![0-9A-Za-z_-]))"),
        _any_island_identity,
    ),
    (
        "tracking_number",
        _compiled(rf"{NUMBER_START}(?P<it>{forms.CARRIER_NUMBER}){NUMBER_END}"),
        None,
    ),
    # Telephones of people.
    (
        "phone",
        _compiled(rf"(?<![\d+])(?P<it>{forms.MAINLAND_MOBILE_ABROAD}){DIGITS_END}"),
        None,
    ),
    (
        "phone",
        _compiled(rf"(?<![\d+])(?P<it>{forms.INTERNATIONAL_PHONE}){DIGITS_END}"),
        lambda text: 8 <= len(_digits(text)) <= 15,
    ),
    ("phone", _compiled(rf"{DIGITS_START}(?P<it>{forms.MAINLAND_MOBILE}){DIGITS_END}"), None),
    (
        "bank_card",
        _compiled(rf"{_NO_PERSONS}{DIGITS_START}(?P<it>{forms.PAYMENT_CARD}){DIGITS_END}"),
        _card,
    ),
    ("phone", _compiled(rf"{NUMBER_START}(?P<it>{forms.TAIWAN_MOBILE}){NUMBER_END}"), None),
    (
        "phone",
        _compiled(rf"(?<![+(]){DIGITS_START}(?P<it>{forms.AMERICAN_PHONE}){DIGITS_END}"),
        None,
    ),
    ("phone", _compiled(rf"(?<!\(){DIGITS_START}(?P<it>{forms.LANDLINE}){DIGITS_END}"), None),
    (
        "phone",
        _compiled(rf"(?<!\+){NUMBER_START}(?P<it>{forms.LANDLINE_ABROAD}){DIGITS_END}"),
        None,
    ),
    (
        "phone",
        _compiled(
            rf"{_PHONE}{NUMBER_START}(?P<it>\d{{4}}[- ]?\d{{4}}|\d{{3}}[- ]?\d{{3}}[- ]?\d{{4}}|0\d{{8}})"
            + NUMBER_END,
            re.IGNORECASE,
        ),
        lambda text: not _BARE_DATE.fullmatch(text),
    ),
    # A shop's own order numbers, and long bare numbers.
    (
        "order_number",
        _compiled(rf"{_NO_PERSONS}{CODE_START}(?P<it>{forms.ORDER_CODE}){CODE_END}"),
        lambda text: not text.upper().startswith(("SKU", "ISBN", "EAN")),
    ),
    ("order_number", _compiled(rf"{NUMBER_START}(?P<it>{forms.AMAZON_ORDER}){NUMBER_END}"), None),
    (
        "tracking_number",
        _compiled(rf"{DIGITS_START}(?P<it>{forms.POSTAL_NUMBER}){DIGITS_END}"),
        None,
    ),
    (
        "order_number",
        _compiled(rf"{_NO_PERSONS}{DIGITS_START}(?P<it>\d{{10,30}}){DIGITS_END}{_NO_AMOUNT}"),
        None,
    ),
)
