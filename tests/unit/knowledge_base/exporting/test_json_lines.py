import json

from knowledge_base.content.entries import Content, Entry
from knowledge_base.exporting.json_lines import json_lines
from knowledge_base.importing.reading.nested import is_nested, read_nested


def test_an_entry_is_a_line_that_can_be_imported_again():
    entry = Entry("return", "returns", "faq", {"zh": ("怎么退货",)}, {"zh": "点退货。"})

    (line,) = json_lines(Content("demo", "1-a", (entry,)))

    values = json.loads(line)
    assert is_nested(values)
    assert [row.entry for row in read_nested(values, "a.jsonl", 1)] == ["return", "return"]
    assert "怎么退货" in line
