"""A desk process whose Rasa goes away and comes back at the same address."""

import pytest

from tests.fakes.rasa_server import FakeRasa
from tests.integration.agent_desk.test_server import Setup, payloads, say, until, visitor


@pytest.fixture
def rasa():
    with FakeRasa().running() as fake:
        yield fake


def test_visitor_is_asked_to_wait_and_is_answered_by_the_bot(tmp_path, rasa):
    setup = Setup(tmp_path)
    setup.environment |= {
        "RELAY_AGENT_DESK_RASA__URL": rasa.url,
        "RELAY_AGENT_DESK_RASA__RETRY_SECONDS": "0.5",
        "RELAY_AGENT_DESK_RASA__PAUSE_SECONDS": "1",
    }
    greeting = {"intent": {"name": "greet", "confidence": 0.99}, "messages": [{"text": "Hi!"}]}
    rasa.replies["good morning"] = greeting
    rasa.stop()
    with setup.desk(), visitor(setup) as (client, told):

        def bot_lines():
            lines = payloads(told, "message_created")
            return [line["text"] for line in lines if line["author"] == "bot"]

        say(client, "good morning")
        assert "One moment" in until(bot_lines, within=60)[0]
        rasa.start()
        until(lambda: len(bot_lines()) == 2)

        assert bot_lines()[1] == "Hi!"
        states = {change["state"] for change in payloads(told, "conversation_changed")}
        assert states == {"bot"}
