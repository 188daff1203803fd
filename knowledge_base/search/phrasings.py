"""A version's phrasings in their comparison form, with their vectors.

Most of a new version is the same as in the version before it. What is known of a phrasing is
reused, so that a small change of a large knowledge base is a small piece of work.
"""

from dataclasses import dataclass

import numpy as np

from knowledge_base.arrays import Numbers, Vectors
from knowledge_base.content.entries import Content
from knowledge_base.language.synonyms import Synonyms
from knowledge_base.progress import StageProgress
from knowledge_base.search.encoder import Encoder
from knowledge_base.search.query import comparison_form

_BATCH = 2_048


@dataclass(frozen=True)
class Encoded:
    """Row i of ``vectors`` and ``texts[i]`` belong to ``content.phrasings[i]``.

    ``previous_rows[i]`` is the row that it had in the version before, −1 where it is new.
    """

    content: Content
    texts: list[str]
    vectors: Vectors
    previous_rows: Numbers

    def narrowed(self, content: Content) -> "Encoded":
        """The rows of a content that has some of the entries, and no others."""
        kept = np.array(
            [self.content.entries[p.entry].key in content.by_key for p in self.content.phrasings],
            dtype=np.bool_,
        )
        texts = [text for text, keep in zip(self.texts, kept, strict=True) if keep]
        return Encoded(content, texts, self.vectors[kept], self.previous_rows[kept])


def encode(
    content: Content,
    encoder: Encoder,
    synonyms: Synonyms,
    *,
    previous: Encoded | None = None,
    progress: StageProgress = lambda done, total: None,
) -> Encoded:
    """Every phrasing of ``content``; those that ``previous`` has are taken from there.

    ``previous`` must come from the same encoder and synonyms. Raises EncoderError.
    """
    phrasings = content.phrasings
    known = _numbers(previous.content) if previous else {}
    rows = np.fromiter((known.get(p.text, -1) for p in phrasings), np.int64, len(phrasings))
    vectors = np.empty((len(phrasings), encoder.dimension), dtype=np.float32)
    texts = [""] * len(phrasings)
    if previous is not None:
        kept = np.flatnonzero(rows >= 0)
        vectors[kept] = previous.vectors[rows[kept]]
        for number in kept.tolist():
            texts[number] = previous.texts[rows[number]]
    new = np.flatnonzero(rows < 0)
    for start in range(0, len(new), _BATCH):
        numbers = new[start : start + _BATCH]
        forms = [comparison_form(phrasings[number].text, synonyms) for number in numbers.tolist()]
        vectors[numbers] = encoder.encode_passages(forms)
        for number, form in zip(numbers.tolist(), forms, strict=True):
            texts[number] = form
        progress(min(start + _BATCH, len(new)), len(new))
    return Encoded(content, texts, vectors, rows)


def _numbers(content: Content) -> dict[str, int]:
    return {phrasing.text: number for number, phrasing in enumerate(content.phrasings)}
