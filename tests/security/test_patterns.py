"""Hostile text makes no regular expression slow, wherever it comes from."""

from tools.linear_patterns.__main__ import faults


def test_every_regular_expression_takes_linear_time():
    assert faults() == []
