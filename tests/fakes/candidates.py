"""Candidates without a database."""

from datetime import UTC, datetime

from knowledge_base.content.candidates import (
    Candidate,
    StoredCandidate,
    UnknownCandidateError,
    fingerprint,
)


def candidate(question="怎么退货？", answer="在订单页申请退货。", *others, **values):
    questions = (question, *others)
    return Candidate(fingerprint(questions, answer), questions, answer, **values)


def stored(number=1, *texts, **values):
    return StoredCandidate(number, candidate(*texts, **values), datetime(2024, 5, 1, tzinfo=UTC))


class FakeCandidates:
    """A store of one shop that keeps what happened in ``decisions``."""

    def __init__(self, *candidates):
        self._stored = {}
        self.decisions = {}
        self.published = set()
        self.add("demo", candidates)

    def pending(self, shop_id):
        return [item for item in self._stored.values() if item.id not in self.decisions]

    def add(self, shop_id, candidates):
        known = {item.candidate.fingerprint for item in self._stored.values()}
        new = [item for item in candidates if item.fingerprint not in known]
        for item in new:
            number = len(self._stored) + 1
            self._stored[number] = StoredCandidate(number, item, datetime(2024, 5, 1, tzinfo=UTC))
        return len(new)

    def decide(self, shop_id, decision):
        self._check(decision.id)
        self.decisions[decision.id] = decision

    def reopen(self, shop_id, candidate_id):
        self._check(candidate_id)
        self.decisions.pop(candidate_id, None)

    def decided(self, shop_id):
        return [
            (self._stored[number], decision)
            for number, decision in sorted(self.decisions.items())
            if decision.verdict != "reject" and number not in self.published
        ]

    def mark_published(self, shop_id, ids):
        self.published |= set(ids)

    def _check(self, number):
        if number not in self._stored or number in self.published:
            raise UnknownCandidateError(number)
