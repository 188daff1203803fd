from tools.commands import last_lines


class TestLastLines:
    def test_leave_out_noise(self, tmp_path):
        log = tmp_path / "pip.log"
        log.write_text("first\n\nWARNING: Location 'x' is ignored\nERROR: no space left\n")

        assert last_lines(log, 2) == ("first", "ERROR: no space left")

    def test_are_empty_when_there_is_no_log(self, tmp_path):
        assert last_lines(tmp_path / "missing.log") == ()
