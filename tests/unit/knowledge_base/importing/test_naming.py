import pytest

from knowledge_base.importing.naming import count_rows, row_number
from knowledge_base.importing.row_buffer import NamedEntry


def entries(*names, question=True, answer=True):
    return [NamedEntry(str(name), question, answer) for name in names]


@pytest.mark.parametrize(
    "name", ["3", "3.", "3、", "003", "3.0", "#3", "No. 3", "No.3", "Q3", "３", "(3)", "③", "第3条"]
)
def test_a_number_in_any_writing(name):
    assert row_number(name) == 3


@pytest.mark.parametrize("name", ["", "return", "v3-return", "3-1", "1.2", "A3", "2024-05-01"])
def test_other_names(name):
    assert row_number(name) is None


@pytest.mark.parametrize(
    "names",
    [[1], [2], [1, 2, 3], [3, 1, 2], [1, 2, 5, 6, 9], ["1.", "2."], [*range(1, 20), "合计"]],
)
def test_numbers_from_one_count_rows(names):
    assert count_rows(entries(*names))


@pytest.mark.parametrize(
    "names",
    [[], [1001, 1002, 1003], [7, 40], ["return", "ship"], [1, 2, "return", "ship"], [1, 99]],
)
def test_other_names_are_names(names):
    assert not count_rows(entries(*names))


def test_numbers_that_join_two_files_are_names():
    assert not count_rows(entries(1, 2, 3, answer=False))
    assert not count_rows(entries(1, 2, 3, question=False))
