import pytest

from knowledge_base.content.entries import Entry
from knowledge_base.content.filings import Filed, Filing, Text
from knowledge_base.importing.filing import Scope, gone_from, renamed_files
from knowledge_base.importing.report import Source
from knowledge_base.importing.rows import Row

ANSWER = Text("zh", "answer")
BOOK = Source("a.xlsx", "xlsx", sheets={"a.xlsx": "One"}, other_sheets=("Hidden",))


def filed(key, *filings):
    entry = Entry(key, questions={"zh": ("?",)}, answers={"zh": "!"})
    return Filed(entry, "a.csv", 1, frozenset(filings))


def answer_in(file, sheet=""):
    return Filing(file, sheet, ANSWER)


class TestScope:
    @pytest.mark.parametrize(
        ("file", "sheet", "whole", "one"),
        [
            ("a.xlsx", "One", True, True),
            ("a.xlsx", "Deleted", True, False),
            ("a.xlsx", "", True, False),
            ("a.xlsx", "Hidden", False, False),
            ("b.xlsx", "One", False, False),
        ],
    )
    def test_of_a_workbook(self, file, sheet, whole, one):
        assert Scope([BOOK]).covers(answer_in(file, sheet)) is whole
        assert Scope([BOOK], sheets_only=True).covers(answer_in(file, sheet)) is one

    def test_does_not_speak_for_what_could_not_be_read(self):
        assert not Scope([BOOK], unclear=["a.xlsx"]).covers(answer_in("a.xlsx", "One"))
        assert Scope([BOOK], unclear=["a.xlsx[Two]"]).covers(answer_in("a.xlsx", "One"))

    def test_a_text_is_filed_under_the_new_title_of_its_sheet(self):
        old = [answer_in("a.xlsx", "Old"), answer_in("a.xlsx", "Hidden"), answer_in("b.csv")]

        found = Scope([BOOK]).refiled(old, [Row("a.xlsx", 2, answer="!", language="zh")])

        assert found == {answer_in("a.xlsx", "One"), *old[1:]}


def test_what_is_gone_from_one_of_two_files_is_no_loss():
    both = filed("a", answer_in("a.csv"), answer_in("b.csv"))

    (gone,) = gone_from([both], {}, Scope([Source("a.csv", "csv")])).values()

    assert gone.filings == {answer_in("a.csv")}
    assert gone.texts == set()


def test_a_new_file_with_half_of_the_entries_of_an_older_one_may_be_that_file():
    stored = [filed(key, answer_in("old.csv")) for key in "abc"]
    named = {key: frozenset({answer_in("new.csv")}) for key in "ab"}

    assert renamed_files(stored, named, ["new.csv"]) == {"new.csv": ("old.csv", 2, 3)}
    assert renamed_files(stored, {"a": named["a"]}, ["new.csv"]) == {}


class TestScripts:
    HERE = Source("a.csv", "csv")

    def gone(self, stored, named):
        entry = Entry("a", questions={"zh": ("?",)}, answers=stored)
        filings = frozenset(Filing("a.csv", "", Text(tag, "answer")) for tag in stored)
        here = frozenset(Filing("a.csv", "", Text(tag, "answer")) for tag in named)
        found = gone_from([Filed(entry, "a.csv", 1, filings)], {"a": here}, Scope([self.HERE]))
        return {text.language for item in found.values() for text in item.texts}

    def test_script_that_a_file_no_longer_has_is_gone(self):
        assert self.gone({"zh-Hans": "旧", "zh-Hant": "舊"}, ["zh-Hans"]) == {"zh-Hant"}
        assert self.gone({"zh": "旧规则", "zh-Hant": "舊"}, ["zh-Hant"]) == {"zh"}

    def test_text_that_has_another_tag_now_is_not_gone(self):
        assert self.gone({"zh": "旧规则"}, ["zh-Hans"]) == set()
        assert self.gone({"zh-Hans": "旧", "zh-Hant": "舊"}, ["zh"]) == set()
