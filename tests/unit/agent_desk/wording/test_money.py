from decimal import Decimal

import pytest
from babel import Locale

from agent_desk.wording.money import money


@pytest.mark.parametrize(
    ("amount", "currency", "locale", "written"),
    [
        ("1280.00", "TWD", "zh_Hant_TW", "NT$1,280"),
        ("1280.50", "TWD", "zh_Hant_TW", "NT$1,280.50"),
        ("1280.00", "TWD", "en", "NT$1,280"),
        ("41.9", "USD", "zh_Hant_TW", "US$41.90"),
        ("41.9", "USD", "zh_Hans_CN", "US$41.90"),
        ("41.9", "USD", "en", "$41.90"),
        ("99", "CNY", "zh_Hans_CN", "¥99.00"),
        ("99", "CNY", "zh_Hant_TW", "CN¥99.00"),
        ("1280", "HKD", "zh_Hant_HK", "HK$1,280.00"),
        ("3980", "JPY", "zh_Hant_TW", "¥3,980"),
        ("3980", "JPY", "zh_Hans_CN", "JP¥3,980"),
        ("3980.5", "JPY", "en", "¥3,980.50"),
        ("12000", "KRW", "en", "₩12,000"),
        ("1.234", "KWD", "en", "KWD 1.234"),
        ("41.90", "usd", "en", "$41.90"),
        ("-5", "USD", "en", "-$5.00"),
        ("1280", "XYZ", "en", "XYZ 1,280.00"),
        ("1280", None, "en", "1,280.00"),
    ],
)
def test_amount_is_written_as_readers_of_the_language_write_it(amount, currency, locale, written):
    assert money(Decimal(amount), currency, Locale.parse(locale)).replace("\xa0", " ") == written
