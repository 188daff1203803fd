import pytest

from agent_desk.texts.en import EN
from agent_desk.turns.decision import (
    Answer,
    AskNumbersAgain,
    Clarify,
    HandOff,
    Nothing,
    Say,
    Show,
    Wait,
)
from agent_desk.turns.reply_lines import lines_of
from tests.fakes.base import stored
from tests.fakes.dialogue import ASK_NUMBER, GREET
from tests.fakes.evidence import FOUND, wording

BRAZIL = stored().question

CHINESE = stored(question="寄到巴西要多久？", answer="一般四到七个工作日。", answer_language="zh")


def texts_of(lines):
    return [line.text for line in lines]


class TestAnswer:
    def test_stored_answer_names_its_source(self):
        (line,) = lines_of(Answer(stored()), wording("en"))

        assert line.text == "15–25 working days."
        assert (line.source.entry, line.source.question) == ("shipping-brazil", BRAZIL)
        assert (line.source.language, line.source.translated) == ("en", False)
        assert line.choices == ()

    def test_answer_of_the_other_language_is_marked(self):
        (line,) = lines_of(Answer(CHINESE), wording("en"))

        assert (line.source.language, line.source.translated) == ("zh", True)

    def test_answer_is_shown_as_the_knowledge_base_gives_it(self):
        (line,) = lines_of(Answer(CHINESE), wording("zh-Hant"))

        assert (line.text, line.source.question) == (CHINESE.answer, CHINESE.question)
        assert not line.source.translated

    def test_form_asks_again_after_the_answer(self):
        lines = lines_of(Answer(stored(), texts=(ASK_NUMBER,)), wording("en"))

        assert texts_of(lines) == ["15–25 working days.", "What is your order number?"]
        assert lines[1].source is None


class TestChips:
    def test_question_back_comes_last_with_its_chips_and_a_person(self):
        matches = (stored(), stored("customs", question="Do I pay customs?"))

        said, asked = lines_of(Clarify(matches, texts=(GREET,)), wording("en"))

        assert (said.text, said.choices) == (wording().utter(GREET), ())
        assert asked.text == EN.did_you_mean
        assert [(choice.id, choice.kind, choice.label) for choice in asked.choices] == [
            ("shipping-brazil", "question", BRAZIL),
            ("customs", "question", "Do I pay customs?"),
            ("person", "person", EN.talk_to_person),
        ]

    @pytest.mark.parametrize(
        ("confidence", "said"), [(0.6, EN.did_you_mean), (0.1, EN.perhaps_you_mean)]
    )
    def test_question_back_says_where_none_of_the_choices_is_likely(self, confidence, said):
        choices = (stored(confidence=confidence), stored("customs", confidence=0.05))

        (asked,) = lines_of(Clarify(choices), wording("en"))

        assert asked.text == said

    def test_nothing_found_offers_a_person(self):
        (line,) = lines_of(Nothing(), wording("zh-Hant"))

        assert [(choice.kind, choice.label) for choice in line.choices] == [
            ("person", "轉接真人客服")
        ]

    def test_form_asks_again_after_the_excuse_and_carries_the_chip(self):
        excuse, asked = lines_of(Nothing(texts=(ASK_NUMBER,)), wording("en"))

        assert (excuse.text, excuse.choices) == (EN.nothing_found, ())
        assert asked.text == "What is your order number?"
        assert [choice.kind for choice in asked.choices] == ["person"]


class TestHandOff:
    def test_reason_has_its_own_words(self):
        said = texts_of(lines_of(HandOff("complaint"), wording("en")))

        assert said == [EN.handed_off_complaint]

    def test_any_other_reason_has_the_usual_words(self):
        assert texts_of(lines_of(HandOff("a new one"), wording("en"))) == [EN.handed_off]

    def test_too_many_look_ups_have_words_of_their_own(self):
        handoff = HandOff("order_not_verified", locked=True)

        assert texts_of(lines_of(handoff, wording("en"))) == [EN.order_locked]


@pytest.mark.parametrize("decision", [Say, AskNumbersAgain])
def test_rasas_texts_are_said_one_by_one(decision):
    said = lines_of(decision((GREET, ASK_NUMBER), "greet"), wording("zh-Hant"))

    assert texts_of(said) == [
        "您好，我是山茶的智慧助理，請問有什麼可以為您服務？",
        "請提供您的訂單編號。",
    ]


def test_what_was_looked_up_is_shown():
    (line,) = lines_of(Show(FOUND), wording("en"))

    assert "RL2611200001" in line.text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "You also named RL2611200002, RL2611200003. Send me a number"),
        ("zh-Hans", "您还提到了 RL2611200002、RL2611200003，"),
        ("zh-Hant", "您還提到了 RL2611200002、RL2611200003，"),
    ],
)
def test_the_other_numbers_of_a_line_are_named(language, said):
    numbers = ("RL2611200002", "RL2611200003")

    line = lines_of(Show(FOUND, others=numbers), wording(language))[-1]

    assert line.text.startswith(said)
    assert [(chip.kind, chip.id, chip.label) for chip in line.choices] == [
        ("order", number, number) for number in numbers
    ]


def test_a_wait_asks_for_patience_in_the_visitors_script():
    assert texts_of(lines_of(Wait(), wording("zh-Hant"))) == ["請稍候，這個問題需要多一點時間。"]
