"""When the knowledge base alone settles what a line asks; pure."""

from __future__ import annotations

from agent_desk.turns.follow_ups import completion
from agent_desk.turns.person_requests import agrees, asks_for_person
from agent_desk.turns.question import Question
from agent_desk.turns.wishes import names_order
from bot.wishes import read
from knowledge_base import SearchResult


def is_stored_question(question: Question, found: SearchResult) -> bool:
    """Whether the visitor asks a stored question word for word, so that Rasa need not be asked.

    It is asked all the same where it may know better: inside a form, for several clauses, a person,
    something that was ordered, and a line that leans on the question before.
    """
    text, standing = question.simplified, question.standing
    return (
        found.band == "answer"
        and found.evidence is not None
        and found.evidence.certain
        and not standing.form_open
        and not (standing.person_offered and agrees(question.text))
        and not asks_for_person(question.text)
        and not names_order(text)
        and len(read(text).clauses) <= 1
        and completion(text, question.memory) is None
    )
