"""Amounts as they are written in a language: ``NT$1,280``, ``US$41.90``; pure."""

from __future__ import annotations

from decimal import Decimal

from babel import Locale
from babel.core import get_global
from babel.numbers import format_decimal, get_currency_symbol

# In Taiwan TWD is a plain $. Whoever buys across borders has to know which dollar.
_SIGNS: dict[tuple[str, str | None], str] = {("TWD", "TW"): "NT$"}


def money(amount: Decimal, currency: str | None, locale: Locale) -> str:
    """``amount`` in ``currency``, a code of ISO 4217. One without a sign is shown as its code."""
    code = (currency or "").strip().upper()
    sign = _SIGNS.get((code, locale.territory)) or get_currency_symbol(code, locale)
    number = format_decimal(abs(amount), f"#,##0{_decimals(amount, code)}", locale)
    minus = "-" if amount < 0 else ""
    return f"{minus}{sign}{' ' if sign == code and code else ''}{number}"


def _decimals(amount: Decimal, code: str) -> str:
    """``.00``, or nothing for a whole amount of a currency that shops write without decimals."""
    fractions = get_global("currency_fractions")
    usual, _, in_cash, _ = fractions.get(code, fractions["DEFAULT"])
    places = in_cash if amount == amount.to_integral_value() else max(usual, 2)
    return f".{'0' * places}" if places else ""
