"""A dialogue engine that understands what the test sets up."""

from dataclasses import asdict

from agent_desk.errors import BotUnavailableError
from agent_desk.rasa.turn import Act, RasaTurn, Utterance

SEARCH = Act("search_knowledge_base")
GREET = Utterance("greet")
ASK_NUMBER = Utterance("ask_order_number")
ASK_PROOF = Utterance("ask_phone_last4", {"number": "RL2611200001"})
NO_MATCH = Utterance("order_mismatch")
ORDER_FORM = {"slots": {}, "active_form": "order_form", "requested_slot": "order_number"}
"""The state of a dialogue that waits for an order number."""


class FakeDialogue:
    """Answers with ``turns[text]`` or ``triggers[name]``; any other text is a routine question.

    An answer may be a function, called at the time. ``asked`` holds every request.
    ``down``: it can be reached and fails; ``gone``: it cannot be reached, as in a restart.
    """

    def __init__(self):
        self.turns = {}
        self.triggers = {}
        self.asked = []
        self.down = False
        self.gone = False

    def turn(self, request):
        asked = asdict(request)
        self.asked.append(asked | asked.pop("shop"))
        self.check()
        if request.trigger is not None:
            found = self.triggers[request.trigger]
        else:
            found = self.turns.get(request.text, RasaTurn("delivery_time", 0.9, acts=(SEARCH,)))
        return found() if callable(found) else found

    def breaks_on(self, *texts):
        """A bug: from now on the turns of ``texts`` raise."""

        def broken():
            raise RuntimeError("broken on purpose")

        self.turns |= dict.fromkeys(texts, broken)

    def check(self):
        if self.down or self.gone:
            raise BotUnavailableError("down", unreachable=self.gone)
