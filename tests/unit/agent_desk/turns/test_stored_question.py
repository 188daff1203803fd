from dataclasses import replace

import numpy as np
import pytest

from agent_desk.domain.dialogue_memory import DialogueMemory
from agent_desk.turns.question import Standing
from agent_desk.turns.stored_question import is_stored_question
from knowledge_base import SearchResult
from knowledge_base.content.results import Evidence
from tests.fakes.base import stored
from tests.fakes.evidence import evidence

WORD_FOR_WORD = SearchResult(
    [stored()], "answer", Evidence(np.zeros(1), chinese=False, certain=True)
)
LIKELY = SearchResult([stored()], "answer", Evidence(np.zeros(1), chinese=False, certain=False))


def asked(text="which payment methods do you take", **given):
    return evidence(text=text, **given).question


def test_a_stored_question_word_for_word_need_not_wait_for_rasa():
    assert is_stored_question(asked(), WORD_FOR_WORD)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        pytest.param(asked(), LIKELY, id="in other words"),
        pytest.param(asked(), replace(LIKELY, evidence=None), id="nothing to search for"),
        pytest.param(asked("where is my parcel"), WORD_FOR_WORD, id="what was ordered"),
        pytest.param(asked("gift cards? and how do I pay?"), WORD_FOR_WORD, id="two"),
        pytest.param(asked("let me talk to a real person"), WORD_FOR_WORD, id="a person"),
        pytest.param(asked(standing=Standing(form_open=True)), WORD_FOR_WORD, id="a form"),
        pytest.param(
            asked("yes please", standing=Standing(person_offered=True)), WORD_FOR_WORD, id="a yes"
        ),
        pytest.param(
            asked(
                "and for peru?",
                memory=DialogueMemory("how long to brazil", "shipping-brazil", "shipping"),
            ),
            WORD_FOR_WORD,
            id="leans on the question before",
        ),
    ],
)
def test_rasa_is_asked_all_the_same(question, found):
    assert not is_stored_question(question, found)
