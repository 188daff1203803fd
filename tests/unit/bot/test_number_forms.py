import re
from pathlib import Path

import pytest

from bot.errors import NumberFormError
from bot.number_forms import parse_form
from bot.spelling import plain

ROOT = Path(__file__).parents[3]


def written(pattern, text):
    return [(number.value, number.in_full) for number in parse_form(pattern).find(plain(text))]


class TestFind:
    @pytest.mark.parametrize(
        ("pattern", "text", "value"),
        [
            ("#{4-6}", "my order #1001 please", "#1001"),
            ("#{4-6}", "# 1001", "#1001"),
            ("#{4-6}", "订单＃１００１到哪了", "#1001"),
            ("{3}-{7}-{7}", "114-3941689-8772232", "114-3941689-8772232"),
            ("{3}-{7}-{7}", "114 - 3941689 - 8772232", "114-3941689-8772232"),
            ("{4}-INV-{5}", "2026-inv-00031", "2026-INV-00031"),
            ("{4}-INV-{5}", "2026 INV 00031", "2026-INV-00031"),
            ("so{6}", "SO-123456", "so123456"),
            ("{A2}{9}{A2}", "lx 123 456 785 cn", "LX123456785CN"),
            ("1Z{X16}", "1z999aa10123456784", "1Z999AA10123456784"),
            ("AB{8}", "AB 1 2 3 4 5 6 7 8 then 9", "AB12345678"),
            ("AB{12-13}", "AB 1234 5678 9012 8000", "AB123456789012"),
            ("AB{12-13}", "AB 1234 5678 90123 8000", "AB1234567890123"),
            ("{4}-INV-{5}", "2026/INV/00031", "2026-INV-00031"),
            ("{4}-INV-{5}", "2026 - inv - 00031", "2026-INV-00031"),
            ("{X8}", "k7qm 42xd", "K7QM42XD"),
        ],
    )
    def test_brings_a_number_to_the_forms_spelling(self, pattern, text, value):
        assert written(pattern, text) == [(value, True)]

    @pytest.mark.parametrize(
        ("pattern", "text", "value"),
        [
            ("#{4-6}", "1001", "#1001"),
            ("{4-6}", "3471", "3471"),
            ("{18-19}", "123456789012345678", "123456789012345678"),
            ("{3}-{7}-{7}", "11439416898772232", "114-3941689-8772232"),
        ],
    )
    def test_says_when_nothing_tells_the_digits_from_others(self, pattern, text, value):
        assert written(pattern, text) == [(value, False)]

    @pytest.mark.parametrize(
        ("pattern", "text"),
        [
            ("#{4-6}", "#123"),
            ("#{4-6}", "#1234567"),
            ("#{4-6}", "a1001"),
            ("{A2}{X8}", "collection of headphones"),
            ("SO{X6}", "so really"),
            ("{X8}", "ends with 1177"),
            ("{X8}", "1460 boot"),
            ("AB{8}", "AB1234567"),
            ("AB{8}", "XAB12345678"),
            ("AB{8}", "AB12345678C"),
            ("{4}-INV-{5}", "2026-OUT-00031"),
        ],
    )
    def test_does_not_see_one_in_what_only_resembles_it(self, pattern, text):
        assert written(pattern, text) == []

    def test_finds_those_without_letters_if_told_to(self):
        form = parse_form("AB{8}")

        assert list(form.find("12345678")) == []
        (number,) = form.find("12345678", bare=True)
        assert (number.value, number.in_full) == ("AB12345678", False)

    def test_finds_several(self):
        assert written("#{4-6}", "#1001 and #1002, not 1003") == [
            ("#1001", True),
            ("#1002", True),
            ("#1003", False),
        ]


class TestParseForm:
    @pytest.mark.parametrize(
        ("pattern", "why"),
        [
            ("", "no digits that change"),
            ("RL", "no digits that change"),
            ("{A5}", "no digits that change"),
            ("{1}", "1 to 1 letters and digits"),
            ("{30}{30}", "60 to 60 letters and digits"),
            ("{0}{5}", "no run"),
            ("{6-4}", "no run"),
            ("{4-6}{3}", "behind a run whose length changes"),
            ("{5", "a run is written"),
            ("(a+)+${5}", "cannot stand in a form"),
            ("单{5}", "cannot stand in a form"),
            ("#" * 61, "more than 60 characters"),
        ],
    )
    def test_says_what_is_wrong(self, pattern, why):
        with pytest.raises(NumberFormError, match=why):
            parse_form(pattern)


class TestSources:
    def test_know_no_shops_numbers(self):
        """The demo shop's are in its settings, its own folders, tests and examples in prose."""
        here = [
            f"{path}:{number}"
            for room in ("bot", "agent_desk", "knowledge_base")
            for path in sorted((ROOT / room).rglob("*"))
            if path.suffix in (".py", ".yml", ".ts", ".tsx")
            and not {"demo", "tests", "node_modules"} & set(path.relative_to(ROOT).parts)
            and ".test." not in path.name
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
            if re.search(r"(?<![A-Za-z])RL(?![A-Za-z{])", line)
        ]
        assert here == []
