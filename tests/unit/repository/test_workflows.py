import re

import yaml

from tools.paths import ROOT

TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))


def checks():
    text = (ROOT / ".github" / "workflows" / "checks.yml").read_text(encoding="utf-8")
    return yaml.safe_load(text)["jobs"]["check"]


class TestChecks:
    def test_run_make_and_nothing_else(self):
        commands = [step["run"] for step in checks()["steps"] if "run" in step]

        assert [command.split()[0] for command in commands] == ["make"]

    def test_call_targets_that_exist(self):
        matrix = checks()["strategy"]["matrix"]
        called = {*matrix["target"], *(each["target"] for each in matrix["include"])}

        assert called - TARGETS == set()

    def test_leave_out_no_test_of_make_test(self):
        matrix = checks()["strategy"]["matrix"]
        called = {*matrix["target"], *(each["target"] for each in matrix["include"])}
        tests = {name for name in TARGETS if name.startswith("test-")} - {"test-faults"}

        assert called == {"lint", *tests}
