import numpy as np

from knowledge_base.content.entries import Content, Entry
from knowledge_base.importing.similarity_check import compare_entries
from knowledge_base.language.synonyms import Synonyms
from knowledge_base.search.phrasings import encode
from tests.fakes.encoder import FakeEncoder


def encoded(*entries):
    content = Content("demo", "1-a", tuple(entries))
    return encode(content, FakeEncoder(), Synonyms())


def entry(key, question, answer):
    return Entry(key, questions={"en": (question,)}, answers={"en": answer})


ENTRIES = (
    entry("a", "how long is shipping", "It takes 3 days."),
    entry("b", "how long is shipping", "It takes 9 days."),
    entry("c", "gift wrapping", "Yes, for free."),
)


def test_the_same_question_with_another_answer_is_a_contradiction():
    found = compare_entries(encoded(*ENTRIES), {"b"})

    (finding,) = found.doubts
    assert (finding.entry, finding.reason.other) == ("b", "a")
    assert finding in found.findings
    assert sum(found.histogram) == 1


def test_entries_that_did_not_change_are_not_looked_at():
    found = compare_entries(encoded(*ENTRIES), {"c"})

    assert found.findings == []


def test_the_index_holds_all_vectors():
    everything = encoded(*ENTRIES)

    found = compare_entries(everything, ())

    assert np.allclose(found.index.vectors(), everything.vectors)
