"""The contract as JSON Schema, from which the front end's types are made."""

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

    What the desk receives is described as it validates it (defaults optional),
    what it sends as it serialises it (everything present).
    """
    received: list[type[BaseModel]] = [VisitorConnect, AgentConnect]
    sent: list[type[BaseModel]] = [Refusal]
    for requests in (contract.VISITOR_REQUESTS, contract.AGENT_REQUESTS):
        received += [request.payload for request in requests.values()]
        sent += [request.ack for request in requests.values()]
    for facts in (contract.VISITOR_FACTS, contract.AGENT_FACTS):
        sent += facts.values()
    modes: list[tuple[type[BaseModel], Literal["validation", "serialization"]]] = [
        *((model, "validation") for model in dict.fromkeys(received)),
        *((model, "serialization") for model in dict.fromkeys(sent)),
    ]
    _, schema = models_json_schema(modes, title="Relay")
    return schema
