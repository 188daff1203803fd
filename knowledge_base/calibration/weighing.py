"""What is learnt from stored outcomes: they are doubted by how they came about, and no person counts
more than once (docs/adr/0039). Pure.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge_base.calibration.outcomes import Outcome
from knowledge_base.content.outcomes import OutcomeKind, OutcomeRecord

DOUBTS: Mapping[OutcomeKind, float] = {
    # An agent reads the question, and chooses.
    "agent_used": 0.1,
    # Who sees the right one among three clicks it; some click the first one whatever it says.
    "choice": 0.1,
    # Said in so many words.
    "not_helpful": 0.15,
    "helpful": 0.15,
    "objected": 0.2,
    "none_of_these": 0.4,
    # Signs: people also ask for a person, or in other words, after a right answer, and leave
    # after a wrong one.
    "claim_after_answer": 0.3,
    "rephrased": 0.3,
    "reopened": 0.3,
    "left_open": 0.4,
    "went_on": 0.5,
    # An agent's first words are often a greeting.
    "agent_own_answer": 1.0,
}
"""``Outcome.doubt`` of each kind. They are ordered: of several outcomes of a question, the first one
counts."""

MOST_OF_ORIGIN = 1.0
"""What all outcomes of one person weigh at most: as much as one."""

_RANK: Mapping[OutcomeKind, int] = {kind: rank for rank, kind in enumerate(DOUBTS)}


@dataclass(frozen=True)
class Weighed:
    """An outcome, and what the calibration learns from it; None where nobody knows what was right."""

    record: OutcomeRecord
    outcome: Outcome | None


def weighed(records: Sequence[OutcomeRecord]) -> list[Weighed]:
    """One for each question, in their order; those of one person share MOST_OF_ORIGIN.

    Where the one that counts does not tell what was right, nothing is learnt from the question:
    somebody who finds the right answer unclear may well ask again.
    """
    chosen: dict[str, OutcomeRecord] = {}
    for record in records:
        known = chosen.get(record.about)
        if known is None or _RANK[record.kind] <= _RANK[known.kind]:
            chosen[record.about] = record
    counts = Counter(record.origin for record in chosen.values() if record.right is not None)
    return [Weighed(record, _outcome(record, counts[record.origin])) for record in chosen.values()]


def outcomes_of(records: Iterable[OutcomeRecord], made_of: str) -> list[Outcome]:
    """What is learnt from those that can be compared with evidence of ``made_of``."""
    comparable = [record for record in records if record.judged.made_of == made_of]
    return [found.outcome for found in weighed(comparable) if found.outcome is not None]


def _outcome(record: OutcomeRecord, of_origin: int) -> Outcome | None:
    if record.right is None:
        return None
    weight = min(1.0, MOST_OF_ORIGIN / of_origin)
    return Outcome(record.judged.evidence, record.right, weight, DOUBTS[record.kind])
