"""What an entry is filed under, and what an import does with what is gone from there."""

import pytest
from openpyxl import Workbook

from knowledge_base.content.candidates import decision_on
from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.options import ImportOptions
from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.run import import_approved, import_files
from knowledge_base.personal_data.rollback import roll_back
from knowledge_base.reviewing.decisions import rows_of
from knowledge_base.storage.candidates import SqlCandidateStore

RETURN = ("怎么退货？", "在订单页点退货。")
SHIP = ("多久发货？", "两天内。")
SALE = ("双十一有什么活动？", "全场八折。")
BILL = ("能开发票吗？", "可以。")

HEADER = ("问题", "答案")
BILINGUAL = "entry,language,question,answer"


@pytest.fixture
def workbook(tmp_path):
    """Writes sheets of questions and answers; returns the path of the workbook."""

    def write(name="faq.xlsx", hidden=(), **sheets):
        book = Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            sheet.sheet_state = "hidden" if title in hidden else "visible"
            for row in rows if rows and rows[0] == "as it is" else (HEADER, *rows):
                sheet.append(row) if row != "as it is" else None
        path = tmp_path / name
        book.save(path)
        return path

    return write


@pytest.fixture
def table(tmp_path):
    """Writes lines below a header; returns the path of the table."""

    def write(*lines, name="faq.csv", header="问题,答案"):
        path = tmp_path / name
        lines = (",".join(line) if isinstance(line, tuple) else line for line in lines)
        path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
        return path

    return write


@pytest.fixture
def bring(open_base):
    """Imports files as another process would, and returns the report."""

    def bring(*paths, sheets=(), **options):
        return import_files(
            paths,
            open_base(),
            "demo",
            read_options=ReadOptions(sheets=sheets),
            options=ImportOptions(**options),
        )

    return bring


@pytest.fixture
def asked(open_base):
    """The questions that are answered now."""

    def asked():
        content = open_base().store.content("demo")
        return {phrasing.text for phrasing in content.phrasings}

    return asked


def questions(*rows):
    return {question for question, _ in rows}


class TestPruningAWorkbook:
    def test_retires_a_row_that_is_gone_from_one_of_several_sheets(self, bring, workbook, asked):
        bring(workbook(退换=[RETURN, SHIP], 活动=[SALE]))

        report = bring(workbook(退换=[RETURN], 活动=[SALE]), prune=True)

        assert asked() == questions(RETURN, SALE)
        assert len(report.retired) == 1

    def test_of_one_sheet_touches_that_sheet_only(self, bring, workbook, asked):
        bring(workbook(退换=[RETURN, SHIP], 活动=[SALE, BILL]))
        edited = workbook(退换=[RETURN], 活动=[SALE])

        bring(edited, sheets=("退换",), prune=True)
        assert asked() == questions(RETURN, SALE, BILL)

        bring(edited, sheets=("活动",), prune=True)
        assert asked() == questions(RETURN, SALE)

    def test_of_several_sheets_touches_these(self, bring, workbook, asked):
        bring(workbook(a=[RETURN, SHIP], b=[SALE], c=[BILL]))
        edited = workbook(a=[RETURN], b=[BILL], c=[RETURN])

        bring(edited, sheets=("a", "b"), prune=True)

        assert asked() == questions(RETURN, BILL)

    def test_retires_a_sheet_that_is_gone(self, bring, workbook, asked):
        bring(workbook(退换=[RETURN], 活动=[SALE]))

        bring(workbook(退换=[RETURN]), prune=True)

        assert asked() == questions(RETURN)

    def test_an_entry_that_moved_to_another_sheet_stays(self, bring, workbook, asked):
        bring(workbook(退换=[RETURN, SHIP], 活动=[SALE]))
        moved = workbook(退换=[RETURN], 活动=[SALE, SHIP])

        assert bring(moved, prune=True).retired == []
        bring(workbook(退换=[RETURN], 活动=[SALE]), sheets=("活动",), prune=True)

        assert asked() == questions(RETURN, SALE)

    def test_follows_a_sheet_that_was_renamed(self, bring, workbook, asked):
        bring(workbook(退换=[RETURN, SHIP], 活动=[SALE]))
        assert bring(workbook(新退换=[RETURN, SHIP], 活动=[SALE]), prune=True).retired == []

        bring(workbook(新退换=[RETURN], 活动=[SALE]), sheets=("新退换",), prune=True)

        assert asked() == questions(RETURN, SALE)

    @pytest.mark.parametrize("hidden", [(), ("活动",)])
    def test_a_sheet_that_is_not_read_keeps_its_entries(self, hidden, bring, workbook, asked):
        bring(workbook(退换=[RETURN, SHIP], 活动=[SALE]))
        sale = [SALE] if hidden else ["as it is", ("见附件", "说明")]

        bring(workbook(退换=[RETURN], 活动=sale, hidden=hidden), prune=True)

        assert asked() == questions(RETURN, SALE)


