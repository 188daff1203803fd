"""Near duplicates, contradictions, and questions that two entries would win: by vectors. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from knowledge_base.arrays import Flags, Numbers, Scores
from knowledge_base.content.language_tags import LanguageTag
from knowledge_base.content.results import Language
from knowledge_base.importing.checking.agreement import CONFLICTS, Agreement, entries_agree
from knowledge_base.importing.checking.subjects import same_subject
from knowledge_base.importing.report import BINS, Reason

# Cosines of the shipped encoder. Of the demo shop's 7,662 phrasings, whose 246 entries differ on
# purpose, the nearest of another entry is at 0.67 (median), 0.87 (one in a hundred), 0.931 (most).
# "Pairs" are 30 in each language of one question in other words, written for the purpose.
SAME = 0.94
"""One question in slightly other words: 14 Chinese and 6 English pairs, nothing of the demo shop."""
SAME_BY_ANSWER = 0.88
"""The same where the answers are alike too and differ only in their figures, or in a "not": "to
the UK" and "to the US" have 0.878. 25 Chinese and 18 English pairs."""
NEAR = 0.85
"""27 Chinese and 24 English pairs, and 2% of the demo shop's phrasings; what decides between the
two is that the answers say the same."""
NEAR_ACROSS = 0.82
"""The same for questions in different languages, whose cosines are lower: a translation has 0.69
(median; 7% reach this), other entries' questions at most 0.813."""
WINS = 0.9
"""What is nearer to another entry than to its own is worth a look from here on: 24 phrasings of
the demo shop are ("discount code?")."""

_OTHERS = 3
"""Other entries that are looked at for each phrasing, the nearest first."""


@dataclass(frozen=True)
class Phrasings:
    """All phrasings of a shop, by their number in its index.

    ``texts`` are normalised; ``owners`` gives the number of each one's entry. ``keys`` and
    ``answers`` go by the number of an entry, and so does ``may_replace``: whether the first entry
    may be the second one in other words.
    """

    texts: Sequence[str]
    languages: Sequence[Language]
    owners: Numbers
    keys: Sequence[str]
    answers: Callable[[int], Mapping[LanguageTag, str]]
    may_replace: Callable[[int, int], bool] = lambda new, old: False


@dataclass
class Findings:
    """Reasons by the number of the phrasing; ``similarity`` counts, in BINS from 0 to 1, how near
    each phrasing is to the nearest one of another entry."""

    reasons: dict[int, list[Reason]] = field(default_factory=dict)
    similarity: Numbers = field(default_factory=lambda: np.zeros(BINS, np.int64))


def compare_phrasings(
    phrasings: Phrasings, numbers: Numbers, nearest: Numbers, cosines: Scores
) -> Findings:
    """What is doubtful about the phrasings ``numbers``, shape (n,).

    ``nearest`` and ``cosines``, shape (n, k), are the numbers of their nearest phrasings in the
    whole index, nearest first; a phrasing itself and numbers below 0 are passed over. Codes:

    - ``contradictory_answers``: the same text, or a cosine from SAME on, in an entry whose answers
      conflict (SAME_BY_ANSWER, when they do so in the same words). For the same text, answers in
      other words conflict too: only one can be given.
    - ``near_duplicate``: a cosine from NEAR (NEAR_ACROSS) on, in an entry whose answers are the
      same, or cannot be compared and the cosine is at least SAME (or across languages).
    - ``two_entries_win``: a cosine from WINS on, and no other phrasing of the own entry is nearer.
    - ``reworded``: a cosine from NEAR on, in an entry that this one may replace.

    Of these, only the first is reported for another entry; ``contradictory_answers``
    also beside ``reworded``. A phrasing with no other entry among its
    k nearest counts in ``similarity`` with the k-th, which overestimates it.
    """
    valid = (nearest >= 0) & (nearest != numbers[:, None])
    owners = phrasings.owners[np.where(valid, nearest, 0)]
    foreign = valid & (owners != phrasings.owners[numbers][:, None])
    closest = _highest(cosines, foreign)
    own = _highest(cosines, valid & ~foreign)
    found = Findings(similarity=_histogram(phrasings, cosines, valid, closest))
    comparison = _Comparison(phrasings)
    for row in np.flatnonzero(closest >= min(NEAR_ACROSS, NEAR, WINS)):
        columns = _columns_of_others(foreign[row], owners[row], cosines[row])
        others = [(int(nearest[row, column]), float(cosines[row, column])) for column in columns]
        reasons = list(comparison.reasons(int(numbers[row]), others, float(own[row])))
        if reasons:
            found.reasons[int(numbers[row])] = reasons
    return found


