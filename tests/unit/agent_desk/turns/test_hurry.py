from dataclasses import replace

import pytest

from agent_desk.domain.dialogue_memory import DialogueMemory
from agent_desk.turns.hurry import without_rasa
from agent_desk.turns.question import Standing
from knowledge_base import SearchResult
from tests.fakes.base import stored
from tests.fakes.evidence import evidence

SURE = SearchResult([stored()], "answer")
UNSURE = SearchResult([stored(confidence=0.5)], "clarify")


def asked(text="do you ship to brazil", *, hurried=True, **given):
    return replace(evidence(text=text, **given).question, hurried=hurried)


def test_a_sure_answer_need_not_wait_for_rasa():
    question = asked()

    turn = without_rasa(question, SURE)

    assert (turn.intent, turn.confidence, turn.texts, turn.acts) == ("", 0.0, (), ())
    assert turn.state == question.dialogue_state


@pytest.mark.parametrize(
    ("question", "found"),
    [
        pytest.param(asked(hurried=False), SURE, id="there is time"),
        pytest.param(asked(), UNSURE, id="not sure"),
        pytest.param(asked("where is RL2611200001"), SURE, id="a number"),
        pytest.param(asked("how long to brazil? and how do I return it?"), SURE, id="two"),
        pytest.param(asked("let me talk to a real person"), SURE, id="a person"),
        pytest.param(asked(standing=Standing(form_open=True)), SURE, id="a form"),
        pytest.param(asked("yes please", standing=Standing(person_offered=True)), SURE, id="a yes"),
        pytest.param(
            asked(
                "and for peru?",
                memory=DialogueMemory("how long to brazil", "shipping-brazil", "shipping"),
            ),
            SURE,
            id="leans on the question before",
        ),
    ],
)
def test_rasa_is_asked_all_the_same(question, found):
    assert without_rasa(question, found) is None
