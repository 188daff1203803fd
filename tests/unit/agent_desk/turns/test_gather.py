from structlog.testing import capture_logs

from agent_desk.turns.decision import FetchEntry
from agent_desk.turns.evidence import Unavailable
from agent_desk.turns.gather import Gatherer
from agent_desk.wording.wording import Wordings
from knowledge_base import KnowledgeBaseError
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
