"""A knowledge base that finds what the test tells it to."""

from dataclasses import replace

from knowledge_base import Match, SearchResult, Status
from knowledge_base.content.buttons import Button
from knowledge_base.content.entries import Entry
from tests.fakes.outcomes import JUDGED

BRAZIL = "How long does shipping to Brazil take?"


def stored(entry="shipping-brazil", confidence=0.97, answer="15–25 working days.", **values):
    return Match(
        **{
            "entry": entry,
            "question": BRAZIL,
            "answer": answer,
            "answer_language": "en",
            "category": "shipping",
            "source": "shipping.jsonl",
            "confidence": confidence,
        }
        | values
    )


def _as_read_in(language, match):
    """The match in the visitor's script, as the real base gives it."""
    texts = Entry(match.entry, questions={"zh": (match.question,)}, answers={"zh": match.answer})
    reader = "zh" if language == "en" else language or "zh"
    return replace(match, question=texts.question_in(reader), answer=texts.answer_in(reader)[0])


class FakeBase:
    """``results[text]`` or nothing; every match that it ever returned can be asked for by entry."""

    def __init__(self):
        self.results = {}
        self.entries = {}
        self.error = None
        self.counted = []
        self.outcomes = []

    def knows(self, text, *matches, band="answer"):
        judged = replace(JUDGED, entry=matches[0].entry)
        self.results[text] = SearchResult(list(matches), band, judged=judged)
        self.entries |= {match.entry: match for match in matches}

    def search(self, question, shop_id="demo", language=None, limit=3):
        if self.error is not None:
            raise self.error
        found = self.results.get(question, SearchResult([], "hand_off"))
        return replace(found, matches=[_as_read_in(language, match) for match in found.matches])

    def count(self, question, result, shop_id="demo"):
        self.counted.append(result)

    def record(self, outcomes, shop_id="demo"):
        self.outcomes.extend(outcomes)

    def alike(self, first, second, shop_id="demo"):
        return first.split()[:2] == second.split()[:2]

    def answer(self, entry, *, shop_id="demo", language="zh"):
        found = self.entries.get(entry)
        return found and _as_read_in(language, found)

    def status(self, shop_id="demo"):
        return Status("v1", len(self.entries), len(self.entries), "fake", True)


class KnowsEverything(FakeBase):
    """Has the same sure answer to every question, and what a served desk asks of a base.

    Only of what holds ``UNKNOWN`` it knows nothing. The answer to ``BUTTONS`` has buttons.
    """

    UNKNOWN = "nobody knows"
    BUTTONS = "how do I return it"

    def search(self, question, shop_id="demo", language=None, limit=3):
        if self.UNKNOWN in question:
            return SearchResult([], "hand_off")
        if question == self.BUTTONS:
            buttons = (
                Button("Return an item", url="https://shop.example/returns"),
                Button("How long does it take?", entry="shipping-brazil"),
            )
            return SearchResult([stored(buttons=buttons)], "answer")
        return SearchResult([stored()], "answer")

    def count(self, question, result, shop_id="demo"):
        pass

    def warm(self):
        pass

    def refresh(self, shop_id="demo"):
        pass
