"""Readers: from the bytes of a file to rows, and what is said of those that are none."""

import json

import pytest

from knowledge_base.errors import UnreadableFileError
from knowledge_base.importing.csv_reader import read_csv
from knowledge_base.importing.decoding import read_text
from knowledge_base.importing.jsonl_reader import read_jsonl
from knowledge_base.importing.rows import Rejected, Row


def values(rows):
    return [(row.entry, row.language, row.question, row.answer) for row in rows]


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_reads_what_shops_export(self, tmp_path, encoding):
        path = tmp_path / "a.csv"
        path.write_bytes("问题,答案\n怎么退款,点退款\n".encode(encoding))

        assert read_text(path) == "问题,答案\n怎么退款,点退款\n"

    @pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\xff\xff", b"a\x00b\x00c"])
    def test_refuses_what_is_no_text(self, tmp_path, data):
        path = tmp_path / "a.csv"
        path.write_bytes(data)

        with pytest.raises(UnreadableFileError, match=r"a\.csv is not text"):
            read_text(path)

    def test_a_missing_file_and_a_folder_are_named(self, tmp_path):
        with pytest.raises(UnreadableFileError, match="there is no file"):
            read_text(tmp_path / "gone.csv")
        with pytest.raises(UnreadableFileError, match="cannot be read"):
            read_text(tmp_path)


class TestCsv:
    def test_knows_chinese_column_names(self):
        rows = list(read_csv("语言,问题,答案,分类\n中文,怎么退款,点退款,退款\n", "a.csv"))

        assert rows == [
            Row(
                "a.csv",
                2,
                category="退款",
                language="zh",
                question="怎么退款",
                answer="点退款",
            )
        ]

    @pytest.mark.parametrize("delimiter", [",", "\t", ";"])
    def test_finds_the_delimiter(self, delimiter):
        text = "entry,language,question,answer\nrefund,en,refund?,yes\n".replace(",", delimiter)

        assert values(read_csv(text, "a")) == [("refund", "en", "refund?", "yes")]

    def test_a_cell_may_hold_line_breaks_and_lines_are_still_counted(self):
        text = 'question,answer\nq1,"two\nlines"\n\nq2,a2\n'

        rows = list(read_csv(text, "a"))

        assert [(row.line, row.answer) for row in rows] == [
            (2, "two\nlines"),
            (5, "a2"),
        ]

    def test_a_short_row_has_no_answer(self):
        assert values(read_csv("question,answer\nonly this\n", "a")) == [
            ("", None, "only this", "")
        ]

    def test_an_unknown_language_is_rejected_by_itself(self):
        rows = list(read_csv("language,question,answer\nfr,q,a\nen,q,a\n", "a"))

        assert isinstance(rows[0], Rejected)
        assert rows[0].line == 2
        assert isinstance(rows[1], Row)

    def test_a_quote_that_never_ends_is_reported_where_it_is(self):
        rows = list(read_csv('question,answer\nq1,a1\nq2,"a2\nq3,a3\n', "a"))

        assert isinstance(rows[0], Row)
        assert isinstance(rows[1], Rejected)
        assert rows[1].line == 3

    def test_a_table_of_something_else_is_refused(self):
        with pytest.raises(UnreadableFileError, match="no column 'question'"):
            list(read_csv("name,price\nshoe,3\n", "prices.csv"))


class TestJsonLines:
    def test_reads_flat_rows(self):
        line = {
            "entry": "refund",
            "language": "en",
            "question": "refund?",
            "answer": None,
        }

        assert values(read_jsonl(json.dumps(line), "a")) == [("refund", "en", "refund?", "")]

    def test_reads_whole_entries(self):
        line = {
            "entry": "refund",
            "questions": {"zh": ["怎么退款", "退款"], "en": ["refund?"]},
            "answers": {"zh": "点退款"},
        }

        assert values(read_jsonl(json.dumps(line), "a")) == [
            ("refund", "zh", "怎么退款", ""),
            ("refund", "zh", "退款", ""),
            ("refund", "en", "refund?", ""),
            ("refund", "zh", "", "点退款"),
        ]

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            ("{", "not valid JSON"),
            ("[" * 100_000, "not valid JSON"),
            ("[1]", "not a JSON object"),
            ('{"question": ["a"], "answer": "b"}', "question"),
            ('{"entry": "a", "questions": {"zh": "a"}}', "questions.zh"),
            ('{"entry": "a", "questions": {"fr": ["a"]}}', "language 'fr'"),
            ('{"questions": {"zh": ["a"]}}', "needs an 'entry'"),
            ('{"language": "fr", "question": "a", "answer": "b"}', "language 'fr'"),
        ],
    )
    def test_a_bad_line_is_rejected_by_itself(self, line, reason):
        good = '{"question": "q", "answer": "a"}'

        bad, after = read_jsonl(f"{line}\n{good}\n", "a")

        assert isinstance(bad, Rejected)
        assert bad.line == 1
        assert reason in bad.reason
        assert isinstance(after, Row)
        assert after.line == 2
