"""YAML: the shapes of JSON, texts that stay texts, and files that are meant to do harm."""

import contextlib

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.reading.yaml import read_yaml
from knowledge_base.importing.rows import Rejected, Row


def read(text, options=None):
    return list(read_yaml(text, "faq.yml", options or ReadOptions()))


def pairs(found):
    return [(row.category, row.question, row.answer) for row in found]


# PyYAML itself writes the line ends of Unicode without quotes, and reads them as blanks.
WRITTEN = st.characters(exclude_categories=["Cs"], exclude_characters="\x85\u2028\u2029")


class TestShapes:
    def test_a_list_of_entries_with_their_lines(self):
        text = "# FAQ\n- question: How?\n  answer: |\n    So.\n    Yes.\n\n- 问题: 怎么\n  答案: 这样\n"

        assert read(text) == [
            Row("faq.yml", 2, question="How?", answer="So.\nYes.\n"),
            Row("faq.yml", 7, question="怎么", answer="这样"),
        ]

    def test_an_object_that_holds_a_list(self):
        text = "version: 2\nfaq:\n  - q: How?\n    a: So.\n"

        assert pairs(read(text)) == [("", "How?", "So.")]

    def test_questions_as_keys_alone_and_by_category(self):
        assert pairs(read("How do I return it?: So.\n怎么退款？: 点退款\n")) == [
            ("", "How do I return it?", "So."),
            ("", "怎么退款？", "点退款"),
        ]
        assert pairs(read("退款:\n  怎么退款？: 点退款\n  多久到账？: 三天\n")) == [
            ("退款", "怎么退款？", "点退款"),
            ("退款", "多久到账？", "三天"),
        ]

    def test_lists_by_category(self):
        assert pairs(read("退款:\n  - {question: 怎么, answer: 这样}\n")) == [
            ("退款", "怎么", "这样")
        ]

    def test_a_whole_entry_in_two_languages(self):
        text = (
            "- entry: how\n  questions: {zh: [怎么], en: [How?]}\n  answers: {zh: 这样, en: So.}\n"
        )

        found = read(text)

        assert {(row.entry, row.language) for row in found} == {("how", "zh"), ("how", "en")}

    def test_several_documents_one_after_the_other(self):
        text = "---\nquestion: a\nanswer: b\n---\n---\n- question: c\n  answer: d\n...\n"

        assert [(row.line, row.question) for row in read(text)] == [(2, "a"), (6, "c")]

    def test_training_data_of_rasa_is_known(self):
        (row,) = read("version: '3.1'\nnlu:\n- intent: greet\n  examples: |\n    - hello\n")

        assert (row.entry, row.question, row.line) == ("greet", "hello", 5)

    def test_columns_can_be_named(self):
        options = ReadOptions(columns={"question": "foo", "answer": "bar"})

        assert pairs(read("- {foo: a, bar: b}", options)) == [("", "a", "b")]

    @pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "just a text\n", "~"])
    def test_a_file_without_any_is_an_error(self, text):
        with pytest.raises(UnreadableFileError, match="no list and no mapping"):
            read(text)

    def test_what_is_no_mapping_is_rejected_by_itself(self):
        rejected, row = read("- how\n- question: a\n  answer: b\n")

        assert rejected == Rejected("faq.yml", 1, "not a mapping")
        assert row.question == "a"


class TestTexts:
    @pytest.mark.parametrize(
        "text",
        ["no", "yes", "on", "True", "2023-01-01", "12:30:00", "0x1F", "1e3", "0123", "1_000", ".5"],
    )
    def test_stay_as_they_are_written(self, text):
        assert pairs(read(f"- question: {text}\n  answer: {text}\n")) == [("", text, text)]

    def test_nothing_is_no_text(self):
        assert pairs(read("- question: a\n  answer: b\n  category: ~\n  entry:\n")) == [
            ("", "a", "b")
        ]
        assert pairs(read("- question: a\n  answer: 'null'\n")) == [("", "a", "null")]

    def test_emoji_marks_and_full_width_digits_stay(self):
        answer = "🎁 \u200fשלום １２３"

        assert pairs(read(f'- {{question: a, answer: "{answer}"}}')) == [("", "a", answer)]

    @settings(max_examples=40, deadline=None)
    @given(
        st.lists(
            st.fixed_dictionaries(
                {
                    "question": st.text(WRITTEN, min_size=1),
                    "answer": st.text(WRITTEN, min_size=1),
                    "category": st.text(WRITTEN),
                }
            ),
            min_size=1,
        ),
        st.booleans(),
    )
    def test_of_any_entries_come_back(self, entries, allow_unicode):
        text = yaml.safe_dump(entries, allow_unicode=allow_unicode)

        found = read(text)

        assert [{name: getattr(row, name) for name in entries[0]} for row in found] == entries


