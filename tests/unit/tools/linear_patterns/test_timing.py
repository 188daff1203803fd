import re

import pytest

from tools.linear_patterns.timing import slow_attack


class TestSlowAttack:
    @pytest.mark.parametrize(
        "pattern",
        [
            r"(a+)+$",
            r"(a|a)*b",
            r"(?:a|b|ab)*c",
            r"(\w+\s?)*$",
            r"\s+$",
            r"\d+x",
            r"\[[^\]]*\]",
            r"[a-z]*=",
            r".*foo.*bar",
            r"(?:.*,){3}P",
            r"^\s*,?\s*x",
            r"<a[^>]*>(.*?)</a>",
            r"(?:#\w+ ?)+$",
            r"a.*b|a",
        ],
    )
    def test_finds_what_is_quadratic_or_worse(self, pattern):
        assert slow_attack(re.compile(pattern)) is not None

    @pytest.mark.parametrize(
        "pattern",
        [
            r"(?<!\s)\s+$",
            r"(?<!\d)\d++x",
            r"^\s*x",
            r"^\s*+(?:,\s*+)?x",
            r"\[[^\[\]]*\]",
            r"<a[^<>]*>((?:(?!<a).)*?)</a>",
            r"(?:\d{1,64}-){1,8}x",
            r"(?i:order|parcel)(?: number)?",
        ],
    )
    def test_passes_what_is_linear(self, pattern):
        assert slow_attack(re.compile(pattern)) is None

    def test_looks_at_bytes(self):
        assert slow_attack(re.compile(rb"\s+$")) is not None

    def test_knows_that_a_pattern_is_never_searched(self):
        pattern = re.compile(r"\s+x")
        assert slow_attack(pattern) is not None
        assert slow_attack(pattern, at_start=True) is None

    def test_a_pattern_may_be_slow_at_the_start_too(self):
        assert slow_attack(re.compile(r"\s*,?\s*x"), at_start=True) is not None
