"""Excel workbooks: what people do in them, and files that are made to do harm."""

import contextlib
import datetime
import re
import zipfile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.reading.xlsx import read_xlsx
from knowledge_base.importing.rows import Message, Rejected, Row

NOON = datetime.datetime(2024, 5, 1, 12, 30)  # noqa: DTZ001 (Excel knows no zones)
HEADER = ["question", "answer", "category"]


def saved(path, *tables, **named):
    """A workbook with a sheet for each table; ``named`` ones under their names."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, table in {**{f"Sheet{i}": t for i, t in enumerate(tables, 1)}, **named}.items():
        sheet = workbook.create_sheet(title)
        for row in table:
            sheet.append(row)
    workbook.save(path)
    return workbook


def read(path, options=None):
    return list(read_xlsx(path, path.name, options or ReadOptions()))


def pairs(found):
    return [(row.question, row.answer) for row in found]


def repacked(path, replace):
    """Exchanges parts of the workbook: name to a function of its bytes, or to new bytes."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, change in replace.items():
        parts[name] = change(parts[name]) if callable(change) else change
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def with_shared_strings(path):
    """Excel keeps texts in a part of their own; openpyxl writes them into the sheet."""
    texts = []

    def shared(match):
        texts.append(match[2])
        return b'<c r="%s" t="s"><v>%d</v></c>' % (match[1], len(texts) - 1)

    inline = re.compile(rb'<c r="(\w+)" t="inlineStr"><is>(.*?)</is></c>')
    sheet, types = "xl/worksheets/sheet1.xml", "[Content_Types].xml"
    main = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % main
    repacked(path, {sheet: lambda xml: inline.sub(shared, xml)})
    items = b"".join(b"<si>%s</si>" % text for text in texts)
    namespace = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    repacked(
        path,
        {
            types: lambda xml: xml.replace(b"</Types>", override),
            "xl/sharedStrings.xml": b'<sst xmlns="%s">%s</sst>' % (namespace, items),
        },
    )


@pytest.fixture
def path(tmp_path):
    return tmp_path / "faq.xlsx"


class TestTables:
    def test_gives_rows_with_their_line(self, path):
        saved(path, [HEADER, ["How?", "So.", "x"], [], ["怎么退款？", "点退款", "退款"]])

        assert read(path) == [
            Row("faq.xlsx", 2, category="x", question="How?", answer="So."),
            Row("faq.xlsx", 4, category="退款", question="怎么退款？", answer="点退款"),
        ]

    def test_knows_messages_of_past_chats(self, path):
        head = ["会话ID", "角色", "内容", "时间"]
        saved(path, [head, ["c1", "客户", "在吗", NOON], ["c1", "客服", "在的", NOON]])

        found = read(path)

        assert [(m.conversation, m.role, m.text) for m in found] == [
            ("c1", "visitor", "在吗"),
            ("c1", "agent", "在的"),
        ]
        assert all(isinstance(m, Message) and m.at.hour == 12 for m in found)

    def test_follows_replies_that_stand_above_their_question(self, path):
        head = ["tweet_id", "inbound", "text", "in_response_to_tweet_id"]
        saved(path, [head, [2, False, "Hi!", 1], [1, True, "Hello?", None]])

        assert {message.conversation for message in read(path)} == {"1"}

    def test_skips_a_title_above_the_header(self, path):
        saved(path, [["客服常见问题 2024"], [], HEADER, ["How?", "So."]])

        assert [(row.line, row.question) for row in read(path)] == [(4, "How?")]

    def test_ignores_what_stands_beside_the_table(self, path):
        saved(path, [HEADER, ["How?", "So.", None, None, "check this!"]])

        assert pairs(read(path)) == [("How?", "So.")]

    def test_takes_the_columns_that_somebody_named(self, path):
        saved(path, [["foo", "bar"], ["How?", "So."]])
        options = ReadOptions(columns={"question": "foo", "answer": "2"})

        assert pairs(read(path, options)) == [("How?", "So.")]
        assert options.findings.columns == {"question": "foo", "answer": "bar"}


