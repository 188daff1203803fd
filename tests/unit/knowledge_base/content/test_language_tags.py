import pytest

from knowledge_base.content.language_tags import base_language, takes_the_place, with_script


def test_both_scripts_are_one_language():
    assert {base_language(tag) for tag in ("zh", "zh-Hans", "zh-Hant")} == {"zh"}


@pytest.mark.parametrize(
    ("tag", "text", "shown"),
    [
        ("zh", "退貨", "zh-Hant"),
        ("zh", "退货", "zh-Hans"),
        ("zh", "你好", "zh"),
        ("zh-Hant", "你好", "zh-Hant"),
        ("en", "hello", "en"),
    ],
)
def test_text_for_both_scripts_shows_its_own(tag, text, shown):
    assert with_script(tag, text) == shown


class TestTakingThePlace:
    @pytest.mark.parametrize(
        ("new", "old", "text", "taken"),
        [
            ("zh", "zh-Hans", "退货", True),
            ("zh", "zh-Hant", "退貨", True),
            ("zh-Hant", "zh", "退貨", True),
            ("zh-Hant", "zh", "你好", True),
            ("zh-Hant", "zh", "退货", False),
            ("zh-Hant", "zh-Hans", "退货", False),
            ("zh", "en", "Returns", False),
            ("en", "zh", "你好", False),
        ],
    )
    def test_is_for_texts_of_the_same_script(self, new, old, text, taken):
        assert takes_the_place(new, old, text) == taken
