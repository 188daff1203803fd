"""What a shop imports takes time in proportion to its length, whatever is in it.

One large file is compared with sixteen small ones, which together are as long. Where the time grows
with the square of the length, the large one takes sixteen times as long as all of them.
"""

import time
from datetime import date

import pytest

from knowledge_base.content.entries import Entry
from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.merging import merge_entry
from knowledge_base.importing.reading.formats import ReadOptions, open_file
from knowledge_base.importing.row_buffer import BufferedRow
from knowledge_base.importing.rows import Row

TIMES = 16
MOST_RATIO = 2
TRIES = 6  # other programs may use the machine meanwhile

QUESTION = '{"@type":"Question","name":"\\u0048ow?","acceptedAnswer":{"text":"Yes"}},\n'

# The suffix, how many units the large file has, what stands before them, the unit, what follows.
FILES = {
    "headings": ("html", 8_000, "", "<h2>How?</h2>a", ""),
    "parts of the page around the content": ("html", 16_000, "<h2>How?</h2>a", "<nav>a</nav>", ""),
    "sections of data without an end": ("html", 32_000, "<h2>How?</h2>a]]>", "<![CDATA[ >", ""),
    "tags without an end": ("html", 12_000, ">" * 12_000 + "<h2>How?</h2>", "<a ", ""),
    "text deep below": ("html", 10_000, "<h2>How?</h2>", "<li><b>a</b> b", ""),
    "lines": ("html", 40_000, "<h2>How?</h2>", "a<br>", ""),
    "bold text in bold text": ("html", 3_200, "", "<p><b>How?", ""),
    "questions for search engines": (
        *("html", 12_000, "<script type='application/ld+json'>["),
        *(QUESTION, "{}]</script>"),
    ),
    "summaries without an end": ("md", 12_000, "# How?\n\na\n\n", "<summary>", ""),
    "tags in Markdown": ("md", 16_000, "# How?\n\n", "a <a b='", ""),
    "emphasis": ("md", 8_000, "# How?\n\n", "*a _b ", ""),
    "links": ("md", 8_000, "# How?\n\n", "[a](", ""),
    "spaces in a chat": ("txt", 160_000, "客户: 在吗\n客服: 在\n", " ", "x"),
    "empty cells": ("csv", 160_000, "question,answer\n", ",", "\n"),
    "columns": ("csv", 8_000, "question,answer", ",question", "\nHow?,Yes\n"),
    "open quotation marks": ("csv", 16_000, "question,answer\n", '"How?,Yes\n', ""),
    "phrasings": ("csv", 48_000, "question,answer,similar\nHow?,Yes,", "a|", "\n"),
    "lists in JSON": ("json", 8_000, "[" * 40, "[],", "[]" + "]" * 40),
    "keys in JSON": ("json", 160_000, '[{"question":"How?"', ',"k":1', "}]"),
    "open objects": ("jsonl", 160_000, '{"question":"How?","answer":"Yes"}\n', '{"a":', ""),
    "lists in YAML": ("yml", 4_000, "- question: How?\n  answer: it is\n", "- [a, b]\n", ""),
    "examples of an intent": (
        "yml",
        8_000,
        "nlu:\n- intent: a\n  examples: |\n",
        "    - [a]{\n",
        "",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_reading_takes_linear_time(tmp_path, name):
    suffix, size, before, unit, after = FILES[name]
    large, small = tmp_path / f"large.{suffix}", tmp_path / f"small.{suffix}"
    large.write_text(before + unit * size + after)
    small.write_text(before + unit * (size // TIMES) + after)

    assert is_linear(lambda: read_all(small), lambda: read_all(large))


def test_merging_the_phrasings_of_an_entry_takes_linear_time():
    def merge(count):
        questions = [f"How {number}?" for number in range(count)]
        rows = [
            BufferedRow(number, Row("a", number, "how", question=question, language="en"), ())
            for number, question in enumerate(questions)
        ]
        old = Entry("how", questions={"en": tuple(reversed(questions))}, answers={"en": "So."})
        assert merge_entry(rows, old, today=date(2026, 1, 1), approved=False).change == "updated"

    assert is_linear(lambda: merge(1_000), lambda: merge(16_000))


def is_linear(read_small, read_large):
    def seconds(read, times=1):
        begun = time.perf_counter()
        for _ in range(times):
            read()
        return time.perf_counter() - begun

    return any(seconds(read_large) < MOST_RATIO * seconds(read_small, TIMES) for _ in range(TRIES))


def read_all(path):
    try:
        for _ in open_file(path, ReadOptions()).rows:
            pass
    except UnreadableFileError:
        pass
