"""What is exported can be edited, and comes back as it was."""

import csv
import io
import json
import zipfile

import pytest
from openpyxl import load_workbook

from knowledge_base.importing.options import ImportOptions
from knowledge_base.importing.run import import_files

FORMATS = ("csv", "xlsx", "jsonl")

HARD = [
    *("=1+1 是多少？", "+86 138 是哪里？", "@小美 在吗？", "-1 怎么算？", "007", "'=1 呢？"),
    *("a|b；c 怎么选？", '他说"好"吗？', "1,5 和 1;5 有何不同？", "怎么写 _x000D_ ？", "= 呢？"),
    *("2024-05-01", "10%", "1e5", "TRUE", "' 1/2", "６６６", "为什么是 <M> 码？"),
]
ANSWERS = [
    *("=HYPERLINK(1)", "+8613800", "@x", "-1", "007", "'007", "'=1", "  两端的空白  "),
    *("第一行\n\n  第二行\n- 点\n", "“引号” \"双\" '单'", "看 a (https://a.example/?b=1&c=2)"),
    *("<p>一</p><p>二</p>", "写 <code>&lt;br&gt;</code> 换行", "a,b;c\td|e", "2024-05-01", "1.50"),
    *("到 2030年12月31日 为止有效。", "_x000A_"),
]
FILLED = (
    "预计 {{order.eta|几天内}} 送达。\n[查看订单](https://shop.example/o?a=1)\n[运费](entry:fee)"
)
ENTRIES = [
    *(
        {
            "entry": f"e{number}" if number % 2 else f"00{number}",
            "category": "=退货" if number % 3 else "",
            "source": "https://shop.example/faq" if number % 4 else "",
            "questions": {"zh": [question, f"另一个说法 {number} {question}"]},
            "answers": {"zh": ANSWERS[number]},
        }
        for number, question in enumerate(HARD)
    ),
    {
        "entry": "both",
        "questions": {"zh": ["多久发货？"], "en": ["When do you ship?", "shipping time"]},
        "answers": {"zh": "两天内。", "en": "Within two days."},
    },
    {
        "entry": "scripts",
        "questions": {"zh-Hans": ["怎么开发票？", "发票"], "zh-Hant": ["怎麼開發票？"]},
        "answers": {"zh-Hans": "在订单页申请。", "zh-Hant": "在訂單頁申請。"},
    },
    {"entry": "filled", "questions": {"zh": ["什么时候到？"]}, "answers": {"zh": FILLED}},
    {"entry": "en-only", "questions": {"en": ["Do you gift-wrap?"]}, "answers": {"en": "Yes."}},
    {"entry": "a<br>b", "questions": {"zh": ["怎么安装？"]}, "answers": {"zh": "见说明书。"}},
    {"entry": "zh-ask", "questions": {"zh": ["能刻字吗？"]}, "answers": {"en": "No engraving."}},
]


@pytest.fixture
def exported(run, write, tmp_path):
    """Imports entries and exports them as ``format``; gives the file."""

    def exported(form, entries=ENTRIES):
        run("import", write(entries))
        path = tmp_path / f"all.{form}"
        code, _, complained = run("export", "--output", path)
        assert (code, "entries written to" in complained) == (0, True)
        return path

    return exported


def edited(path, change):
    """Saves the table as Excel does, after ``change`` has had its rows (lists, header first)."""
    if path.suffix == ".xlsx":
        workbook = load_workbook(path)
        sheet = workbook.active
        rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
        change(rows)
        sheet.delete_rows(1, sheet.max_row)
        for row in rows:
            sheet.append(row)
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            cell.data_type = "s"
        workbook.save(path)
        return path
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    change(rows)
    with path.open("w", encoding="gb18030", newline="") as file:  # without any mark
        csv.writer(file).writerows(rows)
    return path


def row_of(rows, question):
    return next(row for row in rows if row[rows[0].index("question")] == question)


def set_cells(rows, question, /, **cells):
    row = row_of(rows, question)
    for name, text in cells.items():
        row[rows[0].index(name)] = text


def again(base, *paths, **options):
    return import_files(list(paths), base, "demo", options=ImportOptions(**options))


def numbers(report):
    return (report.added, report.updated, report.unchanged, len(report.retired))


class TestWhatIsWritten:
    def test_csv_has_the_mark_of_excel_and_quotes(self, exported):
        data = exported("csv").read_bytes()

        assert data.startswith('\ufeff"entry","category","source","language","question"'.encode())
        assert '"\'=1+1 是多少？"'.encode() in data

    def test_xlsx_is_a_workbook(self, exported):
        path = exported("xlsx")

        assert zipfile.is_zipfile(path)
        assert load_workbook(path).active["A1"].value == "entry"

    def test_jsonl_is_an_object_a_line(self, exported):
        lines = exported("jsonl").read_text("utf-8").splitlines()

        assert len(lines) == len(ENTRIES)
        assert {json.loads(line)["entry"] for line in lines} == {e["entry"] for e in ENTRIES}

    def test_only_its_owner_may_read_it(self, exported):
        for form in FORMATS:
            assert exported(form).stat().st_mode & 0o077 == 0

    def test_a_name_that_says_no_format_is_refused(self, run, write, tmp_path):
        run("import", write())

        code, _, complained = run("export", "--output", tmp_path / "all.txt")

        assert code == 1
        assert ".csv, .xlsx, .jsonl or .ndjson, or give --format csv, xlsx or jsonl" in complained
        assert not (tmp_path / "all.txt").exists()

    def test_the_option_says_it_for_another_name(self, run, write, tmp_path):
        run("import", write())

        run("export", "--output", tmp_path / "all.txt", "--format", "csv")

        assert (tmp_path / "all.txt").read_bytes().startswith(b'\xef\xbb\xbf"entry"')

    def test_to_the_terminal(self, run, write):
        run("import", write())

        assert run("export", "--format", "csv")[1].startswith('\ufeff"entry","category"')
        assert json.loads(run("export")[1].splitlines()[0])["entry"] == "invoice"
        assert "give --output" in run("export", "--format", "xlsx")[2]


