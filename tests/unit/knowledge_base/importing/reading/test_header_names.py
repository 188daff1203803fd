import pytest

from knowledge_base.importing.reading.header_names import names_of_header


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (
            [["编号", "中文", "", "English", ""], ["", "问题", "答案", "问题", "答案"]],
            ["编号", "问题 (中文)", "答案 (中文)", "问题 (English)", "答案 (English)"],
        ),
        (
            [["编号", "问题", "", "答案", ""], ["编号", "中文", "EN", "中文", "EN"]],
            ["编号", "问题 (中文)", "问题 (EN)", "答案 (中文)", "答案 (EN)"],
        ),
        (
            [["简体", "", "繁體", ""], ["问题", "答案", "问题", "答案"]],
            ["问题 (简体)", "答案 (简体)", "问题 (繁體)", "答案 (繁體)"],
        ),
    ],
)
def test_languages_above_or_below_the_names_belong_to_the_header(rows, names):
    assert names_of_header(rows, 0) == (names, 2)


@pytest.mark.parametrize(
    "rows",
    [
        [["问题", "答案"], ["怎么退货？", "点退货。"]],
        [["问题", "答案"]],
        [["language", "question", "answer"], ["en", "en", "en"]],
        [["售前", ""], ["问题", "答案"]],
    ],
)
def test_a_header_of_one_line_stays_as_it_is(rows):
    assert names_of_header(rows, 0) == (rows[0], 1)
