"""What became of visitors' questions: it is kept, it moves the confidence, and it can be forgotten."""

import json
import shutil
import sqlite3
from dataclasses import replace

import pytest

from knowledge_base import KnowledgeBase, StoreError
from knowledge_base.importing.run import import_files
from knowledge_base.index.adaptation import ADAPT_FROM
from knowledge_base.index.question_log import SAVE_EVERY
from knowledge_base.knowledge_base import ADAPT_EVERY
from knowledge_base.storage.outcomes import KEPT_OF_ORIGIN
from tests.fakes.encoder import FakeEncoder
from tests.fakes.outcomes import a_record, an_outcome
from tests.integration.knowledge_base.conftest import settings_in
from tests.integration.knowledge_base.test_confidence import TOPICS, entry


@pytest.fixture(scope="module")
def asked_shop(tmp_path_factory):
    """The files of a shop that has been asked enough."""
    folder = tmp_path_factory.mktemp("asked")
    base = KnowledgeBase(settings_in(folder), FakeEncoder())
    entries = folder / "entries.jsonl"
    entries.write_text("".join(json.dumps(entry(topic)) + "\n" for topic in TOPICS), "utf-8")
    import_files([entries], base, "demo")
    base.warm()
    for topic in (TOPICS * 2)[:ADAPT_FROM]:
        question = f"I want to know about {topic}"
        base.count(question, base.search(question))
    return folder


@pytest.fixture
def shop(asked_shop, tmp_path, open_base):
    shutil.copytree(asked_shop, tmp_path, dirs_exist_ok=True)
    base = open_base()
    base.warm()
    return base


def confidence(base, question="something on invoices"):
    return base.search(question).matches[0].confidence


def record(base, count, right, **others):
    for topic in TOPICS[:count]:
        found = base.search(f"something on {topic}")
        base.record([an_outcome(found, right=right, **others)])


class TestConfidence:
    def test_falls_where_answers_turn_out_wrong(self, shop):
        before = confidence(shop)

        record(shop, 4 * ADAPT_EVERY, right=False)

        assert confidence(shop) < before - 0.25

    def test_is_the_same_after_a_restart_and_after_an_import(self, shop, open_base, publish):
        record(shop, 4 * ADAPT_EVERY, right=False)
        moved = shop.known_outcomes("demo")

        restarted = open_base()
        publish([entry(topic) for topic in TOPICS[1:]])
        restarted.refresh()

        assert len(restarted.known_outcomes("demo")) == len(moved) == 4 * ADAPT_EVERY

    def test_one_person_moves_it_as_much_as_one_outcome(self, shop):
        before = confidence(shop)

        record(shop, 4 * ADAPT_EVERY, right=False, origin="attacker")

        assert confidence(shop) > before - 0.1

    def test_stays_as_it_is_while_outcomes_cannot_be_read(self, shop, monkeypatch):
        before = confidence(shop)

        def refused(_shop):
            raise StoreError("the disk is full")

        monkeypatch.setattr(shop, "known_outcomes", refused)
        for _ in range(SAVE_EVERY):
            shop.count("something on invoices", shop.search("something on invoices"))

        assert confidence(shop) == before


class TestStorage:
    def test_holds_numbers_and_no_text(self, shop, settings):
        record(shop, 3, right=True)

        with sqlite3.connect(settings.database.database) as connection:
            connection.row_factory = sqlite3.Row
            rows = [dict(row) for row in connection.execute("SELECT * FROM outcomes")]

        assert [row["entry"] for row in rows] == TOPICS[:3]
        assert not any("something on" in str(value) for row in rows for value in row.values())

    def test_a_rating_takes_the_one_before_back(self, shop):
        found = shop.search("something on invoices")
        for kind, right in (("helpful", True), ("not_helpful", False)):
            shop.record([an_outcome(found, kind, right, about="question")])

        assert [one.kind for one in shop.outcomes.all("demo")] == ["not_helpful"]

    def test_nobody_fills_it(self, shop):
        record(shop, KEPT_OF_ORIGIN + 5, right=True, origin="attacker")

        assert len(shop.outcomes.all("demo")) == KEPT_OF_ORIGIN

    def test_forgets_a_person_and_what_was_learnt_from_them(self, shop):
        before = confidence(shop)
        record(shop, 4 * ADAPT_EVERY, right=False)
        for record_ in shop.outcomes.all("demo"):
            assert shop.forget(record_.origin) == 1

        assert shop.outcomes.all("demo") == []
        assert confidence(shop) == pytest.approx(before)


class TestAlike:
    def test_tells_the_same_in_other_words_from_another_question(self, shop):
        assert shop.alike("a question about invoices", "a question about invoices please")
        assert not shop.alike("a question about invoices", "washing of fabrics")
        assert not shop.alike("?!", "...")


class TestCommands:
    def test_list_tells_how_many_there_are_and_how_they_count(self, shop, run):
        record(shop, 3, right=True)
        record(shop, 2, right=False, kind="rephrased", origin="one")

        code, printed, _ = run("outcomes", "--shop", "demo")

        assert code == 0
        rows = [line.split("│")[1:-1] for line in printed.splitlines() if "│" in line]
        cells = [[cell.strip() for cell in row] for row in rows]
        assert ["agent used", "3", "3", "0", "0", "2.0", "2026-03-02"] in cells
        assert ["rephrased", "2", "0", "2", "0", "0.3", "2026-03-02"] in cells
        assert "5 outcomes of 4 visitors, which count as 2.3 questions" in printed

    def test_outcomes_of_another_encoder_are_named(self, shop, run):
        record(shop, 3, right=True)
        foreign = replace(shop.search("invoices").judged, made_of="another")
        shop.record([a_record(judged=foreign)])

        assert "1 of them are of another encoder" in run("outcomes", "--shop", "demo")[1]

    def test_evaluate_draws_before_and_after(self, shop, run, tmp_path):
        for _ in range(3):
            record(shop, len(TOPICS), right=False)

        code, printed, _ = run("evaluate", "--output", tmp_path, "--shop", "demo")

        assert code == 0
        assert "whose outcome is known" in printed
        assert (tmp_path / "demo-outcomes.png").read_bytes().startswith(b"\x89PNG")
        assert "before and after learning" in (tmp_path / "demo.html").read_text("utf-8")

    def test_a_person_is_forgotten(self, shop, run):
        record(shop, 3, right=True, origin="visitor")

        assert "3 outcomes deleted" in run("outcomes", "forget", "--origin", "visitor")[1]
        assert "no outcomes yet" in run("outcomes", "--shop", "demo")[1]
