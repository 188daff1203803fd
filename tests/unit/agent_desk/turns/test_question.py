from agent_desk.turns.question import UNDERSTOOD_LENGTH
from tests.fakes.evidence import evidence


def test_only_the_end_of_a_long_burst_is_read():
    question = evidence(text="飯" * 100_000 + "寄到台灣要多久").question

    assert len(question.simplified) == UNDERSTOOD_LENGTH
    assert question.simplified.endswith("寄到台湾要多久")
