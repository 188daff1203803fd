"""Groups pairs whose questions mean the same into one candidate. Knows neither files nor SQL."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from knowledge_base.arrays import Vectors
from knowledge_base.content.candidates import (
    Candidate,
    fingerprint,
)
from knowledge_base.content.results import Language
from knowledge_base.importing.past_chats.extraction import Pair
from knowledge_base.language.text import normalise
from knowledge_base.search.encoder import Encoder
from knowledge_base.search.vector_index import nearest_earlier

SAME_MEANING = 0.85
"""Cosine from which on two questions are taken for one.

Measured with the encoder that ships; see docs/importing.md. Lower, and questions that share a
topic ("can I change the size?", "can I change the address?") become one; higher, and more of a
person's time goes into merging.
"""

PHRASINGS = 10
"""Of one candidate; a person reads them."""
OTHER_ANSWERS = 5

_PUNCTUATION = " ?!.,;:~。、…"  # as ``normalise`` leaves it

_NEIGHBOURS = 48
_BATCH = 4_096
_COMPARED_ANSWERS = 50


@dataclass
class _Wording:
    """One wording, and the pairs that have it."""

    pairs: list[Pair] = field(default_factory=list)


def group(pairs: Sequence[Pair], encoder: Encoder) -> list[Candidate]:
    """One candidate for each meaning and language, those asked in most chats first.

    The first phrasing is the most typical one; the answer is the one given most often, and among
    equals the one most like the others. The same pairs give the same candidates.
    """
    candidates = []
    for language in dict.fromkeys(pair.language for pair in pairs):
        mine = [pair for pair in pairs if pair.language == language]
        candidates += list(_grouped(mine, language, encoder))
    return sorted(candidates, key=lambda found: (-found.count, found.file, found.line))


def _grouped(pairs: Sequence[Pair], language: Language, encoder: Encoder) -> Iterator[Candidate]:
    by_wording: dict[str, _Wording] = {}
    for pair in pairs:
        wording = normalise(pair.question).strip(_PUNCTUATION)
        by_wording.setdefault(wording, _Wording()).pairs.append(pair)
    # The most frequent wordings lead; equals in the order of the file.
    ordered = sorted(by_wording.items(), key=lambda item: -len(item[1].pairs))
    asked = [item for _, item in ordered]
    vectors = encoder.encode_questions([wording for wording, _ in ordered])
    groups = [
        [(asked[number], vectors[number]) for number in members]
        for members in _groups_by_leader(vectors, SAME_MEANING).values()
    ]
    answers = _ranked_answers([[item for item, _ in members] for members in groups], encoder)
    for members, ranked in zip(groups, answers, strict=True):
        yield _candidate(members, ranked, language)


def _groups_by_leader(vectors: Vectors, threshold: float) -> dict[int, list[int]]:
    """Numbers of vectors, by the number of the vector that leads their group.

    Each vector joins the nearest leader of its neighbours' groups, so that a group cannot grow along
    a chain: every member has at least the cosine ``threshold`` to its leader.
    """
    leader = np.full(len(vectors), -1, dtype=np.int64)
    groups: dict[int, list[int]] = {}
    # A leader stands before its group, so that later vectors are not needed.
    for start, scores, numbers in nearest_earlier(vectors, _NEIGHBOURS, _BATCH):
        for row in range(len(numbers)):
            number = start + row
            near = numbers[row][(scores[row] >= threshold) & (numbers[row] < number)]
            leaders = np.unique(leader[near])
            if len(leaders):
                cosines = vectors[leaders] @ vectors[number]
                best = int(np.argmax(cosines))
                if cosines[best] >= threshold:
                    leader[number] = leaders[best]
            if leader[number] < 0:
                leader[number] = number
            groups.setdefault(int(leader[number]), []).append(number)
    return groups


def _ranked_answers(groups: list[list[_Wording]], encoder: Encoder) -> list[list[str]]:
    """The distinct answers of each group, the one to be shown first."""
    counted = [_counted_answers(members) for members in groups]
    tied = [_most_given(answers)[:_COMPARED_ANSWERS] for answers in counted]
    # Of two, both are as central; the longer one says more.
    unclear = [normalise(answer) for answers in tied if len(answers) > 2 for answer in answers]
    vectors = encoder.encode_passages(unclear) if unclear else None
    ranked, start = [], 0
    for answers, best in zip(counted, tied, strict=True):
        first = max(best, key=len)
        if vectors is not None and len(best) > 2:
            mine = vectors[start : start + len(best)]
            start += len(best)
            first = best[int(np.argmax(mine @ mine.sum(axis=0)))]
        others = [answer for answer, _ in answers.most_common() if answer != first]
        ranked.append([first, *others])
    return ranked


def _most_given(answers: Counter[str]) -> list[str]:
    most = max(answers.values())
    return [answer for answer, count in answers.items() if count == most]


def _counted_answers(members: list[_Wording]) -> Counter[str]:
    """How often each answer was given, as it was first written; in the order of the file."""
    written: dict[str, str] = {}
    counted: Counter[str] = Counter()
    pairs = [pair for item in members for pair in item.pairs]
    for pair in sorted(pairs, key=lambda pair: (pair.file, pair.line)):
        counted[written.setdefault(normalise(pair.answer), pair.answer)] += 1
    return counted


def _candidate(
    members: list[tuple[_Wording, Vectors]], answers: list[str], language: Language
) -> Candidate:
    weights = np.array([len(item.pairs) for item, _ in members], dtype=np.float32)
    vectors = np.stack([vector for _, vector in members])
    typical = np.argsort(-(vectors @ (weights @ vectors)), kind="stable")
    questions = tuple(members[int(i)][0].pairs[0].question for i in typical[:PHRASINGS])
    pairs = [pair for item, _ in members for pair in item.pairs]
    first = min(pairs, key=lambda pair: (pair.file, pair.line))
    categories = Counter(pair.category for pair in pairs if pair.category)
    count = len({(pair.file, pair.conversation) for pair in pairs})
    return Candidate(
        fingerprint=fingerprint(questions, answers[0]),
        questions=questions,
        answer=answers[0],
        other_answers=tuple(answers[1 : 1 + OTHER_ANSWERS]),
        language=language,
        category=categories.most_common(1)[0][0] if categories else "",
        file=first.file,
        line=first.line,
        count=count,
        reason="past_chat",
        detail=_detail(count, len(answers)),
    )


def _detail(count: int, answers: int) -> str:
    chats = "one past chat" if count == 1 else f"{count:,} past chats"
    given = "the same answer" if answers == 1 else f"{answers:,} different answers"
    return f"asked in {chats}" + (f", with {given}" if count > 1 or answers > 1 else "")
