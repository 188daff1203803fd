import pytest

from knowledge_base.importing.checking.figures import conflicting, figures


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("7天内", {"days": {7}}),
        ("三到五个工作日", {"working days": {3, 5}}),
        ("within 2 weeks", {"days": {14}}),
        ("us$49", {"money": {49}}),
        ("打8折", {"tenths": {8}}),
        ("十二小时", {"hours": {12}}),
        ("500克", {"weight": {0.5}}),
        ("size 42", {"": {42}}),
        ("no one knows, 一下", {}),
    ],
)
def test_numbers_by_what_they_count(text, found):
    assert figures(text) == {kind: frozenset(numbers) for kind, numbers in found.items()}


def test_other_numbers_of_a_kind_conflict():
    assert conflicting(figures("7天内可退"), figures("15天内可退")) == "days"


@pytest.mark.parametrize("other", ["7天内可退，3天到账", "20%", "可退"])
def test_half_of_a_statement_and_other_kinds_do_not(other):
    assert conflicting(figures("7天内可退"), figures(other)) is None
