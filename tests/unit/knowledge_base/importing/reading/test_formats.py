"""Opening a file: its format, its description, and that no bytes break a reader."""

import json
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading import text_files
from knowledge_base.importing.reading.formats import FORMATS, SUFFIXES, ReadOptions, open_file
from knowledge_base.importing.rows import Message, Rejected, Row

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
    return list(open_file(path, ReadOptions(**options)).rows)


QA = "question,answer\nq,a\n"
JSON = '[{"question": "q", "answer": "a"}]'
LINES = '{"question": "q", "answer": "a"}\n{"question": "q2", "answer": "a2"}\n'
ENTRY = '{"entry": "a", "questions": {"zh": ["能退吗？"]}, "answers": {"zh": "能。"}}\n'
TABLE = "<html><table><tr><td>问题<td>答案<tr><td>怎么退货？<td>在订单页点退货。</table>"
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
            ("a.csv", LINES, "jsonl"),
            ("a.csv", ENTRY, "json"),
            ("a.jsonl", LINES.replace("q2", "can´t"), "jsonl"),
            ("a.ndjson", LINES, "jsonl"),
            ("a.xls", TABLE, "html"),
            ("a.xls", TABLE.encode("gb18030"), "html"),
            ("a.xls", TABLE.encode("utf-16"), "html"),
            ("a.xlsx", TABLE, "html"),
            ("a.xls", QA.replace(",", "\t"), "csv"),
            ("a.txt", QA, "csv"),
            ("a.txt", QA.replace(",", "\t"), "csv"),
            ("a.txt", JSON, "json"),
            ("a.txt", LINES, "jsonl"),
            ("a.txt", CHAT, "transcript"),
            ("a", QA, "csv"),
        ],
    )
    def test_is_known_by_the_end_of_the_name_or_the_content(self, written, name, content, form):
        opened = open_file(written(name, content), ReadOptions())

        assert all(isinstance(row, Row | Message) for row in opened.rows)
        assert opened.described().format == form

    def test_can_be_said(self, written):
        assert read(written("a.csv", LINES), format="jsonl")[0].question == "q"

    @pytest.mark.parametrize(
        ("content", "form"), [(QA, "csv"), (LINES, "jsonl"), (JSON, "json"), (CHAT, "transcript")]
    )
    def test_a_transcript_may_be_a_table_or_json_too(self, written, content, form):
        path = written("a.txt", content)

        assert open_file(path, ReadOptions(format="transcript")).described().format == form

    def test_one_that_does_not_exist_is_refused(self, written):
        with pytest.raises(UnreadableFileError, match="no format 'doc'; known are csv, "):
            open_file(written("a.csv", QA), ReadOptions(format="doc"))

    def test_all_ends_of_names_lead_to_a_format(self):
        assert set(SUFFIXES.values()) <= set(FORMATS)

    def test_a_text_that_is_called_a_workbook_is_refused(self, written):
        with pytest.raises(UnreadableFileError, match="no Excel workbook"):
            open_file(written("a.xlsx", QA), ReadOptions())

    def test_a_document_of_word_is_refused_with_what_to_do(self, written):
        with pytest.raises(UnreadableFileError, match=r"a Word file.* save it as HTML"):
            open_file(written("a.docx", b"PK\x03\x04....word/document.xml"), ReadOptions())

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
            written("a.csv", "问题,答案\n怎么退款,点退款\n".encode("gb18030")), ReadOptions()
        )

        next(opened.rows)
        source = opened.described()

        assert (source.file, source.format, source.encoding) == ("a.csv", "csv", "gb18030")
        assert source.columns == {"question": "问题", "answer": "答案"}
        assert source.margin > 0.3

    def test_says_how_far_reading_is(self, written):
        opened = open_file(written("a.jsonl", LINES * 3_000), ReadOptions())
        before = opened.position()

        next(opened.rows)
        during = opened.position()
        list(opened.rows)

        assert before == 0 < during < opened.size == opened.position()

    def test_findings_of_one_file_are_not_those_of_the_next(self, written):
        options = ReadOptions()
        path = written("a.csv", "title,,\nnothing,,\nquestion,answer\nq,a\n")

        for _ in range(2):
            opened = open_file(path, options)
            list(opened.rows)
            assert len(opened.described().warnings) == 1


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
        found, reasons = [], str(refused)
    else:
        reasons = "".join(row.reason for row in found if isinstance(row, Rejected))
    assert "\n" not in reasons
    assert all(isinstance(row, Row | Message | Rejected) for row in found)


# In the form in which shops export them; the words are made up.
CHATS_OF_A_SHOP = """会话,客户问题(含上下文),客服回答
0,"我的发票开好了吗,请稍等,马上为您查询,还没收到呢,","您好,电子发票已经发到您的邮箱,"
1,"你好,什么时候发货,","预计明天发货,请您留意,"
2,,
3,"能换个颜色吗,","可以的,请在订单页申请换货,"
"""
TWEETS = """tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id
11,501,True,Wed Oct 11 13:00:09 +0000 2017,@LanternLane where is my parcel? 😡,12,
12,LanternLane,False,Wed Oct 11 13:25:49 +0000 2017,"@501 Sorry! Please DM us your number. ^AB",,11
13,502,True,Thu Oct 12 06:55:44 +0000 2017,"@LanternLane do you ship to Brazil, and how fast?",,
"""
LOST = """{"question": "多久发货��", "url": "https://shop.example/1.html", "content": "付款后两天内发货。"}
{"question": "运费怎么算？", "url": "https://shop.example/2.html", "content": "满 99 元包邮。"}
"""
HTML = """[
    {"question": "如何修改订单", "answer_html": "<p>待付款：<br>取消后重新下单。</p><p>已发货：联系客服。</p>"},
    {"question": "如何取消订单", "answer_html": "<ul><li>打开订单</li><li>点“取消”</li></ul>"}
]"""


class TestExports:
    @pytest.mark.parametrize(
        ("name", "content", "counts", "encoding"),
        [
            (
                "chats.csv",
                CHATS_OF_A_SHOP.encode("gb18030"),
                {"Message": 6, "Rejected": 1},
                "gb18030",
            ),
            ("tweets.csv", TWEETS, {"Message": 3}, "utf-8"),
            ("faq.jsonl", LOST, {"Row": 2}, "utf-8"),
            ("faq.json", HTML, {"Row": 2}, "utf-8"),
        ],
    )
    def test_give_what_is_in_them(self, written, name, content, counts, encoding):
        opened = open_file(written(name, content), ReadOptions())

        assert Counter(type(row).__name__ for row in opened.rows) == counts
        assert opened.described().encoding == encoding
        assert opened.described().warnings == ()
