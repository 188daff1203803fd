"""What the desk says, in each language and script."""

import pytest

from agent_desk.wording.desk import EN, ZH, desk_texts, in_script


@pytest.mark.parametrize(("language", "texts"), [("en", EN), ("zh-Hans", ZH), ("zh-Hant", ZH)])
def test_desk_has_one_text_for_both_scripts(language, texts):
    assert desk_texts(language) is texts


@pytest.mark.parametrize(
    ("language", "shown"),
    [("zh-Hant", "轉人工客服"), ("zh-Hans", "转人工客服"), ("en", "转人工客服")],
)
def test_only_traditional_chinese_is_converted(language, shown):
    assert in_script("转人工客服", language) == shown


def test_both_languages_word_the_same_reasons():
    assert EN.handed_off.keys() == ZH.handed_off.keys()
