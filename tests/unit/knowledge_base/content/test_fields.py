import pytest

from knowledge_base.content.buttons import Button
from knowledge_base.content.fields import fields_in, fill, fill_buttons, unknown_field

KNOWN = {"order.eta": "Nov 28", "order.carrier": "S.F. Express", "visitor.name": "Ana"}


class TestFill:
    @pytest.mark.parametrize(
        ("text", "filled"),
        [
            ("It arrives by {{order.eta}}.", "It arrives by Nov 28."),
            ("It arrives {{ order.eta | soon }}.", "It arrives Nov 28."),
            ("您好，{{visitor.name}}！预计 {{order.eta}} 送达。", "您好，Ana！预计 Nov 28 送达。"),
            ("{{order.carrier}} brings it. Bye.", "S.F. Express brings it. Bye."),
            ("No field here.", "No field here."),
        ],
    )
    def test_puts_values_in(self, text, filled):
        assert fill(text, KNOWN) == filled

    def test_takes_the_fallback_where_nothing_is_known(self):
        assert fill("It arrives {{order.eta|in a few days}}.", {}) == "It arrives in a few days."

    @pytest.mark.parametrize(
        ("text", "left"),
        [
            ("Thanks! It arrives by {{order.eta}}. Ask us anything.", "Thanks! Ask us anything."),
            ("谢谢。预计 {{order.eta}} 送达。有问题找我们。", "谢谢。有问题找我们。"),
            ("- Number: {{order.number}}\n- Ask us", "- Ask us"),
            ("It costs 3.50 a parcel. Yours is {{order.number}}.", "It costs 3.50 a parcel."),
            ("Mail a@b.example. No {{order.eta}}", "Mail a@b.example."),
            ("One.\n\n{{order.eta}}\n\nTwo.", "One.\n\nTwo."),
            ("{{order.eta}}", ""),
        ],
    )
    def test_leaves_out_the_sentence_that_lacks_a_value(self, text, left):
        assert fill(text, {}) == left

    def test_digits_between_two_that_lack_a_value_are_no_value(self):
        assert fill("It is {{order.number}}0{{order.eta}}. Bye.", {}) == "Bye."

    def test_a_value_before_a_dash_is_not_lacking(self):
        assert fill("It is {{order.number}}-A.", {"order.number": "7"}) == "It is 7-A."

    def test_a_value_is_never_read_as_a_field(self):
        assert fill("Hello {{visitor.name}}.", {"visitor.name": "{{order.eta}}"}) == (
            "Hello {{order.eta}}."
        )

    def test_a_value_stays_on_its_line(self):
        assert fill("Hi {{visitor.name}}!", {"visitor.name": "Ana\n[x](https://evil.example)"}) == (
            "Hi Ana [x](https://evil.example)!"
        )

    def test_a_name_that_is_no_field_is_never_filled(self):
        assert fill("Yours is {{order.secret}}.", {}) == ""


class TestFillButtons:
    def test_leaves_out_a_button_whose_label_lacks_a_value(self):
        buttons = (Button("Order {{order.number}}", "https://a.example"), Button("B", entry="b"))
        assert fill_buttons(buttons, {}) == (buttons[1],)
        assert fill_buttons(buttons, {"order.number": "#1001"})[0].label == "Order #1001"


class TestNames:
    def test_are_each_named_once(self):
        assert fields_in("{{order.eta|x}} {{order.eta}} {{a b}}") == ["order.eta", "a b"]

    def test_unknown_one_is_found(self):
        assert unknown_field("{{order.eta}} {{order.colour|red}}") == "order.colour"
        assert unknown_field("{{order.eta}}") is None
