import json

import pytest

from knowledge_base.importing.reading.jsonl import read_jsonl
from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.reading.text_files import WrittenText
from knowledge_base.importing.rows import Message, Rejected, Row


def lines(text, **options):
    return list(read_jsonl(WrittenText(text), "a.jsonl", ReadOptions(**options)))


def values(rows):
    return [(row.entry, row.language, row.question, row.answer) for row in rows]


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
        options = ReadOptions(columns={"question": "x", "answer": "y", "category": "z"})

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
