"""Every payload is bounded: no number, text or list that a client sends is as large as it likes."""

import pytest
from pydantic.json_schema import models_json_schema

from agent_desk.api.sessions import LoginForm
from agent_desk.events.schema import json_schema, received_models
from agent_desk.orders.model import Order
from agent_desk.types import SAFE_INTEGER_MAX


def parts(schema, where):
    """Every schema in ``schema`` that describes a value, with its path."""
    yield where, schema
    for word in ("anyOf", "oneOf", "allOf"):
        for part in schema.get(word, ()):
            yield from parts(part, where)
    for name, part in schema.get("properties", {}).items():
        yield from parts(part, f"{where}.{name}")
    if isinstance(schema.get("items"), dict):
        yield from parts(schema["items"], f"{where}[]")


def values_of(schema):
    return [part for name, model in schema["$defs"].items() for part in parts(model, name)]


_, OUTSIDE = models_json_schema(
    [(model, "validation") for model in (*received_models(), Order, LoginForm)]
)


class TestWhatComesFromOutside:
    @pytest.mark.parametrize(("where", "schema"), values_of(OUTSIDE))
    def test_is_bounded(self, where, schema):
        match schema.get("type"):
            case "integer" | "number":
                assert {"minimum", "maximum"} <= schema.keys()
            case "string":
                # The bounds of times and amounts are in no schema; tests/unit/agent_desk/test_types.py
                # tries them.
                is_time = schema.get("format") in ("date", "date-time")
                is_amount = where.endswith((".amount", ".total"))
                assert (
                    is_time
                    or is_amount
                    or {"maxLength", "enum", "const", "pattern"} & schema.keys()
                )
            case "array":
                assert "maxItems" in schema
            case "object":
                assert "additionalProperties" in schema or "properties" in schema


class TestWhatGoesOut:
    @pytest.mark.parametrize(("where", "schema"), values_of(json_schema()))
    def test_has_no_integer_that_javascript_cannot_hold(self, where, schema):
        if schema.get("type") == "integer":
            assert schema["minimum"] >= 0
            assert schema["maximum"] <= SAFE_INTEGER_MAX