class TestAliases:
    def test_a_few_are_fine(self):
        text = "- {question: a, answer: &so So.}\n- {question: b, answer: *so}\n"

        assert pairs(read(text)) == [("", "a", "So."), ("", "b", "So.")]

    def test_a_mapping_may_be_merged_into_others(self):
        text = (
            "- &base {question: a, answer: So., category: x}\n"
            "- <<: *base\n  question: b\n- question: c\n  <<: [*base]\n"
        )

        assert pairs(read(text)) == [("x", "a", "So."), ("x", "b", "So."), ("x", "c", "So.")]

    def test_an_explosion_is_refused(self):
        lines = ['a0: &a0 ["lol", "lol", "lol"]']
        lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 11)]

        with pytest.raises(UnreadableFileError, match=r"line 7: .*values"):
            read("\n".join(lines))

    def test_more_than_a_hundred_are_refused(self):
        text = "- &a {question: a, answer: b}\n" + "- *a\n" * 101

        with pytest.raises(UnreadableFileError, match=r"line 102: .*more than 100 aliases"):
            read(text)

    def test_a_chain_that_grows_deep_is_refused(self):
        text = "- &a0 {question: a}\n"
        text += "".join(f"- &a{i} {'[' * 30}*a{i - 1}{']' * 30}\n" for i in range(1, 90))

        with pytest.raises(UnreadableFileError, match="nested too deeply"):
            read(text)

    @pytest.mark.parametrize("text", ["&a [*a]", "a: &x {b: *x}", "- *nowhere"])
    def test_one_that_stands_for_itself_is_refused(self, text):
        with pytest.raises(UnreadableFileError, match="line 1: "):
            read(text)


class TestHarm:
    @pytest.mark.parametrize(
        "text",
        [
            "- question: a\n  answer: !!python/object/apply:os.system ['true']\n",
            "- question: a\n  answer: !!python/name:os.system\n",
            "- question: a\n  answer: !custom b\n",
        ],
    )
    def test_tags_make_no_objects(self, text):
        with pytest.raises(UnreadableFileError, match=r"faq\.yml line 2: .* is not allowed"):
            read(text)

    def test_tags_of_texts_are_fine(self):
        assert pairs(read("- {question: !!str a, answer: ! b}")) == [("", "a", "b")]

    @pytest.mark.parametrize("text", ["[" * 10_000, "{a: " * 10_000, "- " * 10_000, "? " * 10_000])
    def test_depth_is_limited(self, text):
        with pytest.raises(UnreadableFileError, match="nested more than 50 deep"):
            read(text)

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("- a: b\n- 'open\n", 3),
            ("a: b\n\tc: d\n", 2),
            ("a: {{name}} x\n", 1),
            ("ok: 1\n\x07", 2),
        ],
    )
    def test_errors_tell_the_line(self, text, line):
        with pytest.raises(UnreadableFileError, match=rf"faq\.yml line {line}: ") as caught:
            read(text)

        assert "\n" not in str(caught.value)

    def test_a_gap_without_quotes_rejects_its_entry_only(self):
        rejected, row = read("- question: a\n  answer: {{name}}\n- question: b\n  answer: c\n")

        assert isinstance(rejected, Rejected)
        assert rejected.line == 1
        assert row.question == "b"

    @settings(max_examples=100, deadline=None)
    @given(
        st.one_of(
            st.text(),
            st.lists(st.sampled_from(list("[]{}:,-?&*!|>'\"%@` \n#ab<~")), max_size=30).map(
                "".join
            ),
        )
    )
    def test_no_text_raises_anything_else(self, text):
        with contextlib.suppress(KnowledgeBaseError):
            read(text)
