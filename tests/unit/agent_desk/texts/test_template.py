import pytest

from agent_desk.texts.template import parse

QUESTION = "What is your {name}[ (such as {example})]?"


class TestParse:
    def test_tells_the_placeholders_that_must_be_known(self):
        template = parse(QUESTION)

        assert template.names == {"name", "example"}
        assert template.outside_brackets == {"name"}

    @pytest.mark.parametrize(
        ("text", "wrong"),
        [
            ("a {", "{ stands alone"),
            ("a }", "} stands alone"),
            ("{0.__class__}", "{ stands alone"),
            ("{Name}", "{ stands alone"),
            ("[a", "not closed"),
            ("a]", "] stands alone"),
            ("[a [b]", r"\[ stands alone"),
        ],
    )
    def test_says_what_is_wrong(self, text, wrong):
        with pytest.raises(ValueError, match=wrong):
            parse(text)


class TestFill:
    @pytest.mark.parametrize(
        ("example", "filled"),
        [
            ("#1001", "What is your order (such as #1001)?"),
            ("", "What is your order?"),
            (None, "What is your order?"),
        ],
    )
    def test_leaves_out_what_is_not_known(self, example, filled):
        assert parse(QUESTION).fill({"name": "order", "example": example}) == filled

    def test_missing_value_leaves_out_its_brackets(self):
        assert parse("[{a}, ][{b}: ]c").fill({"b": "B"}) == "B: c"

    def test_does_not_read_what_it_has_filled_in(self):
        assert parse("{name}").fill({"name": "[{shop}]"}) == "[{shop}]"

    def test_doubled_signs_are_the_signs_themselves(self):
        assert parse("{{a}} [[b]]").fill({}) == "{a} [b]"

    def test_refuses_to_go_without_a_value_outside_of_brackets(self):
        with pytest.raises(KeyError):
            parse("{name}").fill({})
