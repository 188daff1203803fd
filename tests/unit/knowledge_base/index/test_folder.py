from dataclasses import replace

import pytest

from knowledge_base.errors import IndexDamagedError
from knowledge_base.index.folder import IndexArguments, check_arguments, write_folder

ARGUMENTS = IndexArguments(
    shop_id="demo",
    digest="abc",
    encoder="fake",
    fingerprint="f",
    dimension=8,
    vectors=50,
    wording_weight=0.25,
    synonyms="[]",
    aim="0.9",
)


def writing(text):
    return lambda folder: (folder / "vectors.faiss").write_text(text)


class TestWriting:
    def test_holds_what_was_written_and_what_it_was_made_from(self, tmp_path):
        write_folder(tmp_path / "demo" / "1", ARGUMENTS, writing("vectors"))

        check_arguments(tmp_path / "demo" / "1", ARGUMENTS)
        assert (tmp_path / "demo" / "1" / "vectors.faiss").read_text() == "vectors"

    def test_replaces_an_older_folder_of_the_same_name(self, tmp_path):
        write_folder(tmp_path / "1", ARGUMENTS, writing("old"))
        write_folder(tmp_path / "1", ARGUMENTS, writing("new"))

        assert (tmp_path / "1" / "vectors.faiss").read_text() == "new"
        assert [path.name for path in tmp_path.iterdir()] == ["1"]

    def test_a_failure_half_way_leaves_the_old_folder_and_no_remains(self, tmp_path):
        write_folder(tmp_path / "1", ARGUMENTS, writing("old"))

        def fail(folder):
            (folder / "vectors.faiss").write_bytes(b"half")
            raise OSError("disk full")

        with pytest.raises(OSError, match="disk full"):
            write_folder(tmp_path / "1", ARGUMENTS, fail)

        assert (tmp_path / "1" / "vectors.faiss").read_text() == "old"
        assert [path.name for path in tmp_path.iterdir()] == ["1"]


class TestCheckingArguments:
    @pytest.mark.parametrize(
        "other",
        [
            {"digest": "abd"},
            {"fingerprint": "g"},
            {"dimension": 9},
            {"synonyms": '[["a", "b"]]'},
            {"format": 0},
        ],
    )
    def test_refuses_what_was_made_from_something_else(self, tmp_path, other):
        write_folder(tmp_path / "1", ARGUMENTS, writing("vectors"))

        with pytest.raises(IndexDamagedError, match=next(iter(other))):
            check_arguments(tmp_path / "1", replace(ARGUMENTS, **other))

    @pytest.mark.parametrize("content", ["", "[]", "{}", '{"shop_id": "demo"}'])
    def test_refuses_damaged_arguments(self, tmp_path, content):
        (tmp_path / "arguments.json").write_text(content)

        with pytest.raises(IndexDamagedError, match="arguments"):
            check_arguments(tmp_path, ARGUMENTS)
