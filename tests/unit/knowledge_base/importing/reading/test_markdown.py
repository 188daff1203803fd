"""Markdown: which lines are questions, and what becomes of the markup in answers."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading.markdown import read_markdown
from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.rows import Rejected, Row

PIECES = [
    *("# ", "\n", "**", "Q: ", "A:", "- ", "<details>", "<summary>", "</summary>", "</details>"),
    *("|", "---", "```", "[x](", ")", "a?", "  ", "1. ", "> ", "\r", "<b>", "<br>"),
]


def read(text, options=None):
    return list(read_markdown(text, "faq.md", options or ReadOptions()))


def pairs(text):
    return [(row.category, row.question, row.answer) for row in read(text)]


def answer(markdown):
    (row,) = read(f"# How?\n\n{markdown}\n")
    return row.answer


class TestHeadings:
    def test_with_text_below_are_questions_and_those_above_their_category(self):
        text = "# FAQ\n\n## 退款\n\n### 怎么退款？\n\n点退款。\n\n## Shipping\n\n### How long?\n\nLong.\n"

        assert read(text) == [
            Row("faq.md", 5, category="退款", question="怎么退款？", answer="点退款。"),
            Row("faq.md", 11, category="Shipping", question="How long?", answer="Long."),
        ]

    def test_with_headings_below_are_none_whatever_their_text(self):
        options = ReadOptions()

        found = read("# Our shop\n\nWelcome!\n\n## How?\n\nSo.\n", options)

        assert [(row.category, row.question) for row in found] == [("Our shop", "How?")]
        assert "texts that answer no question are left out" in options.findings.warnings[0]

    def test_with_headings_below_are_questions_where_they_ask(self):
        text = "# Can I return it?\n\nYes.\n\n## When\n\nSoon.\n"

        assert pairs(text) == [("", "Can I return it?", "Yes."), ("", "When", "Soon.")]

    def test_without_text_are_rejected(self):
        _, rejected = read("# How?\n\nSo.\n\n# Why?\n")

        assert isinstance(rejected, Rejected)
        assert (rejected.line, rejected.reason) == (5, "there is no text below 'Why?'")

    @pytest.mark.parametrize(
        "heading", ["## 1. How?", "## Q: How?", "## Q1. How?", "How?\n----", "## **How?** {#how}"]
    )
    def test_lose_what_is_no_part_of_the_question(self, heading):
        assert pairs(f"{heading}\n\nSo.\n") == [("", "How?", "So.")]

    def test_keep_a_number_that_belongs_to_them(self):
        assert pairs("## 3.5 inch disks?\n\nNo.\n") == [("", "3.5 inch disks?", "No.")]

    def test_between_rules_in_the_middle_are_no_front_matter(self):
        assert pairs("# A?\n\na\n\n---\n\n# B?\n\nb\n\n---\n") == [("", "A?", "a"), ("", "B?", "b")]

    def test_in_front_matter_and_code_are_none(self):
        text = "---\ntitle: x\n# no\n---\n# How?\n\n```\n# not a heading\n```\n"

        (row,) = read(text)

        assert (row.line, row.question, row.answer) == (5, "How?", "# not a heading")

    def test_of_files_from_windows_have_the_same_lines(self):
        assert [row.line for row in read("# a?\r\n\r\nb\r\n\r\n# c?\r\n\r\nd\r\n")] == [1, 5]


class TestMarkedPairs:
    @pytest.mark.parametrize(
        "text",
        [
            "Q: How?\nA: So.\n",
            "Q: How?\n\nA: So.\n",
            "**Q:** How?\n\n**A:** So.\n",
            "**Q: How?**\n\nSo.\n",
            "Q1. How?\nA1. So.\n",
            "问：How?\n答：So.\n",
            "問題：How?\n回答：So.\n",
            "- Q: How?\n  A: So.\n",
            "**How?**\n\nSo.\n",
            "**How?**\nSo.\n",
            "- **How?** So.\n",
            "* **How?**\n\n  So.\n",
            "<details><summary>How?</summary>So.</details>\n",
            "<details>\n<summary><b>How?</b></summary>\n\n*So.*\n\n</details>\n",
        ],
    )
    def test_are_found_without_any_heading(self, text):
        assert pairs(text) == [("", "How?", "So.")]

    def test_have_the_heading_above_as_category(self):
        text = "# 退款\n\nQ: a?\nA: b\n\nand c\n\nQ: d?\nA: e\n"

        assert [(row.line, row.category, row.question, row.answer) for row in read(text)] == [
            (3, "退款", "a?", "b\n\nand c"),
            (8, "退款", "d?", "e"),
        ]

    def test_a_question_without_an_answer_is_rejected(self):
        rejected, row = read("Q: a?\n\nQ: b?\nA: c\n")

        assert (rejected.line, rejected.reason) == (1, "there is no answer to 'a?'")
        assert row.question == "b?"

    def test_bold_words_in_an_answer_ask_nothing(self):
        text = "# How long?\n\n- **Standard**: 3 days\n- **Express**: 1 day\n\n**Is that sure?**\n"

        assert pairs(text) == [
            ("", "How long?", "- Standard: 3 days\n- Express: 1 day\n\nIs that sure?")
        ]

    def test_several_details_in_one_block_are_separate(self):
        text = (
            "<details><summary>a?</summary>b</details>\n"
            "<details><summary>c?</summary>d</details>\n\nno answer\n"
        )

        assert [(row.line, row.question, row.answer) for row in read(text)] == [
            (1, "a?", "b"),
            (2, "c?", "d"),
        ]


class TestAnswers:
    @pytest.mark.parametrize(
        ("markdown", "text"),
        [
            ("one *two* **three** `four`", "one two three four"),
            ("one\ntwo  \nthree\\\nfour<br>five", "one\ntwo\nthree\nfour\nfive"),
            ("one\n\ntwo", "one\n\ntwo"),
            ("- a\n- b\n  1. c\n  2. d", "- a\n- b\n1. c\n2. d"),
            ("3. a\n4. b", "3. a\n4. b"),
            ("[site](https://a.b/c)", "site (https://a.b/c)"),
            ("<https://a.b> [a.b](https://a.b/)", "https://a.b a.b"),
            ("[y](/local) [mail](mailto:a@b.c)", "y mail (a@b.c)"),
            ("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n1 | 2"),
            ("```py\nx = 1\ny = 2\n```", "x = 1\ny = 2"),
            ("![a map](map.png) here", "a map here"),
            ("<p>one</p>\n<script>bad()</script>\n<p>two</p>", "one\ntwo"),
            ("size <M> &amp; <b>more</b> <code>x</code>", "size <M> & more x"),
            ('<a href="https://a.b">*here*</a> is\nmore<br>', "here (https://a.b) is\nmore"),
            ("**a** <section> b", "a <section> b"),
            ("> quoted", "quoted"),
            ("~~old~~ new", "old new"),
            ("A: so", "so"),
            ("🎁 \u200fשלום １２３", "🎁 \u200fשלום １２３"),
        ],
    )
    def test_are_plain_text_with_their_lines(self, markdown, text):
        assert answer(markdown) == text


class TestFiles:
    @pytest.mark.parametrize(
        "text", ["", "just some text\n", "# Only a title\n", "---\na: b\n---\n"]
    )
    def test_without_a_question_are_an_error(self, text):
        with pytest.raises(UnreadableFileError, match="no heading with a text below it"):
            read(text)

    @pytest.mark.parametrize("piece", ["> ", "- ", "[", "*a ", "<div>\n\n", "`", "1. "])
    def test_nested_a_thousand_deep_are_no_trouble(self, piece):
        found = read(f"# How?\n\nSo.\n\n{piece * 1_000}x\n")

        assert found[0].question == "How?"

    @settings(max_examples=100, deadline=None)
    @given(
        st.one_of(
            st.text(),
            st.lists(st.sampled_from(PIECES)).map("".join),
        )
    )
    def test_no_text_raises_anything_but_our_errors(self, text):
        with contextlib.suppress(KnowledgeBaseError):
            lines = text.count("\n") + text.count("\r") + 1
            assert all(1 <= item.line <= lines for item in read(text))

    WORDS = st.lists(st.from_regex(r"[a-z\u4e00-\u9fa5]{1,8}", fullmatch=True), min_size=1).map(
        " ".join
    )

    @settings(max_examples=30, deadline=None)
    @given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5))
    def test_of_any_entries_come_back(self, entries):
        text = "".join(f"## {question}?\n\n{answer}\n\n" for question, answer in entries)

        assert pairs(text) == [("", f"{question}?", answer) for question, answer in entries]
