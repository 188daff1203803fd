"""Deciding in a spreadsheet program."""

import csv

import pytest

from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.importing.errors import UnreadableFileError
from knowledge_base.reviewing.spreadsheet import COLUMNS, read_csv, write_csv
from tests.fakes.candidates import stored

ENTRIES = {"return-how"}
ITEMS = (stored(1), stored(2, "可以开发票吗？", "可以。"))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "review.csv"


@pytest.fixture
def fill(path):
    """Writes candidates, lets ``change`` work on the rows, and reads them back."""

    def fill(
        change,
        items=ITEMS,
        encoding="utf-8-sig",
        delimiter=",",
    ):
        write_csv(path, items)
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        change(rows)
        with path.open("w", encoding=encoding, newline="") as file:
            table = csv.DictWriter(file, COLUMNS, delimiter=delimiter)
            table.writeheader()
            table.writerows(rows)
        return read_csv(path, items, ENTRIES, "ana")

    return fill


def decide(**values):
    return lambda rows: rows[0].update(values)


def test_the_table_has_a_mark_and_every_candidate(path):
    item = stored(
        7,
        "怎么退货？",
        "申请。",
        "想退货",
        reason="past_chat",
        detail="asked",
        count=3,
        file="a.csv",
        line=4,
    )

    assert write_csv(path, [item]) == 1

    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row == {
        "id": "7", "decision": "", "entry": "", "question": "怎么退货？\n想退货", "answer": "申请。",
        "category": "", "why": "past_chat", "detail": "asked", "count": "3", "source": "a.csv:4",
    }  # fmt: skip


def test_lines_without_a_decision_are_left(fill):
    assert fill(lambda rows: None) == ([], [])


@pytest.mark.parametrize(
    ("word", "verdict"),
    [("accept", "accept"), ("Accept ", "accept"), ("接受", "accept"), ("采纳", "accept"), ("拒绝", "reject"), ("reject", "reject")],
)  # fmt: skip
def test_decisions_in_both_languages(fill, word, verdict):
    (decision,), problems = fill(decide(decision=word))

    assert (decision.id, decision.verdict, decision.by) == (1, verdict, "ana")
    assert problems == []


def test_merging_names_the_entry(fill):
    (decision,), _ = fill(decide(decision="合并", entry="return-how"))

    assert (decision.verdict, decision.entry) == ("merge", "return-how")


def test_what_was_changed_in_the_table_is_what_counts(fill):
    (decision,), _ = fill(
        decide(
            decision="accept",
            question="退货怎么办？\n\n 想退货 ",
            answer="找我们。",
            category="returns",
        )
    )

    assert decision.questions == ("退货怎么办？", "想退货")
    assert (decision.answer, decision.category) == ("找我们。", "returns")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_as_spreadsheet_programs_save_it(fill, encoding, delimiter):
    (decision,), problems = fill(decide(decision="采纳"), encoding=encoding, delimiter=delimiter)

    assert decision.questions == ("怎么退货？",)
    assert problems == []


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"id": "99", "decision": "accept"}, "no candidate '99'"),
        ({"id": "x", "decision": "accept"}, "no candidate 'x'"),
        ({"decision": "perhaps"}, "'perhaps' is not known"),
        ({"decision": "merge"}, "needs the key"),
        ({"decision": "merge", "entry": "nowhere"}, "no entry 'nowhere'"),
        ({"decision": "accept", "answer": ""}, "no answer"),
        ({"decision": "accept", "question": " "}, "no question"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_carried_out_is_reported(fill, values, reason):
    def change(rows):
        rows[0].update(values)
        rows[1]["decision"] = "accept"

    decisions, (problem,) = fill(change)

    assert [decision.id for decision in decisions] == [2]
    assert problem.line == 2
    assert reason in problem.reason


def test_a_candidate_that_stands_twice_is_decided_once(fill):
    def change(rows):
        rows[0]["decision"] = "accept"
        rows.append(dict(rows[0], decision="reject"))

    (decision,), (problem,) = fill(change)

    assert decision.verdict == "accept"
    assert "earlier line" in problem.reason


def test_an_id_that_became_a_decimal_is_still_known(fill):
    (decision,), _ = fill(decide(id="1.0", decision="accept"))

    assert decision.id == 1


@pytest.mark.parametrize("text", ["=1+1", "+86 …", "-5%", "@SUM(A1)", "'=1", "''-", "＝1", "“+1"])
def test_no_cell_is_a_formula_and_none_changes_on_the_way(path, fill, text):
    item = stored(1, "怎么退货？", text)

    (decision,), _ = fill(decide(decision="accept"), items=[item])

    assert decision.answer == text
    write_csv(path, [item])
    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["answer"][0] == "'"


def test_a_table_without_its_columns_is_refused(path):
    path.write_text("name,answer\n1,2\n", encoding="utf-8")

    with pytest.raises(UnreadableFileError, match="decision"):
        read_csv(path, [], ENTRIES)


def test_a_file_that_is_missing_or_no_text_is_refused(path, tmp_path):
    with pytest.raises(UnreadableFileError):
        read_csv(path, [], ENTRIES)
    path.write_bytes(b"\x81\xff\xff\x00")
    with pytest.raises(UnreadableFileError):
        read_csv(path, [], ENTRIES)
    with pytest.raises(KnowledgeBaseError):
        write_csv(tmp_path / "no" / "folder.csv", [])
