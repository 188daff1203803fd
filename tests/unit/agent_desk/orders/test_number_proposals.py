import pytest

from agent_desk.errors import ShopSetupError
from agent_desk.orders.number_proposals import propose_patterns
from agent_desk.settings.order_numbers import OrderNumber


class TestProposePatterns:
    @pytest.mark.parametrize(
        ("example", "pattern"),
        [
            ("#1001", "#{4-6}"),
            ("3471", "{4-6}"),
            ("34710", "{4-6}"),
            ("347101", "{5-7}"),
            ("114-3941689-8772232", "{3}-{7}-{7}"),
            ("2026-INV-00031", "{4}-INV-{5}"),
            ("RL2611200001", "RL{10}"),
            ("123456789012345678", "{18}"),
            ("INV/000123", "INV/{6}"),
            ("SO1042", "SO{4-6}"),
            ("1042A", "{4-6}A"),
            ("X7K2P9QD", "{X8}"),
            ("KX-4F7G2H", "KX-{X6}"),
            ("＃１００１", "#{4-6}"),
            (" #1001 ", "#{4-6}"),
        ],
    )
    def test_reads_the_kind_of_one_number(self, example, pattern):
        assert propose_patterns([example]) == [pattern]

    @pytest.mark.parametrize(
        "example",
        [
            "#1001",
            "114-3941689-8772232",
            "2026-INV-00031",
            "3471",
            "X7K2P9QD",
            "1042A",
            "INV/000123",
        ],
    )
    def test_the_number_has_the_proposed_pattern(self, example):
        [pattern] = propose_patterns([example])

        assert OrderNumber(pattern=pattern, example=example)

    @pytest.mark.parametrize(
        ("examples", "patterns"),
        [
            (["123456789012345678", "1234567890123456789"], ["{18-19}"]),
            (["#998", "#1001", "#10234"], ["#{3-6}"]),
            (["AB12345678", "CD99887766"], ["{A2}{8}"]),
            (["AB12345678", "ab99887766"], ["AB{8}"]),
            (["#1001", "114-3941689-8772232", "#1002"], ["#{4-6}", "{3}-{7}-{7}"]),
            (["TW-1001", "HKG-1001"], ["TW-{4-6}", "HKG-{4-6}"]),
        ],
    )
    def test_joins_numbers_of_a_kind_and_keeps_others_apart(self, examples, patterns):
        assert propose_patterns(examples) == patterns

    @pytest.mark.parametrize("example", ["", "order", "♯1001", "1001, 1002", "订单1001"])
    def test_refuses_what_is_no_number(self, example):
        with pytest.raises(ShopSetupError):
            propose_patterns([example])