class TestPruningALanguage:
    ZH, EN = "c,zh,双十一有什么活动？,全场八折。", "c,en,What is on sale?,20 percent off."
    OTHER = "d,zh,能开发票吗？,可以。"

    def test_takes_out_a_language_that_is_gone(self, bring, table, base):
        bring(table(self.ZH, self.EN, self.OTHER, header=BILINGUAL))

        over = "c,zh,双十一有什么活动？,活动已结束。"
        report = bring(table(over, self.OTHER, header=BILINGUAL), prune=True)

        found = base.store.content("demo").by_key["c"]
        assert (found.answers, set(found.questions)) == ({"zh": "活动已结束。"}, {"zh"})
        assert [(v.entry, v.languages) for v in report.vanished] == [("c", ("en",))]

    def test_takes_out_a_language_when_nothing_else_changed(self, bring, table, base):
        bring(table(self.ZH, self.EN, self.OTHER, header=BILINGUAL))

        assert bring(table(self.ZH, self.OTHER, header=BILINGUAL), prune=True).version

        assert set(base.store.content("demo").by_key["c"].answers) == {"zh"}

    def test_takes_out_an_answer_whose_question_is_still_there(self, bring, table, base):
        header = "entry,question_zh,answer_zh,question_en,answer_en"
        bring(table("c,有活动吗？,有。,Any sale?,Yes.", header=header))

        bring(table("c,有活动吗？,没有。,Any sale?,", header=header), prune=True)

        assert base.store.content("demo").by_key["c"].answers == {"zh": "没有。"}

    def test_a_language_in_a_file_of_its_own(self, bring, table, base):
        zh = table(self.ZH, self.OTHER, header=BILINGUAL, name="zh.csv")
        en = table(self.EN, "d,en,Invoice?,Yes.", header=BILINGUAL, name="en.csv")
        bring(zh, en)
        assert bring(zh, prune=True).vanished == []

        bring(table("d,en,Invoice?,Yes.", header=BILINGUAL, name="en.csv"), prune=True)

        assert set(base.store.content("demo").by_key["c"].answers) == {"zh"}