@pytest.mark.parametrize("form", FORMATS)
class TestImportedAgain:
    def test_nothing_changes_not_even_what_it_is_filed_under(self, exported, base, form):
        path = exported(form)
        before = list(base.store.history("demo"))
        assert len(base.store.content("demo").entries) == len(ENTRIES)

        report = again(base, path)

        assert numbers(report) == (0, 0, len(ENTRIES), 0)
        assert set(report.outcomes) == {"unchanged"}
        assert report.version is None
        assert list(base.store.history("demo")) == before
        assert not any("--replaces" in w for source in report.sources for w in source.warnings)

    def test_another_shop_gets_the_same_entries(self, exported, base, form):
        path = exported(form)

        import_files([path], base, "copy")

        assert base.store.content("copy").entries == base.store.content("demo").entries

    def test_the_file_that_it_came_from_can_still_take_entries_out(
        self, exported, base, form, write
    ):
        again(base, exported(form))

        report = again(base, write(ENTRIES[:-1]), prune=True)

        assert report.retired == ["zh-ask"]

    def test_it_can_take_the_place_of_the_file(self, exported, base, form):
        again(base, exported(form), replaces=["entries.jsonl"])

        filings = {f.file for r in base.store.history("demo", "both")[:1] for f in r.filings}
        assert filings == {f"all.{form}"}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
class TestEdited:
    def test_only_the_edited_entries_are_updated(self, exported, base, form):
        def change(rows):
            set_cells(rows, "When do you ship?", answer="Within 3 days.\nOr sooner.")
            set_cells(rows, "Do you gift-wrap?", question="Is there gift wrapping?")

        path = exported(form)
        before = base.store.content("demo")
        report = again(base, edited(path, change))

        assert numbers(report) == (0, 2, len(ENTRIES) - 2, 0)
        after = base.store.content("demo")
        assert after.by_key["both"].answers["en"] == "Within 3 days.\nOr sooner."
        assert after.by_key["both"].answers["zh"] == "两天内。"
        assert after.by_key["en-only"].questions == {"en": ("Is there gift wrapping?",)}
        changed = {"both", "en-only"}
        assert [e for e in after.entries if e.key not in changed] == [
            e for e in before.entries if e.key not in changed
        ]

    def test_question_and_answer_of_an_entry_can_both_change(self, exported, base, form):
        def change(rows):
            set_cells(rows, "Do you gift-wrap?", question="Is wrapping free?", answer="It is.")

        report = again(base, edited(exported(form), change))

        assert numbers(report) == (0, 1, len(ENTRIES) - 1, 0)
        assert base.store.content("demo").by_key["en-only"].answers == {"en": "It is."}

    def test_an_edited_entry_stays_filed_where_it_was(self, exported, base, form, write):
        def change(rows):
            set_cells(rows, "Do you gift-wrap?", answer="Always.")

        again(base, edited(exported(form), change))

        newest = base.store.history("demo", "en-only")[0]
        assert {filing.file for filing in newest.filings} == {"entries.jsonl"}

    def test_a_row_that_was_added_is_of_the_export(self, exported, base, form):
        def change(rows):
            rows.append(["gift", "", "", "zh", "能送礼盒吗？", "能，十元一个。", ""])

        report = again(base, edited(exported(form), change))

        assert numbers(report) == (1, 0, len(ENTRIES), 0)
        assert {f.file for f in base.store.history("demo", "gift")[0].filings} == {f"all.{form}"}

    def test_names_that_are_numbers_are_names(self, run, base, tmp_path, form):
        table = tmp_path / "faq.csv"
        asked = ("怎么退货？", "多久发货？", "能开发票吗？", "在哪里？")
        lines = [f"{n},{question},答{n}。" for n, question in enumerate(asked, start=1)]
        table.write_text("\n".join(["编号,问题,答案", *lines]), encoding="utf-8")
        run("import", table, "--map", "entry=编号")
        run("export", "--output", tmp_path / f"all.{form}")

        def change(rows):
            set_cells(rows, "在哪里？", question="你们的店在哪里？")

        report = again(base, edited(tmp_path / f"all.{form}", change))

        assert numbers(report) == (0, 1, 3, 0)
        assert base.store.content("demo").by_key["4"].questions["zh"] == ("你们的店在哪里？",)

    def test_an_export_of_another_shop_does_not_replace_entries(self, exported, base, form, write):
        other = {"questions": {"en": ["Who are you?"]}, "answers": {"en": "A bookshop."}}
        import_files([write([{"entry": "en-only", **other}], "books.jsonl")], base, "books")

        report = import_files([exported(form)], base, "books")

        assert report.outcomes["needs_review"] == 1
        assert base.store.content("books").by_key["en-only"].answers == {"en": "A bookshop."}
