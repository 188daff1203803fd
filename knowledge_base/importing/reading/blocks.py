"""Tables that stand beside each other in one: 问题, 答案, 问题, 答案."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from knowledge_base.importing.reading.aliases import ENTRIES
from knowledge_base.importing.reading.names import parsed

_SHARED = ("category", "source", "language")
_TEXTS = ("question", "answer")


def blocks_beside(
    names: Sequence[str], places: Mapping[str, list[int]]
) -> list[dict[str, list[int]]]:
    """The columns of each table, by our names; empty where the names do not repeat.

    A table begins where the first name that repeats does, and has a question and an answer. A
    category, a source or a language before all of them counts for each.
    """
    alike = [parsed(name) if name.strip() else None for name in names]
    repeated = next((name for name in alike if name and alike.count(name) > 1), None)
    if repeated is None:
        return []
    starts = [i for i, name in enumerate(alike) if name == repeated]
    blocks = []
    for start, end in pairwise([*starts, len(names)]):
        within = [name if start <= i < end else "" for i, name in enumerate(names)]
        block = ENTRIES.assigned(within, {})
        if not {ours.partition("_")[0] for ours in block}.issuperset(_TEXTS):
            return []
        blocks.append(block)
    for ours in ("entry", *_SHARED):
        before = [place for place in places.get(ours, ()) if place < starts[0]]
        for block in blocks if ours in _SHARED else blocks[:1]:
            if before:
                block.setdefault(ours, before)
    return blocks
