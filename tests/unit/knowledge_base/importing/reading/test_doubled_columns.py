"""Two columns of one meaning: languages, phrasings, or a question to the person."""

import pytest

from knowledge_base.importing.errors import AmbiguousColumnsError
from knowledge_base.importing.reading.columns import Columns
from knowledge_base.importing.reading.csv import read_csv
from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.reading.text_files import WrittenText

CHINESE = ("怎么退货？", "在订单页点退货。")
ENGLISH = ("How do I return?", "Press Return on the order page.")


def read(*lines, columns=None):
    options = ReadOptions(columns=columns or {})
    rows = list(read_csv(WrittenText("\n".join(lines)), "a.csv", options))
    return rows, options.findings


def texts(rows):
    return [(row.language, row.question, row.answer) for row in rows]


class TestTwoLanguages:
    @pytest.mark.parametrize(
        "header",
        [
            "问题,答案,Question,Answer",
            "问题,答案,问题,答案",
            "客户问题,客服回答,Question,Reply",
            "Question,Answer,问题,答案",  # the texts say more than the names
        ],
    )
    def test_are_known_by_the_texts(self, header):
        rows, findings = read(header, ",".join((*CHINESE, *ENGLISH)))

        assert texts(rows) == [("zh", *CHINESE), ("en", *ENGLISH)]
        assert len({row.entry for row in rows}) == 1
        assert findings.unused == {"a.csv": []}

    def test_are_known_by_the_names_where_the_texts_say_nothing(self):
        rows, _ = read("问题,答案,Question,Answer", "VIP,9.5,VIP,9.5")

        assert texts(rows) == [("zh", "VIP", "9.5"), ("en", "VIP", "9.5")]

    def test_may_be_of_the_answer_alone(self):
        rows, _ = read("问题,答案,Answer", 'PayPal?,支持 PayPal 付款。,"Yes, we take PayPal."')

        assert texts(rows)[1:] == [
            ("zh", "", "支持 PayPal 付款。"),
            ("en", "", "Yes, we take PayPal."),
        ]

    def test_a_cell_in_the_other_one_counts_as_what_it_is(self):
        rows, _ = read(
            "问题,答案,Question,Answer",
            ",".join((*CHINESE, *ENGLISH)),
            "多久发货？,两天内发货。,能开发票吗？,可以开发票。",
        )

        assert [row.language for row in rows] == ["zh", "en", "zh", None]

    def test_share_a_column_without_a_language_with_one_that_has_it(self):
        rows, _ = read("问题,英文问题,答案,英文答案", "VIP,VIP,会员享九折。,Members get 10% off.")

        assert [row.language for row in rows] == ["zh", "en"]


class TestTwoQuestions:
    @pytest.mark.parametrize(
        "header", ["问题,问题,答案", "标准问,用户问题,答案", "问题1,问题2,答案"]
    )
    def test_are_phrasings(self, header):
        rows, findings = read(header, "怎么退货？,退货流程？,点退货。")

        assert texts(rows) == [(None, "怎么退货？", "点退货。"), (None, "退货流程？", "")]
        assert rows[0].entry == rows[1].entry
        assert findings.unused == {"a.csv": []}

    def test_of_which_one_says_less_are_not_mixed(self):
        rows, findings = read("title,question,answer,content", "x,How?,So.,html")

        assert texts(rows) == [(None, "How?", "So.")]
        assert findings.unused == {"a.csv": ["title", "content"]}


