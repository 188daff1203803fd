import pytest

from knowledge_base.importing.reading.spliced_rows import spliced_lines


def lines(*cells, delimiter=",", width=2):
    return spliced_lines(cells, delimiter, width, [0])


class TestSplicedLines:
    @pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
    def test_are_those_with_the_cells_of_the_table(self, delimiter):
        cell = "可以。\n怎么改地址？,可以改。\r\n屏幕多大？,10.1".replace(",", delimiter)

        assert lines("能开发票吗？", cell, delimiter=delimiter) == 3

    def test_may_end_in_another_column_than_they_begin(self):
        cell = "yes,faq\nhow big?,10.1"

        assert lines("refund?", cell, "faq", width=3) == 2
        assert lines("how?,so\nwhy?", "10.1", "faq", width=3) == 2

    def test_may_begin_in_the_question(self):
        assert lines("refund?,yes\nhow big?,10.1") == 2

    def test_of_topics_need_all_of_the_lines(self):
        assert lines("退货", "七天内\n发货,两天\n换货,可以") == 3
        assert lines("退货", "七天内\n发货,两天\n换货,可以\n都行") == 0

    def test_blank_ones_do_not_count(self):
        assert lines("能退吗？", "能。\n\n怎么改？,点这里") == 3


class TestTextOfSeveralLines:
    @pytest.mark.parametrize(
        ("question", "answer"),
        [
            ("能退吗？", "可以。\n七天内。"),
            ("能退吗？", "步骤：\n第一步,打开订单\n第二步,点退货"),
            ("Where?", "Here:\nLantern Lane, Ltd.\nMain Street 1, Berlin"),
            ("Sizes", "In cm:\nS, 36\nM, 38\nL, 40"),
            ("退货", "七天内,可以\n请联系客服\n我们承担运费,请放心"),
            ("尺码", "S,36\nM,38"),
            ("能退吗？", ""),
        ],
    )
    def test_is_no_rows(self, question, answer):
        assert lines(question, answer) == 0

    def test_may_end_in_a_comma_that_makes_up_the_cells(self):
        assert lines("能退吗？", "可以\n七天内,免费", "退款", width=3) == 0

    def test_may_hold_a_table_with_spaces_around_its_lines(self):
        assert lines("尺码", "如下\nS | 36\nM | 38", delimiter="|") == 0

    def test_of_a_table_with_one_column_is_no_rows(self):
        assert lines("a\nb", width=1) == 0
