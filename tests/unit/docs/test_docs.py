"""Docs that cannot rot: what exists is documented, what is documented exists."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from agent_desk.events import contract
from agent_desk.setting_types import Localised
from agent_desk.settings import DeskSettings
from knowledge_base import KnowledgeBaseSettings
from knowledge_base.importing.reporting.explanations import EXPLANATIONS, OUTCOME_TITLES

DOCS = Path(__file__).parents[3] / "docs"
EVENTS = (DOCS / "events.md").read_text(encoding="utf-8")
IMPORTING = (DOCS / "importing.md").read_text(encoding="utf-8")


def section(namespace, event, kind):
    """The text under ``#### `event` `` of one part of docs/events.md."""
    part = EVENTS.split(f"## Namespace `{namespace}`")[1].split("\n## ")[0]
    part = part.split(f"### What a{kind}")[1].split("\n### ")[0]
    found = re.search(rf"#### `{event}`\n(.*?)(?=\n#### |\Z)", part, re.S)
    assert found, f"{namespace} {event} is not in docs/events.md"
    return found[1]


CASES = [
    *(("/visitor", e, " visitor may", r.payload) for e, r in contract.VISITOR_REQUESTS.items()),
    *(("/visitor", e, " visitor is", m) for e, m in contract.VISITOR_FACTS.items()),
    *(("/agent", e, "n agent may", r.payload) for e, r in contract.AGENT_REQUESTS.items()),
    *(("/agent", e, "n agent is", m) for e, m in contract.AGENT_FACTS.items()),
]


class TestEvents:
    @pytest.mark.parametrize(("namespace", "event", "kind", "model"), CASES)
    def test_every_event_and_field_is_documented(self, namespace, event, kind, model):
        text = section(namespace, event, kind)

        assert [name for name in model.model_fields if f"`{name}`" not in text] == []

    def test_nothing_else_is_documented(self):
        documented = re.findall(r"^#### `(\w+)`", EVENTS, re.M)

        assert sorted(documented) == sorted(event for _, event, _, _ in CASES)


def settings_of(model, path):
    """Dotted names of all settings below ``model``; a table of shops counts as ``shops.<id>``."""
    for name, field in model.model_fields.items():
        nested = [
            part
            for part in _models(field.annotation)
            if isinstance(part, type) and issubclass(part, BaseModel) and part is not Localised
        ]
        dotted = f"{path}.{name}"
        yield dotted
        for part in nested:
            inside = f"{dotted}.<id>" if name == "shops" else dotted
            yield from settings_of(part, inside)


def _models(annotation):
    arguments = getattr(annotation, "__args__", ())
    return [inner for part in arguments for inner in _models(part)] if arguments else [annotation]


class TestSettings:
    @pytest.mark.parametrize("settings", [DeskSettings, KnowledgeBaseSettings])
    def test_every_setting_is_documented(self, settings):
        text = (DOCS / "operations.md").read_text(encoding="utf-8")
        names = set(settings_of(settings, settings.section))

        assert sorted(name for name in names if f"`{name}`" not in text) == []


class TestReasons:
    """docs/importing.md says of a reason what the reports say of it."""

    @pytest.mark.parametrize(
        ("heading", "weight"),
        [("Rows to mend", "trouble"), ("Rows to decide on", "look"), ("Notes", "note")],
    )
    def test_every_reason_is_explained_under_its_weight(self, heading, weight):
        text = IMPORTING.split(f"### {heading}\n")[1].split("\n#")[0]
        documented = re.findall(r"^\| `(\w+)` \| \*\*(.+?)\.\*\* (.+?) \| (.+?) \|$", text, re.M)

        assert sorted(documented) == sorted(
            (code, found.title, found.meaning, found.action)
            for code, found in EXPLANATIONS.items()
            if found.weight == weight
        )

    def test_every_outcome_is_explained(self):
        text = IMPORTING.split("| outcome | |\n")[1].split("\n\n")[0]

        assert re.findall(r"^\| `(\w+)` \| (.+?) \|$", text, re.M) == [
            (code, meaning) for code, (_, meaning) in OUTCOME_TITLES.items()
        ]
