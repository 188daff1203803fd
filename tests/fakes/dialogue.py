"""A dialogue engine that understands what the test tells it to."""

from agent_desk.errors import BotUnavailableError
from agent_desk.rasa.turn import (
    Act,
    RasaTurn,
)

SEARCH = Act("search_knowledge_base")


class FakeDialogue:
    """Answers with ``turns[text]``, else with a routine question; remembers what it was asked.

    ``down``: it is there and fails; ``gone``: nobody is there, as in a restart.
    """

    def __init__(self):
        self.turns = {}
        self.triggers = {}
        self.asked = []
        self.down = False
        self.gone = False

    def turn(self, conversation_id, *, language, state, slots, text=None, trigger=None):
        self.asked.append({"text": text, "trigger": trigger, "state": state, "slots": slots})
        self.check()
        if trigger is not None:
            return self.triggers[trigger]
        found = self.turns.get(text, RasaTurn("delivery_time", 0.9, acts=(SEARCH,)))
        return found() if callable(found) else found

    def check(self):
        if self.down or self.gone:
            raise BotUnavailableError("down", unreachable=self.gone)
