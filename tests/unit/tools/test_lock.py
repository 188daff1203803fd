from tools.lock import rasa_requirements

REQUIREMENTS = """\
# both
jieba==0.42.1
rasa==3.6.21 ; python_version < "3.11"
torch==2.13.0            ; python_version >= "3.11"  # apart
"""


class TestRasaRequirements:
    def test_leave_out_what_is_marked_for_newer_interpreters(self):
        lines = rasa_requirements(REQUIREMENTS).splitlines()

        assert [line.split("==")[0] for line in lines] == ["# both", "jieba", "rasa"]
