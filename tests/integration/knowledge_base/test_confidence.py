"""The confidence of a whole shop, fitted on its own phrasings at import."""

import pytest

TOPICS = [
    "returns",
    "refunds",
    "invoices",
    "vouchers",
    "warranty",
    "customs",
    "tracking",
    "parcels",
    "couriers",
    "lockers",
    "addresses",
    "payment",
    "instalments",
    "currency",
    "membership",
    "points",
    "newsletter",
    "passwords",
    "account",
    "privacy",
    "sizes",
    "fabrics",
    "washing",
    "repairs",
    "spareparts",
    "batteries",
    "manuals",
    "gifts",
    "wrapping",
    "bulk",
]


def entry(topic):
    questions = [topic, f"{topic} please", f"about {topic}?", f"my {topic} again"]
    return {"entry": topic, "questions": {"en": questions}, "answers": {"en": f"All on {topic}."}}


@pytest.fixture
def shop(base, publish):
    publish([entry(topic) for topic in TOPICS])
    base.warm()
    return base


class TestBands:
    def test_a_new_way_to_ask_a_known_question_is_answered(self, shop):
        results = {topic: shop.search(f"please help, a question about {topic}") for topic in TOPICS}

        right = [t for t, r in results.items() if r.band == "answer" and r.matches[0].entry == t]

        assert len(right) >= 0.8 * len(TOPICS)

    @pytest.mark.parametrize(
        "text", ["is it going to snow on Sunday", "sing me a song", "你喜欢吃苹果吗", "qwertz uiop"]
    )
    def test_what_the_shop_has_nothing_about_is_not_answered(self, shop, text):
        result = shop.search(text)

        assert result.band == "hand_off"
        assert all(match.confidence < 0.5 for match in result.matches)

    def test_confidences_are_probabilities_best_first(self, shop):
        confidences = [match.confidence for match in shop.search("returns and refunds").matches]

        assert confidences == sorted(confidences, reverse=True)
        assert 0 <= confidences[-1] <= confidences[0] <= 1

    def test_is_the_same_after_a_restart(self, shop, open_base):
        question = "can you explain invoices"

        assert open_base().search(question) == shop.search(question)
