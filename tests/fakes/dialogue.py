"""A dialogue engine that understands what the test sets up."""

from dataclasses import asdict

from agent_desk.errors import BotUnavailableError
from agent_desk.rasa.turn import Act, RasaTurn

SEARCH = Act("search_knowledge_base")


class FakeDialogue:
    """Answers with ``turns[text]``, else with a routine question; remembers what it was asked.

    ``down``: it can be reached and fails; ``gone``: it cannot be reached, as in a restart.
    """

    def __init__(self):
        self.turns = {}
        self.triggers = {}
        self.asked = []
        self.down = False
        self.gone = False

    def turn(self, request):
        self.asked.append(asdict(request))
        self.check()
        if request.trigger is not None:
            return self.triggers[request.trigger]
        found = self.turns.get(request.text, RasaTurn("delivery_time", 0.9, acts=(SEARCH,)))
        return found() if callable(found) else found

    def check(self):
        if self.down or self.gone:
            raise BotUnavailableError("down", unreachable=self.gone)
