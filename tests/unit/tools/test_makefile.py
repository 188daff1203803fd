import re

from tools.paths import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


class TestMakefile:
    def test_every_task_says_what_it_is_for(self):
        targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.M))
        explained = set(re.findall(r"^([a-z-]+):.*## \S", MAKEFILE, re.M))

        assert targets - explained == {"python"}

    def test_every_command_of_ours_exists(self):
        for module in re.findall(r"-m tools\.(\w+)", MAKEFILE):
            assert (ROOT / "tools" / f"{module}.py").exists()
