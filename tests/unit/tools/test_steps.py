from tools.environments import pip_progress
from tools.steps import last_lines


class TestLastLines:
    def test_are_the_telling_ones(self, tmp_path):
        log = tmp_path / "pip.log"
        log.write_text("first\n\nWARNING: Location 'x' is ignored\nERROR: no space left\n")

        assert last_lines(log, 2) == ("first", "ERROR: no space left")

    def test_are_none_when_there_is_no_log(self, tmp_path):
        assert last_lines(tmp_path / "missing.log") == ()


class TestPipProgress:
    def test_counts_what_pip_has_looked_at(self, tmp_path):
        log = tmp_path / "pip.log"
        log.write_text("Collecting a==1\n  Downloading a\nRequirement already satisfied: b==2\n")

        assert pip_progress(log, 80) == "2 of 80 packages fetched"

    def test_says_when_the_fetching_is_over(self, tmp_path):
        log = tmp_path / "pip.log"
        log.write_text("Collecting a==1\nInstalling collected packages: a\n")

        assert pip_progress(log, 1) == "unpacking"
