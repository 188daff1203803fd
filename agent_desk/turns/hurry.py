"""When the knowledge base answers alone, since too many are asking; pure."""

from __future__ import annotations

import re

from agent_desk.rasa.turn import RasaTurn
from agent_desk.turns.follow_ups import completion
from agent_desk.turns.person_requests import agrees, asks_for_person
from agent_desk.turns.question import Question
from agent_desk.turns.weighing import sure_match
from bot.wishes import read
from knowledge_base import SearchResult

_DIGIT = re.compile(r"\d")


def without_rasa(question: Question, found: SearchResult) -> RasaTurn | None:
    """A turn in which Rasa has no opinion, for a question that waited too long to wait for it.

    None where Rasa is needed all the same: the stored answer is not sure, a form is open, the line
    has several clauses or a number, or it leans on the question before.
    """
    text = question.simplified
    if (
        not question.hurried
        or question.standing.form_open
        or sure_match(found) is None
        or _DIGIT.search(text)
        or asks_for_person(question.text)
        or (question.standing.person_offered and agrees(question.text))
        or len(read(text).clauses) > 1
        or completion(text, question.memory) is not None
    ):
        return None
    return RasaTurn("", 0.0, state=question.dialogue_state)
