import pytest

from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.reading.sniffing import sniffed


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("<!DOCTYPE html><p>", "html"),
        ("客户：在吗\n客服：在的\n", "transcript"),
        ('[{"question": "q"}]', "json"),
        ('{"question": "q"}\n{"question": "r"}\n', "jsonl"),
        ("nlu:\n- intent: a\n", "rasa"),
        ("question,answer\nq,a\n", "csv"),
        ("# Help\n## Refund?\nYes.\n", "markdown"),
        ("退款:\n", "yaml"),
        ("", "csv"),
        ("<meta charset=utf-8><table><tr><td>q", "html"),
    ],
)
def test_a_file_without_a_telling_name_is_known_by_its_text(text, form):
    assert sniffed(text, None, ReadOptions()) == form


@pytest.mark.parametrize(
    ("named", "text", "form"),
    [
        ("json", '{"a": 1}\n{"a": 2}\n', "jsonl"),
        ("yaml", "responses:\n", "rasa"),
        ("markdown", "## intent:a\n", "rasa"),
        ("transcript", "会话,角色,内容\n1,客户,在吗\n", "csv"),
        ("csv", "<html>", "csv"),
        ("csv", '{"entry": "a"}\n{"entry": "b"}\n', "jsonl"),
        ("tsv", '\n{"entry": "a"}\n{"entry": "b"}\n', "jsonl"),
        ("csv", '[\n {"question": "q"}\n]\n', "json"),
        ("csv", "[问题],[答案]\n{name},[]\n", "csv"),
    ],
)
def test_a_name_leaves_open_only_what_it_does_not_say(named, text, form):
    assert sniffed(text, named, ReadOptions()) == form
