"""Files whose columns or rows hold two languages, and what the report says of their columns."""

import pytest
from openpyxl import Workbook

from knowledge_base.importing.errors import AmbiguousColumnsError, NothingToImportError
from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.reporting.page import page
from knowledge_base.importing.run import import_files

SHOP = "demo"


@pytest.fixture
def imported(open_base, tmp_path):
    """Imports the lines of a CSV file; returns the report."""

    def imported(*lines, name="faq.csv", columns=None):
        path = tmp_path / name
        path.write_text("\n".join(lines), encoding="utf-8")
        options = ReadOptions(columns=columns or {})
        return import_files([path], open_base(), SHOP, read_options=options)

    return imported


@pytest.fixture
def workbook(open_base, tmp_path):
    """Imports a workbook of sheets, each a list of rows, with cells that are merged in the first."""

    def workbook(sheets, merged=()):
        book = Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        for cells in merged:
            book.worksheets[0].merge_cells(cells)
        path = tmp_path / "faq.xlsx"
        book.save(path)
        return import_files([path], open_base(), SHOP)

    return workbook


def entries(base):
    return [
        (dict(entry.questions), dict(entry.answers)) for entry in base.store.content(SHOP).entries
    ]


BOTH = (
    {"zh": ("怎么退货？",), "en": ("How do I return?",)},
    {"zh": "在订单页点退货。", "en": "Press Return on the order page."},
)


class TestTwoLanguages:
    def test_in_columns_of_one_meaning_are_one_entry(self, imported, base):
        report = imported(
            "问题,答案,Question,Answer",
            "怎么退货？,在订单页点退货。,How do I return?,Press Return on the order page.",
        )

        assert entries(base) == [BOTH]
        assert report.row_total == 1

    def test_named_above_merged_columns_are_one_entry(self, workbook, base):
        workbook(
            {
                "Sheet": [
                    ["编号", "中文", None, "English", None],
                    [None, "问题", "答案", "Question", "Answer"],
                    [
                        *(1, "怎么退货？", "在订单页点退货。"),
                        *("How do I return?", "Press Return on the order page."),
                    ],
                ]
            },
            merged=("A1:A2", "B1:C1", "D1:E1"),
        )

        assert entries(base) == [BOTH]

    def test_an_answer_is_in_the_language_that_it_is_written_in(self, imported, base):
        report = imported(
            "问题,答案",
            "PayPal?,支持 PayPal 付款。",
            "VIP,会员享九折优惠。",
            "怎么退货？,Open My orders and choose Return.",
        )

        found = {next(iter(texts.values()))[0]: answers for texts, answers in entries(base)}
        assert found == {
            "PayPal?": {"zh": "支持 PayPal 付款。"},
            "VIP": {"zh": "会员享九折优惠。"},
            "怎么退货？": {"en": "Open My orders and choose Return."},
        }
        assert (report.row_total, report.text_total) == (3, 4)

    def test_the_same_file_again_changes_nothing(self, imported):
        lines = ("问题,答案,Question,Answer", "怎么退货？,点退货。,How do I return?,Press Return.")
        imported(*lines)

        again = imported(*lines)

        assert (again.added, again.updated, again.unchanged, again.vanished) == (0, 0, 1, [])


class TestColumnsOfOneMeaning:
    def test_two_answers_stop_the_import_and_change_nothing(self, imported, base):
        with pytest.raises(
            AmbiguousColumnsError, match=r"'答案' \(column 2\) and '答案' \(column 3\)"
        ):
            imported(
                "问题,答案,答案",
                "怎么退货？,在订单页点退货。,七天内都可以。",
                "多久发货？,,两天内。",
            )

        assert base.status().version is None

    def test_tables_beside_each_other_are_all_read(self, imported, base):
        imported("问题,答案,问题,答案", "怎么退货？,在订单页点退货。,能开发票吗？,可以。")

        assert {answers["zh"] for _, answers in entries(base)} == {"在订单页点退货。", "可以。"}

    def test_two_questions_are_phrasings(self, imported, base):
        imported("问题,问题,答案", "怎么退货？,退货流程？,在订单页点退货。")

        assert entries(base) == [({"zh": ("怎么退货？", "退货流程？")}, {"zh": "在订单页点退货。"})]


class TestUnusedColumns:
    def test_are_listed_by_sheet_in_the_terminal_and_on_the_page(self, workbook):
        report = workbook(
            {
                "A": [["问题", "答案", "备注"], ["怎么退货？", "点退货。", "x"]],
                "B": [["问题", "答案", "客服"], ["多久发货？", "两天内。", "y"]],
            }
        )

        listed = report.sources[0].unused_columns
        assert listed == ["not used in faq.xlsx[A]: '备注'", "not used in faq.xlsx[B]: '客服'"]
        assert all(label in page(report) for label in ("faq.xlsx[A]", "faq.xlsx[B]", "客服"))

    def test_are_named_when_no_row_can_be_used(self, imported):
        with pytest.raises(NothingToImportError, match=r"not used in faq\.csv: '题目'; --map"):
            imported("题目,内容", "怎么退？,点退。")

    def test_with_personal_data_in_the_name_are_masked(self, imported):
        report = imported("问题,答案,13812345678", "怎么退货？,点退货。,x")

        assert "13812345678" not in str(report.sources)


class TestRowsThatAreRead:
    def test_count_the_rows_of_the_file(self, run, tmp_path):
        path = tmp_path / "faq.csv"
        lines = [f"第{n}个问题？,第{n}个答案。,Question {n}?,The answer {n}." for n in range(40)]
        path.write_text("\n".join(["问题,答案,Question,Answer,备注", *lines]), encoding="utf-8")

        _, printed, _ = run("import", path, "--shop", SHOP, "--yes", "--dry-run")

        assert "rows: 40 read with 80 texts" in printed
        assert "not used in faq.csv: '备注'" in printed
