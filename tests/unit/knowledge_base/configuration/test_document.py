import pytest

from knowledge_base.configuration.document import read_document
from knowledge_base.errors import ConfigurationError


@pytest.fixture
def read(tmp_path):
    """Reads a file of this text, or of these bytes."""

    def read(text):
        path = tmp_path / "config.yml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_document(path)

    return read


@pytest.fixture
def complaint(read):
    def complaint(text):
        with pytest.raises(ConfigurationError) as raised:
            read(text)
        assert "\n" not in str(raised.value)
        return str(raised.value)

    return complaint


class TestValues:
    @pytest.mark.parametrize(
        "written", ["no", "Yes", "on", "0123", "1984", "12:30", "2026-02-30", "1e3", "=", "0x1F"]
    )
    def test_a_value_is_what_is_written(self, read, written):
        assert read(f"shop: {{name: {written}, {written}: 1}}").values == {
            "shop": {"name": written, written: "1"}
        }

    def test_nothing_and_null_are_none(self, read):
        assert read("a:\nb: null\nc: ~\n").values == {"a": None, "b": None, "c": None}

    def test_a_byte_order_mark_is_no_part_of_the_first_key(self, read):
        assert read("\ufeffshop: a\n").values == {"shop": "a"}

    def test_what_is_shared_by_an_anchor_counts_once_and_can_be_changed(self, read):
        document = read("x-all: &all {a: 1, b: 2}\nshop:\n  <<: *all\n  b: 3\n")

        assert document.values["shop"] == {"a": "1", "b": "3"}

    def test_json_is_read_too(self, read):
        assert read('{"shop": {"port": 8000}}').values == {"shop": {"port": "8000"}}

    def test_an_empty_file_holds_nothing(self, read):
        assert read("").values is None


class TestLines:
    def test_of_a_key_of_a_part_of_a_list_and_of_what_is_nearest(self, read):
        document = read("shop:\n  name: a\n  pages:\n    - b\n    - c\n")

        assert document.line(["shop", "name"]) == 2
        assert document.line(["shop", "pages", 1]) == 5
        assert document.line(["shop", "missing", "deeper"]) == 1
        assert document.line(["other"]) is None


class TestBrokenFile:
    @pytest.mark.parametrize(
        ("text", "place", "problem"),
        [
            ('a: 1\nb: "hunter2\n', "line 2, column 4", "a quotation mark is opened"),
            ("a: 1\n\tb: hunter2\n", "line 2, column 1", "there is a tab"),
            ("a:\n  b: 1\n c: hunter2\n", "line 3", "the indentation does not fit"),
            ("a: b: hunter2\n", "line 1, column 5", "a colon too many"),
            ("a: 1\nhunter2\n", "line 2", "a key without a colon"),
            ("a: [1, hunter2\n", "line", "a bracket is not closed"),
            ("a: !hunter2 b\n", "line 1, column 4", "begins with ! needs quotes"),
            ("a: *hunter2\n", "line 1, column 4", "begins with * needs quotes"),
            ("a: @hunter2\n", "line 1, column 4", "needs quotes"),
            ("a: {{ hunter2 }}\n", "line 1", "begins with { or [ needs quotes"),
            ("a: 1\n---\nb: hunter2\n", "line 2", "a second document begins here"),
            ("a: 1\nb: hunter2\x00\n", "line 2", "a control character"),
            ('a: "\\hunter2"\n', "line 1", "needs another one"),
        ],
    )
    def test_the_line_and_the_problem_are_named_and_no_value(self, complaint, text, place, problem):
        said = complaint(text)

        assert f"config.yml, {place}" in said
        assert problem in said
        assert "hunter2" not in said

    @pytest.mark.parametrize(
        ("text", "lines"),
        [
            ("a: 1\nb: 2\na: 3\n", ("line 3", "line 1")),
            ("shops:\n  x: {c: 1}\n  y: {c: 1}\n  x: {d: 1}\n", ("line 4", "line 2")),
            ('- {a: 1, "a": 2}\n', ("line 1", "line 1")),
        ],
    )
    def test_a_key_that_comes_again_is_named_with_both_lines(self, complaint, text, lines):
        said = complaint(text)

        assert f"config.yml, {lines[0]}" in said
        assert f"stands here again, after {lines[1]}" in said

    @pytest.mark.parametrize(
        ("encoding", "said"),
        [("gbk", "line 2: not UTF-8"), ("utf-16", "is in UTF-16"), ("big5", "line 2: not UTF-8")],
    )
    def test_another_encoding_is_named(self, complaint, encoding, said):
        assert said in complaint("shop:\n  name: 中文\n".encode(encoding))

    @pytest.mark.parametrize("text", ["a: " + "[" * 5000, "a: !!int x\n", "a: &a [*a]\n", "%"])
    def test_nothing_else_is_a_traceback(self, complaint, text):
        assert "config.yml" in complaint(text)

    def test_a_folder_is_no_file(self, tmp_path):
        with pytest.raises(ConfigurationError, match="cannot be read: Is a directory"):
            read_document(tmp_path)
