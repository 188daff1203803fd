"""A report as one page that needs nothing else."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge_base.errors import UnwritableFileError
from knowledge_base.importing.report import LISTED, Report, RowVerdict
from knowledge_base.importing.reporting.page import page, write_page
from tests.fakes.reports import clean_report, full_report, refused_report

MADE = datetime(2026, 5, 18, 9, 30, tzinfo=UTC)
VOID = {"meta", "rect", "line", "br"}


class Outline(HTMLParser):
    """Tags, attributes and text of a page, and whether the tags are closed in order."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.attributes, self.texts = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


def words(report):
    return " ".join(" ".join(Outline(page(report, made_at=MADE)).texts).split())


@pytest.mark.parametrize("report", [clean_report(), full_report(), refused_report(), Report("x")])
def test_is_well_formed(report):
    assert Outline(page(report, made_at=MADE)).open == []


def test_needs_nothing_from_outside():
    text = page(full_report(), made_at=MADE)
    outline = Outline(text)

    assert not {"script", "link", "img", "iframe", "object"} & set(outline.tags)
    names = {name for name, _ in outline.attributes}
    assert not {"src", "srcset", "style", "action"} & names
    assert not [name for name in names if name.startswith("on")]
    assert all(value.startswith("#") for name, value in outline.attributes if name == "href")
    assert "url(" not in text
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    assert ("content", policy) in outline.attributes


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=200))
@example("<script>alert(1)</script>")
@example("</style><script>alert(1)</script>")
@example("\" onmouseover=alert(1) x='")
@example("]]></svg><script>")
@example("\ud800\x00\x1b[31m")
def test_no_text_becomes_part_of_the_page(text):
    dangerous = full_report(text)
    plain = Outline(page(full_report("x"), made_at=MADE))

    written = page(dangerous, made_at=MADE)
    outline = Outline(written)

    assert "<script" not in written.lower()
    # The same tags, whatever the text; only one category more or less is drawn.
    assert set(outline.tags) == set(plain.tags)
    assert {name for name, _ in outline.attributes} == {name for name, _ in plain.attributes}
    written.encode()


def test_isolates_what_is_written_from_right_to_left():
    text = page(full_report("\u202eمرحبا"), made_at=MADE)

    assert '<bdi dir="auto">\ufffdمرحبا' in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (clean_report(), "✓ Published Published version v2 of shop 'demo' It replaces version v1."),
        (refused_report(), "✕ Refused Nothing was published: 1 of 10 golden questions would lose"),
        (Report("demo"), "= No change Nothing was published: no change"),
        (Report("demo", row_total=2), "✕ Nothing usable Nothing was published: no row could"),
    ],
)
def test_says_first_what_happened(report, expected):
    assert expected in words(report)


def test_says_what_to_do_next_only_where_there_is_something():
    assert "What to do next" in words(full_report())
    assert "What to do next" not in words(clean_report())


def test_explains_every_reason():
    text = words(full_report())

    assert "Two answers to one question contradictory_answers" in text
    assert "To do: Decide which is true" in text


def test_counts_the_rows_that_it_does_not_list():
    report = Report("demo")
    for line in range(LISTED + 5):
        report.add(RowVerdict("a.csv", line, "accepted"))

    assert "… and 5 more" in words(report)


def test_a_chart_says_in_words_what_it_shows():
    assert "0.95 to 1.00: 1." in words(clean_report())
    assert "Accepted 300 100.0%" in words(clean_report())


def test_nothing_is_drawn_where_nothing_was_compared():
    assert not re.search("<svg", page(Report("demo"), made_at=MADE))


def test_is_written_where_it_is_wanted(tmp_path):
    write_page(tmp_path / "var" / "report.html", clean_report(), made_at=MADE)

    assert "Published" in (tmp_path / "var" / "report.html").read_text("utf-8")


def test_a_place_that_cannot_be_written_is_one_clear_line(tmp_path):
    with pytest.raises(UnwritableFileError, match="cannot be written"):
        write_page(tmp_path, clean_report())
