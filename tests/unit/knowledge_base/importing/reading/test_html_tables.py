"""Tables of a page, as shops' systems, Word and Excel write them."""

import pytest

from knowledge_base.importing.reading.html import read_html
from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.rows import Message, Row

HEAD = "<tr><th>问题</th><th>答案</th></tr>"


def read(html, **options):
    return list(read_html(html, "faq.html", ReadOptions(**options)))


def pairs(html, **options):
    return [(row.question, row.answer) for row in read(html, **options) if isinstance(row, Row)]


def cells(*texts):
    return "<tr>" + "".join(f"<td>{text}</td>" for text in texts) + "</tr>"


class TestTables:
    def test_are_read_by_the_names_of_their_columns(self):
        html = (
            '<link rel="canonical" href="https://a.b/faq"><h2>退款</h2>\n<table>\n'
            "<tr><td>编码</td><td>标准问</td><td>相似问</td><td>答案</td></tr>\n"
            "<tr><td>r</td><td>怎么退款？</td><td>能退吗</td><td>点“退款”。</td></tr></table>"
        )

        row, similar = read(html)

        assert (row.line, row.category, row.source) == (4, "退款", "https://a.b/faq")
        assert (row.question, row.answer) == ("怎么退款？", "点“退款”。")
        assert similar.question == "能退吗"

    def test_may_leave_out_the_ends_of_rows_and_cells(self):
        html = "<table><tr><th>问题<th>答案<tr><td>能退吗？<td>能。<tr><td>多久？<td>三天。</table>"

        assert pairs(html) == [("能退吗？", "能。"), ("多久？", "三天。")]

    def test_of_word_have_paragraphs_in_their_cells(self):
        html = (
            '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><table class=MsoTable>'
            "<tr><td><p class=MsoNormal>问题<o:p></o:p></p></td><td><p>答案</p></td></tr>"
            "<tr><td><p>怎么\n退货？</p></td><td><p>第一步。</p><p>第二步。</p></td></tr></table>"
        )

        assert pairs(html) == [("怎么退货？", "第一步。\n第二步。")]

    def test_keep_links_as_text(self):
        html = f"<table>{HEAD}" + cells("尺码？", '见<a href="https://a.b/size">尺码表</a>。')

        assert pairs(html) == [("尺码？", "见尺码表 (https://a.b/size)。")]

    def test_keep_line_ends_lists_and_tables_in_a_cell(self):
        inner = "<table><tr><td>S<td>36</tr><tr><td>M<td>38</tr></table>后"
        html = f"<table>{HEAD}{cells('尺码？', f'如下<br>{inner}')}{cells('贵吗？', '不')}</table>"

        assert pairs(html) == [("尺码？", "如下\nS | 36\nM | 38\n后"), ("贵吗？", "不")]

    def test_a_cell_over_several_rows_counts_for_each(self):
        html = (
            "<table><tr><th>分类<th>问题<th>答案"
            "<tr><td rowspan=2>退款<td>能退吗？<td rowspan=2>能。"
            "<tr><td>可以退吗？"
            "<tr><td>物流<td>多久到？<td>三天。</table>"
        )

        assert [(row.category, row.question, row.answer) for row in read(html)] == [
            ("退款", "能退吗？", "能。"),
            ("退款", "可以退吗？", "能。"),
            ("物流", "多久到？", "三天。"),
        ]

    def test_a_title_may_stand_above_the_header(self):
        html = f'<table><tr><td colspan="2">常见问题</td></tr>{HEAD}{cells("能退吗？", "能。")}'

        assert pairs(html) == [("能退吗？", "能。")]

    def test_stand_in_tables_of_the_layout(self):
        table = f"<table>{HEAD}{cells('能退吗？', '能。')}</table>"
        layout = f"<table><tr><td>menu</td><td>{table}</td></tr></table>"

        assert pairs(layout) == [("能退吗？", "能。")]

    def test_without_a_header_are_read_if_they_ask(self):
        questions = f"<table>{cells('能退吗？', '能。')}{cells('多久到？', '三天。')}</table>"
        sizes = f"<h2>尺码？</h2><table>{cells('S', '36')}{cells('M', '38')}</table>"

        assert pairs(questions) == [("能退吗？", "能。"), ("多久到？", "三天。")]
        assert pairs(sizes) == [("尺码？", "S | 36\nM | 38")]

    def test_columns_can_be_named(self):
        html = f"<table>{cells('Frage', 'Antwort')}{cells('Retour?', 'Yes.')}</table>"

        assert pairs(html, columns={"question": "Frage", "answer": "2"}) == [("Retour?", "Yes.")]

    def test_of_messages_are_a_past_chat(self):
        html = (
            f"<table>{cells('会话ID', '发送方', '消息内容')}"
            f"{cells('1', '买家', '在吗')}{cells('1', '客服', '在的')}</table>"
        )

        assert [(m.role, m.text) for m in read(html) if isinstance(m, Message)] == [
            ("visitor", "在吗"),
            ("agent", "在的"),
        ]

    def test_of_something_else_are_left_out_with_a_warning(self):
        options = ReadOptions()
        faq = f"<table>{HEAD}{cells('能退吗？', '能。')}</table>"
        prices = f"\n<table>{cells('size', 'price')}{cells('S', '9')}</table>"

        list(read_html(faq + prices, "faq.html", options))

        assert options.findings.columns == {"question": "问题", "answer": "答案"}
        assert options.findings.warnings == [
            "1 tables without questions and answers are left out, the first on line 2"
        ]

    def test_a_table_in_the_answer_of_a_page_stays_there(self):
        html = (
            f"<h2>多大？</h2><p>见表。</p><table>{cells('款式', '内容')}{cells('A', 'B')}</table>"
        )

        assert pairs(html) == [("多大？", "见表。\n款式 | 内容\nA | B")]

    @pytest.mark.parametrize("span", ["999999999", "0", "-1", "x", "²", ""])
    def test_a_span_beyond_reason_does_no_harm(self, span):
        html = f"<table>{HEAD}<tr><td rowspan='{span}' colspan=1>能退吗？<td>能。</table>"

        assert pairs(html) == [("能退吗？", "能。")]
