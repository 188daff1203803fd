import pytest

from knowledge_base.content.buttons import Button, no_button, split_buttons, with_buttons

RETURN = Button("Return an item", url="https://shop.example/returns?a=1#b")
COSTS = Button("What does it cost?", entry="returns-cost")


class TestSplitButtons:
    def test_takes_the_last_lines_that_are_links(self):
        answer = (
            "Returns take five days.\n"
            "[Return an item](https://shop.example/returns?a=1#b)\n"
            "[What does it cost?](entry:returns-cost)"
        )
        assert split_buttons(answer) == ("Returns take five days.", (RETURN, COSTS))
        assert with_buttons("Returns take five days.", (RETURN, COSTS)) == answer

    def test_an_answer_may_be_a_button_alone(self):
        assert split_buttons("[Sizes](https://shop.example/s)") == (
            "",
            (Button("Sizes", url="https://shop.example/s"),),
        )

    @pytest.mark.parametrize(
        "text",
        [
            "No link at all.",
            "See [our page](https://shop.example) for more.",
            "[Sizes](https://shop.example)\nThe last line is text.",
            "[Sizes](http://shop.example)",
            "[Sizes](javascript:alert(1))",
            "[Sizes](https://shop.example/{{order.number}})",
            "[Sizes](https://)",
            f"[{'x' * 81}](https://shop.example)",
            "[ ](https://shop.example)",
            "[Sizes](entry:)",
        ],
    )
    def test_leaves_everything_else_in_the_text(self, text):
        assert split_buttons(text) == (text, ())


class TestNoButton:
    def test_names_a_last_line_that_is_nearly_a_button(self):
        assert no_button("Text\n[Sizes](http://shop.example)") == "[Sizes](http://shop.example)"

    @pytest.mark.parametrize("answer", ["Text", "[Sizes](https://shop.example)", ""])
    def test_has_nothing_to_say_of_others(self, answer):
        assert no_button(answer) is None
