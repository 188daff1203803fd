import pytest
from structlog.testing import capture_logs

from agent_desk.rasa.turn import RasaTurn
from agent_desk.turns.decision import FetchEntry, NameOrder
from agent_desk.turns.evidence import Unavailable
from agent_desk.turns.gather import Gatherer
from agent_desk.wording.wording import Wordings
from knowledge_base import KnowledgeBaseError
from tests.fakes.dialogue import FakeDialogue
from tests.fakes.evidence import evidence


class BrokenBase:
    def answer(self, entry, **_):
        raise KnowledgeBaseError("the index is broken")


def test_logs_why_a_chosen_entry_cannot_be_had():
    gatherer = Gatherer(None, BrokenBase(), {}, {}, Wordings({}))

    with capture_logs() as lines:
        gathered = gatherer.gather(FetchEntry("returns-how"), evidence())

    assert isinstance(gathered.chosen, Unavailable)
    (line,) = lines
    assert (line["event"], line["entry"]) == ("entry_failed", "returns-how")
    assert line["why"] == "the index is broken"


@pytest.mark.parametrize("subject", [None, "customer-6"])
def test_next_order_of_a_guest_is_not_tried_with_the_proof_of_the_first(subject):
    """Nobody gave it for that one, and a try counts."""
    dialogue = FakeDialogue()
    dialogue.turns["1002"] = RasaTurn("inform", 0.9)
    slots = {"order_number": "1001", "other_numbers": "1002", "phone_last4": "1234"}
    gatherer = Gatherer(dialogue, BrokenBase(), {}, {}, Wordings({}))

    gatherer.gather(NameOrder("1002"), evidence(subject=subject, state={"slots": slots}))

    (asked,) = dialogue.asked
    assert asked["slots"]["identity_verified"] is bool(subject)
    assert asked["state"]["slots"].get("phone_last4") == (subject and "1234")
    assert asked["state"]["slots"]["other_numbers"] == "1002"
