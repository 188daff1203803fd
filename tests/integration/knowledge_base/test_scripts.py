"""Simplified and Traditional Chinese, from the files of a shop to what a visitor reads."""

import pytest

from knowledge_base.importing.options import ImportOptions
from knowledge_base.importing.run import import_files

TAIWAN = {
    "怎麼付款？": "可用超商代碼或信用卡。",
    "餅乾怎麼保存？": "請冷藏保存，台灣本島隔日到貨。",
    "找誰處理？": "請找范先生或游小姐，也可以找里長。",
    "運費多少？": "每公里三元。",
    "可以寄到台北店？": "可以，周一到周五。",
}


@pytest.fixture
def bring(open_base, tmp_path):
    """Imports lines of a table as another process would; returns the report."""

    def bring(header, *lines, name="faq.csv", **options):
        path = tmp_path / name
        path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
        return import_files([path], open_base(), "demo", options=ImportOptions(**options))

    return bring


@pytest.fixture
def read(open_base):
    """What a visitor who reads ``language`` gets for a question."""

    def read(question, language):
        match = open_base().search(question, "demo", language, limit=1).matches[0]
        return match.answer

    return read


@pytest.mark.parametrize("question", TAIWAN)
def test_what_a_shop_wrote_in_traditional_comes_out_as_it_was_written(bring, read, question):
    bring("問題,答案", *(",".join(pair) for pair in TAIWAN.items()))

    assert read(question, "zh-Hant") == TAIWAN[question]


def test_it_is_converted_for_who_reads_simplified(bring, read):
    bring("問題,答案", *(",".join(pair) for pair in TAIWAN.items()))

    assert read("找誰處理？", "zh-Hans") == "请找范先生或游小姐，也可以找里长。"


@pytest.mark.parametrize(
    ("header", "lines"),
    [
        ("问题,答案(简体),答案(繁體)", ["怎么付款,支付宝,超商代碼"]),
        ("问题,答案,答案", ["怎么付款,支付宝已开通,超商代碼"]),
        ("question,answer_zh_CN,answer_zh_TW", ["怎么付款,支付宝,超商代碼"]),
        ("question,answer_zh-Hans,answer_zh-Hant", ["怎么付款,支付宝,超商代碼"]),
        (
            "entry,language,question,answer",
            ["pay,zh-CN,怎么付款,支付宝", "pay,zh-HK,如何付費,超商代碼"],
        ),
        ("问题,答案", ["怎么付款,支付宝", "怎麼付款,超商代碼"]),
    ],
)
def test_a_shop_may_store_both_scripts(bring, read, header, lines):
    report = bring(header, *lines)

    assert report.added == 1
    assert report.outcomes["needs_review"] == 0
    assert read("怎么付款", "zh-Hans").startswith("支付宝")
    assert read("怎么付款", "zh-Hant") == "超商代碼"


def test_json_lines_may_have_both_too(publish, read):
    publish(
        [
            {
                "entry": "pay",
                "questions": {"zh-Hans": ["怎么付款"], "zh-Hant": ["如何付費"]},
                "answers": {"zh-Hans": "支付宝", "zh-Hant": "超商代碼"},
            }
        ]
    )

    assert [read("如何付費", tag) for tag in ("zh-Hans", "zh-Hant")] == ["支付宝", "超商代碼"]


def test_script_that_its_file_no_longer_has_is_pruned(bring, read):
    bring("问题,答案(简体),答案(繁體)", "怎么付款,支付宝,超商代碼")

    report = bring("问题,答案(简体)", "怎么付款,支付宝", prune=True)

    assert [gone.languages for gone in report.vanished] == [("zh-Hant",)]
    assert read("怎么付款", "zh-Hant") == "支付寶"


def test_the_same_file_again_changes_nothing(bring):
    header, line = "问题,答案(简体),答案(繁體)", "怎么付款,支付宝,超商代碼"
    bring(header, line)

    report = bring(header, line)

    assert (report.version, report.unchanged, report.vanished) == (None, 1, [])


def test_report_counts_entries_by_the_script_of_their_answers(bring):
    report = bring("问题,答案", "怎么付款,支付宝", "找誰處理,請找里長", "如何联系,OK")

    assert report.entries == {("", "zh-Hans"): 1, ("", "zh-Hant"): 1, ("", "zh"): 1}
