from knowledge_base.calibration.out_of_scope import out_of_scope_lines


class TestOutOfScope:
    def test_has_many_different_lines_in_each_language(self):
        lines = out_of_scope_lines()
        english = [line for line in lines if line.isascii()]

        assert len(english) >= 500
        assert len(lines) - len(english) >= 500
        assert len(set(lines)) == len(lines)
