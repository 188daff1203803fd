import pytest

from tests.conversations.judging import Happened, Verdict, interval, judge
from tests.conversations.run import DEVELOP, HELD_OUT, conversations
from tests.quality.questions import demo_entries

ANSWERED = Happened(answers=("a",), said=("knowledge_sure",))
ASKED_BACK = Happened(offered=("a", "b"), said=("knowledge_half_sure",))
CALLED = Happened(said=("asked",), person=True)


@pytest.mark.parametrize(
    ("expected", "happened", "right"),
    [
        ("entry:a", ANSWERED, True),
        ("entry:b|a", ANSWERED, True),
        ("entry:b", ANSWERED, False),
        ("entry:a", ASKED_BACK, False),
        ("asked:b", ASKED_BACK, True),
        ("person", CALLED, True),
        ("person", ANSWERED, False),
        ("courtesy", Happened(said=("small_talk",)), True),
        ("form+entry:a", Happened(answers=("a",), said=("form",)), True),
        ("form+entry:b", Happened(answers=("a",), said=("form",)), False),
    ],
)
def test_turn_is_right_where_what_is_expected_holds(expected, happened, right):
    assert judge([expected], [], happened).right is right


def test_harm_is_counted_apart():
    verdict = judge(["person"], ["entry:a"], ANSWERED)
    assert (verdict.right, verdict.harmful) == (False, True)


def test_interval_is_that_of_wilson():
    low, high = interval(8, 10)
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)


@pytest.mark.parametrize("path", [*DEVELOP, HELD_OUT], ids=lambda path: path.stem)
def test_conversations_can_be_judged_and_name_entries_of_the_demo_shop(path):
    known = {entry["entry"] for entry in demo_entries()}
    read = list(conversations(path))
    assert len({name for name, *_ in read}) == len(read) > 50
    for name, _, language, turns in read:
        assert language in ("zh-Hans", "zh-Hant", "en"), name
        for _, expected, never in turns:
            assert expected, name
            judge(expected, never, Happened())
            for part in "+".join([*expected, *never]).split("+"):
                kind, _, names = part.partition(":")
                assert kind not in ("entry", "asked") or set(names.split("|")) <= known, name


def test_an_answer_among_the_choices_is_near_and_not_right():
    assert judge(["entry:a"], [], ASKED_BACK) == Verdict(right=False, harmful=False, near=True)
    assert judge(["asked:a"], [], ASKED_BACK) == Verdict(right=True, harmful=False)
    assert not judge(["entry:c"], [], ASKED_BACK).near
