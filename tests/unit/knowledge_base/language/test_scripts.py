import pytest

from knowledge_base.language.scripts import (
    in_script,
    same_in_both,
    script_of,
    to_simplified,
    to_traditional,
)


class TestTheScriptOfAText:
    @pytest.mark.parametrize(
        ("text", "script"),
        [
            ("超商代碼", "Hant"),
            ("里長", "Hant"),
            ("台灣", "Hant"),
            ("退货", "Hans"),
            ("你好", None),
            ("范先生", None),
            ("parcel 123", None),
            ("", None),
        ],
    )
    def test_is_told_by_characters_of_one_script(self, text, script):
        assert script_of(text) == script


class TestWhatBothScriptsWrite:
    @pytest.mark.parametrize("text", ["你好", "台北", "周一", "了解", "范先生", "OK", "3"])
    def test_is_the_same_in_both(self, text):
        assert same_in_both(text)

    @pytest.mark.parametrize("text", ["怎么付款", "怎麼付款", "后天", "订单"])
    def test_is_not_what_one_of_them_writes_otherwise(self, text):
        assert not same_in_both(text)


class TestConverting:
    def test_changes_characters_and_no_words(self):
        assert (
            to_traditional("超商代码、保存、退货程序里的软件") == "超商代碼、保存、退貨程序裡的軟件"
        )
        assert to_simplified("快遞到哪了") == "快递到哪了"

    def test_leaves_english_alone(self):
        assert to_traditional("parcel 123") == "parcel 123"


class TestTheScriptOfEachLine:
    @pytest.mark.parametrize(
        "text",
        ["超商代碼", "請冷藏保存", "寄到台灣", "請找范先生", "里長", "每公里三元\n請找范先生"],
    )
    def test_text_in_the_wanted_script_stays(self, text):
        assert in_script(text, "Hant") == text

    def test_only_lines_of_the_other_script_are_converted(self):
        both = "退货请于7天内\n超商代碼：請找范先生，里長"

        assert in_script(both, "Hant") == "退貨請於7天內\n超商代碼：請找范先生，里長"
        assert in_script(both, "Hans") == "退货请于7天内\n超商代码：请找范先生，里长"

    def test_line_that_shows_no_script_follows_the_lines_around_it(self):
        assert in_script("請冷藏\n后里店\n後天出貨", "Hant") == "請冷藏\n后里店\n後天出貨"
        assert in_script("请冷藏\n后天可到", "Hant") == "請冷藏\n後天可到"
        assert in_script("后天可到\n请冷藏", "Hant") == "後天可到\n請冷藏"

    @pytest.mark.parametrize("text", ["台北101旁", "占地一千坪", "周末也上班"])
    def test_text_that_both_scripts_write_so_stays(self, text):
        assert in_script(text, "Hant") == in_script(text, "Hans") == text

    def test_text_that_shows_no_script_is_in_the_one_that_is_known(self):
        assert in_script("后天可到", "Hant") == "後天可到"
        assert in_script("老岳干面", "Hant", "Hant") == "老岳干面"