class _Comparison:
    """Remembers which entries agree, since their phrasings meet again and again."""

    def __init__(self, phrasings: Phrasings) -> None:
        self._phrasings = phrasings
        self._agreements: dict[tuple[int, int], Agreement] = {}

    def reasons(self, number: int, others: list[tuple[int, float]], own: float) -> Iterator[Reason]:
        """For one phrasing and the nearest phrasing of each other entry; ``own`` is the cosine of
        the nearest one of its own entry."""
        for other, cosine in others:
            text, theirs = self._phrasings.texts[number], self._phrasings.texts[other]
            across = self._phrasings.languages[number] != self._phrasings.languages[other]
            if cosine < (NEAR_ACROSS if across else NEAR) or not same_subject(text, theirs):
                continue
            entry, owner = (int(self._phrasings.owners[place]) for place in (number, other))
            key = self._phrasings.keys[owner]
            code = self._verdict(number, other, cosine, across)
            if not across and self._phrasings.may_replace(entry, owner):
                yield _reason("reworded", key, theirs, cosine)
                code = code if code == "contradictory_answers" else None
            elif code is None and cosine >= WINS and cosine > own:
                code = "two_entries_win"
            if code:
                yield _reason(code, key, theirs, cosine)

    def _verdict(self, number: int, other: int, cosine: float, across: bool) -> str | None:
        agreed = self._agree(number, other)
        same_text = self._phrasings.texts[number] == self._phrasings.texts[other]
        if same_text and agreed != "same":
            return "contradictory_answers"
        if agreed in CONFLICTS:
            needed = SAME_BY_ANSWER if agreed == "contradiction" else SAME
            return "contradictory_answers" if cosine >= needed else None
        return "near_duplicate" if agreed == "same" or across or cosine >= SAME else None

    def _agree(self, number: int, other: int) -> Agreement:
        first, second = sorted(
            (int(self._phrasings.owners[number]), int(self._phrasings.owners[other]))
        )
        pair = (first, second)
        if pair not in self._agreements:
            answers = self._phrasings.answers(first), self._phrasings.answers(second)
            self._agreements[pair] = entries_agree(*answers)
        return self._agreements[pair]


_SENTENCES = {
    "reworded": "entry '{}' (“{}”) of the same file is gone from it; this may be its new wording",
    "contradictory_answers": "entry '{}' answers the same question (“{}”) otherwise",
    "near_duplicate": "entry '{}' has nearly the same question (“{}”)",
    "two_entries_win": "entry '{}' has a question (“{}”) that is nearer than any of its own entry",
}


def _reason(code: str, key: str, question: str, cosine: float) -> Reason:
    return Reason(code, _SENTENCES[code].format(key, question), round(cosine, 3), key)


def _highest(cosines: Scores, chosen: Flags) -> Scores:
    highest: Scores = np.where(chosen, cosines, np.float32(-1)).max(axis=1, initial=-1)
    return highest


def _columns_of_others(foreign: Flags, owners: Numbers, cosines: Scores) -> list[int]:
    lowest = min(NEAR_ACROSS, NEAR, WINS)
    first: dict[int, int] = {}
    for column in np.flatnonzero(foreign & (cosines >= lowest)):
        first.setdefault(int(owners[column]), int(column))
        if len(first) == _OTHERS:
            break
    return list(first.values())


def _histogram(phrasings: Phrasings, cosines: Scores, valid: Flags, closest: Scores) -> Numbers:
    if len(phrasings.keys) < 2:
        return np.zeros(BINS, np.int64)
    last = np.where(valid, cosines, 2.0).min(axis=1, initial=2.0)
    nearness = np.where(closest > -1.0, closest, last)
    counted = nearness[nearness < 2.0]
    bins = np.clip((counted * BINS).astype(np.int64), 0, BINS - 1)
    return np.bincount(bins, minlength=BINS).astype(np.int64)
