"""The contract as JSON Schema. The front end's types are generated from it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from agent_desk.events import contract
from agent_desk.events.payloads.agent import AgentConnect
from agent_desk.events.payloads.shared import Refusal
from agent_desk.events.payloads.visitor import VisitorConnect


def json_schema() -> dict[str, Any]:
    """One schema whose ``$defs`` hold every payload by its class name.

    In payloads that the desk receives, fields with a default are optional. In
    those that it sends, every field is present.
    """
    received = received_models()
    sent: list[type[BaseModel]] = [Refusal]
    for requests in (contract.VISITOR_REQUESTS, contract.AGENT_REQUESTS):
        sent += [request.ack for request in requests.values()]
    for facts in (contract.VISITOR_FACTS, contract.AGENT_FACTS):
        sent += facts.values()
    modes: list[tuple[type[BaseModel], Literal["validation", "serialization"]]] = [
        *((model, "validation") for model in received),
        *((model, "serialization") for model in dict.fromkeys(sent)),
    ]
    _, schema = models_json_schema(modes, title="Relay")
    return schema


def received_models() -> list[type[BaseModel]]:
    """The payloads that clients send: those of a connect, and of every request."""
    received: list[type[BaseModel]] = [VisitorConnect, AgentConnect]
    for requests in (contract.VISITOR_REQUESTS, contract.AGENT_REQUESTS):
        received += [request.payload for request in requests.values()]
    return list(dict.fromkeys(received))
