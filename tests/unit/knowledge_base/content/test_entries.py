from dataclasses import replace

from knowledge_base.content.entries import Content, Entry, content_digest, entry_digest

ENTRY = Entry(
    "return-how",
    questions={"zh": ("怎么退货？", "想退货"), "en": ("How do I return it?",)},
    answers={"zh": "点“退货”。"},
)


class TestEntry:
    def test_shows_the_first_phrasing_in_a_language_or_the_other(self):
        chinese = Entry("a", questions={"zh": ("一", "二")})

        assert [ENTRY.question_in("en"), chinese.question_in("en")] == ["How do I return it?", "一"]

    def test_without_questions_shows_its_key(self):
        assert Entry("a").question_in("zh") == "a"

    def test_says_in_which_language_the_answer_is(self):
        assert ENTRY.answer_in("en") == ("点“退货”。", "zh")


class TestScripts:
    def test_reader_of_either_gets_the_text_that_the_shop_wrote_in_it(self):
        entry = Entry(
            "a",
            questions={"zh-Hans": ("怎么付款",), "zh-Hant": ("如何付費",)},
            answers={"zh-Hans": "支付宝", "zh-Hant": "超商代碼"},
        )

        assert entry.answer_in("zh-Hant") == ("超商代碼", "zh")
        assert entry.answer_in("zh-Hans") == ("支付宝", "zh")
        assert entry.question_in("zh-Hant") == "如何付費"

    def test_script_without_a_text_is_converted(self):
        entry = Entry("a", answers={"zh-Hant": "超商代碼\n請找范先生", "en": "A code"})

        assert entry.answer_in("zh-Hans")[0] == "超商代码\n请找范先生"
        assert entry.answer_in("zh")[0] == "超商代碼\n請找范先生"
        assert entry.answer_in("en") == ("A code", "en")

    def test_text_for_both_beside_one_of_a_script_serves_the_other(self):
        entry = Entry("a", answers={"zh": "支付宝", "zh-Hant": "超商代碼"})

        assert [entry.answer_in(tag)[0] for tag in ("zh-Hans", "zh-Hant")] == ["支付宝", "超商代碼"]

    def test_text_of_one_script_alone_is_left_as_it_is_where_it_shows_none(self):
        tagged = Entry("a", answers={"zh-Hant": "老岳干面"})
        told_by_its_question = Entry("a", questions={"zh": ("誰負責",)}, answers={"zh": "老岳干面"})

        assert tagged.answer_in("zh-Hant")[0] == "老岳干面"
        assert told_by_its_question.answer_in("zh-Hant")[0] == "老岳干面"

    def test_phrasing_that_is_the_same_in_both_counts_once(self):
        entry = Entry("a", questions={"zh-Hans": ("退货", "退款"), "zh-Hant": ("退貨", "退錢")})

        assert entry.asked_in("zh") == ("退货", "退款", "退錢")

    def test_what_is_written_is_shown(self):
        assert Entry("a", answers={"zh": "超商代碼", "en": "A code"}).written_tags == (
            "zh-Hant",
            "en",
        )


class TestContent:
    def test_numbers_phrasings_by_entry_then_language(self):
        content = Content("demo", "1-abc", (ENTRY, Entry("b", questions={"en": ("When?",)})))

        assert [(p.entry, p.language, p.text) for p in content.phrasings] == [
            (0, "zh", "怎么退货？"),
            (0, "zh", "想退货"),
            (0, "en", "How do I return it?"),
            (1, "en", "When?"),
        ]

    def test_versions_of_equal_content_share_a_digest(self):
        assert Content("demo", "1-abc", ()).digest == Content("demo", "7-abc", ()).digest


class TestDigest:
    def test_of_equal_entries_is_equal(self):
        assert entry_digest(ENTRY) == entry_digest(replace(ENTRY))

    def test_changes_with_anything_that_is_shown(self):
        changed = [replace(ENTRY, category="x"), replace(ENTRY, answers={"zh": "别的。"})]

        assert len({entry_digest(entry) for entry in (ENTRY, *changed)}) == 3

    def test_of_a_version_depends_on_the_order(self):
        assert content_digest(["a", "b"]) != content_digest(["b", "a"])
