"""The commands around an import, as a person uses them."""

import csv
import re

import pytest
from openpyxl import Workbook

from knowledge_base.commands import import_prompts
from tests.fakes.past_answers import ENTRIES

VIP = {"entry": "vip", "questions": {"zh": ["会员电话？"]}, "answers": {"zh": "打 13812345678。"}}
CHATS = """会话ID,发送方,消息内容,发送时间
1,买家,怎么申请退货呢？,2023/5/1 12:30
1,客服,您在订单页面点退货就可以申请。,2023/5/1 12:31
2,买家,可以开增值税发票吗？,2023/5/1 12:40
2,客服,可以的，在订单页面申请开票即可。,2023/5/1 12:41
"""


@pytest.fixture
def table(tmp_path):
    def table(text, name="faq.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return table


class TestImport:
    def test_writes_the_report_as_a_page(self, run, write, tmp_path):
        code, _, complained = run("import", write(), "--report", tmp_path / "report.html")

        page = (tmp_path / "report.html").read_text("utf-8")
        assert (code, "report.html" in complained) == (0, True)
        assert "Published" in page
        assert "<script" not in page

    def test_rows_that_were_left_out_can_be_mended_and_imported(self, run, table, tmp_path):
        path = table("问题,答案\n怎么退款,点退款\n？？,什么\n=满减,可以\n会员电话,打 13812345678\n")
        rejects = tmp_path / "rejects.csv"
        run("import", path, "--rejects", rejects)

        with rejects.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert [(row["line"], row["outcome"]) for row in rows] == [
            ("3", "rejected"),
            ("5", "needs_review"),
        ]
        text = rejects.read_text("utf-8-sig").replace("？？", "怎么退钱")
        rejects.write_text(text.replace("13812345678", "客服热线"), encoding="utf-8-sig")

        printed = run("import", rejects)[1]

        assert "entries: 2 added" in printed

    def test_says_where_a_workbook_shows_something_else(self, run, tmp_path):
        workbook = Workbook()
        for row in (
            ["问题", "答案"],
            ["会员折扣多少？", 0.85],
            ["对公账号？", 6222021234567890000],
        ):
            workbook.active.append(row)
        workbook.active["B2"].number_format = "0%"
        workbook.save(tmp_path / "faq.xlsx")

        code, printed, _ = run(
            "import", tmp_path / "faq.xlsx", "--report", tmp_path / "report.html"
        )

        assert code == 0
        assert "Digits may be lost" in printed
        page = (tmp_path / "report.html").read_text("utf-8")
        assert "cell B2 holds 0.85 and is read as shown: 85%" in page

    def test_rows_that_a_stray_quote_spliced_stay_out(self, run, table):
        splice = '能开发票吗？\t"可以开。\n屏幕多大？\t10.1"\n'

        code, printed, _ = run("import", table(f"问题\t答案\n怎么退款？\t点退款\n{splice}"))

        assert (code, "entries: 1 added" in printed) == (0, True)
        assert "from line 3 to line 4" in " ".join(printed.split())

    @pytest.mark.filterwarnings("error")
    def test_a_table_in_html_may_be_called_xls(self, run, table):
        page = "<table><tr><th>问题<th>答案<tr><td>怎么退货？<td>在订单页点退货。</table>"

        code, printed, _ = run("import", table(page, "faq.xls"))

        assert (code, "entries: 1 added" in printed) == (0, True)

    def test_columns_can_be_named(self, run, table):
        path = table("Frage;Antwort;Nr\nWie lange?;Two days.;1\n")

        assert run("import", path)[0] == 1
        printed = run("import", path, "--map", "question=Frage,answer=2")[1]

        assert "question ← Frage" in printed
        assert "entries: 1 added" in printed

    def test_a_mapping_that_is_none_is_an_error_of_usage(self, run, table):
        assert run("import", table("a,b\n"), "--map", "question")[0] == 2

    def test_an_encoding_can_be_named(self, run, table):
        path = table("問題,答案\n電匯,可以\n", encoding="big5")

        assert "big5" in run("import", path, "--encoding", "big5")[1]
        code, _, complained = run("import", path, "--encoding", "utf-8")
        assert (code, "utf-8" in complained) == (1, True)

    def test_shows_what_was_guessed(self, run, table):
        path = table("问题,答案\n怎么申请退款？,在订单页点退款。\n", encoding="gb18030")

        printed = run("import", path)[1]

        assert "gb18030" in printed
        assert "question ← 问题, answer ← 答案" in printed

    def test_refused_by_the_regression_check_it_shows_why_and_changes_nothing(self, run, write):
        run("import", write())
        run("golden", "add", "怎么开发票？", "invoice")
        worse = [{**ENTRIES[2], "questions": {"zh": ["完全不同的问题"]}}]

        code, printed, complained = run("import", write(worse))

        assert code == 1
        assert "--accept-changes" in complained
        assert "lost" in printed
        assert "1-" in run("versions")[1]
        assert run("import", write(worse), "--accept-changes")[0] == 0

    def test_ctrl_c_says_that_nothing_was_changed(self, run, write, monkeypatch):
        def interrupted(*_, **__):
            raise KeyboardInterrupt

        monkeypatch.setattr("knowledge_base.commands.importing.import_files", interrupted)

        code, _, complained = run("import", write())

        assert (code, "stopped; nothing was changed" in complained) == (
            import_prompts.STOPPED,
            True,
        )


class TestVersions:
    def test_can_be_listed_and_gone_back_to(self, run, write):
        run("import", write())
        run("import", write([{**ENTRIES[2], "answers": {"zh": "找客服开。"}}]))

        assert "published version 3-" in run("rollback")[1]
        listed = run("versions")[1]
        assert "rollback to version 1" in listed
        assert "在订单页申请电子发票。" in run("search", "怎么开发票？")[1]

    def test_history_shows_every_text_and_where_it_came_from(self, run, write):
        run("import", write())
        run("import", write([{**ENTRIES[2], "answers": {"zh": "找客服开。"}}]))

        shown = run("history", "invoice")[1]

        for text in ("找客服开。", "在订单页申请电子发票。", "entries.jsonl:3", "1–1", "2–"):
            assert text in shown
        assert run("history", "never")[0] == 2


class TestGolden:
    def test_questions_can_be_added_listed_and_removed(self, run, write, table):
        run("import", write())
        file = table("question,entry\n怎么退货,return\n我要发票,invoice\n", "golden.csv")

        assert "2 added" in run("golden", "import", file)[1]
        assert "invoice" in run("golden", "list")[1]
        assert run("golden", "remove", "怎么退货")[0] == 0
        assert run("golden", "remove", "怎么退货")[0] == 1

    def test_personal_data_is_masked(self, run, write, table):
        run("import", write())
        file = table("question,entry\n我的订单RL2611200001怎么退,return\n", "golden.csv")
        run("golden", "import", file)
        run("golden", "add", "我要发票，打13812345678", "invoice")

        listed = run("golden", "list")[1]

        assert "我的订单[订单号]怎么退" in listed
        assert "13812345678" not in listed
        assert run("golden", "remove", "我要发票，打13812345678")[0] == 0

    def test_an_entry_that_is_not_there_is_refused(self, run, write):
        run("import", write())

        assert "no entry 'nope'" in run("golden", "add", "怎么退货", "nope")[2]


class TestReview:
    def test_past_chats_become_entries_when_somebody_accepts_them(self, run, table, tmp_path):
        printed = run("import", table(CHATS, "chats.csv"))[1]
        assert "past chats: 2" in printed
        assert "nothing was published" in printed
        sheet = tmp_path / "review.csv"
        run("review", "--export", sheet)
        text = sheet.read_text("utf-8-sig")
        rows = list(csv.reader(text.splitlines()))
        decision = rows[0].index("decision")
        for row, verdict in zip(rows[1:], ("accept", "reject"), strict=True):
            row[decision] = verdict
        with sheet.open("w", encoding="gb18030", newline="") as file:
            csv.writer(file).writerows(rows)

        code, printed, _ = run("review", "--decisions", sheet)

        assert code == 0
        assert "2 decisions taken in" in printed
        assert "entries: 1 added" in printed
        assert "1 entries" in run("list")[1]
        assert "0 candidates" in run("review", "--export", sheet)[2]
        assert "candidates wait" not in run("import", table(CHATS, "chats.csv"))[1]

    def test_a_row_that_was_held_back_is_published_as_it_was_accepted(self, run, write, tmp_path):
        run("import", write([*ENTRIES, VIP]))
        sheet = tmp_path / "review.csv"
        run("review", "--export", sheet)
        text = sheet.read_text("utf-8-sig")
        assert re.search(r'^"\d+","","vip",', text, re.M)
        sheet.write_text(re.sub(r'(?m)^("\d+"),"",', r"\1,accept,", text), encoding="utf-8-sig")

        run("review", "--decisions", sheet)

        assert "13812345678" in run("search", "会员电话？")[1]
        assert "nothing was published: no change" in run("import", write([*ENTRIES, VIP]))[1]

    def test_without_a_terminal_it_says_what_to_do_instead(self, run, write):
        run("import", write([*ENTRIES, VIP]))

        code, _, complained = run("review")

        assert (code, "--export and --decisions" in complained) == (1, True)

    def test_an_empty_queue_is_no_error(self, run, write):
        run("import", write())

        assert run("review")[0] == 0
