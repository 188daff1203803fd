import re

from tools.paths import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


class TestMakefile:
    def test_every_target_has_a_description(self):
        targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.M))
        explained = set(re.findall(r"^([a-z-]+):.*## \S", MAKEFILE, re.M))

        assert targets - explained == {"python"}

    def test_every_module_that_it_runs_exists(self):
        for module in re.findall(r"-m tools\.(\w+)", MAKEFILE):
            assert (ROOT / "tools" / f"{module}.py").exists()
