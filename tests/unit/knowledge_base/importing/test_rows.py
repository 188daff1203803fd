import pytest

from knowledge_base.importing.rows import is_language, language_named


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("ZH_cn", "zh"),
        ("繁體中文", "zh"),
        ("English", "en"),
        (" en-GB ", "en"),
        ("fr", None),
        ("zh-Hant-TW", "zh"),
        ("en-AU", "en"),
        ("繁体", "zh"),
    ],
)
def test_languages_by_the_names_of_files(name, language):
    assert language_named(name) == language
    assert is_language(name) is (language is not None)
