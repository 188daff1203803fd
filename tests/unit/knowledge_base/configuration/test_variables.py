import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from knowledge_base.configuration.variables import OTHERS, check_variables, stray_variables
from knowledge_base.errors import ConfigurationError

ROOT = Path(__file__).parents[4]


class Hours(BaseModel):
    zone: str = ""


class Shop(BaseModel):
    pages: list[str] = []
    hours: Hours | None = None


class Desk(BaseModel):
    public_url: str = ""
    shops: dict[str, Shop] = {}


@pytest.fixture
def complaint(monkeypatch):
    """What is said of one variable; None if it is accepted."""

    def complaint(variable, value="x", section="agent_desk"):
        monkeypatch.setenv(variable, value)
        try:
            check_variables(section, Desk, {"old": "agent_desk.new"})
        except ConfigurationError as error:
            return str(error)
        return None

    return complaint


class TestOfTheSection:
    @pytest.mark.parametrize(
        "variable",
        [
            "RELAY_AGENT_DESK_PUBLIC_URL",
            "relay_agent_desk_public_url",
            "RELAY_AGENT_DESK_SHOPS__LANTERN__HOURS__ZONE",
        ],
    )
    def test_a_setting_is_accepted(self, complaint, variable):
        assert complaint(variable) is None

    @pytest.mark.parametrize(
        ("variable", "meant"),
        [
            ("RELAY_AGENT_DESK_PUBILC_URL", "RELAY_AGENT_DESK_PUBLIC_URL"),
            ("RELAY_AGENT_DESK_SHOPS__LANTERN__PAGE", "RELAY_AGENT_DESK_SHOPS__LANTERN__PAGES"),
            (
                "RELAY_AGENT_DESK_SHOPS__LANTERN__HOURS_ZONE",
                "RELAY_AGENT_DESK_SHOPS__LANTERN__HOURS__ZONE",
            ),
        ],
    )
    def test_a_slip_is_named_with_what_was_meant(self, complaint, variable, meant):
        assert complaint(variable) == (
            f"environment variable {variable}: unknown setting; did you mean {meant}?"
        )

    def test_one_of_an_earlier_version_is_named_with_the_new_one(self, complaint):
        assert complaint("RELAY_AGENT_DESK_OLD").endswith("it is gone, set agent_desk.new")

    @pytest.mark.parametrize(
        "variable", ["RELAY_AGENT_DESK_SHOPS", "RELAY_AGENT_DESK_SHOPS__LANTERN__PAGES"]
    )
    def test_one_that_holds_others_is_json(self, complaint, variable):
        assert f"environment variable {variable} is not valid JSON" in complaint(variable)


class TestOfNoSection:
    @pytest.mark.parametrize(
        ("variable", "meant"),
        [
            ("RELAY_CONFG", "RELAY_CONFIG"),
            ("RELAY_CONFIGS", "RELAY_CONFIG"),
            ("RELAY_AGNET_DESK_PUBLIC_URL", "RELAY_AGENT_DESK_PUBLIC_URL"),
            ("RELAY_AGENTDESK_PUBLIC_URL", "RELAY_AGENT_DESK_PUBLIC_URL"),
            ("RELAY_DESK_PUBLIC_URL", "RELAY_AGENT_DESK_PUBLIC_URL"),
            ("RELAY_KNOWLEGDE_BASE_ENCODER", "RELAY_KNOWLEDGE_BASE_…"),
        ],
    )
    def test_a_slip_is_named_with_what_was_meant(self, complaint, variable, meant):
        assert complaint(variable) == (
            f"environment variable {variable}: nothing reads it; did you mean {meant}?"
        )

    @pytest.mark.parametrize(
        ("variable", "value"),
        [
            ("RELAY_PORT", "tcp://10.0.0.1:80"),  # of Kubernetes
            ("RELAY_SERVICE_HOST", "10.0.0.1"),
            ("RELAY_UPSTREAM", "x"),
        ],
    )
    def test_one_that_may_be_another_programs_is_only_named(self, complaint, variable, value):
        assert complaint(variable, value) is None
        assert stray_variables() == [variable]

    def test_those_of_other_parts_and_other_sections_are_no_strays(self, monkeypatch):
        for variable in (*OTHERS, "RELAY_KNOWLEDGE_BASE_ENCODER"):
            monkeypatch.setenv(variable, "x")

        check_variables("agent_desk", Desk, {})
        assert stray_variables() == []

    def test_every_variable_that_a_part_reads_is_known(self):
        read = re.compile(r"\bRELAY_[A-Z_]+\b")
        files = [ROOT / "Makefile", ROOT / "bot" / "credentials.yml"]
        for folder in ("bot", "bench", "tools", "knowledge_base/training"):
            files += (ROOT / folder).rglob("*.py")
        found = {name for file in files for name in read.findall(file.read_text("utf-8"))}

        ours = ("RELAY_AGENT_DESK_", "RELAY_KNOWLEDGE_BASE_")
        assert {name for name in found if not name.startswith(ours)} <= OTHERS
