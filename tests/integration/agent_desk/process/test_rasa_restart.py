"""A desk process whose Rasa goes away and comes back at the same address."""

from tests.stack.served_desk import ServedDesk
from tests.stack.waiting import until


def test_visitor_is_asked_to_wait_and_is_answered_by_the_bot(tmp_path, rasa):
    desk = ServedDesk(tmp_path, rasa_url=rasa.url)
    rasa.replies["good morning"] = {
        "intent": {"name": "greet", "confidence": 0.99},
        "messages": [{"say": "greet"}],
    }
    rasa.stop()
    short = {
        "RELAY_AGENT_DESK_RASA__RETRY_SECONDS": "0.5",
        "RELAY_AGENT_DESK_RASA__PAUSE_SECONDS": "1",
    }
    with desk.running(**short), desk.visitor() as visitor:
        visitor.say("good morning")
        assert "One moment" in until(visitor.bot_lines)[0]["text"]

        rasa.start()
        until(lambda: len(visitor.bot_lines()) == 2)

        assert visitor.bot_lines()[1]["text"].startswith("Hello")
        states = {change["state"] for change in visitor.payloads("conversation_changed")}
        assert states == {"bot"}
