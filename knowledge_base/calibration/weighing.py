"""How much stored outcomes count: by how they came about, and no person more than one fair draw. Pure.

A weight of 1 is a question drawn at random whose right entry somebody looked up (docs/adr/0039).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge_base.calibration.outcomes import Outcome
from knowledge_base.content.outcomes import OutcomeKind, OutcomeRecord

WEIGHTS: Mapping[OutcomeKind, float] = {
    # An agent reads the question and chooses among what is stored, but only sees the hard ones.
    "agent_used": 0.8,
    # Said in so many words, by the few who say anything.
    "not_helpful": 0.6,
    "helpful": 0.4,
    # Who finds the right one among three clicks it; who does not, mostly leaves.
    "choice": 0.4,
    "none_of_these": 0.4,
    "objected": 0.4,
    # Signs: people also ask for a person, or in other words, after a right answer, and leave
    # after a wrong one.
    "claim_after_answer": 0.2,
    "rephrased": 0.2,
    "reopened": 0.2,
    "left_open": 0.2,
    "went_on": 0.2,
    # An agent's first words are often a greeting.
    "agent_own_answer": 0.0,
}
"""Of one outcome. The kinds are ordered: of several outcomes of a question, the first one counts."""

MOST_OF_ORIGIN = 0.8
"""What all outcomes of one person weigh at most."""

_RANK: Mapping[OutcomeKind, int] = {kind: rank for rank, kind in enumerate(WEIGHTS)}


@dataclass(frozen=True)
class Weighed:
    """An outcome, and how much it counts."""

    record: OutcomeRecord
    weight: float

    @property
    def outcome(self) -> Outcome:
        """For the calibration, where it is known what was right."""
        return Outcome(self.record.judged.evidence, bool(self.record.right), self.weight)


def weighed(records: Sequence[OutcomeRecord]) -> list[Weighed]:
    """One for each question, in their order, with the weight that its person leaves it.

    Where the one that counts does not tell what was right, the question weighs nothing: somebody
    who finds the right answer unclear may well ask again.
    """
    chosen: dict[str, OutcomeRecord] = {}
    for record in records:
        known = chosen.get(record.about)
        if known is None or _RANK[record.kind] <= _RANK[known.kind]:
            chosen[record.about] = record
    own = {about: _own_weight(record) for about, record in chosen.items()}
    totals: dict[str, float] = defaultdict(float)
    for about, record in chosen.items():
        totals[record.origin] += own[about]
    return [
        Weighed(record, own[about] * min(1.0, MOST_OF_ORIGIN / max(totals[record.origin], 1e-12)))
        for about, record in chosen.items()
    ]


def outcomes_of(records: Iterable[OutcomeRecord], made_of: str) -> list[Outcome]:
    """Those that can be compared with evidence of ``made_of``, and weigh anything."""
    comparable = [record for record in records if record.judged.made_of == made_of]
    return [found.outcome for found in weighed(comparable) if found.weight > 0]


def _own_weight(record: OutcomeRecord) -> float:
    return 0.0 if record.right is None else WEIGHTS[record.kind]
