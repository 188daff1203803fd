import pytest

from knowledge_base.importing.cleaning import LONGEST_QUESTION, Cleaned, by_language, clean
from knowledge_base.importing.rows import Note, Rejected, Row


def row(question="", answer="", entry="e", language="zh", **values):
    return Row("a.csv", 1, entry, language=language, question=question, answer=answer, **values)


def codes(cleaned):
    return [reason.code for reason in cleaned.reasons]


class TestClean:
    def test_tidies_spaces_and_invisible_characters(self):
        cleaned = clean(row("  怎么\u200b 退款\ufeff \t？ ", "一\r\n\r\n\r\n\r\n二  三 \x00")).row

        assert (cleaned.question, cleaned.answer) == ("怎么 退款 ？", "一\n\n二 三")

    def test_keeps_emoji_full_width_digits_and_their_joiners(self):
        text = "👨‍👩‍👧 １２３ 元可以吗"

        assert clean(row(text, text)).row.question == text

    def test_drops_marks_of_direction(self):
        assert clean(row("\u202e退款\u202c\u200f吗", "a")).row.question == "退款吗"

    def test_half_a_character_is_a_lost_one(self):
        assert clean(row("退\ud83d款", "a")).row.question == "退\ufffd款"

    @pytest.mark.parametrize(
        ("question", "language"),
        [("怎麼退款", "zh"), ("refund?", "en"), ("???1", "en")],
    )
    def test_finds_the_language_when_the_file_does_not_say(self, question, language):
        assert clean(row(question, "a", language=None)).row.language == language

    def test_makes_the_same_key_for_the_same_question(self):
        first, again = (clean(row(text, "a", entry="")).row for text in ("怎么退款", "怎麼退款"))

        assert first.entry == again.entry
        assert first.entry.startswith("q-")

    def test_html_becomes_text_and_is_reported(self):
        cleaned = clean(row("怎么退款", "<p>点<b>退款</b></p><p>三天&nbsp;到账</p>"))

        assert cleaned.row.answer.split("\n")[0] == "点退款"
        assert "<" not in cleaned.row.answer
        assert codes(cleaned) == ["html_cleaned"]

    def test_garbled_text_is_repaired_and_reported(self):
        garbled = "运费多少".encode().decode("gb18030")

        cleaned = clean(row(garbled, "a"))

        assert (cleaned.row.question, codes(cleaned)) == ("运费多少", ["repaired"])

    def test_what_a_reader_noted_is_passed_on(self):
        assert codes(clean(row("怎么退款", "a", notes=(Note("repaired", "was cut"),)))) == [
            "repaired"
        ]

    @pytest.mark.parametrize(("answer", "is_short"), [("6.22202E+18", True), ("1E+3 or so", False)])
    def test_a_number_that_a_spreadsheet_shortened_is_reported(self, answer, is_short):
        assert ("digits_lost" in codes(clean(row("对公账号？", answer)))) == is_short

    def test_a_wrong_language_is_reported(self):
        assert "wrong_language_tag" in codes(clean(row("How do I get a refund?", "点退款")))

    def test_the_apostrophe_of_our_own_tables_is_removed(self):
        cleaned = clean(row("'=满减怎么算", "'-10 元")).row

        assert (cleaned.question, cleaned.answer) == ("=满减怎么算", "-10 元")

    @pytest.mark.parametrize(
        ("bad", "code", "reason"),
        [
            (row("", ""), "no_question_nor_answer", "neither"),
            (row("", "a", entry=""), "answer_needs_entry", "needs the name of its entry"),
            (row("？？", "a"), "no_letter", "no letter"),
            (row("x" * (LONGEST_QUESTION + 1), "a"), "too_long", "501 characters"),
            (row("q", "a" * 5001), "too_long", "5,001 characters"),
            (row("q", "a", entry="k" * 201), "too_long", "201 characters"),
            (row("q", "{{order.colour}}"), "unknown_field", "there are: order.number, "),
            (row("q", "a\n" + "[b](https://c.example)\n" * 5), "too_many_buttons", "4 buttons"),
        ],
    )
    def test_refuses_with_a_reason(self, bad, code, reason):
        rejected = clean(bad)

        assert isinstance(rejected, Rejected)
        assert rejected.code == code
        assert reason in rejected.reason
        assert rejected.row is not None

    def test_what_is_clean_is_left_alone(self):
        kept = row("怎么退款？", "点退款。\n三天到账。")

        assert clean(kept) == Cleaned(kept, ())


class TestByLanguage:
    def test_a_question_and_an_answer_in_two_languages_come_apart(self):
        whole = clean(
            row("怎么退货？", "<p>Choose Return on the page.</p>", entry="", language=None)
        )

        question, answer = by_language(whole)

        assert (question.row.language, question.row.answer) == ("zh", "")
        assert (answer.row.language, answer.row.question) == ("en", "")
        assert question.row.entry == answer.row.entry
        assert (codes(question), codes(answer)) == ([], ["html_cleaned"])
        assert (question.row.further, answer.row.further) == (False, True)

    @pytest.mark.parametrize(
        ("question", "answer"),
        [("怎么退货？", "点退货。"), ("PayPal?", "支持。"), ("怎么退货？", "")],
    )
    def test_others_stay_whole(self, question, answer):
        whole = clean(row(question, answer, language=None))

        assert by_language(whole) == (whole,)
        assert whole.row.language == "zh"