class TestCells:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (3, "3"),
            (3.0, "3"),
            (0.1 + 0.2, "0.3"),
            (20230500123456, "20230500123456"),
            (True, "TRUE"),
            (datetime.date(2024, 5, 1), "2024-05-01"),
            (NOON, "2024-05-01 12:30:00"),
            (datetime.time(9, 0), "09:00:00"),
            ("emoji 🎁 \u200fשלום １２３", "emoji 🎁 \u200fשלום １２３"),
            ("two\nlines_x000D_", "two\nlines"),
            (CellRichText("a ", TextBlock(InlineFont(b=True), "bold"), " word"), "a bold word"),
        ],
    )
    def test_are_the_text_that_a_person_sees(self, path, value, text):
        saved(path, [HEADER, ["How?", value]])

        assert pairs(read(path)) == [("How?", text)]

    def test_an_error_rejects_its_row(self, path):
        saved(path, [HEADER, ["How?", "#REF!"], ["What?", "That."]])

        rejected, row = read(path)

        named = Row("faq.xlsx", 2, question="How?")
        assert rejected == Rejected("faq.xlsx", 2, "cell B2 holds the error #REF!", named)
        assert row.question == "What?"

    def test_an_error_in_a_column_that_is_not_read_does_no_harm(self, path):
        saved(path, [[*HEADER, "views"], ["How?", "So.", None, "#DIV/0!"]])

        assert pairs(read(path)) == [("How?", "So.")]

    def test_a_date_beyond_all_calendars_rejects_its_row(self, path):
        saved(path, [HEADER, ["How?", datetime.date(2024, 5, 1)]])
        repacked(path, {"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b"45413", b"9e99")})

        (rejected,) = read(path)

        assert "cell B2 holds the error #VALUE!" in rejected.reason

    def test_the_stored_result_of_a_formula_is_taken(self, path):
        saved(path, [HEADER, ["How?", '="So"&"."', "=1+1"]])
        repacked(
            path,
            {
                "xl/worksheets/sheet1.xml": lambda xml: xml.replace(
                    b'<c r="B2"><f>"So"&amp;"."</f><v />',
                    b'<c r="B2" t="str"><f>"So"&amp;"."</f><v>So.</v>',
                ).replace(b'<c r="C2"><f>1+1</f><v />', b'<c r="C2" t="str"><f>1+1</f><v></v>')
            },
        )

        assert read(path) == [Row("faq.xlsx", 2, question="How?", answer="So.")]

    def test_a_formula_that_was_never_calculated_rejects_its_row(self, path):
        saved(path, [HEADER, ["How?", '="So"&"."'], ["What?", "That."]])

        rejected, row = read(path)

        assert "cell B2 holds a formula whose result is not stored" in rejected.reason
        assert row.question == "What?"

    def test_the_value_of_merged_cells_counts_for_each_of_their_rows(self, path):
        workbook = Workbook()
        sheet = workbook.active
        for row in [HEADER, ["a?", "1", "退款"], ["b?", "2"], ["c?", "3"], ["d?", "4"]]:
            sheet.append(row)
        sheet.merge_cells("C2:C4")
        workbook.save(path)

        assert [row.category for row in read(path)] == ["退款", "退款", "退款", ""]


def formatted(path, value, form):
    workbook = saved(path, [HEADER, ["How?", value]])
    workbook.active["B2"].number_format = form
    workbook.save(path)


class TestFormatsOfCells:
    @pytest.mark.parametrize(
        ("value", "form", "text", "note"),
        [
            (0.85, "0%", "85%", "cell B2 holds 0.85 and is read as shown: 85%"),
            (21, "000", "021", "cell B2 holds 21 and is read as shown: 021"),
            (12, '"¥"#,##0.00', "¥12.00", "holds 12 and is read as shown: ¥12.00"),
            (1.5, "# ?/?", "1.5", "holds 1.5 and is read so"),
            (datetime.timedelta(days=2), "[h]:mm", "48:00", "holds 2 days"),
            (datetime.date(2024, 5, 1), "mmm-yy", "2024-05-01", "of the format 'mmm-yy'"),
        ],
    )
    def test_that_show_something_else_are_noted(self, path, value, form, text, note):
        formatted(path, value, form)

        (row,) = read(path)

        assert row.answer == text
        assert row.notes[0].code == "shown_otherwise"
        assert note in row.notes[0].text

    @pytest.mark.parametrize("form", ["General", "0"])
    def test_digits_that_a_spreadsheet_does_not_keep_are_noted(self, path, form):
        formatted(path, 6222021234567890123, form)

        (row,) = read(path)

        assert row.answer == "6222021234567890000"
        assert [note.code for note in row.notes] == ["digits_lost"]

    @pytest.mark.parametrize(
        ("value", "form"), [(3, "0"), (True, "0%"), ("0.85", "0%"), (NOON, "yyyy-mm-dd hh:mm:ss")]
    )
    def test_that_show_what_is_stored_are_not(self, path, value, form):
        formatted(path, value, form)

        assert read(path)[0].notes == ()

    def test_in_columns_that_are_not_read_are_not(self, path):
        workbook = saved(path, [[*HEADER, "share", "views"], ["How?", "So.", "x", 0.5, "#REF!"]])
        workbook.active["D2"].number_format = "0%"
        workbook.save(path)

        assert read(path)[0].notes == ()


def with_formula(path, formula, result):
    """As Excel saves it: openpyxl writes no results."""
    cell = b'<c r="B2" t="str"><f>%s</f><v>%s</v></c>'
    written = (formula.replace("&", "&amp;").encode(), result.encode())
    pattern = re.compile(rb'<c r="B2"[^>]*><f>.*?</f><v ?/></c>')
    repacked(
        path, {"xl/worksheets/sheet1.xml": lambda xml: pattern.sub(lambda _: cell % written, xml)}
    )


class TestLinksOfCells:
    def test_become_part_of_the_answer(self, path):
        workbook = saved(path, [HEADER, ["How?", "Here"], ["Who?", "me@a.b"], ["Where?", "There"]])
        sheet = workbook.active
        sheet["A2"].hyperlink = "https://a.b/question"
        sheet["B2"].hyperlink = "https://a.b/?x=1&y=2"
        sheet["B3"].hyperlink = "mailto:me@a.b"
        sheet["B4"].hyperlink = "#Sheet1!A1"
        workbook.save(path)

        assert pairs(read(path)) == [
            ("How?", "Here (https://a.b/?x=1&y=2)"),
            ("Who?", "me@a.b"),
            ("Where?", "There"),
        ]

    def test_may_be_of_several_cells(self, path):
        workbook = saved(path, [HEADER, ["a?", "1"], ["b?", "2"], ["c?", "3"]])
        workbook.active["B2"].hyperlink = "https://a.b/x"
        workbook.active["B2"].hyperlink.ref = "B2:C3"
        workbook.save(path)

        answers = [row.answer for row in read(path)]

        assert answers == ["1 (https://a.b/x)", "2 (https://a.b/x)", "3"]

    def test_of_merged_cells_count_for_each_of_their_rows(self, path):
        workbook = saved(path, [HEADER, ["a?", "1"], ["b?", None]])
        workbook.active.merge_cells("B2:B3")
        workbook.active["B2"].hyperlink = "https://a.b/x"
        workbook.save(path)

        assert [row.answer for row in read(path)] == ["1 (https://a.b/x)"] * 2

    @pytest.mark.parametrize(
        ("formula", "result", "text"),
        [
            ('HYPERLINK("https://a.b/x","here")', "here", "here (https://a.b/x)"),
            ('HYPERLINK("https://a.b/x")', "https://a.b/x", "https://a.b/x"),
            ('hyperlink( "https://a.b/"&C2 , "to "&C2 )', "to c", "to c (https://a.b/c)"),
            ('HYPERLINK("mailto:me@a.b","Mail")', "Mail", "Mail (me@a.b)"),
            ('HYPERLINK("#Sheet1!A1","there")', "there", "there"),
        ],
    )
    def test_may_come_from_a_formula(self, path, formula, result, text):
        saved(path, [HEADER, ["How?", f"={formula}", "c"]])
        assert read(path)[0].answer == text  # never calculated

        with_formula(path, formula, result)

        (row,) = read(path)
        assert (row.answer, row.notes) == (text, ())

    @pytest.mark.parametrize(
        "formula", ['HYPERLINK($E$1,"here")', 'IF(TRUE,HYPERLINK("https://a.b","here"),"")']
    )
    def test_that_only_a_program_can_calculate_are_noted(self, path, formula):
        saved(path, [HEADER, ["How?", f"={formula}"]])
        with_formula(path, formula, "here")

        (row,) = read(path)

        assert (row.answer, row.notes[0].code) == ("here", "link_lost")
        assert row.notes[0].text.startswith("cell B2 has a link")


class TestSheets:
    def test_all_are_read_each_as_a_file_of_its_own(self, path):
        saved(path, [HEADER, ["a?", "1"]], [["问题", "答案"], ["乙？", "2"]], [])

        assert [(row.file, row.question) for row in read(path)] == [
            ("faq.xlsx[Sheet1]", "a?"),
            ("faq.xlsx[Sheet2]", "乙？"),
        ]

    def test_a_cover_sheet_is_left_out_and_named(self, path):
        saved(path, Cover=[["made by", "Ana"], ["on", "Monday"]], FAQ=[HEADER, ["a?", "1"]])

        rejected, row = read(path)

        assert rejected.file == "faq.xlsx[Cover]"
        assert "the sheet is left out" in rejected.reason
        assert (row.file, row.question) == ("faq.xlsx", "a?")

    def test_a_hidden_sheet_is_left_out_with_a_warning(self, path):
        workbook = saved(path, [HEADER, ["a?", "1"]], Old=[HEADER, ["b?", "2"]])
        workbook["Old"].sheet_state = "hidden"
        workbook.save(path)
        options = ReadOptions()

        assert pairs(read(path, options)) == [("a?", "1")]
        assert options.findings.warnings == ["the hidden sheet 'Old' is left out"]

    def test_one_can_be_named(self, path):
        saved(path, A=[HEADER, ["a?", "1"]], B=[HEADER, ["b?", "2"]])

        assert pairs(read(path, ReadOptions(sheets=("b",)))) == [("b?", "2")]
        with pytest.raises(UnreadableFileError, match=r"no sheet 'C'; it has 'A', 'B'"):
            read(path, ReadOptions(sheets=("C",)))

    def test_none_of_use_is_an_error(self, path):
        saved(path, [["made by", "Ana"]])
        with pytest.raises(UnreadableFileError, match="has no column 'question'"):
            read(path)

        saved(path, [])
        with pytest.raises(UnreadableFileError, match="has no rows"):
            read(path)


class TestOtherPrograms:
    def test_a_wrong_size_of_the_sheet_cuts_nothing_off(self, path):
        saved(path, [HEADER, ["a?", "1"], ["b?", "2"]])
        repacked(
            path,
            {"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b'ref="A1:C3"', b'ref="A1"')},
        )

        assert pairs(read(path)) == [("a?", "1"), ("b?", "2")]

    def test_texts_may_be_kept_in_a_part_of_their_own(self, path):
        saved(path, [HEADER, ["a?", "1"], ["東京", "b"]])
        with_shared_strings(path)
        kana = "<t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh>".encode()
        runs = b"<r><t>b</t></r><r><rPr><b/></rPr><t>old</t></r>"
        repacked(
            path,
            {
                "xl/sharedStrings.xml": lambda xml: xml.replace(
                    "<t>東京</t>".encode(), kana
                ).replace(b"<t>b</t>", runs)
            },
        )

        assert pairs(read(path)) == [("a?", "1"), ("東京", "bold")]

    def test_the_name_of_the_file_says_nothing(self, path):
        saved(path, [HEADER, ["a?", "1"]])
        renamed = path.rename(path.with_name("faq.data"))

        assert pairs(read(renamed)) == [("a?", "1")]


class TestHarm:
    def test_what_is_no_workbook_is_refused(self, path):
        with pytest.raises(UnreadableFileError, match="there is no file"):
            read(path)
        with pytest.raises(UnreadableFileError, match="cannot be read"):
            read(path.parent)

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"", "is no Excel workbook"),
            (b"question,answer\n", "is no Excel workbook"),
            (b"PK\x03\x04 and no more", "is damaged or was cut off"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, r"old kind \(.xls\)"),
            (
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0" + "EncryptedPackage".encode("utf-16-le"),
                "protected by a password",
            ),
        ],
    )
    def test_other_files_are_called_by_what_they_are(self, path, data, reason):
        path.write_bytes(data)

        with pytest.raises(UnreadableFileError, match=reason):
            read(path)

    def test_other_archives_are_refused(self, path):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("word/document.xml", "<a/>")
        with pytest.raises(UnreadableFileError, match="an archive, but no Excel workbook"):
            read(path)

        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("[Content_Types].xml", "<a/>")
        with pytest.raises(UnreadableFileError, match="is damaged"):
            read(path)

    def test_a_bomb_is_not_unpacked(self, path):
        saved(path, [HEADER, ["a?", "1"]])
        with (
            zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
            archive.open("xl/worksheets/sheet9.xml", "w") as part,
        ):
            for _ in range(101):
                part.write(b"\0" * 1_000_000)

        with pytest.raises(UnreadableFileError, match="MB in .* parts when unpacked"):
            read(path)

    def test_thousands_of_parts_are_refused(self, path):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("[Content_Types].xml", "")
            for number in range(10_001):
                archive.writestr(str(number), "")

        with pytest.raises(UnreadableFileError, match="10,002 parts"):
            read(path)

    @pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
    def test_entities_are_refused(self, path, part):
        bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        saved(path, [HEADER, ["a?", "1"]])
        if part == "xl/sharedStrings.xml":
            with_shared_strings(path)
        repacked(path, {part: lambda xml: bomb + xml.replace(b"a?", b"&b;")})

        with pytest.raises(UnreadableFileError, match="its XML defines entities"):
            read(path)

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (b'<row r="2">', b'<row r="99999999999">'),
            (b'<row r="2">', b'<row r="two">'),
            (b'r="A2"', b'r="ZZZZ2"'),
            (b"</sheetData>", b""),
            (b"<v>3</v>", b"<v>77</v>"),
            (b"<v>3</v>", b"<v>3"),
        ],
    )
    def test_a_damaged_sheet_is_an_error_of_ours(self, path, before, after):
        saved(path, [HEADER, ["a?", "1"]])
        with_shared_strings(path)

        def damaged(xml):
            assert before in xml
            return xml.replace(before, after)

        repacked(path, {"xl/worksheets/sheet1.xml": damaged})

        with pytest.raises(UnreadableFileError):
            read(path)

    @settings(max_examples=40, deadline=None)
    @given(
        part=st.sampled_from([None, "xl/workbook.xml", "xl/worksheets/sheet1.xml"]),
        damage=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=3)), min_size=1, max_size=5),
    )
    def test_no_damage_raises_anything_else(self, tmp_path_factory, part, damage):
        path = tmp_path_factory.mktemp("damaged") / "a.xlsx"
        saved(path, [HEADER, ["a?", "=1"]], [HEADER, ["b?", 2.5]])

        def damaged(content):
            for place, with_what in damage:
                start = int(place * len(content))
                content = content[:start] + with_what + content[start + len(with_what) + 1 :]
            return content

        if part:
            repacked(path, {part: damaged})
        else:
            path.write_bytes(damaged(path.read_bytes()))

        with contextlib.suppress(KnowledgeBaseError):
            read(path)


CELL = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1
).filter(lambda text: text.strip() and not text.startswith(("=", "#")) and "_x" not in text)


class TestAnyTable:
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(table=st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=5))
    @example(table=[("0", "1e5", "TRUE")])
    def test_comes_back_as_it_was_written(self, tmp_path_factory, table):
        path = tmp_path_factory.mktemp("tables") / "a.xlsx"
        saved(path, [HEADER, *table])

        assert [(row.question, row.answer, row.category) for row in read(path)] == table

    def test_of_many_rows_is_streamed(self, path):
        workbook = Workbook(write_only=True)
        sheet = workbook.create_sheet()
        sheet.append(HEADER)
        for number in range(5_000):
            sheet.append([f"question {number}?", f"answer {number}", "x"])
        workbook.save(path)

        found = read_xlsx(path, "a.xlsx", ReadOptions())

        assert next(found).question == "question 0?"
        assert sum(1 for _ in found) == 4_999
