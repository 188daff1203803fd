"""Opening a file: what it is, what can be told of it, and that no bytes break a reader."""

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge_base.errors import KnowledgeBaseError, UnreadableFileError
from knowledge_base.importing.reading import text_files
from knowledge_base.importing.reading.formats import FORMATS, SUFFIXES, Options, open_file
from knowledge_base.importing.rows import Message, Rejected, Row

ROOT = Path(__file__).parents[4]
SAMPLES = Path(os.environ.get("RELAY_DATA", ROOT.parent / "shared" / "data")) / "import_samples"
EVERY = (*SUFFIXES, ".txt", "")

quickly = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def written(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def read(path, **options):
    return list(open_file(path, Options(**options)).rows)


QA = "question,answer\nq,a\n"
JSON = '[{"question": "q", "answer": "a"}]'
LINES = '{"question": "q", "answer": "a"}\n{"question": "q2", "answer": "a2"}\n'
CHAT = "会话 17\n客户：在吗\n客服小王：在的\n您请说\n客户：怎么退款\n客服：点退款\n"


class TestFormat:
    @pytest.mark.parametrize(
        ("name", "content", "form"),
        [
            ("a.csv", QA, "csv"),
            ("a.tsv", QA.replace(",", "\t"), "tsv"),
            ("a.CSV", QA, "csv"),
            ("a.json", JSON, "json"),
            ("a.json", LINES, "jsonl"),
            ("a.ndjson", LINES, "jsonl"),
            ("a.txt", QA, "csv"),
            ("a.txt", QA.replace(",", "\t"), "csv"),
            ("a.txt", JSON, "json"),
            ("a.txt", LINES, "jsonl"),
            ("a.txt", CHAT, "transcript"),
            ("a", QA, "csv"),
        ],
    )
    def test_is_known_by_the_end_of_the_name_or_the_content(self, written, name, content, form):
        opened = open_file(written(name, content), Options())

        assert all(isinstance(row, Row | Message) for row in opened.rows)
        assert opened.described().format == form

    def test_can_be_said(self, written):
        assert read(written("a.csv", LINES), format="jsonl")[0].question == "q"

    @pytest.mark.parametrize(
        ("content", "form"), [(QA, "csv"), (LINES, "jsonl"), (JSON, "json"), (CHAT, "transcript")]
    )
    def test_a_transcript_may_be_a_table_or_json_too(self, written, content, form):
        path = written("a.txt", content)

        assert open_file(path, Options(format="transcript")).described().format == form

    def test_one_that_does_not_exist_is_refused(self, written):
        with pytest.raises(UnreadableFileError, match="no format 'doc'; known are csv, "):
            open_file(written("a.csv", QA), Options(format="doc"))

    def test_all_ends_of_names_lead_to_a_format(self):
        assert set(SUFFIXES.values()) <= set(FORMATS)

    def test_a_text_that_is_called_a_workbook_is_refused(self, written):
        with pytest.raises(UnreadableFileError, match="no Excel workbook"):
            open_file(written("a.xlsx", QA), Options())

    def test_json_of_any_size_is_not_taken(self, written, monkeypatch):
        monkeypatch.setitem(
            FORMATS, "json", FORMATS["jsonl"].__class__("json.read_json", "text", 9)
        )

        with pytest.raises(UnreadableFileError, match="JSON Lines and CSV may be of any size"):
            read(written("a.json", JSON))

    def test_a_document_may_be_one_long_line(self, written, monkeypatch):
        monkeypatch.setattr(text_files, "LONGEST_LINE", 20)

        assert len(read(written("a.json", JSON))) == 1


class TestDescription:
    def test_says_how_a_file_was_understood(self, written):
        opened = open_file(
            written("a.csv", "问题,答案\n怎么退款,点退款\n".encode("gb18030")), Options()
        )

        next(opened.rows)
        source = opened.described()

        assert (source.file, source.format, source.encoding) == ("a.csv", "csv", "gb18030")
        assert source.columns == {"question": "问题", "answer": "答案"}
        assert source.margin > 0.3

    def test_says_how_far_reading_is(self, written):
        opened = open_file(written("a.jsonl", LINES * 3_000), Options())
        before = opened.position()

        next(opened.rows)
        during = opened.position()
        list(opened.rows)

        assert before == 0 < during < opened.size == opened.position()

    def test_findings_of_one_file_are_not_those_of_the_next(self, written):
        options = Options()
        path = written("a.csv", "title,,\nnothing,,\nquestion,answer\nq,a\n")

        for _ in range(2):
            opened = open_file(path, options)
            list(opened.rows)
            assert len(opened.described().warnings) == 1


class TestChatText:
    def test_a_line_that_says_who_wrote_begins_a_message(self, written):
        messages = read(written("a.txt", CHAT))

        assert [(m.line, m.conversation, m.role, m.text) for m in messages] == [
            (2, "会话 17", "visitor", "在吗"),
            (3, "会话 17", "agent", "在的\n您请说"),
            (5, "会话 17", "visitor", "怎么退款"),
            (6, "会话 17", "agent", "点退款"),
        ]

    def test_a_rule_or_an_empty_line_ahead_of_a_visitor_begins_a_conversation(self, written):
        text = "Customer: hi\nAgent: hello\n\nCustomer: refund?\nAgent: yes\n-----\nCustomer: bye\n"

        assert [m.conversation for m in read(written("a.txt", text))] == ["1", "1", "2", "2", "3"]

    def test_times_are_read_and_the_system_is_dropped(self, written):
        text = "[2023-05-01 12:30] 买家: 在吗\n[2023-05-01 12:31] 系统: 客服接入\n卖家: 在\n"

        visitor, agent = read(written("a.txt", text))

        assert visitor.at.isoformat() == "2023-05-01T12:30:00+00:00"
        assert (agent.role, agent.at) == ("agent", None)


NASTY = {
    "empty": b"",
    "mark alone": b"\xef\xbb\xbf",
    "UTF-16 mark alone": b"\xff\xfe",
    "half a UTF-16 character": b"\xff\xfea",
    "line ends alone": b"\r\n\n\r",
    "NULs alone": b"\0" * 100,
    "header alone": b"question,answer\n",
    "open quote": b'"',
    "brackets": b"[" * 10_000,
    "braces": b'{"a":' * 10_000,
    "one long line": b"a" * 300_000,
    "commas": b"," * 300_000,
    "lone surrogate": b'{"question": "\\ud800", "answer": "\\udfff"}',
    "huge number": b'{"question": ' + b"9" * 10_000 + b"}",
    "cut in a character": "question,answer\n怎么".encode()[:-1],
    "two encodings": "问题,答案\n怎么,退款\n".encode() + "怎么,退款\n".encode("gb18030"),
}


class TestNastyFiles:
    @pytest.mark.parametrize("name", NASTY)
    def test_raise_our_own_errors_or_none(self, written, name):
        for suffix in EVERY:
            survives(written(f"a{suffix}", NASTY[name]))

    @quickly
    @given(
        data=st.binary(max_size=200)
        | st.text(max_size=80).map(lambda text: text.encode("utf-8", "replace")),
        suffix=st.sampled_from(EVERY),
        start=st.sampled_from(
            [b"", b"question,answer\n", b'[{"question": "a"},', b'{"messages": [']
        ),
    )
    def test_no_bytes_raise_anything_else(self, tmp_path, data, suffix, start):
        path = tmp_path / f"a{suffix}"
        path.write_bytes(start + data)
        survives(path)

    @quickly
    @given(
        value=st.recursive(
            st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(
                        ["question", "answer", "questions", "answers", "messages", "role"]
                    )
                    | st.sampled_from(
                        ["text", "id", "conversation", "zh", "en", "data", "怎么退款"]
                    ),
                    inner,
                    max_size=4,
                )
            ),
            max_leaves=12,
        ),
        suffix=st.sampled_from([".json", ".jsonl"]),
    )
    def test_no_json_raises_anything_else(self, tmp_path, value, suffix):
        path = tmp_path / f"a{suffix}"
        path.write_text(json.dumps(value), "utf-8")
        survives(path)

    @pytest.mark.parametrize("name", NASTY)
    def test_raise_no_others_in_a_format_that_was_said(self, written, name):
        for form in FORMATS:
            survives(written("a.bin", NASTY[name]), format=form)


def survives(path, **options):
    try:
        found = read(path, **options)
    except KnowledgeBaseError as refused:
        found, told = [], str(refused)
    else:
        told = "".join(row.reason for row in found if isinstance(row, Rejected))
    assert "\n" not in told
    assert all(isinstance(row, Row | Message | Rejected) for row in found)


class TestSamples:
    @pytest.mark.parametrize(
        ("name", "counts", "encoding"),
        [
            ("jd_chat_gbk.csv", {"Message": 2282, "Rejected": 1}, "gb18030"),
            ("saleyee_faq_mojibake.jsonl", {"Row": 101}, "utf-8"),
            ("twcs_sample.csv", {"Message": 93}, "utf-8"),
            ("youpinji_faq_html.json", {"Row": 34}, "utf-8"),
        ],
    )
    def test_give_what_is_in_them(self, name, counts, encoding):
        if not (SAMPLES / name).exists():
            pytest.skip("the samples are not on this machine")

        opened = open_file(SAMPLES / name, Options())

        assert Counter(type(row).__name__ for row in opened.rows) == counts
        assert opened.described().encoding == encoding
        assert opened.described().warnings == ()
