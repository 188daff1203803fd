"""Tables in text, from the bytes of a file to rows, and what is said of the broken parts."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading import records as module
from knowledge_base.importing.reading.csv import read_csv
from knowledge_base.importing.reading.formats import ReadOptions, open_file
from knowledge_base.importing.reading.records import LONGEST_CELL, records
from knowledge_base.importing.reading.text_files import WrittenText
from knowledge_base.importing.rows import Message, Rejected, Row

quickly = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def read(text, **options):
    return list(read_csv(WrittenText(text), "a.csv", ReadOptions(**options)))


def values(rows):
    return [(row.question, row.answer) for row in rows if isinstance(row, Row)]


class TestTables:
    def test_know_chinese_column_names(self):
        rows = read("语言,问题,答案,分类\n中文,怎么退款,点退款,退款\n")

        assert rows == [
            Row(
                *("a.csv", 2),
                category="退款",
                language="zh",
                question="怎么退款",
                answer="点退款",
            )
        ]

    @pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
    def test_find_the_delimiter(self, delimiter):
        text = "entry,language,question,answer\nrefund,en,refund?,yes\n".replace(",", delimiter)

        assert read(text) == [Row("a.csv", 2, "refund", "", "", "en", "refund?", "yes")]

    def test_a_cell_may_hold_line_ends_and_lines_are_still_counted(self):
        rows = read('question,answer\nq1,"two\nlines"\n\nq2,a2\n')

        assert [(row.line, row.answer) for row in rows] == [(2, "two\nlines"), (5, "a2")]

    def test_line_ends_may_be_mixed(self):
        assert values(read('question,answer\r\nq1,"a\r1"\rq2,a2\nq3,a3')) == [
            ("q1", "a\r1"),
            ("q2", "a2"),
            ("q3", "a3"),
        ]

    def test_a_title_above_the_header_is_left_out_with_a_warning(self):
        options = ReadOptions()

        rows = list(
            read_csv(
                WrittenText("客服常见问题,,\n导出 2024-01-01,,\n问题,答案,\nq,a,\n"), "a", options
            )
        )

        assert values(rows) == [("q", "a")]
        assert options.findings.warnings == ["2 lines above the header are left out"]

    def test_the_line_that_tells_excel_the_delimiter_is_left_out(self):
        assert values(read("sep=;\nquestion;answer\nq;a\n")) == [("q", "a")]

    def test_pairs_without_a_header_are_read_with_a_warning(self):
        options = ReadOptions()

        rows = list(read_csv(WrittenText("怎么退款？,点退款\n多久发货？,两天\n"), "a", options))

        assert values(rows) == [("怎么退款？", "点退款"), ("多久发货？", "两天")]
        assert options.findings.columns == {"question": "column 1", "answer": "column 2"}
        assert "no header" in options.findings.warnings[0]

    def test_numbers_say_which_columns_are_which_where_there_is_no_header(self):
        text = "17,好的，马上退。,怎么退款？\n18,两天。,多久发货？\n"

        rows = read(text, columns={"question": "3", "answer": "2"})

        assert values(rows) == [("怎么退款？", "好的，马上退。"), ("多久发货？", "两天。")]

    @pytest.mark.parametrize("text", ["name,price\nshoe,3\n", "a,b,c\n1,2,3\n", "x\n"])
    def test_a_table_of_something_else_is_refused(self, text):
        with pytest.raises(UnreadableFileError, match="no column 'question'"):
            read(text)

    def test_an_empty_one_is_refused_and_a_header_alone_has_no_rows(self):
        with pytest.raises(UnreadableFileError, match="empty"):
            read("\n \n")
        assert read("question,answer\n") == []

    def test_emoji_marks_of_direction_and_wide_digits_stay(self):
        text = "💳 \u200f١٢\u200e １２３"

        assert values(read(f"question,answer\nq,{text}\n")) == [("q", text)]


class TestBrokenParts:
    def test_a_quote_that_never_ends_costs_its_line_alone(self):
        rows = read('question,answer\nq1,a1\nq2,"a2\nq3,a3\nq4,a4\n')

        assert values(rows) == [("q1", "a1"), ("q3", "a3"), ("q4", "a4")]
        assert [(row.line, row.reason) for row in rows if isinstance(row, Rejected)] == [
            (3, "a quotation mark that opens here is never closed")
        ]

    def test_a_text_after_a_closing_quote_costs_its_line_alone(self):
        rows = read('question,answer\nq1,"5" screen"\nq2,a2\n')

        assert values(rows) == [("q2", "a2")]
        assert "closing quotation mark" in rows[0].reason

    def test_every_second_open_quote_closes_another_and_no_line_is_lost(self):
        rows = read("question,answer\n" + 'q,"a\n' * 1_000)

        assert [row.line for row in rows] == list(range(2, 1_002))
        assert all(isinstance(row, Rejected) for row in rows)

    @pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
    def test_rows_that_a_stray_quote_took_into_a_cell_are_held_back_with_their_lines(
        self, delimiter
    ):
        text = (
            '问题,答案\n能退吗？,能。\n能开发票吗？,"可以。\n怎么改地址？,可以改。\n'
            'How big is it?,10.1"\n多久发货？,两天内。\n'
        )

        rows = read(text.replace(",", delimiter))

        assert values(rows) == [("能退吗？", "能。"), ("多久发货？", "两天内。")]
        (held,) = [row for row in rows if isinstance(row, Rejected)]
        assert (held.line, held.row) == (3, None)
        assert "from line 3 to line 5, and its lines look like rows" in held.reason

    def test_a_text_of_several_lines_is_none_of_them(self):
        answer = "第一步,打开订单\n第二步,点退货"

        assert values(read(f'问题,答案\n怎么退货？,"{answer}"\n')) == [("怎么退货？", answer)]
        assert values(read(f'"问题","答案"\n"退货","请：\n{answer}"\n'))[0][0] == "退货"

    def test_after_too_much_reading_again_a_cell_ends_with_its_line(self, monkeypatch):
        monkeypatch.setattr(module, "_READ_AGAIN", 10)

        rows = read('question,answer\nq1,"a1\nq2,a2\nq3,a3\nq4,"a\n4"\nq5,a5\n')

        assert values(rows)[:2] == [("q2", "a2"), ("q3", "a3")]
        assert values(rows)[-1] == ("q5", "a5")
        assert [row.line for row in rows if isinstance(row, Rejected)] == [2, 5]

    def test_a_cell_of_ten_megabytes_costs_its_row_alone(self):
        long = ("x" * 99 + "\n") * 100_000
        rows = read(f'question,answer\nq1,a1\nq2,"{long}"\nq3,a3\n')

        assert values(rows) == [("q1", "a1"), ("q3", "a3")]
        assert rows[1].reason == f"a cell has 10,000,000 characters; {LONGEST_CELL:,} may be"
        assert rows[2].line == 4 + 100_000

    def test_a_row_with_too_many_cells_is_rejected_and_the_others_read(self):
        rows = read("question,answer\nq1,a1,b1\nq2,a2\n")

        assert values(rows) == [("q2", "a2")]
        assert rows[0].row.question == "q1"


class TestChats:
    def test_replies_are_linked_across_the_file(self):
        text = (
            "tweet_id,author_id,inbound,created_at,text,in_response_to_tweet_id\n"
            "2,Shop,False,Wed Oct 11 06:56:44 +0000 2017,hello,1\n"
            "1,17,True,Wed Oct 11 06:55:44 +0000 2017,hi,\n"
        )

        agent, visitor = read(text)

        assert isinstance(agent, Message)
        assert (agent.role, visitor.role) == ("agent", "visitor")
        assert agent.conversation == visitor.conversation == "1"
        assert visitor.at.isoformat() == "2017-10-11T06:55:44+00:00"


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cn", "Co"]), max_size=12)


class TestWhateverIsInATable:
    @quickly
    @given(
        table=st.lists(st.tuples(TEXTS, TEXTS), max_size=8),
        delimiter=st.sampled_from(",\t;|"),
        encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]),
        end=st.sampled_from(["\r\n", "\n"]),
    )
    def test_comes_back_as_it_was(self, tmp_path, table, delimiter, encoding, end):
        written = io.StringIO(newline="")
        writer = csv.writer(written, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
        writer.writerows([("问题", "答案"), *table])
        path = tmp_path / "a.csv"
        path.write_bytes(written.getvalue().encode(encoding))

        opened = open_file(path, ReadOptions(encoding=encoding))

        expected = [pair for pair in table if pair[0].strip() or pair[1].strip()]
        assert values(opened.rows) == expected

    @quickly
    @given(
        table=st.lists(st.lists(TEXTS, min_size=2, max_size=4), min_size=1, max_size=8),
        delimiter=st.sampled_from(",\t;|"),
    )
    def test_comes_back_also_with_as_few_quotes_as_may_be(self, table, delimiter):
        written = io.StringIO(newline="")
        csv.writer(written, delimiter=delimiter).writerows(table)

        read = records(WrittenText(written.getvalue()).lines(), delimiter)

        assert [record.cells for record in read] == table
