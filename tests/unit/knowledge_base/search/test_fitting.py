import numpy as np
import pytest

from knowledge_base.content.entries import Content, Entry
from knowledge_base.language.synonyms import Synonyms
from knowledge_base.search import classifier
from knowledge_base.search.fitting import fit_searcher
from knowledge_base.search.phrasings import encode
from knowledge_base.search.query import prepare
from tests.fakes.encoder import FakeEncoder

ENCODER = FakeEncoder()
TOPICS = ("refund", "parcel", "coupon", "invoice", "warranty")
CONTENT = Content(
    "demo",
    "1-a",
    tuple(Entry(t, questions={"en": (f"my {t}", f"about the {t} please")}) for t in TOPICS),
)


def fitted(lines=("sing me a song", "my parcel")):
    encoded = encode(CONTENT, ENCODER, Synonyms())
    return fit_searcher(encoded, ENCODER, lines, wording_weight=0.2, synonyms=Synonyms())


def best(searcher, text):
    return searcher.rank(prepare(text, ENCODER, Synonyms())).entries[0].entry


def test_finds_the_entry_of_a_new_question():
    searcher = fitted().searcher

    assert [best(searcher, f"where is the {topic}") for topic in TOPICS] == list(range(len(TOPICS)))


def test_a_line_that_is_the_shops_business_is_left_out():
    found = fitted()

    assert "my parcel" not in found.lines
    assert len(found.lines) == len(found.searcher.outside)
    assert len(found.searcher.wording) == len(found.texts) + len(found.lines)


def test_too_many_phrasings_go_without_a_classifier(monkeypatch):
    monkeypatch.setattr(classifier, "MOST_PHRASINGS", 3)

    found = fitted()

    assert (found.system, found.searcher.classifier) == (None, None)
    assert best(found.searcher, "where is the coupon") == TOPICS.index("coupon")


def test_progress_reports_the_stages():
    heard = []
    encoded = encode(CONTENT, ENCODER, Synonyms())

    fit_searcher(
        encoded,
        ENCODER,
        (),
        wording_weight=0.2,
        synonyms=Synonyms(),
        progress=lambda *report: heard.append(report),
    )

    assert heard == [("learning", 0, 1), ("learning", 1, 1)]


@pytest.mark.parametrize("text", ["my refund", "My refund!"])
def test_a_stored_question_is_certain(text):
    ranking = fitted().searcher.rank(prepare(text, ENCODER, Synonyms()))

    assert ranking.certain
    assert ranking.entries[0].entry == 0


def test_leaving_phrasings_out_makes_nothing_certain():
    searcher = fitted().searcher
    query = prepare("my refund", ENCODER, Synonyms())

    ranking = searcher.rank(query, without=np.array([0]))

    assert not ranking.certain
