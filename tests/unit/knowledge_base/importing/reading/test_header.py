import pytest

from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading.header import find_header, has_known_name


def test_lines_above_the_header_are_left_out_with_a_warning():
    header = find_header(
        [["导出于 2023-05-01", ""], ["问题", "答案"], ["能退吗", "能"]], {}, "a.csv"
    )

    assert header.rows == 2
    assert header.named == {"question": "问题", "answer": "答案"}
    assert header.warnings == ("1 lines above the header are left out",)


def test_pairs_of_which_many_ask_need_no_header():
    header = find_header([["怎么退货？", "点退货。"], ["多久到账？", "三天。"]], {}, "a.csv")

    assert header.rows == 0
    assert "no header" in header.warnings[0]


@pytest.mark.parametrize("rows", [[], [["蓝色", "红色"], ["大", "小"]]])
def test_a_table_that_says_nothing_is_refused(rows):
    with pytest.raises(UnreadableFileError):
        find_header(rows, {}, "a.csv")


def test_a_name_counts_only_as_it_stands():
    assert has_known_name(["问题"])
    assert not has_known_name(["某某某"])
