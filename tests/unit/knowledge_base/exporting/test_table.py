from knowledge_base.content.entries import Content, Entry
from knowledge_base.exporting.table import COLUMNS, row_count, table_rows
from knowledge_base.importing.spreadsheet_cells import guarded

ENTRY = Entry(
    "007",
    "退货",
    "faq.csv",
    {"zh": ("怎么退货", "退货"), "en": ("How?",)},
    {"zh": "=1+1", "en": "So."},
)


def rows(entry, spell=str):
    content = Content("demo", "3-a", (entry,))
    header, *found = table_rows(content, spell)
    assert header == COLUMNS
    assert row_count(content) == 1 + len(found)
    return found


def test_the_answer_stands_beside_the_first_question_of_its_language():
    assert [row[3:6] for row in rows(ENTRY)] == [
        ("zh", "怎么退货", "=1+1"),
        ("zh", "退货", ""),
        ("en", "How?", "So."),
    ]


def test_an_answer_without_a_question_has_a_row_of_its_own():
    found = rows(Entry("a", questions={"zh": ("问",)}, answers={"en": "So."}))

    assert [row[3:6] for row in found] == [("zh", "问", ""), ("en", "", "So.")]


def test_every_row_has_the_names_and_the_version():
    assert {row[:3] + row[6:] for row in rows(ENTRY)} == {("007", "退货", "faq.csv", "3-a")}


def test_cells_of_csv_are_guarded():
    first = rows(ENTRY, guarded)[0]

    assert (first[0], first[5]) == ("'007", "'=1+1")
