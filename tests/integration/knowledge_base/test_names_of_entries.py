"""Which entry a row belongs to: running numbers, names that two files share, moved questions."""

import pytest
from openpyxl import Workbook

from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.run import import_files

RETURN, SHIP = "怎么退货？,在订单页点退货。", "多久发货？,两天内发货。"


@pytest.fixture
def table(tmp_path):
    def write(*lines, name="a.csv", header="序号,问题,答案"):
        path = tmp_path / name
        path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
        return path

    return write


@pytest.fixture
def bring(open_base):
    def bring(*paths, columns=None, **others):
        options = ReadOptions(columns=columns or {})
        return import_files(paths, open_base(), "demo", read_options=options, **others)

    return bring


@pytest.fixture
def answers(open_base):
    """The first question of each entry and its answer."""

    def answers():
        found = open_base().store.content("demo").entries
        return {entry.question_in("zh"): entry.answer_in("zh")[0] for entry in found}

    return answers


BOTH = {"怎么退货？": "在订单页点退货。", "多久发货？": "两天内发货。"}


class TestRunningNumbers:
    @pytest.mark.parametrize("name", ["序号", "編號", "ID", "问题编号", "問題編號", "No.", "#"])
    def test_replace_nothing_of_another_file(self, name, bring, table, answers):
        header = f"{name},问题,答案"
        bring(table(f"1,{RETURN}", header=header))

        bring(table(f"1.,{SHIP}", name="b.csv", header=header))

        assert answers() == BOTH

    def test_of_two_files_at_once(self, bring, table, answers):
        bring(table(f"1,{RETURN}"), table(f"1,{SHIP}", name="b.csv"))

        assert answers() == BOTH

    def test_begin_again_in_each_sheet(self, bring, tmp_path, answers):
        book = Workbook()
        for title, line in (("退换货", RETURN), ("物流", SHIP)):
            sheet = book.create_sheet(title)
            for row in (("序号", "问题", "答案"), (1, *line.split(","))):
                sheet.append(row)
        book.remove(book.worksheets[0])
        book.save(tmp_path / "faq.xlsx")

        bring(tmp_path / "faq.xlsx")

        assert answers() == BOTH

    def test_a_row_that_is_inserted_moves_no_answer(self, bring, table, base):
        bring(table(f"1,{RETURN}"))

        report = bring(table(f"1,{SHIP}", f"2,{RETURN}"))

        assert (report.added, report.updated, report.unchanged) == (1, 0, 1)

    def test_join_the_rows_of_one_file(self, bring, table, base):
        header = "序号,语言,问题,答案"
        bring(table(f"1,zh,{RETURN}", "1,en,How do I return?,Press Return.", header=header))

        (entry,) = base.store.content("demo").entries
        assert set(entry.answers) == {"zh", "en"}

    def test_are_names_if_the_columns_say_so(self, bring, table, base):
        bring(table(f"1,{RETURN}"), columns={"entry": "序号"})

        assert set(base.store.content("demo").by_key) == {"1"}

    def test_stay_the_names_of_entries_that_have_them(self, bring, table, base):
        bring(table(f"1,{RETURN}"), columns={"entry": "序号"})

        report = bring(table("1,怎么退货？,联系客服。"))

        assert report.updated == 1
        assert set(base.store.content("demo").by_key) == {"1"}

    def test_of_such_entries_may_change_when_a_row_is_inserted(self, bring, table, base):
        bring(table(f"1,{RETURN}"), columns={"entry": "序号"})

        report = bring(table(f"1,{SHIP}", "2,怎么退货？,联系客服。"))

        assert (report.added, report.updated) == (1, 1)
        assert base.store.content("demo").by_key["1"].answers == {"zh": "联系客服。"}


class TestTheSameNameInTwoFiles:
    HEADER = "entry,问题,答案"

    def test_an_entry_that_would_be_replaced_waits(self, bring, table, base, answers):
        bring(table(f"x,{RETURN}", header=self.HEADER))

        report = bring(table(f"x,{SHIP}", name="b.csv", header=self.HEADER))

        assert (report.version, report.candidates) == (None, 1)
        assert answers() == {"怎么退货？": "在订单页点退货。"}
        (reason,) = report.verdicts[0].reasons
        assert reason.code == "entry_of_another_file"
        assert all(text in reason.text for text in ("a.csv", "b.csv", "怎么退货？", "多久发货？"))

    def test_a_person_may_allow_it(self, bring, table, answers):
        bring(table(f"x,{RETURN}", header=self.HEADER))
        asked = []

        bring(
            table(f"x,{SHIP}", name="b.csv", header=self.HEADER),
            may_replace=lambda what: not asked.append(what),
        )

        assert len(asked) == 1
        assert answers() == {"多久发货？": "两天内发货。"}

    def test_the_same_file_may_change_both(self, bring, table, answers):
        bring(table(f"x,{RETURN}", header=self.HEADER))
        bring(table(f"x,{SHIP}", header=self.HEADER))

        assert answers() == {"多久发货？": "两天内发货。"}

    def test_another_file_may_correct_the_answer(self, bring, table, answers):
        bring(table(f"x,{RETURN}", header=self.HEADER))
        bring(table("x,怎么退货？,联系客服。", name="b.csv", header=self.HEADER))

        assert answers() == {"怎么退货？": "联系客服。"}
