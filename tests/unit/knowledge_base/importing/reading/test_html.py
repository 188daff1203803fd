"""Pages in HTML: where the questions are, and what is on a page besides."""

import contextlib
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading.html import read_html
from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.rows import Rejected, Row

PIECES = [
    *("<h2>", "</h2>", "<p>", "<details>", "<summary>", "</summary>", "</details>", "<dl>", "<dt>"),
    *("<dd>", "</dl>", "a?", "x", "<b>", "</b>", "<br>", "<nav>", "</nav>", "<!--", "-->", "<![x"),
    *("<script type=application/ld+json>", '{"@type": "Question", "name": "a?"}', "</script>"),
    *("<table>", "<tr>", "<td rowspan=3>", "<th>问题", "<th>答案", "</td>", "</table>"),
    *('<button aria-controls="a">', "</button>", '<div id="a">', "<div hidden>", "</div>", "\n"),
]


def read(html):
    return list(read_html(html, "faq.html", ReadOptions()))


def pairs(html):
    return [(row.category, row.question, row.answer) for row in read(html)]


def question(name, text, **others):
    return {
        "@type": "Question",
        "name": name,
        "acceptedAnswer": {"@type": "Answer", "text": text},
        **others,
    }


def json_ld(data):
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


class TestJsonLd:
    @pytest.mark.parametrize(
        "data",
        [
            {"@type": "FAQPage", "mainEntity": [question("How?", "<p>So.</p>")]},
            {"@type": ["WebPage", "FAQPage"], "mainEntity": question("How?", "So.")},
            {"@graph": [{"@type": "Organization"}, {"mainEntity": [question("How?", "So.")]}]},
            [{"@type": "FAQPage", "mainEntity": [question("<b>How?</b>", "So.")]}],
            {"@type": "https://schema.org/Question", "name": "How?", "acceptedAnswer": "So."},
            {"@type": "Question", "text": "How?", "suggestedAnswer": [{"text": ["So."]}]},
        ],
    )
    def test_is_found_wherever_it_is(self, data):
        assert pairs(f"<h1>x</h1>y{json_ld(data)}") == [("", "How?", "So.")]

    def test_of_several_scripts_is_read_with_its_lines(self):
        questions = [question("a?", "b"), question("c?", "d")]
        first = json_ld(questions).replace("[{", "\n[\n{").replace("}, {", "},\n{") + "\n"

        found = read(f"<html>\n{first}{json_ld(question('e?', 'f'))}")

        assert [(row.line, row.question) for row in found] == [(4, "a?"), (5, "c?"), (6, "e?")]

    def test_is_trusted_more_than_what_is_shown(self):
        data = json_ld(question("How?", "So."))

        assert pairs(f"{data}<details><summary>Other?</summary>x</details>") == [
            ("", "How?", "So.")
        ]

    def test_that_is_broken_is_rejected_and_the_page_read_all_the_same(self):
        broken = '\n<script type="application/ld+json">{"@type": "Question", </script>'

        rejected, row = read(broken + "<details><summary>How?</summary>So.</details>")

        assert rejected == Rejected(
            "faq.html", 2, "its data for search engines (JSON-LD) is not JSON"
        )
        assert row.question == "How?"

    def test_may_be_wrapped_and_have_line_breaks_in_its_texts(self):
        data = (
            '<!--\n{"@type": "Question", "name": "How?", "acceptedAnswer": {"text": "a\nb"}}\n-->'
        )

        assert pairs(f'<script type="application/ld+json">{data}</script>') == [
            ("", "How?", "a\nb")
        ]

    def test_without_an_answer_is_rejected(self):
        first, row = read(json_ld([{"@type": "Question", "name": "Why?"}, question("How?", "So.")]))

        assert first.reason == "no answer to 'Why?'"
        assert row.question == "How?"


