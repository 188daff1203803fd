import pytest
from pydantic import TypeAdapter, ValidationError

from agent_desk.settings.texts import OwnText, OwnTexts


def read(**texts):
    return TypeAdapter(OwnTexts).validate_python(texts)


class TestOwnTexts:
    def test_are_kept_as_they_are_written(self):
        texts = read(order={"zh-Hant": "訂單 {number}：{status}[（{placed}）]"})

        assert texts["order"].written == {"zh-Hant": "訂單 {number}：{status}[（{placed}）]"}

    @pytest.mark.parametrize(
        ("texts", "wrong"),
        [
            (
                {"ask_order_numbr": {"en": "?"}},
                "no text 'ask_order_numbr'; did you mean ask_order_number?",
            ),
            ({"weather": {"en": "?"}}, "no text 'weather'; docs/texts.md"),
            (
                {"order": {"en": "{nr}: {status}"}},
                r"order, en: there is no {nr}; there is {number}, ",
            ),
            ({"order": {"en": "It is {status}"}}, "{number} has to be in it"),
            (
                {"order": {"zh": "{number} {status} {placed}"}},
                "order, zh: {placed} may not be known",
            ),
            ({"greet": {"en": "Hello {"}}, "greet, en: { stands alone"),
            ({"greet": {"en": "[Hello"}}, r"\[ is not closed"),
            ({"greet": {"en": " "}}, "the text is empty"),
            ({"greet": {"fr": "Bonjour"}}, "Extra inputs"),
        ],
    )
    def test_that_cannot_be_said_are_refused_and_told_why(self, texts, wrong):
        with pytest.raises(ValidationError, match=wrong):
            read(**texts)

    def test_what_follows_from_an_event_may_be_silent(self):
        assert read(next_held={"en": ""})["next_held"].in_language("en") == ""


class TestOwnText:
    @pytest.mark.parametrize(
        ("given", "hans", "hant", "en"),
        [
            ({"zh-Hans": "订单"}, "订单", "訂單", None),
            ({"zh-Hant": "訂單"}, "订单", "訂單", None),
            ({"zh": "订单", "zh-Hant": "訂購單"}, "订单", "訂購單", None),
            ({"en": "Order"}, None, None, "Order"),
        ],
    )
    def test_is_converted_for_the_script_that_it_lacks(self, given, hans, hant, en):
        text = OwnText.model_validate(given)

        assert text.in_language("zh-Hans") == hans
        assert text.in_language("zh-Hant") == hant
        assert text.in_language("en") == en
