import io

import pytest

from agent_desk.cli.shops import answers
from agent_desk.errors import ShopSetupError

WEEKEND = {"friday": ["20:00-02:00"], "saturday": ["20:00-02:00"], "sunday": ["20:00-02:00"]}


class TestTexts:
    def test_are_read_by_language(self):
        assert answers.by_language(["en=A = B", "zh-Hant= 海港 "]) == {
            "en": "A = B",
            "zh-Hant": "海港",
        }

    @pytest.mark.parametrize("text", ["Harbour", "de=Hafen", "en=", "=A"])
    def test_refuses_what_has_no_language_or_no_text(self, text):
        with pytest.raises(ShopSetupError):
            answers.by_language([text])

    @pytest.mark.parametrize(
        ("texts", "whole"),
        [
            ({"en": "A"}, {"en": "A", "zh": "A"}),
            ({"zh-Hant": "甲"}, {"zh-Hant": "甲", "en": "甲"}),
            ({"en": "A", "zh-Hans": "甲"}, {"en": "A", "zh-Hans": "甲"}),
        ],
    )
    def test_one_language_stands_for_what_is_missing(self, texts, whole):
        assert answers.complete(texts) == whole

    def test_a_greeting_is_written_for_each_name(self):
        greeting = answers.default_greeting({"en": "Harbour", "zh": "海港", "zh-Hant": "海港"})

        assert greeting["en"] == "Hello, this is Harbour. How can we help?"
        assert "这里是海港" in greeting["zh"]
        assert "這裡是海港" in greeting["zh-Hant"]


class TestOpeningHours:
    @pytest.mark.parametrize(
        ("lines", "weekly"),
        [
            (["monday 09:00-18:00"], {"monday": ["09:00-18:00"]}),
            (["Sat-sun 10:00-12:00"], {"saturday": ["10:00-12:00"], "sunday": ["10:00-12:00"]}),
            (["tue 09:00-12:00 13:00-18:00"], {"tuesday": ["09:00-12:00", "13:00-18:00"]}),
            (["tue 09:00-12:00", "tue 13:00-18:00"], {"tuesday": ["09:00-12:00", "13:00-18:00"]}),
            (["fri-sun 20:00–02:00"], WEEKEND),
        ],
    )
    def test_are_read(self, lines, weekly):
        hours = answers.opening_hours(lines, "Asia/Taipei")

        assert hours == {"time_zone": "Asia/Taipei", "weekly": weekly}

    def test_a_range_may_go_over_the_end_of_the_week(self):
        hours = answers.opening_hours(["sat-mon 10:00-11:00"], "UTC")

        assert list(hours["weekly"]) == ["saturday", "sunday", "monday"]

    @pytest.mark.parametrize("line", ["monday", "mo 09:00-18:00", "mon-someday 09:00-18:00"])
    def test_refuses_what_is_no_day(self, line):
        with pytest.raises(ShopSetupError):
            answers.opening_hours([line], "UTC")


class TestOrderNumbers:
    def test_each_pattern_has_an_example_of_its_own(self):
        numbers = answers.order_numbers(["#{4-6}", "{3}-{7}"], ["114-3941689", "＃1001"])

        assert numbers == [
            {"pattern": "#{4-6}", "example": "#1001"},
            {"pattern": "{3}-{7}", "example": "114-3941689"},
        ]


class TestOrderSource:
    def test_reads_secrets_from_a_file_or_from_standard_input(self, tmp_path, monkeypatch):
        (tmp_path / "key").write_text("from a file\n")
        monkeypatch.setattr("sys.stdin", io.StringIO("from standard input\n"))

        source = answers.order_source(
            [f"consumer_key=@{tmp_path}/key", "consumer_secret=@-", "kind=woocommerce"]
        )

        assert source["consumer_key"] == "from a file"
        assert source["consumer_secret"] == "from standard input"

    def test_takes_json_for_what_has_parts(self):
        source = answers.order_source(["kind=woocommerce", 'statuses={"wc-made": "packing"}'])

        assert source["statuses"] == {"wc-made": "packing"}

    @pytest.mark.parametrize("pair", ["kind", "token=abc", "token=@/nowhere", "statuses={"])
    def test_refuses(self, pair):
        with pytest.raises(ShopSetupError) as raised:
            answers.order_source([pair])

        assert "abc" not in str(raised.value)


class TestProof:
    @pytest.mark.parametrize(
        ("kinds", "needed"), [(["phone"], 1), (["phone", "email"], 1), (["email", "surname"], 2)]
    )
    def test_what_can_be_guessed_needs_another(self, kinds, needed):
        assert answers.proof(kinds) == {"kinds": kinds, "needed": needed}
