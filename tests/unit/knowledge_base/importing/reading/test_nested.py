import pytest

from knowledge_base.importing.reading.nested import is_nested, read_nested
from knowledge_base.importing.rows import Rejected

ENTRY = {
    "entry": "return",
    "questions": {"zh": ["怎么退货", "退货"], "en": ["return?"]},
    "answers": {"zh": "点退货。"},
}


def test_every_question_and_answer_is_a_row():
    rows = list(read_nested(ENTRY, "a.jsonl", 3))

    assert [(row.language, row.question or row.answer) for row in rows] == [
        ("zh", "怎么退货"),
        ("zh", "退货"),
        ("en", "return?"),
        ("zh", "点退货。"),
    ]
    assert {(row.entry, row.line) for row in rows} == {("return", 3)}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"questions": {"fr": ["retour"]}}, "unknown_language"),
        ({"entry": " "}, "not_readable"),
        ({"answers": {"zh": ["a", "b"]}}, "not_readable"),
        ({"questions": {}, "answers": {}}, "no_question_nor_answer"),
    ],
)
def test_what_cannot_be_used_is_rejected(change, code):
    (rejected,) = read_nested(ENTRY | change, "a.jsonl", 1)

    assert isinstance(rejected, Rejected)
    assert rejected.code == code


def test_texts_by_language_make_an_object_nested():
    assert is_nested(ENTRY)
    assert not is_nested({"question": "q", "answer": "a"})
