"""Docs that cannot rot: what exists is documented, what is documented exists."""

import re
from itertools import product
from pathlib import Path

import pytest
from pydantic import BaseModel, SecretStr

from agent_desk.domain.conversation import (
    Change,
    State,
    after,
    allows,
)
from agent_desk.events import contract
from agent_desk.settings.desk import DeskSettings
from agent_desk.settings.texts import OwnText
from agent_desk.settings.types import Localised
from agent_desk.texts.table import table
from knowledge_base import KnowledgeBaseSettings
from knowledge_base.importing.reporting.explanations import EXPLANATIONS, OUTCOME_TITLES

DOCS = Path(__file__).parents[3] / "docs"
EVENTS = (DOCS / "events.md").read_text(encoding="utf-8")
ARCHITECTURE = (DOCS / "architecture.md").read_text(encoding="utf-8")
OPERATIONS = (DOCS / "operations.md").read_text(encoding="utf-8")
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
    *(("/visitor", e, " visitor receives", m) for e, m in contract.VISITOR_FACTS.items()),
    *(("/agent", e, "n agent may", r.payload) for e, r in contract.AGENT_REQUESTS.items()),
    *(("/agent", e, "n agent receives", m) for e, m in contract.AGENT_FACTS.items()),
]


class TestEvents:
    @pytest.mark.parametrize(("namespace", "event", "kind", "model"), CASES)
    def test_every_event_and_field_is_documented(self, namespace, event, kind, model):
        text = section(namespace, event, kind)

        assert [name for name in model.model_fields if f"`{name}`" not in text] == []

    def test_nothing_else_is_documented(self):
        documented = re.findall(r"^#### `(\w+)`", EVENTS, re.M)

        assert sorted(documented) == sorted(event for _, event, _, _ in CASES)


def settings_of(model, path, kind=""):
    """A row of docs/operations.md for each setting below ``model``: name, default, description.

    A table of shops counts as ``shops.<id>``; ``kind`` tells settings of orders apart.
    """
    for name, field in model.model_fields.items():
        dotted = f"{path}.{name}"
        nested = [part for part in _models(field.annotation) if part not in (Localised, OwnText)]
        label = f"`{dotted}`" + (f" (`{kind}`)" if kind else "")
        yield label, _default(field), field.description
        for part in nested:
            inside = f"{dotted}.<id>" if name == "shops" else dotted
            yield from settings_of(part, inside, _kind(part) or kind)


def _models(annotation):
    arguments = getattr(annotation, "__args__", ())
    if arguments:
        return [inner for part in arguments for inner in _models(part)]
    is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return [annotation] if is_model else []


def _kind(model):
    kind = model.model_fields.get("kind")
    return kind.annotation.__args__[0] if kind else ""


def _default(field):
    """As YAML has it. A group has none of its own."""
    if field.is_required():
        return "*required*"
    value = field.get_default(call_default_factory=True)
    if isinstance(value, BaseModel):
        return ""
    if value is None or (isinstance(value, SecretStr) and not value):
        return "none"
    if isinstance(value, bool):
        return str(value).lower()
    return "''" if value == "" else str(value)


class TestTexts:
    def test_the_table_is_the_one_that_the_command_prints(self):
        assert table() in (DOCS / "texts.md").read_text(encoding="utf-8")


class TestSettings:
    @pytest.mark.parametrize("settings", [DeskSettings, KnowledgeBaseSettings])
    def test_the_tables_say_what_the_settings_are(self, settings):
        documented = re.findall(
            rf"^\| (`{settings.section}\..+?) \| (.*?) ?\| (.+) \|$", OPERATIONS, re.M
        )

        assert documented == list(settings_of(settings, settings.section))


class TestStates:
    def test_every_change_is_in_the_table_of_the_architecture_and_no_other(self):
        rows = re.findall(r"^\| `(\w+)` \|(.*)\|$", ARCHITECTURE, re.M)
        states = [state for state, _ in rows]
        documented = {
            (state, change, to)
            for state, cells in rows
            for to, cell in zip(states, cells.split("|"), strict=True)
            for change in re.findall(r"`(\w+)`", cell)
        }

        assert documented == {
            (state, change, after(state, change))
            for state, change in product(State, Change)
            if allows(state, change)
        }


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


class TestRooms:
    @pytest.mark.parametrize("package", ["agent_desk", "knowledge_base"])
    def test_the_table_of_rooms_names_every_folder_and_module_and_no_other(self, package):
        part = ARCHITECTURE.split(f"**{package}/**")[1].split("\n**")[0]
        rows = re.findall(r"^\| (`.+?`) \| .+ \|$", part, re.M)
        documented = [name for row in rows for name in re.findall(r"`([^`]+)`", row)]

        assert sorted(documented) == sorted(rooms_of(package))


def rooms_of(package):
    """Folders of source code, and modules that are neither the package's face nor its command."""
    folder = DOCS.parent / package
    for path in folder.iterdir():
        if path.is_dir() and path.name != "__pycache__" and any(path.rglob("*.[pt][ys]*")):
            yield f"{path.name}/"
        elif path.suffix == ".py" and not path.name.startswith("__"):
            yield path.name