class TestTwoAnswers:
    @pytest.mark.parametrize("header", ["问题,答案,答案", "问题,答案1,答案2", "问题,答案,客服回答"])
    def test_stop_the_file_with_both_names(self, header):
        _, one, two = header.split(",")

        with pytest.raises(AmbiguousColumnsError) as stopped:
            read(header, "怎么退货？,点退货。,七天内都可以。")

        assert f"'{one}' (column 2) and '{two}' (column 3)" in str(stopped.value)
        assert "--map answer=2" in str(stopped.value)

    @pytest.mark.parametrize(
        ("header", "advice"),
        [
            ("问题,答案,答案,Question,Answer", "answer_zh=2"),
            ("question,answer_cn,answer_tw,answer_hk", "answer_zh-Hant=3"),
        ],
    )
    def test_beside_other_languages_are_named_so_that_these_stay(self, header, advice):
        line = "怎么退货？,点退货。,按退貨。,撳退貨。"
        if "Question" in header:
            line = "怎么退货？,点退货。,七天内都可以。,How do I return?,Press Return."

        with pytest.raises(AmbiguousColumnsError) as stopped:
            read(header, line)

        assert f"--map {advice}" in str(stopped.value)

    def test_of_which_a_person_names_one_leave_the_other_unused(self):
        rows, findings = read(
            "问题,答案,答案", "怎么退货？,点退货。,七天内都可以。", columns={"answer": "3"}
        )

        assert texts(rows) == [(None, "怎么退货？", "七天内都可以。")]
        assert findings.unused == {"a.csv": ["答案"]}

    def test_of_which_a_person_names_those_of_two_languages_leave_a_third_unused(self):
        rows, findings = read(
            "问题,答案,内部答案,Answer,答案",
            "怎么退货？,点退货。,先查订单。,Press Return on it.,七天内都可以。",
            columns={"answer_zh": "2", "answer_en": "Answer"},
        )

        assert [row.answer for row in rows if row.answer] == ["点退货。", "Press Return on it."]
        assert findings.unused == {"a.csv": ["内部答案", "答案"]}

    def test_that_are_never_in_one_line_are_both_read(self):
        rows, _ = read("问题,答案,答案", "怎么退货？,点退货。,", "多久发货？,,两天内。")

        assert [row.answer for row in rows if row.answer] == ["点退货。", "两天内。"]

    def test_below_the_lines_that_are_looked_at_are_both_read(self):
        empty = [f"问题{n}？,答{n}。," for n in range(80)]

        rows, _ = read("问题,答案,答案", *empty, "怎么退货？,点退货。,七天内都可以。")

        assert [row.answer for row in rows[-2:]] == ["点退货。", "七天内都可以。"]

    @pytest.mark.parametrize(
        "header", ["问题,答案(简体),答案(繁體)", "问题,答案,答案", "问题,answer_zh_CN,answer_zh_TW"]
    )
    def test_in_two_scripts_are_both_read(self, header):
        rows, findings = read(header, "怎么退货？,点退货。,點退貨。")

        assert [(row.language, row.answer) for row in rows if row.answer] == [
            ("zh-Hans", "点退货。"),
            ("zh-Hant", "點退貨。"),
        ]
        assert findings.unused == {"a.csv": []}


class TestTablesBesideEachOther:
    def test_are_all_read(self):
        rows, findings = read(
            "分类,编号,问题,答案,,编号,问题,答案",
            "售后,a1,怎么退货？,点退货。,,b1,能开发票吗？,可以。",
            "售后,a2,多久发货？,两天内。,,,,",
        )

        assert [(row.entry, row.category, row.question, row.answer) for row in rows] == [
            ("a1", "售后", "怎么退货？", "点退货。"),
            ("b1", "售后", "能开发票吗？", "可以。"),
            ("a2", "售后", "多久发货？", "两天内。"),
        ]
        assert "beside each other" in findings.warnings[0]

    def test_may_number_their_columns(self):
        rows, _ = read("问题1,答案1,问题2,答案2", "怎么退货？,点退货。,能开发票吗？,可以。")

        assert [row.question for row in rows] == ["怎么退货？", "能开发票吗？"]

    def test_a_line_counts_as_one_row(self):
        rows, _ = read("问题,答案,问题,答案", "怎么退货？,点退货。,能开发票吗？,可以。")

        assert [row.further for row in rows] == [False, True]


class TestUnusedColumns:
    def test_are_listed(self):
        assert Columns.guess(["问题", "答案", "备注", ""], {}, "a.csv").unused == ["备注"]

    def test_a_column_of_a_language_that_is_not_stored_is_one(self):
        columns = Columns.guess(["问题", "答案(中文)", "Answer (EN)", "回答（日文）"], {}, "a.csv")

        assert columns.unused == ["回答（日文）"]


def test_a_header_that_is_repeated_further_down_is_no_row():
    rows, _ = read("问题,答案", "怎么退货？,点退货。", "问题,答案", "多久发货？,两天内。")

    assert [row.question for row in rows] == ["怎么退货？", "多久发货？"]
