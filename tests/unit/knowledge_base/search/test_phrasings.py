import numpy as np

from knowledge_base.content.entries import Content, Entry
from knowledge_base.language.synonyms import Synonyms
from knowledge_base.search.phrasings import encode
from tests.fakes.encoder import FakeEncoder


class CountingEncoder(FakeEncoder):
    def __init__(self):
        super().__init__()
        self.texts = []

    def encode_passages(self, texts):
        self.texts += texts
        return super().encode_passages(texts)


def content(*questions):
    entries = [Entry(f"e{n}", questions={"en": (text,)}) for n, text in enumerate(questions)]
    return Content("demo", "1-a", tuple(entries))


def test_only_new_phrasings_are_encoded():
    encoder = CountingEncoder()
    before = encode(content("refund", "parcel"), encoder, Synonyms())
    encoder.texts.clear()

    after = encode(content("parcel", "coupon"), encoder, Synonyms(), previous=before)

    assert encoder.texts == ["coupon"]
    assert after.previous_rows.tolist() == [1, -1]
    assert (after.vectors[0] == before.vectors[1]).all()
    assert after.texts == ["parcel", "coupon"]


def test_narrowing_keeps_the_rows_of_the_entries_that_stay():
    whole = encode(content("refund", "parcel"), FakeEncoder(), Synonyms())
    part = Content("demo", "2-b", whole.content.entries[1:])

    narrowed = whole.narrowed(part)

    assert narrowed.texts == ["parcel"]
    assert np.array_equal(narrowed.vectors, whole.vectors[1:])


def test_progress_counts_the_new_phrasings():
    heard = []

    encode(
        content("a", "b"), FakeEncoder(), Synonyms(), progress=lambda *counts: heard.append(counts)
    )

    assert heard == [(2, 2)]
