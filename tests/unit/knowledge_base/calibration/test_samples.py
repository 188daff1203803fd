from collections import Counter

from knowledge_base.calibration.samples import samples, samples_of_questions
from knowledge_base.content.entries import Content, Entry
from knowledge_base.language.synonyms import Synonyms
from knowledge_base.search.fitting import fit_searcher
from knowledge_base.search.phrasings import encode
from tests.fakes.encoder import FakeEncoder

ENCODER = FakeEncoder()
CONTENT = Content(
    "demo",
    "1-a",
    (
        Entry("refund", questions={"en": ("my refund", "the refund please")}),
        Entry("parcel", questions={"zh": ("包裹到哪了",)}),
    ),
)
LINES = ("sing me a song", "what a lovely day", "qwertz uiop")


def fitted():
    encoded = encode(CONTENT, ENCODER, Synonyms())
    return fit_searcher(encoded, ENCODER, LINES, wording_weight=0.2, synonyms=Synonyms())


def test_each_phrasing_is_asked_without_itself_and_without_its_entry():
    found = fitted()

    counts = Counter(sample.kind for sample in samples(CONTENT, found))

    # An entry with one phrasing has none left to be found by.
    assert (counts["in_scope"], counts["near"]) == (2, 3)
    assert counts["far"] == len(found.lines)


def test_a_phrasing_that_is_missed_counts_less_the_fewer_others_its_entry_has():
    weights = {sample.kind: sample.missed_weight for sample in samples(CONTENT, fitted())}

    assert weights == {"in_scope": 0.5, "near": 1, "far": 1}


def test_without_its_entry_nothing_is_right():
    found = samples(CONTENT, fitted())

    assert not any(sample.among_three for sample in found if sample.kind != "in_scope")


def test_the_same_content_gives_the_same_samples():
    first, second = (samples(CONTENT, fitted()) for _ in range(2))

    assert [sample.features.tolist() for sample in first] == [
        sample.features.tolist() for sample in second
    ]


def test_questions_with_and_without_a_right_entry():
    questions = [("refund now", 0), ("spare parts", None), ("？", 0), ("my refund", 0)]

    found = samples_of_questions(questions, fitted().searcher, ENCODER)

    # What has no letter is not searched for; what is stored word for word is certain.
    assert [sample.kind for sample in found] == ["in_scope", "near"]
