"""Runs in Rasa's interpreter, which has no pytest, and prints its findings as JSON.

``python inside_rasa.py MODEL`` finds what cannot be seen from outside: what Rasa keeps
after a turn, and what the channel does when Rasa fails during one.
"""

import asyncio
import gc
import json
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import numpy as np
from rasa.core.agent import Agent
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channel import TurnChannel
from bot.dialogue import run_turn
from bot.errors import EncoderChangedError, SecretMissingError, TurnFailedError
from bot.intent_classifier import HybridIntentClassifier, mask
from bot.turn import read_turn


class SilentGenerator:
    """Has no text for anything."""

    async def generate(self, *args, **kwargs):
        return None


class BrokenGenerator:
    async def generate(self, *args, **kwargs):
        raise ValueError("查订单")


class BrokenAgent:
    """Ready, but with a processor that always fails."""

    @property
    def processor(self):
        raise ValueError("查订单")

    def is_ready(self):
        return True


async def main(model):
    agent = Agent.load(model, domain=None)
    agent.tracker_store = InMemoryTrackerStore(domain=agent.domain)
    agent.lock_store = InMemoryLockStore()
    agent.processor.tracker_store = agent.tracker_store
    agent.processor.lock_store = agent.lock_store
    findings = await keeps(agent)
    findings |= await failures(agent.processor)
    findings["no secret"] = [refuses({}), refuses(None), refuses({"secret": " "})]
    findings["classifier"] = classifier()
    return findings


def classifier():
    """The output of a classifier of three intents, before and after it is stored."""
    texts = ["where is my parcel", "包裹到哪了", "hello", "你好", "cancel it", "取消订单"]
    intents = ["track", "track", "greet", "greet", "cancel", "cancel"]
    said = ["wheres my parcle", "包裹到哪裡了", "HELLO", "取消 order", "🤷", "\ud800", ""]
    asked = [mask(text, []) for text in said]
    config = HybridIntentClassifier.get_default_config()
    first, second, third = (HybridIntentClassifier(config, None, None) for _ in range(3))
    first.fit(texts, intents)
    with tempfile.TemporaryDirectory() as folder:
        first._save(Path(folder))
        second._restore(Path(folder))
        names = Path(folder) / "intents.json"
        names.write_text(json.dumps(json.loads(names.read_text()) | {"encoder": "another"}))
        try:
            third._restore(Path(folder))
        except EncoderChangedError as error:
            refused = error.code
    before, after = first.probabilities(asked), second.probabilities(asked)
    return {
        "meant": [first._intents[i] for i in after[:4].argmax(axis=1)],
        "likely": after.max(axis=1).tolist(),
        "stored": bool(np.allclose(before, after, atol=0.01)),
        "sums": bool(np.allclose(after.sum(axis=1), 1, atol=1e-5)),
        "refused": refused,
    }


async def keeps(agent):
    for number in range(100):
        state = None
        for text in ("我的订单到哪了", "RL1234567890"):
            state = (await run_turn(agent.processor, turn(text, state, f"c{number}")))["state"]
    gc.collect()
    return {
        "stored": len(agent.tracker_store.store),
        "locks": len(agent.lock_store.conversation_locks),
        "trackers": sum(isinstance(kept, DialogueStateTracker) for kept in gc.get_objects()),
    }


async def failures(processor):
    generator, findings = processor.nlg, {}
    for name, broken in (("silent", SilentGenerator()), ("broken", BrokenGenerator())):
        processor.nlg = broken
        try:
            findings[name] = await run_turn(processor, turn("查订单", None, "c"))
        except TurnFailedError as error:
            findings[name] = error.code
    processor.nlg = generator
    findings["unexpected"] = await answer(BrokenAgent())
    findings["no agent"] = await answer(None)
    return findings


async def answer(agent):
    """Status and body of the channel's answer to a good request."""
    blueprint = TurnChannel("secret").blueprint(None)
    handler = next(route.handler for route in blueprint._future_routes if route.uri == "/turn")
    request = SimpleNamespace(
        headers={"authorization": "Bearer secret"},
        body=json.dumps({"conversation_id": "c", "text": "查订单"}).encode(),
        app=SimpleNamespace(ctx=SimpleNamespace(agent=agent)),
    )
    response = await handler(request)
    return [response.status, response.body.decode()]


def turn(text, state, conversation_id):
    return read_turn({"conversation_id": conversation_id, "text": text, "state": state})


def refuses(credentials):
    try:
        TurnChannel.from_credentials(credentials)
    except SecretMissingError:
        return True
    return False


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(sys.argv[1]))))  # noqa: T201