class TestPruningFiles:
    def test_each_file_of_several_on_its_own(self, bring, table, asked):
        a, b = table(RETURN, SHIP, name="a.csv"), table(SALE, BILL, name="b.csv")
        bring(a, b)

        bring(table(RETURN, name="a.csv"), prune=True)
        assert asked() == questions(RETURN, SALE, BILL)
        bring(table(RETURN, name="a.csv"), table(SALE, name="b.csv"), prune=True)
        assert asked() == questions(RETURN, SALE)

    def test_an_entry_of_two_files_goes_when_it_is_gone_from_both(self, bring, table, asked):
        bring(table(RETURN, SHIP, name="a.csv"))
        assert bring(table(SHIP, SALE, name="b.csv")).unchanged == 1

        bring(table(RETURN, name="a.csv"), prune=True)
        assert asked() == questions(RETURN, SHIP, SALE)
        bring(table(SALE, name="b.csv"), prune=True)
        assert asked() == questions(RETURN, SALE)

    def test_an_entry_that_moved_between_files_stays(self, bring, table, asked):
        bring(table(RETURN, SHIP, name="a.csv"), table(SALE, name="b.csv"))

        bring(table(RETURN, name="a.csv"), table(SALE, SHIP, name="b.csv"), prune=True)

        assert asked() == questions(RETURN, SHIP, SALE)

    def test_a_renamed_file_is_noticed_and_takes_the_place_of_the_old(self, bring, table, asked):
        bring(table(RETURN, SHIP, SALE, name="old.csv"))
        renamed = table(RETURN, SHIP, name="new.csv")

        report = bring(renamed, prune=True)
        assert asked() == questions(RETURN, SHIP, SALE)
        assert any("--replaces old.csv" in text for text in report.sources[0].warnings)

        bring(renamed, prune=True, replaces=("old.csv",))
        assert asked() == questions(RETURN, SHIP)
        bring(table(RETURN, name="new.csv"), prune=True)
        assert asked() == questions(RETURN)

    def test_a_file_that_fails_half_way_retires_nothing(self, bring, table, asked, tmp_path):
        bring(table(RETURN, SHIP), table(SALE, name="b.csv"))
        broken = tmp_path / "b.csv"
        broken.write_bytes(b"%PDF-1.7")

        with pytest.raises(UnreadableFileError):
            bring(table(RETURN), broken, prune=True)

        assert asked() == questions(RETURN, SHIP, SALE)

    def test_a_row_that_cannot_be_read_retires_nothing(self, bring, table, asked):
        bring(table(RETURN, SHIP))

        report = bring(table(RETURN, '"多久发货？,两天内。'), prune=True)

        assert asked() == questions(RETURN, SHIP)
        assert any("could not be read" in text for text in report.sources[0].warnings)

    def test_a_row_that_is_held_back_or_refused_is_not_gone(self, bring, table, asked):
        bring(table(RETURN, SHIP, SALE))
        phone, long = (SHIP[0], "打 13812345678。"), (SALE[0], "长" * 5001)

        assert bring(table(RETURN, phone, long), prune=True).retired == []

        assert asked() == questions(RETURN, SHIP, SALE)

    def test_what_a_person_approved_from_a_file_stays_until_it_is_gone(
        self, bring, table, asked, base
    ):
        phone = ("门店电话？", "打 13812345678。")
        bring(table(RETURN, phone))
        store = SqlCandidateStore(base.store.database)
        (stored,) = store.pending("demo")
        import_approved(rows_of([(stored, decision_on(stored, "accept", "me"))], {}), base, "demo")

        assert bring(table(RETURN, phone), prune=True).retired == []
        assert asked() == questions(RETURN, phone)
        bring(table(RETURN), prune=True)
        assert asked() == questions(RETURN)

    def test_after_a_rollback_it_retires_again(self, bring, table, asked, base):
        bring(table(RETURN, SHIP))
        bring(table(RETURN), prune=True)
        roll_back(base, "demo")
        assert asked() == questions(RETURN, SHIP)

        bring(table(RETURN), prune=True)

        assert asked() == questions(RETURN)


class TestWithoutPruning:
    def test_the_report_says_what_is_gone(self, run, table):
        both = ("c,zh,有活动吗？,有。", "c,en,Any sale?,Yes.", "d,zh,能开发票吗？,可以。")
        run("import", table(*both, "e,zh,能退吗？,能。", header=BILINGUAL), "--shop", "demo")

        code, printed, _ = run(
            "import", table(both[0], both[2], header=BILINGUAL), "--shop", "demo"
        )

        assert code == 0
        assert "1 entry and 1 language of an entry are gone from faq.csv" in printed
        assert "still answered; --prune takes them out): e, c (en)" in printed

    def test_a_dry_run_says_it_and_files_nothing(self, bring, table):
        bring(table(RETURN, SHIP))

        for _ in range(2):
            assert len(bring(table(RETURN), dry_run=True, prune=True).vanished) == 1
