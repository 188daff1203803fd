"""Tables that Relay writes run nothing in the spreadsheet program that opens them."""

import csv
import io
import json

import pytest

from knowledge_base import KnowledgeBase, KnowledgeBaseSettings
from knowledge_base.importing.options import ImportOptions
from knowledge_base.importing.run import import_files
from knowledge_base.reviewing.spreadsheet import read_csv, write_csv
from knowledge_base.storage.candidates import SqlCandidateStore
from tests.fakes.encoder import FakeEncoder

PHONE = "13812345678"
HARMFUL = [
    "=HYPERLINK(1)", "+1+1", "-1+1", "@SUM(1)", "＝1+1", "＋1+1", "－1+1", "＠SUM(1)",
    "'=1+1", "“=1+1", "a;=1+1",
]  # fmt: skip


@pytest.fixture
def base(tmp_path):
    settings = KnowledgeBaseSettings(
        database_url=f"sqlite:///{tmp_path}/kb.sqlite3", index_dir=tmp_path / "index"
    )
    return KnowledgeBase(settings, FakeEncoder())


@pytest.fixture
def written(base, tmp_path):
    """Imports answers that wait, and gives the texts of the two tables that are written."""

    def written(harmful):
        rows = [{"entry": "ok", "question": "能退吗", "answer": "能。"}]
        rows += [
            {"entry": f"e{n}", "question": f"{text} 第{n}个", "answer": f"{text}\n打 {PHONE}"}
            for n, text in enumerate(harmful)
        ]
        file, rejects, review = (tmp_path / n for n in ("faq.jsonl", "rejects.csv", "review.csv"))
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        import_files([file], base, "demo", options=ImportOptions(rejects=rejects))
        write_csv(review, SqlCandidateStore(base.store.database).pending("demo"))
        return rejects, review

    return written


def cells_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [cell for row in csv.reader(file) for cell in row]


def test_no_cell_is_a_formula(written):
    for path in written(HARMFUL):
        for cell in cells_of(path):
            assert not cell.strip().startswith(tuple("=+-@＝＋－＠")), (path.name, cell)
            assert not cell.startswith(("\t", "\r", "\n")), (path.name, cell)
        assert any(cell.startswith("'＝1+1") for cell in cells_of(path))


def test_every_cell_is_in_quotes(written):
    for path in written(HARMFUL):
        text = path.read_bytes().decode("utf-8-sig")
        again = io.StringIO(newline="")
        # Else another delimiter, as some countries have it, would begin a cell of its own.
        csv.writer(again, quoting=csv.QUOTE_ALL).writerows(
            csv.reader(io.StringIO(text, newline=""))
        )
        assert text == again.getvalue()


def test_a_decision_returns_the_text_as_it_was(written, base):
    _, review = written(HARMFUL)
    waiting = SqlCandidateStore(base.store.database).pending("demo")
    with review.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with review.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows({**row, "decision": "accept"} for row in rows)

    decisions, problems = read_csv(review, waiting, ())

    assert problems == []
    assert {decision.answer for decision in decisions} == {
        stored.candidate.answer for stored in waiting
    }
