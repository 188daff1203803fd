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
