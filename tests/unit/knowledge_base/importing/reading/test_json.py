"""JSON and JSON Lines: entries and chats wherever they stand in it."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading.json import read_json
from knowledge_base.importing.reading.jsonl import read_jsonl
from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.reading.text_files import WrittenText
from knowledge_base.importing.rows import Rejected, Row

quickly = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def lines(text, **options):
    return list(read_jsonl(WrittenText(text), "a.jsonl", ReadOptions(**options)))


def document(value, **options):
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)
    return list(read_json(text, "a.json", ReadOptions(**options)))


def values(rows):
    return [(row.entry, row.language, row.question, row.answer) for row in rows]


def pairs(rows):
    return [(row.category, row.question, row.answer) for row in rows]


QA = [{"question": "q1", "answer": "a1"}, {"question": "q2", "answer": "a2"}]


class TestJson:
    @pytest.mark.parametrize(
        "value",
        [
            QA,
            {"data": {"list": QA, "total": 2}, "code": 0, "message": "ok"},
            {"faqs": QA, "title": "Our FAQ"},
            {"version": 1, "pages": [{"items": QA[:1]}, {"items": QA[1:]}]},
            {"page": {"no": 1}, "docs": QA},
            [["q1", "a1"], ["q2", "a2"]],
        ],
    )
    def test_finds_the_entries_wherever_they_are(self, value):
        assert pairs(document(value)) == [("", "q1", "a1"), ("", "q2", "a2")]

    @pytest.mark.parametrize(
        "value",
        [
            {"退款": QA[:1], "物流": QA[1:]},
            {"data": {"退款": QA[:1], "物流": QA[1:]}},
            [{"category": "退款", "faqs": QA[:1]}, {"category": "物流", "faqs": QA[1:]}],
        ],
    )
    def test_knows_categories(self, value):
        assert pairs(document(value)) == [("退款", "q1", "a1"), ("物流", "q2", "a2")]

    def test_reads_questions_that_are_keys(self):
        assert pairs(document({"怎么退款": "点退款", "有问题": "找客服"})) == [
            ("", "怎么退款", "点退款"),
            ("", "有问题", "找客服"),
        ]
        assert pairs(document({"退款": {"怎么退款？": "点退款"}, "faq": {"how long?": "2d"}})) == [
            ("退款", "怎么退款？", "点退款"),
            ("", "how long?", "2d"),
        ]

    def test_reads_entries_that_stand_under_their_key(self):
        rows = document({"return-how": {"question": "q", "answer": "a"}})

        assert values(rows) == [("return-how", None, "q", "a")]

    def test_says_on_which_line_a_row_is(self):
        rows = document(
            '{"data": [\n {"question": "q1",\n "answer": "a"},\n {"question": "q2"},\n 7]}'
        )

        assert [row.line for row in rows] == [2, 4, 5]
        assert rows[2] == Rejected("a.json", 5, "not a JSON object")

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ('[{"question": "q",\n}]', "line 2.*property name"),
            ('[{"question": "q"},\n]', "line 1.*',' stands before the closing"),
            ('[{"question": "q"}\n{}]', "line 2.*should stand here"),
            ('{"data": [],\n"data": []}', "the key 'data' comes twice"),
            ("[" * 10_000, "nested too deeply"),
            ('{"a":' * 10_000, "nested too deeply"),
            ('[{"a":' + "[" * 10_000, "nested too deeply"),
            ("[]\n[]", "line 2.*something follows"),
            ('[{"question": "q', "line 1.*nterminated string"),
            ('"text"', "no list and no object"),
            ("hello", "not valid JSON"),
            ("", "no list and no object"),
        ],
    )
    def test_what_is_no_json_is_refused_with_the_line(self, text, reason):
        with pytest.raises(UnreadableFileError, match=reason):
            document(text)

    @pytest.mark.parametrize(
        ("entry", "reason"),
        [
            ('{"question": "q", "answer": NaN}', "NaN is no JSON"),
            ('{"question": "q", "question": "p", "answer": "a"}', "'question' comes twice"),
            ('{"question": "q", "answer": ' + "7" * 5_000 + "}", "digits"),
            ('{"name": "shoe", "color": "red"}', "no column 'question'"),
        ],
    )
    def test_an_entry_that_cannot_be_used_is_rejected_by_itself(self, entry, reason):
        bad, good = document(f'{{"data": [{entry},\n{{"question": "q", "answer": "a"}}]}}')

        assert isinstance(bad, Rejected)
        assert reason in bad.reason
        assert isinstance(good, Row)
        assert good.line == 2

    def test_half_a_character_stands_as_a_lost_one(self):
        assert document(r'[{"question": "a\udc00", "answer": "b"}]')[0].question == "a\ufffd"


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
WORDS = TEXTS.filter(lambda text: text.strip() and not set(text) & set("\n\r|；"))
FLAT = st.fixed_dictionaries(
    {"question": TEXTS, "answer": TEXTS},
    optional={"entry": TEXTS, "category": TEXTS, "source": TEXTS},
)
NESTED = st.fixed_dictionaries(
    {
        "entry": WORDS,
        "questions": st.dictionaries(st.sampled_from(["zh", "en"]), st.lists(TEXTS, max_size=3)),
        "answers": st.dictionaries(st.sampled_from(["zh", "en"]), TEXTS, min_size=1),
    }
)


def expected(entry):
    shared = {name: entry.get(name, "") for name in ("entry", "category", "source")}
    if "questions" not in entry:
        yield {**shared, "language": None, "question": entry["question"], "answer": entry["answer"]}
        return
    for language, questions in entry["questions"].items():
        for question in questions:
            yield {**shared, "language": language, "question": question, "answer": ""}
    for language, answer in entry["answers"].items():
        yield {**shared, "language": language, "question": "", "answer": answer}


def without_places(rows):
    names = ("entry", "category", "source", "language", "question", "answer")
    return [{name: getattr(row, name) for name in names} for row in rows]


class TestWhateverIsInAnEntry:
    @quickly
    @given(st.lists(FLAT | NESTED, max_size=6), st.booleans())
    def test_comes_back_through_json_lines(self, entries, ascii_only):
        text = "".join(json.dumps(entry, ensure_ascii=ascii_only) + "\n" for entry in entries)

        assert without_places(lines(text)) == [row for entry in entries for row in expected(entry)]

    @quickly
    @given(
        st.lists(FLAT | NESTED, min_size=1, max_size=6), st.booleans(), st.sampled_from([None, 1])
    )
    def test_comes_back_through_json(self, entries, wrapped, indent):
        value = {"code": 0, "data": {"list": entries}} if wrapped else entries

        rows = document(json.dumps(value, indent=indent))

        assert without_places(rows) == [row for entry in entries for row in expected(entry)]
