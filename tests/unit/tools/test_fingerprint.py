from tools.fingerprint import digest


class TestDigest:
    def test_changes_with_what_a_file_holds(self, tmp_path):
        file = tmp_path / "data.yml"
        file.write_text("a")
        before = digest([tmp_path], root=tmp_path)

        file.write_text("b")

        assert digest([tmp_path], root=tmp_path) != before

    def test_changes_with_a_name_and_with_a_new_file(self, tmp_path):
        (tmp_path / "one").write_text("a")
        before = digest([tmp_path], root=tmp_path)

        (tmp_path / "one").rename(tmp_path / "other")
        renamed = digest([tmp_path], root=tmp_path)
        (tmp_path / "more").write_text("")

        assert len({before, renamed, digest([tmp_path], root=tmp_path)}) == 3

    def test_is_the_same_in_another_place_and_order(self, tmp_path):
        for place in ("here", "there"):
            (tmp_path / place / "sub").mkdir(parents=True)
            (tmp_path / place / "a").write_text("1")
            (tmp_path / place / "sub" / "b").write_text("2")
        here, there = tmp_path / "here", tmp_path / "there"

        assert digest([here / "a", here / "sub"], root=here) == digest(
            [there / "sub", there / "a"], root=there
        )

    def test_leaves_out_bytecode_and_hidden_files(self, tmp_path):
        (tmp_path / "a.py").write_text("1")
        before = digest([tmp_path], root=tmp_path)

        (tmp_path / "__pycache__").mkdir()
        (tmp_path / "__pycache__" / "a.pyc").write_bytes(b"x")
        (tmp_path / ".stamp").write_text("x")

        assert digest([tmp_path], root=tmp_path) == before

    def test_tells_texts_from_files_and_from_each_other(self, tmp_path):
        assert digest([], root=tmp_path, also=["a", "b"]) != digest([], root=tmp_path, also=["ab"])
