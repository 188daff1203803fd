from itertools import chain

import pytest

from tests.quality.numbers import SETS, SHOPS, read_lines, score

LINES = {name: read_lines(name) for name in SETS}
ALL = list(chain.from_iterable(LINES.values()))


def test_four_hundred_lines_to_every_shop_in_both_languages():
    assert len(ALL) >= 400
    assert {line.shop for line in ALL} == set(SHOPS)
    assert sum(line.text.isascii() for line in ALL) > 150
    assert len({(line.shop, line.asked, line.text) for line in ALL}) == len(ALL)


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("kind", [None, "order", "parcel", "phone"])
def test_numbers_are_found(name, kind):
    assert score(LINES[name], kind).f1 >= 0.98


@pytest.mark.parametrize("shop", SHOPS)
def test_no_shop_falls_behind(shop):
    assert score(line for line in ALL if line.shop == shop).f1 >= 0.95


def test_the_demo_shops_numbers_are_all_found():
    assert score(line for line in ALL if line.shop == "rl").f1 == 1
