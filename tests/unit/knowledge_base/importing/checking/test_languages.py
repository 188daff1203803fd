"""Wrong languages, missing ones, and translations that say something else."""

import pytest

from knowledge_base.content.entries import Entry
from knowledge_base.importing.checking.languages import (
    differing_translations,
    languages_of,
    missing_languages,
    wrong_language,
)
from knowledge_base.importing.rows import Row


def wrong(language, question="", answer=""):
    row = Row("a.csv", 2, "e", language=language, question=question, answer=answer)
    return [(reason.code, reason.text) for reason in wrong_language(row)]


def entry(questions, answers):
    return Entry("e", questions=questions, answers=answers)


class TestTheWrongLanguage:
    @pytest.mark.parametrize(
        ("language", "question"),
        [("zh", "How do I return an item?"), ("en", "怎么申请退货？"), ("en", "退货")],
    )
    def test_is_reported_for_a_question(self, language, question):
        ((code, text),) = wrong(language, question)

        assert code == "wrong_language_tag"
        assert "question" in text

    def test_is_reported_for_an_answer(self):
        ((_, text),) = wrong("zh", "怎么退货", "Open the order and choose Return.")

        assert text == "the row says Chinese, but its answer is in English"

    def test_is_reported_for_the_other_script(self):
        ((_, text),) = wrong("zh-Hans", "你好", "請於七天內退貨")

        assert text == "the row says Simplified Chinese, but its answer is in Traditional Chinese"

    @pytest.mark.parametrize(
        ("language", "question"),
        [
            ("zh", "PayPal"),
            ("zh", "Visa Mastercard American Express"),
            ("zh", "怎么用 promo code"),
            ("zh", "12345"),
            ("en", "What does 七天无理由 mean?"),
            ("en", "refund 退款"),
            ("en", "iPhone 15"),
            (None, "怎么退货"),
        ],
    )
    def test_is_not_reported_where_it_is_not_clear(self, language, question):
        assert wrong(language, question) == []


class TestMissingLanguages:
    def test_an_answer_missing_where_one_can_ask(self):
        (reason,) = missing_languages(
            entry({"zh": ("退货",), "en": ("return",)}, {"zh": "点“退货”。"})
        )

        assert reason.code == "missing_translation"
        assert "questions in English" in reason.text

    def test_everything_in_one_language(self):
        (reason,) = missing_languages(entry({"en": ("return",)}, {"en": "Choose Return."}))

        assert reason.code == "one_language"

    @pytest.mark.parametrize(
        "complete",
        [
            entry({"zh": ("退货",), "en": ("return",)}, {"zh": "点退货", "en": "Choose it"}),
            entry({"zh": ("退货",)}, {"zh": "点退货", "en": "Choose it"}),
        ],
    )
    def test_nothing_of_an_entry_with_an_answer_for_everybody(self, complete):
        assert missing_languages(complete) == []


class TestTranslations:
    def test_with_other_figures_are_reported(self):
        (reason,) = differing_translations(
            entry({}, {"zh": "七天内可以退货。", "en": "You can return it within 30 days."})
        )

        assert reason.code == "translations_differ"
        assert reason.text == "the Chinese answer says 7 where the English one says 30 (days)"

    @pytest.mark.parametrize(
        ("chinese", "english"),
        [
            ("14 天内可以退货", "within two weeks"),
            ("满 49 美元免运费", "free from US$49"),
            ("3–5 个工作日", "3 to 5 working days"),
            ("打八折", "20% off"),
            ("一般三天", "as a rule 3 days, 5 for islands"),
        ],
    )
    def test_that_agree_or_say_less_pass(self, chinese, english):
        assert differing_translations(entry({}, {"zh": chinese, "en": english})) == []

    def test_need_two_answers(self):
        assert differing_translations(entry({}, {"zh": "7 天"})) == []


class TestLanguagesOfAQuestionAndItsAnswer:
    @pytest.mark.parametrize(
        ("question", "answer", "languages"),
        [
            ("怎么退货？", "在订单页点退货。", ("zh", "zh")),
            ("怎么退货？", "Open My orders and choose Return.", ("zh", "en")),
            ("多久到账？", "3-5 working days", ("zh", "en")),
            ("能用吗", "Yes.", ("zh", "en")),
            ("How do I pay?", "用支付宝。", ("en", "zh")),
            ("What does 包邮 mean?", "It means free shipping.", ("en", "en")),
            ("How do I return?", "Open 我的订单 and choose 退货.", ("en", "en")),
            ("iPhone 15 Pro Max 能换吗", "Yes, within 30 days.", ("zh", "en")),
        ],
    )
    def test_are_those_that_they_are_written_in(self, question, answer, languages):
        assert languages_of(question, answer) == languages

    @pytest.mark.parametrize("question", ["How long?", "When?", "Is it free?"])
    def test_of_a_short_question_is_english(self, question):
        assert languages_of(question, "三天") == ("en", "zh")

    @pytest.mark.parametrize(
        ("question", "answer", "language"),
        [
            ("PayPal?", "支持 PayPal 付款。", "zh"),
            ("VIP", "会员享九折优惠。", "zh"),
            ("支持什么支付？", "Visa / PayPal", "zh"),
            ("邮箱是什么？", "support@shop.example", "zh"),
            ("官网地址？", "https://shop.example/how-to-return-it", "zh"),
            ("尺码有哪些？", "S / M / L / XL", "zh"),
            ("What is the price?", "99", "en"),
            ("PayPal?", "Visa", "en"),
            ("???1", "99", "en"),
        ],
    )
    def test_without_one_go_with_the_other_text(self, question, answer, language):
        assert languages_of(question, answer) == (language, language)
