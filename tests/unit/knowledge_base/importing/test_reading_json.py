"""JSON and JSON Lines: entries and chats wherever they stand in it."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading.json import read_json
from knowledge_base.importing.reading.jsonl import read_jsonl
from knowledge_base.importing.reading.options import Options
from knowledge_base.importing.reading.text_files import WrittenText
from knowledge_base.importing.rows import Message, Rejected, Row

quickly = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def lines(text, **options):
    return list(read_jsonl(WrittenText(text), "a.jsonl", Options(**options)))


def document(value, **options):
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)
    return list(read_json(text, "a.json", Options(**options)))


def values(rows):
    return [(row.entry, row.language, row.question, row.answer) for row in rows]


def pairs(rows):
    return [(row.category, row.question, row.answer) for row in rows]


class TestJsonLines:
    def test_reads_flat_rows(self):
        line = {"entry": "refund", "language": "en", "question": "refund?", "answer": None}

        assert values(lines(json.dumps(line))) == [("refund", "en", "refund?", "")]

    def test_reads_whole_entries(self):
        line = {
            "entry": "refund",
            "questions": {"zh": ["怎么退款", "退款"], "en": ["refund?"]},
            "answers": {"zh": "点退款"},
        }

        assert values(lines(json.dumps(line))) == [
            ("refund", "zh", "怎么退款", ""),
            ("refund", "zh", "退款", ""),
            ("refund", "en", "refund?", ""),
            ("refund", "zh", "", "点退款"),
        ]

    def test_knows_columns_by_their_names_and_numbers_as_texts(self):
        line = {"id": 7, "question": "q", "url": "http://a", "content": "c", "related": [{"x": 1}]}

        assert lines(json.dumps(line)) == [
            Row("a.jsonl", 1, entry="7", source="http://a", question="q", answer="c")
        ]

    def test_takes_lists_of_questions_and_texts_by_language(self):
        first = {"entry": "r", "questions": ["怎么退款", "退钱|吗"], "answer": "点退款"}
        second = {
            "entry": "s",
            "question": {"zh": "多久", "en": "how long"},
            "answer": {"en": "2d"},
        }

        found = values(lines(json.dumps(first) + "\n" + json.dumps(second)))

        assert found[0] == ("r", None, "怎么退款", "点退款")
        assert {row[2] for row in found[1:3]} == {"退钱", "吗"}
        assert found[3:] == [("s", "zh", "多久", ""), ("s", "en", "how long", "2d")]

    def test_a_column_may_be_named(self):
        options = Options(columns={"question": "x", "answer": "y", "category": "z"})

        rows = list(read_jsonl(WrittenText('{"x": "q", "y": "a"}\n'), "a", options))

        assert values(rows) == [("", None, "q", "a")]
        assert options.findings.warnings == ["no object has 'z'"]

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            ("{", "not valid JSON"),
            ("[" * 100_000, "not valid JSON"),
            ('{"question": NaN}', "not valid JSON"),
            ("[1]", "not a JSON object"),
            ("7", "not a JSON object"),
            ('{"question": {"a": "b"}, "answer": "b"}', "neither a text nor a number"),
            ('{"question": [["a"]], "answer": "b"}', "neither a text nor a number"),
            ('{"entry": "a", "questions": {"zh": "a"}}', "questions.zh"),
            ('{"entry": "a", "questions": {"fr": ["a"]}}', "language 'fr'"),
            ('{"questions": {"zh": ["a"]}}', "needs an 'entry'"),
            ('{"entry": "a", "questions": {"zh": []}}', "neither a question nor an answer"),
            ('{"language": "fr", "question": "a", "answer": "b"}', "language 'fr'"),
            ('{"name": "shoe", "price": 3}', "no column 'question'"),
            ("{}", "no column 'question'"),
        ],
    )
    def test_a_bad_line_is_rejected_by_itself(self, line, reason):
        bad, after = lines(line + '\n{"question": "q", "answer": "a"}\n')

        assert isinstance(bad, Rejected)
        assert (bad.line, after.line) == (1, 2)
        assert reason in bad.reason
        assert isinstance(after, Row)

    def test_half_a_character_stands_as_a_lost_one(self):
        [row] = lines(r'{"question": "a\ud83d", "answer": "\ud83d\ude00"}')

        assert (row.question, row.answer) == ("a\ufffd", "😀")

    def test_messages_are_linked_by_what_they_answer(self):
        found = lines(
            '{"message_id": "2", "in_reply_to": "1", "role": "agent", "text": "hello"}\n'
            '{"message_id": "1", "role": "user", "text": "hi"}\n'
        )

        assert [(message.conversation, message.role) for message in found] == [
            ("1", "agent"),
            ("1", "visitor"),
        ]

    def test_a_line_may_be_a_whole_chat(self):
        chat = {
            "id": "c7",
            "messages": [
                {"role": "system", "content": "be nice"},
                {"role": "user", "content": "refund?"},
                {"role": "assistant", "content": "yes"},
            ],
        }

        assert lines(json.dumps(chat)) == [
            Message("a.jsonl", 1, "c7", "visitor", "refund?"),
            Message("a.jsonl", 1, "c7", "agent", "yes"),
        ]


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


def told(rows):
    names = ("entry", "category", "source", "language", "question", "answer")
    return [{name: getattr(row, name) for name in names} for row in rows]


class TestWhateverIsInAnEntry:
    @quickly
    @given(st.lists(FLAT | NESTED, max_size=6), st.booleans())
    def test_comes_back_through_json_lines(self, entries, ascii_only):
        text = "".join(json.dumps(entry, ensure_ascii=ascii_only) + "\n" for entry in entries)

        assert told(lines(text)) == [row for entry in entries for row in expected(entry)]

    @quickly
    @given(
        st.lists(FLAT | NESTED, min_size=1, max_size=6), st.booleans(), st.sampled_from([None, 1])
    )
    def test_comes_back_through_json(self, entries, wrapped, indent):
        value = {"code": 0, "data": {"list": entries}} if wrapped else entries

        rows = document(json.dumps(value, indent=indent))

        assert told(rows) == [row for entry in entries for row in expected(entry)]
