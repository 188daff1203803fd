"""Training data of Rasa as questions and answers."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.reading.rasa import read_rasa
from knowledge_base.importing.rows import Rejected, Row


def read(text):
    return list(read_rasa(text, "nlu.yml", ReadOptions()))


class TestExamples:
    def test_are_questions_of_their_intent(self):
        text = (
            'version: "3.1"\n'
            "nlu:\n"
            "- intent: faq/ask_shipping\n"
            "  examples: |\n"
            "    - How long does it take?\n"
            "    - 多久到\n"
        )

        assert read(text) == [
            Row("nlu.yml", 5, "faq/ask_shipping", "faq", question="How long does it take?"),
            Row("nlu.yml", 6, "faq/ask_shipping", "faq", question="多久到"),
        ]

    @pytest.mark.parametrize(
        ("example", "question"),
        [
            ("from [Berlin](city) to [Paris](city)", "from Berlin to Paris"),
            ("[大号](size:L)的有吗", "大号的有吗"),
            ('[two]{"entity": "number", "value": "2"} left', "two left"),
            ('[big][{"entity": "size"}, {"entity": "mood"}] one', "big one"),
            ("is it [sic] or not", "is it [sic] or not"),
        ],
    )
    def test_are_freed_of_entities(self, example, question):
        text = f"nlu:\n- intent: a\n  examples: |\n    - {example}\n"

        assert [row.question for row in read(text)] == [question]

    def test_may_be_a_list_with_metadata(self):
        text = (
            "nlu:\n"
            "- intent: a\n"
            "  metadata: {language: zh}\n"
            "  examples:\n"
            "  - text: |\n"
            "      How?\n"
            "    metadata: {language: en}\n"
            "  - text: 怎么\n"
            "  - plain\n"
            "  - other: x\n"
        )

        *rows, rejected = read(text)

        assert [(row.question, row.language) for row in rows] == [
            ("How?", "en"),
            ("怎么", "zh"),
            ("plain", "zh"),
        ]
        assert rejected == Rejected("nlu.yml", 10, "an example of 'a' has no text")

    def test_other_blocks_are_ignored(self):
        text = (
            "nlu:\n"
            "- synonym: x\n  examples: |\n    - y\n"
            "- regex: x\n  examples: |\n    - '[0-9]+'\n"
            "- lookup: x\n  examples: |\n    - y\n"
            "- intent: a\n  examples: |\n    - How?\n    without hyphen\n"
        )

        row, rejected = read(text)

        assert row.question == "How?"
        assert (rejected.line, "does not begin with" in rejected.reason) == (14, True)

    def test_of_the_older_form_in_markdown_are_known(self):
        text = (
            "## intent:faq/how\n<!-- note -->\n- [how](x) is it\n\n## synonym:a\n- b\n"
            "## intent:bye\n* bye\n"
        )

        assert [(row.line, row.entry, row.question) for row in read(text)] == [
            (3, "faq/how", "how is it"),
            (8, "bye", "bye"),
        ]


class TestResponses:
    def test_are_answers_of_the_intent_of_that_name(self):
        text = (
            "responses:\n"
            "  utter_faq/ask_shipping:\n"
            "  - text: Three days.\n"
            "  - text: 三天\n"
            "  utter_bye:\n"
            "  - text: |\n"
            "      Bye!\n"
            "      See you.\n"
        )

        assert read(text) == [
            Row("nlu.yml", 3, "faq/ask_shipping", "faq", answer="Three days."),
            Row("nlu.yml", 4, "faq/ask_shipping", "faq", answer="三天"),
            Row("nlu.yml", 6, "bye", answer="Bye!\nSee you."),
        ]

    def test_a_second_variation_in_a_language_is_rejected_with_what_it_says(self):
        text = "responses:\n  utter_a:\n  - text: One.\n  - text: Uno.\n"

        row, rejected = read(text)

        assert row.answer == "One."
        assert rejected.reason == "another variation of 'utter_a' on line 3"
        assert rejected.row.answer == "Uno."

    def test_what_is_said_under_a_condition_is_no_answer_for_all(self):
        text = (
            "responses:\n"
            "  utter_a:\n"
            "  - condition:\n    - {type: slot, name: vip, value: true}\n    text: For you.\n"
            "  - channel: slack\n    text: On Slack.\n"
            "  - text: For all.\n"
        )

        first, second, row = read(text)

        assert "under a condition" in first.reason
        assert "one channel" in second.reason
        assert row.answer == "For all."

    def test_only_the_text_is_taken_and_the_rest_is_noted(self):
        text = (
            "responses:\n"
            "  utter_a:\n"
            "  - text: Hi {name}!\n"
            "    buttons:\n    - {title: x, payload: /y}\n"
            "    image: http://x/y.png\n"
            "  utter_b:\n"
            "  - custom: {act: hand_off}\n"
        )

        row, rejected = read(text)

        assert row.answer == "Hi {name}!"
        assert tuple(note.text for note in row.notes) == (
            "left out of the response: its buttons",
            "left out of the response: its image",
            "the answer holds {name}, which nothing fills in",
        )
        assert rejected.reason == "the response 'utter_b' has no text"


class TestFiles:
    def test_may_be_a_domain_with_much_else(self):
        text = "intents: [a]\nresponses:\n  utter_a:\n  - text: Yes.\nactions: [b]\n"

        assert [row.answer for row in read(text)] == ["Yes."]

    @pytest.mark.parametrize("text", ["stories: []\n", "", "a text", "- a\n"])
    def test_without_questions_and_answers_are_an_error(self, text):
        with pytest.raises(UnreadableFileError, match="no 'nlu' and no 'responses'"):
            read(text)

    @given(st.text(), st.sampled_from(["", "nlu:\n- intent: ", "responses:\n  utter_a: "]))
    def test_no_text_raises_anything_but_our_errors(self, text, beginning):
        with contextlib.suppress(KnowledgeBaseError):
            read(beginning + text)
