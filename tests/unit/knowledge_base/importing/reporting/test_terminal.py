"""A report on the terminal."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from knowledge_base.importing.report import Report
from knowledge_base.importing.reporting.terminal import EXAMPLES, print_report
from tests.fakes.reports import clean_report, full_report, refused_report


def printed(report, width=160):
    console = Console(file=io.StringIO(), width=width, color_system=None)
    print_report(console, report)
    return console.file.getvalue()


def test_is_short_when_all_is_well():
    lines = printed(clean_report()).splitlines()

    assert lines == [
        "faq.csv: CSV, UTF-8; question ← 问题",
        "rows: 300 read, 300 accepted",
        "entries: 12 added",
        "time: 2.5 s (reading 0.5 s at 600/s, encoding 2.0 s at 150/s)",
        "published version v2 of shop 'demo'; it replaces version v1",
    ]


def test_tells_how_a_doubtful_file_was_read():
    assert "(ahead of the next guess by 25%)" in printed(full_report())


def test_gives_a_few_examples_of_each_reason():
    lines = printed(full_report()).splitlines()

    start = lines.index("8 Two answers to one question (contradictory_answers)") + 1
    examples = lines[start : start + EXAMPLES]
    assert all("怎么退货" in line and "(0.96)" in line for line in examples)
    assert lines[start + EXAMPLES].strip() == "… and 3 more"


def test_gives_no_examples_of_what_can_be_left_as_it_is():
    lines = printed(full_report()).splitlines()

    after = lines[lines.index("1 The question was there already (duplicate_question)") + 1]
    assert after.startswith("regression check")


def test_what_has_to_be_mended_comes_first():
    text = printed(full_report())

    assert text.index("too_long") < text.index("contradictory_answers")


def test_tells_what_waits_and_how_to_decide():
    assert "4 candidates wait for a person: run python -m knowledge_base review" in printed(
        full_report()
    )


def test_shows_changed_answers_side_by_side_lost_ones_first():
    lines = printed(refused_report()).splitlines()

    place = next(i for i, line in enumerate(lines) if line.startswith("regression check: refused"))
    assert lines[place + 2].split() == [
        "运费多少",
        *["fee", "answer", "0.97", "other", "clarify", "0.41", "lost"],
    ]
    assert "lost" not in lines[place + 3]


@pytest.mark.parametrize(
    ("report", "last"),
    [
        (
            refused_report(),
            "nothing was published: 1 of 10 golden questions would lose their answer; at most "
            "0.0% may; version v1 goes on answering",
        ),
        (
            replace(clean_report(), version=None, dry_run=True),
            "nothing was published: a dry run; version v1 goes on answering",
        ),
        (
            Report("demo", unchanged=3, row_total=3, before="v1"),
            "nothing was published: no change; version v1 goes on answering",
        ),
        (
            Report("demo", row_total=3),
            "nothing was published: no row could be used; the shop has no version yet",
        ),
    ],
)
def test_says_last_what_serves_and_why(report, last):
    assert printed(report).splitlines()[-1] == last


def test_what_was_not_published_would_have_been_added():
    assert "entries: would be 12 added" in printed(refused_report())


def test_no_text_of_a_file_is_taken_for_markup_or_a_command():
    text = printed(full_report("[red]x[/red] [/] \x1b[31m\x1b]0;title\x07 \ud800 \u202e"))

    assert "[red]x[/red] [/]" in text
    assert not {"\x1b", "\x07", "\ud800", "\u202e"} & set(text)


@pytest.mark.parametrize("width", [20, 80])
def test_fits_narrow_terminals(width):
    assert "published version v2" in " ".join(printed(full_report(), width).split())
