import pytest

from agent_desk.orders.carrier_names import carrier_name
from agent_desk.wording.wording import Wordings


@pytest.mark.parametrize(
    ("written", "language", "read"),
    [
        ("China Post", "zh-Hans", "中国邮政"),
        ("China Post", "zh-Hant", "中國郵政"),
        ("china post", "en", "China Post"),
        ("中通快递", "en", "ZTO Express"),
        ("中通快遞", "zh-Hans", "中通快递"),
        ("UPS", "zh-Hant", "UPS"),
    ],
)
def test_a_known_carrier_has_the_name_of_the_visitors_language(written, language, read):
    assert carrier_name(written, Wordings({}).of("demo", language)) == read


@pytest.mark.parametrize(
    ("written", "language", "read"),
    [
        ("UPS Ground", "zh-Hans", "UPS Ground"),
        ("香港邮政小包", "zh-Hant", "香港郵政小包"),
        ("our own van", "en", "our own van"),
        ("", "en", ""),
    ],
)
def test_what_says_more_stays_as_the_shop_wrote_it(written, language, read):
    assert carrier_name(written, Wordings({}).of("demo", language)) == read
