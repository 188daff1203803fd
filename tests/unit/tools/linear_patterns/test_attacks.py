import re

from tools.linear_patterns.attacks import Attack, attacks


def test_attack_is_at_least_as_long_as_asked():
    text = Attack("<", "ab", "\0").text(10)
    assert text == "<" + "ab" * 6 + "\0"


def test_way_into_a_repeat_comes_before_what_it_takes():
    assert Attack("Order: ", "0", "\0") in attacks(re.compile(r"Order: \d+x"))


def test_one_character_is_tried_for_each_overlap_of_repeats():
    pumps = {attack.pump for attack in attacks(re.compile(r"[ab]+[bc]+$"))}
    assert {"a", "b", "c"} <= pumps


def test_beginning_of_the_pattern_is_repeated():
    assert "<a" in {attack.pump for attack in attacks(re.compile(r"<a[^>]*>"))}


def test_every_body_of_a_repeat_is_repeated():
    pumps = {attack.pump for attack in attacks(re.compile(r"(?:foo|bar)*$"))}
    assert {"foo", "bar"} <= pumps


def test_pattern_without_repeats_is_attacked_with_single_characters_only():
    assert all(len(attack.pump) == 1 for attack in attacks(re.compile("foo|bar")))
