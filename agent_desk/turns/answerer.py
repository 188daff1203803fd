"""From a visitor's question to the bot's reply."""

from __future__ import annotations

from agent_desk.settings.desk import PolicySettings
from agent_desk.turns.decide import decide
from agent_desk.turns.decision import Answer, Clarify, FinalDecision, Nothing, Request
from agent_desk.turns.evidence import Evidence
from agent_desk.turns.gather import Gatherer
from agent_desk.turns.question import Question
from agent_desk.turns.reply import Reply, reply_to
from agent_desk.wording.wording import Wordings

# The visitor chose the entry themselves, or nothing was said about what the search found.
NOT_COUNTED = frozenset({"choice_selected", "cooling_down"})


class Answerer:
    """Asks ``decide`` what to do and gathers what it asks for, until the decision is final."""

    def __init__(self, gatherer: Gatherer, policy: PolicySettings, wordings: Wordings) -> None:
        self._gatherer = gatherer
        self._policy = policy
        self._wordings = wordings

    def answer(self, question: Question) -> Reply:
        """The bot's reply. Nothing is stored; a failure of a part is part of the decision."""
        evidence = Evidence(question)
        while isinstance(decision := decide(evidence, self._policy), Request):
            evidence = self._gatherer.gather(decision, evidence)
        if evidence.found is not None and _is_counted(decision):
            text = evidence.read_as or question.simplified
            self._gatherer.count(question.shop_id, text, evidence.found)
        return reply_to(decision, evidence, self._wordings.of(question.shop_id, question.language))


def _is_counted(decision: FinalDecision) -> bool:
    """Whether the decision rests on what the search found, so that its statistics gain by it."""
    return isinstance(decision, (Answer, Clarify, Nothing)) and decision.reason not in NOT_COUNTED
