import pytest

from knowledge_base.importing.rows import is_language, language_named


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("zh", "zh"),
        ("中文", "zh"),
        ("ZH_cn", "zh-Hans"),
        ("zh-Hans-SG", "zh-Hans"),
        ("简体", "zh-Hans"),
        ("繁體中文", "zh-Hant"),
        ("zh-TW", "zh-Hant"),
        ("zh_HK", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("Traditional Chinese", "zh-Hant"),
        ("English", "en"),
        (" en-GB ", "en"),
        ("en-AU", "en"),
        ("fr", None),
        ("繁体", "zh-Hant"),
        ("zhuhai", None),
    ],
)
def test_languages_by_the_names_of_files(name, language):
    assert language_named(name) == language
    assert is_language(name) is (language is not None)