class TestMicrodata:
    def test_is_read_in_both_of_its_forms(self):
        items = (
            '<h2>Returns</h2><div itemscope itemtype="https://schema.org/Question">'
            '<h3 itemprop="name">How?</h3>'
            '<div itemprop="acceptedAnswer"><meta itemprop="name" content="x">'
            '<div itemprop="text"><p>So.</p><p>Yes.</p></div></div></div>'
        )
        rdfa = (
            '<div vocab="https://schema.org/" typeof="Question"><h3 property="name">Why?</h3>'
            '<div property="acceptedAnswer" typeof="Answer"><p property="schema:text">So.</p></div>'
        )

        assert pairs(items) == [("Returns", "How?", "So.\nYes.")]
        assert pairs(rdfa) == [("", "Why?", "So.")]


class TestWhatOpens:
    def test_details_with_the_heading_above_as_category(self):
        html = (
            "<h1>FAQ</h1>\n<h2>退款</h2>\n<details><summary>1. 怎么退款？</summary>"
            "<p>点退款</p><ul><li>a</li></ul></details>\n"
            "<details open>\n<summary><h3>多久？</h3></summary>三天</details>"
        )

        assert read(html) == [
            Row("faq.html", 3, category="退款", question="怎么退款？", answer="点退款\n- a"),
            Row("faq.html", 4, category="退款", question="多久？", answer="三天"),
        ]

    def test_details_that_hold_others_are_their_category(self):
        html = (
            "<details><summary>Returns</summary>"
            "<details><summary>How?</summary>So.</details>"
            "<details><summary>Why?</summary>So.</details></details>"
        )

        assert pairs(html) == [("Returns", "How?", "So."), ("Returns", "Why?", "So.")]

    def test_terms_and_definitions_that_ask(self):
        html = "<dl><dt>How?</dt><dt>In what way?</dt><dd>So.</dd><dd>Yes.</dd><dt>Why?<dd>No.</dl>"

        assert pairs(html) == [
            ("", "How?", "So.\nYes."),
            ("", "In what way?", "So.\nYes."),
            ("", "Why?", "No."),
        ]

    def test_terms_that_ask_nothing_are_left_for_what_does(self):
        html = "<dl><dt>Weight</dt><dd>1 kg</dd></dl><h2>How long?</h2><p>Three days.</p>"

        assert pairs(html) == [("", "How long?", "Three days.")]

    def test_buttons_and_the_hidden_panels_that_they_open(self):
        html = (
            "<h2>Returns</h2>"
            '<button aria-controls="p1" aria-expanded="false">How? <span>+</span></button>'
            '<div id="p1" hidden>So.</div>'
            '<a data-toggle="collapse" href="#p2">Why?</a>'
            '<div id="p2" style="display: none"><p>So.</p><button aria-controls="p2">×</button></div>'
        )

        assert [(row[0], row[1]) for row in pairs(html)] == [
            ("Returns", "How?"),
            ("Returns", "Why?"),
        ]


class TestHeadings:
    def test_are_read_as_in_markdown(self):
        html = (
            "<body><nav><h2>Menu</h2>x</nav><main>\n<h1>FAQ</h1><p>Welcome!</p>\n"
            "<section>\n<h2>退款</h2>\n<h3>怎么退款？</h3><div>点退款<br>等三天</div>\n"
            "<h3>Q: Why?</h3><p>A: So.</p></section>\n</main><footer><h2>Us</h2>y</footer></body>"
        )

        assert read(html) == [
            Row("faq.html", 5, category="退款", question="怎么退款？", answer="点退款\n等三天"),
            Row("faq.html", 6, category="退款", question="Why?", answer="So."),
        ]

    def test_may_have_questions_in_bold_below_them(self):
        html = "<h2>Returns</h2><p><b>How?</b></p><p>So.</p><strong>Why?</strong><br>Yes <b>no?</b>"

        assert pairs(html) == [("Returns", "How?", "So."), ("Returns", "Why?", "Yes no?")]

    def test_may_be_missing_where_the_text_is_marked(self):
        assert pairs("<p>Q: How?</p><p>A: So.</p><p>问：为什么</p><p>答：因为</p>") == [
            ("", "How?", "So."),
            ("", "为什么", "因为"),
        ]


