from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from agent_desk.rasa.turn import Utterance
from agent_desk.settings.shops import ShopSettings
from agent_desk.wording.wording import Wordings
from tests.fakes.evidence import wording

SHANGHAI = ZoneInfo("Asia/Shanghai")
NUMBERS = [{"pattern": "#{4-6}", "example": "#1001"}]
ASK = Utterance("ask_order_number")


class TestUtter:
    @pytest.mark.parametrize(
        ("language", "question"),
        [
            ("en", "What is your order number (such as #1001)?"),
            ("zh-Hans", "请告诉我您的订单号（例如 #1001）。"),
            ("zh-Hant", "請提供您的訂單編號（例如 #1001）。"),
        ],
    )
    def test_has_the_words_of_the_visitors_language(self, language, question):
        assert wording(language, order_numbers=NUMBERS).utter(ASK) == question

    def test_has_the_words_of_hong_kong_if_the_shop_says_so(self):
        hello = {region: wording("zh-Hant", traditional=region) for region in ("tw", "hk")}

        assert "什麼" in hello["tw"].utter(Utterance("no_words"))
        assert "甚麼" in hello["hk"].utter(Utterance("no_words"))

    def test_calls_an_order_number_what_the_shop_calls_it(self):
        named = {
            "pattern": "{10}",
            "example": "1234567890",
            "name": {"zh": "交易号", "en": "order no."},
        }

        assert (
            wording("en", order_numbers=[named]).utter(ASK).startswith("What is your order no. (")
        )
        assert "交易號" in wording("zh-Hant", order_numbers=[named]).utter(ASK)

    def test_has_no_example_where_the_shop_has_none(self):
        assert wording("en", order_numbers=[]).utter(ASK) == "What is your order number?"

    def test_shop_that_is_gone_from_the_settings_has_the_usual_texts(self):
        assert Wordings({}).of("gone", "en").utter(ASK) == "What is your order number?"


OWN = {
    "ask_order_number": {"zh-Hant": "{number_name}是？", "en": "Your {number_name} at {shop}?"},
    "greet": {"zh": "欢迎光临{shop}"},
    "next_out_for_delivery": {"en": ""},
}


class TestOwnTexts:
    @pytest.mark.parametrize(
        ("language", "name", "said"),
        [
            ("en", "ask_order_number", "Your order number at Camellia?"),
            ("zh-Hant", "ask_order_number", "訂單編號是？"),
            ("zh-Hans", "ask_order_number", "订单号是？"),
            ("zh-Hans", "greet", "欢迎光临山茶"),
            ("zh-Hant", "greet", "歡迎光臨山茶"),
            ("en", "greet", "Hello, I am Camellia's automatic assistant. How can I help you?"),
            ("en", "next_out_for_delivery", ""),
        ],
    )
    def test_take_the_place_of_the_usual_ones(self, language, name, said):
        own = wording(language, texts=OWN)

        assert own.say(getattr(own.texts, name)) == said


class TestDay:
    def test_is_the_one_in_the_shops_time_zone(self):
        late = datetime(2026, 11, 7, 20, 0, tzinfo=UTC)

        assert wording().day(late) == "Nov 7"
        assert wording(time_zone="Asia/Taipei").day(late) == "Nov 8"

    def test_follows_the_hours_where_the_shop_names_no_zone(self):
        hours = {"time_zone": "Asia/Shanghai", "weekly": {}}

        assert wording(hours=hours).day(datetime(2026, 11, 7, 20, 0, tzinfo=UTC)) == "Nov 8"


class TestTime:
    @pytest.mark.parametrize(
        ("day", "en", "hans", "hant"),
        [
            (20, "today at 21:30 (UTC+8)", "今天 21:30（UTC+8）", "今天 21:30（UTC+8）"),
            (21, "tomorrow at 21:30 (UTC+8)", "明天 21:30（UTC+8）", "明天 21:30（UTC+8）"),
            (
                23,
                "on Monday, Nov 23 at 21:30 (UTC+8)",
                "11月23日星期一 21:30（UTC+8）",
                "11月23日星期一 21:30（UTC+8）",
            ),
        ],
    )
    def test_near_days_are_named(self, day, en, hans, hant):
        moment = datetime(2026, 11, day, 21, 30, tzinfo=SHANGHAI)

        assert wording("en").time(moment) == en
        assert wording("zh-Hans").time(moment) == hans
        assert wording("zh-Hant").time(moment) == hant

    def test_the_shops_name_for_its_zone_is_used(self):
        hours = {
            "time_zone": "Asia/Shanghai",
            "zone_name": {"zh": "北京时间", "en": "Beijing time"},
            "weekly": {},
        }
        moment = datetime(2027, 1, 4, 9, 0, tzinfo=SHANGHAI)

        assert wording("en", hours=hours).time(moment) == (
            "on Monday, Jan 4, 2027 at 09:00 (Beijing time)"
        )
        assert wording("zh-Hant", hours=hours).time(moment).endswith("09:00（北京時間）")


class TestNames:
    @pytest.mark.parametrize(
        ("language", "shown"),
        [("zh-Hant", "羊毛圍巾"), ("zh-Hans", "羊毛围巾"), ("en", "羊毛围巾")],
    )
    def test_are_put_into_the_visitors_script(self, language, shown):
        assert wording(language).name("羊毛围巾") == shown


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Sorry. Nobody is here."), ("zh-Hans", "Sorry.Nobody is here.")]
)
def test_sentences_are_joined_as_the_language_does(language, said):
    assert wording(language).sentences("Sorry.", "", "Nobody is here.") == said


class TestWordings:
    def test_work_out_once_what_does_not_change_with_the_time(self):
        times = iter(datetime(2026, 11, day, tzinfo=UTC) for day in (1, 2, 3))
        shop = ShopSettings(
            name={"zh": "山茶", "en": "Camellia"}, greeting={"zh": "您好", "en": "Hello"}
        )
        wordings = Wordings({"camellia": shop}, clock=lambda: next(times))

        first, second = (wordings.of("camellia", "zh-Hant") for _ in range(2))

        assert (second.now - first.now).days == 1
        assert second.shop_values is first.shop_values
        assert second.locale is first.locale
