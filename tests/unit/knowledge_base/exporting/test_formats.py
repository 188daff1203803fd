from pathlib import Path

import pytest

from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.exporting.formats import format_of


@pytest.mark.parametrize(
    ("path", "named", "found"),
    [
        *(("a.csv", None, "csv"), ("a.XLSX", None, "xlsx"), ("a.ndjson", None, "jsonl")),
        *(("a.csv", "csv", "csv"), ("a.txt", "csv", "csv"), ("a", "jsonl", "jsonl")),
        *((None, None, "jsonl"), (None, "csv", "csv")),
    ],
)
def test_the_name_or_the_option_says_the_format(path, named, found):
    assert format_of(Path(path) if path else None, named) == found


@pytest.mark.parametrize("name", ["a.txt", "a", "a.json", "a.xls", "a.xlsm", "a.tsv", "a.csv.bak"])
def test_a_name_that_says_none_is_refused_and_the_formats_are_named(name):
    with pytest.raises(KnowledgeBaseError) as raised:
        format_of(Path(name), None)

    for known in (name, ".csv", ".xlsx", ".jsonl", "--format csv, xlsx or jsonl"):
        assert known in str(raised.value)


@pytest.mark.parametrize(
    ("name", "named"),
    [("a.csv", "xlsx"), ("a.xlsx", "jsonl"), ("a.json", "jsonl"), ("a.xlsm", "xlsx")],
)
def test_a_name_that_says_something_else_is_refused(name, named):
    with pytest.raises(KnowledgeBaseError, match=f"{name} is no name for a file with --format"):
        format_of(Path(name), named)


def test_a_format_that_is_not_known_is_refused():
    with pytest.raises(KnowledgeBaseError, match="no format 'doc' to export; use csv, xlsx or"):
        format_of(None, "doc")