class TestOtherForms:
    TABLE = (
        "<table><tr><th>问题</th><th>答案</th></tr>"
        "<tr><td>怎么退货？</td><td>点退货。</td></tr></table>"
    )
    DETAILS = "<details><summary>怎么退货？</summary>点退货。</details>"

    @pytest.mark.parametrize(
        "html",
        [
            "<details><summary>多久发货？</summary>两天。</details>\n" + TABLE,
            json_ld(question("多久发货？", "两天。")) + "\n" + DETAILS,
            TABLE + "\n<h2>多久发货？</h2><p>两天。</p>",
        ],
    )
    def test_with_other_questions_are_told(self, html):
        options = ReadOptions()

        rows = list(read_html(html, "faq.html", options))

        assert len(rows) == 1
        [told] = options.findings.warnings
        assert "other questions in another form, which are not read: 1, the first on line 2" in told

    @pytest.mark.parametrize("html", [DETAILS + TABLE, "<h2>退换货</h2><p>我们很快。</p>" + TABLE])
    def test_with_the_same_questions_or_none_are_not(self, html):
        options = ReadOptions()

        list(read_html(html, "faq.html", options))

        assert options.findings.warnings == []


class TestWhatIsNotRead:
    def test_scripts_styles_menus_and_what_is_hidden(self):
        html = (
            "<header><h2>Shop</h2></header><h2>How?</h2><script>bad()</script><style>p {}</style>"
            '<p>So.<span style="display:none">secret</span><template>t</template></p>'
            '<p>Yes.</p><p hidden>secret</p><img src="http://x/y.png" onerror="bad()" alt="a map">'
        )

        assert pairs(html) == [("", "How?", "So.\nYes.\na map")]

    def test_the_address_of_the_page_is_the_source(self):
        (row,) = read('<link rel="canonical" href="https://a.b/faq"><h2>How?</h2>So.')

        assert row.source == "https://a.b/faq"

    @pytest.mark.parametrize("html", ["", "text", "<p>text</p>", "<h1>x</h1>" * 2, "\0\ufffd<"])
    def test_a_page_without_questions_is_an_error(self, html):
        with contextlib.suppress(UnreadableFileError):
            assert all(isinstance(item, Rejected) for item in read(html))


class TestHarm:
    @pytest.mark.parametrize(
        "piece",
        [
            *("<div>", "<h2>a", "<dl><dt>a?<dd>", "<p>", "<table><tr><td>", "<b>a?", "<nav>"),
            *('<div hidden><button aria-controls="a">x?</button><div id=a>', "<![", "<a '", "<!--"),
            *("<details><summary>a", '<div itemtype="http://schema.org/Question">', "{["),
        ],
    )
    def test_nested_thousands_deep_does_none(self, piece):
        started = time.process_time()

        with contextlib.suppress(KnowledgeBaseError):
            read(piece * 3_000 + "x")

        assert time.process_time() - started < 5

    def test_json_nested_thousands_deep_does_none(self):
        html = f'<script type="application/ld+json">{"[" * 100_000}"Question"</script>'

        (rejected,) = read(html)

        assert "is not JSON" in rejected.reason

    @settings(max_examples=100, deadline=None)
    @given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
    def test_no_text_raises_anything_but_our_errors(self, html):
        with contextlib.suppress(KnowledgeBaseError):
            assert all(item.line >= 1 for item in read(html))

    WORDS = st.lists(st.from_regex(r"[b-z\u4e00-\u9fa5]{1,8}", fullmatch=True), min_size=1).map(
        " ".join
    )

    @settings(max_examples=30, deadline=None)
    @given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5), st.booleans())
    def test_any_entries_come_back(self, entries, in_details):
        form = "<details><summary>{}?</summary>{}</details>" if in_details else "<h2>{}?</h2><p>{}"

        html = "\n".join(form.format(*entry) for entry in entries)

        assert pairs(html) == [("", f"{question}?", answer) for question, answer in entries]
