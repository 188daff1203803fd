import pytest
from pydantic import ValidationError

from agent_desk.settings.types import Localised


class TestLocalised:
    def test_script_without_a_text_is_converted(self):
        text = Localised(zh="欢迎光临", en="Welcome")

        assert text.in_language("zh-Hans") == "欢迎光临"
        assert text.in_language("zh-Hant") == "歡迎光臨"
        assert text.in_language("en") == "Welcome"

    def test_text_in_the_visitors_script_stays(self):
        assert Localised(zh="台灣超商代碼", en="").in_language("zh-Hant") == "台灣超商代碼"
        assert Localised(zh="台灣超商代碼", en="").in_language("zh-Hans") == "台湾超商代码"

    def test_shop_may_write_each_script(self):
        text = Localised.model_validate({"zh-Hans": "支付宝", "zh-Hant": "超商代碼", "en": "Pay"})

        assert text.in_language("zh-Hans") == "支付宝"
        assert text.in_language("zh-Hant") == "超商代碼"

    def test_one_script_serves_the_other(self):
        text = Localised.model_validate({"zh-Hant": "范記里長", "en": "Fan"})

        assert text.in_language("zh-Hant") == "范記里長"
        assert text.in_language("zh-Hans") == "范记里长"
        assert text.chinese == "范記里長"

    def test_name_that_shows_no_script_is_in_that_of_the_shop(self):
        assert Localised(zh="老岳干面", en="").in_language("zh-Hant", "Hant") == "老岳干面"

    def test_needs_a_chinese_text(self):
        with pytest.raises(ValidationError, match="give zh, or zh-Hans, or zh-Hant"):
            Localised(en="Welcome")
