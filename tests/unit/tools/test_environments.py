from tools.environments import pip_progress


class TestPipProgress:
    def test_counts_the_packages_that_pip_has_seen(self, tmp_path):
        log = tmp_path / "pip.log"
        log.write_text("Collecting a==1\n  Downloading a\nRequirement already satisfied: b==2\n")

        assert pip_progress(log, 80) == "2 of 80 packages fetched"

    def test_says_when_pip_unpacks(self, tmp_path):
        log = tmp_path / "pip.log"
        log.write_text("Collecting a==1\nInstalling collected packages: a\n")

        assert pip_progress(log, 1) == "unpacking"
