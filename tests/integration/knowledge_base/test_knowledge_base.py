import shutil
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from knowledge_base import EncoderError, IndexMissingError, KnowledgeBase, Status, StoreError
from knowledge_base.content.results import Evidence, SearchResult
from knowledge_base.index.adaptation import ADAPT_FROM
from knowledge_base.index.assembly import index_content
from tests.fakes.encoder import FakeEncoder
from tests.fakes.past_answers import ENTRIES


def changed(answer):
    first, *rest = ENTRIES
    return [{**first, "answers": {"zh": answer, "en": answer}}, *rest]


class TestSearching:
    def test_an_empty_base_says_so(self, base):
        with pytest.raises(IndexMissingError, match="demo"):
            base.search("怎么退货")
        with pytest.raises(IndexMissingError):
            base.answer("return")

    def test_finds_the_entry_in_the_visitors_language(self, base, publish):
        publish()

        chinese = base.search("怎么申请退货？").matches[0]
        english = base.search("how do I return an item").matches[0]

        assert (chinese.entry, english.entry) == ("return", "return")
        assert (chinese.question, chinese.answer) == (
            "怎么申请退货？",
            "在订单页点“退货”。",
        )
        assert (english.question, english.answer_language) == (
            "How do I return an item?",
            "en",
        )

    def test_traditional_characters_find_simplified_phrasings(self, base, publish):
        publish()

        assert base.search("怎麼申請退貨").matches[0].entry == "return"

    def test_answers_in_the_other_language_where_it_must_and_says_so(self, base, publish):
        publish()

        found = base.search("delivery time Brazil", language="zh").matches[0]

        assert (found.entry, found.answer, found.answer_language) == (
            "shipping-brazil",
            "15 to 25 days.",
            "en",
        )

    def test_each_entry_comes_at_most_once_within_the_limit(self, base, publish):
        publish()

        for limit in (1, 2, 3, 10):
            entries = [match.entry for match in base.search("退货发票 return", limit=limit).matches]
            assert len(entries) == len(set(entries)) <= limit

    def test_the_shops_own_question_is_answered(self, base, publish):
        publish()

        result = base.search("怎么开发票")

        assert (result.band, result.matches[0].confidence) == ("answer", 1.0)

    @pytest.mark.parametrize("text", ["", "   ", "？？？", "12345678901", "😀"])
    def test_a_text_without_words_finds_nothing(self, base, publish, text):
        publish()

        assert (base.search(text).matches, base.search(text).band) == ([], "hand_off")

    def test_an_entry_can_be_asked_for_by_its_key(self, base, publish):
        publish()

        assert base.answer("return", language="en").answer == "Open the order and choose Return."
        assert base.answer("return", language="en").confidence == 1.0
        assert base.answer("gone") is None

    def test_shops_do_not_see_each_other(self, base, publish):
        publish()
        publish(ENTRIES[1:], shop="other")

        assert {match.entry for match in base.search("退货", "other").matches} <= {
            "shipping-brazil",
            "invoice",
        }


class TestStatus:
    def test_before_and_after_the_first_import(self, base, publish):
        assert base.status() == Status(None, 0, 0, "fake", ready=False)

        version = publish().version

        assert base.status() == Status(version, 3, 10, "fake", ready=False)
        base.warm()
        assert base.status().ready


class TestASmallChange:
    def test_serves_at_once_and_equals_a_fresh_build_after_the_refit(self, base, publish, settings):
        publish()
        base.warm()
        publish(changed("New."))
        assert base.refresh()
        assert base.search("我想退货").matches[0].answer == "New."
        assert base.refit_due()

        assert base.refit()

        assert not base.refit_due()
        assert base.refresh()
        served = base._indexes["demo"]
        fresh = index_content(served.content, settings, base.encoder)
        assert served.calibration == fresh.calibration
        assert np.array_equal(served.searcher.classifier.entries, fresh.searcher.classifier.entries)
        assert not base.refresh()

    def test_new_entry_answers_and_retired_one_does_not_before_the_refit(self, base, publish):
        publish()
        base.warm()
        first, shipping, invoice = ENTRIES
        warranty = {
            "entry": "warranty",
            "category": "products",
            "questions": {"en": ["How long is the warranty?", "warranty period"]},
            "answers": {"en": "Twelve months."},
        }
        publish([first, shipping, warranty], prune=True)
        assert base.refresh()
        assert base.refit_due()

        assert base.search("How long is the warranty?").matches[0].answer == "Twelve months."
        found = base.search("怎么开发票？").matches
        assert invoice["entry"] not in [match.entry for match in found]
        assert base.answer("invoice") is None

    def test_refit_that_a_crash_cut_off_is_made_by_the_next_process(self, base, open_base, publish):
        publish()
        publish(changed("New."))

        later = open_base()
        assert later.refit_due()
        assert later.refit()

        assert not base.refit_due()

    def test_command_refits_what_is_due_and_says_so(self, base, publish, run):
        publish()
        publish(changed("New."))

        assert "fitted anew" in run("refit")[1]
        assert "no refit is due" in run("refit", "--shop", "demo")[1]
        assert not base.refit_due()

    def test_is_refitted_by_one_process_at_a_time(self, base, open_base, publish):
        publish()
        publish(changed("New."))

        with base.index_store.refitting("demo") as ours:
            assert ours
            assert not open_base().refit()

        assert base.refit_due()

    def test_drops_the_refit_of_a_version_that_was_replaced(self, base, publish):
        publish()
        publish(changed("New."))
        newer = []

        def publish_once(*_):
            if not newer:
                newer.append(publish(changed("Newer.")).version)

        assert base.refit(progress=publish_once)

        assert newer
        assert not base.refit_due()
        base.warm()
        assert base.search("我想退货").matches[0].answer == "Newer."


class TestANewVersion:
    def test_is_picked_up_by_a_running_process(self, base, publish):
        publish()
        base.warm()
        publish(changed("New."))

        assert base.search("我想退货").matches[0].answer == "New."

    def test_is_picked_up_by_refresh_without_a_search(self, base, publish):
        publish()
        base.warm()
        assert not base.refresh()
        publish(changed("New."))

        assert base.refresh()
        assert base._indexes["demo"].content.by_key["return"].answers["en"] == "New."

    def test_is_not_looked_for_more_often_than_set(self, settings, encoder, publish):
        base = KnowledgeBase(settings.model_copy(update={"refresh_seconds": 60}), encoder)
        publish()
        base.warm()
        publish(changed("New."))

        assert base.search("我想退货").matches[0].answer != "New."

    def test_two_threads_search_through_many_swaps(self, base, publish):
        publish()
        base.warm()
        stop = threading.Event()

        def ask():
            answers = set()
            while not stop.is_set():
                answers.add(base.search("我想退货").matches[0].answer)
            return answers

        with ThreadPoolExecutor() as pool:
            asking = [pool.submit(ask) for _ in range(2)]
            try:
                for number in range(5):
                    publish(changed(f"Version {number}."))
            finally:
                stop.set()
            answers = asking[0].result() | asking[1].result()

        assert base.search("我想退货").matches[0].answer == "Version 4."
        assert answers <= {
            "在订单页点“退货”。",
            *(f"Version {number}." for number in range(5)),
        }

    def test_that_cannot_be_indexed_leaves_the_old_one_serving(self, settings, publish):
        class FailingLater(FakeEncoder):
            failing = False

            def encode_passages(self, texts):
                if self.failing:
                    raise EncoderError("out of memory")
                return super().encode_passages(texts)

        flaky = FailingLater()
        base = KnowledgeBase(settings, flaky)
        publish()
        base.warm()
        publish(changed("New."))
        shutil.rmtree(settings.index_path)
        flaky.failing = True

        assert base.search("我想退货").matches[0].answer != "New."
        flaky.failing = False
        assert base.search("我想退货").matches[0].answer == "New."

    def test_waits_while_the_database_is_locked_and_the_old_one_serves(
        self, base, publish, settings
    ):
        publish()
        base.warm()
        other = sqlite3.connect(settings.database.database, isolation_level=None)
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        try:
            assert base.search("我想退货").matches[0].entry == "return"
        finally:
            other.close()


class TestCounting:
    QUESTION = "return some item"
    # What a question far from any shop leaves: no score, no margin, nothing near.
    FAR = SearchResult([], "hand_off", Evidence(np.array([0.1, 0.0, 0.1, -1.2, 1.8]), False, False))

    def test_confidence_follows_how_many_questions_are_out_of_scope(self, open_base, publish):
        publish()
        base = open_base()
        before = base.search(self.QUESTION).matches[0].confidence

        for _ in range(ADAPT_FROM + 50):
            base.count(self.QUESTION, self.FAR)

        after = base.search(self.QUESTION)
        assert after.matches[0].confidence < before
        # What was learnt outlives the process.
        assert open_base().search(self.QUESTION) == after

    def test_a_few_questions_change_nothing(self, base, publish):
        publish()
        before = base.search(self.QUESTION)

        for _ in range(ADAPT_FROM - 1):
            base.count(self.QUESTION, self.FAR)

        assert base.search(self.QUESTION) == before


class TestTheIndexFolder:
    @pytest.fixture
    def folder(self, settings, publish):
        digest = publish().version.split("-")[1]
        return settings.index_path / "demo" / digest

    @pytest.mark.parametrize(
        "name",
        [
            "arguments.json",
            "vectors.faiss",
            "exact.npy",
            "wording.npz",
            "outside.npy",
            "classifier.npz",
            "calibration.json",
        ],
    )
    def test_a_damaged_file_is_rebuilt_from_the_store(self, folder, base, name):
        good = (folder / name).read_bytes()
        (folder / name).write_bytes(good[: len(good) // 2])

        assert base.search("我想退货").matches[0].entry == "return"
        assert (folder / name).read_bytes() == good

    def test_a_folder_that_is_gone_is_rebuilt(self, folder, base, settings):
        shutil.rmtree(settings.index_path)

        assert base.search("我想退货").matches[0].entry == "return"
        assert folder.is_dir()

    def test_another_encoder_has_it_rebuilt(self, folder, settings):
        base = KnowledgeBase(settings, FakeEncoder(name="another", dimension=64))

        assert base.search("我想退货").matches[0].entry == "return"
        assert '"fingerprint": "another-64"' in (folder / "arguments.json").read_text()

    def test_a_folder_that_cannot_be_written_stops_no_search(self, folder, base, settings):
        shutil.rmtree(settings.index_path)
        settings.index_path.write_text("a file is in the way")

        assert base.search("我想退货").matches[0].entry == "return"


class TestTheStore:
    def test_a_database_that_cannot_be_opened_is_a_clear_error(self, settings, encoder, tmp_path):
        (tmp_path / "file").write_text("no folder")
        url = f"sqlite:///{tmp_path}/file/kb.sqlite3"
        base = KnowledgeBase(settings.model_copy(update={"database_url": url}), encoder)

        with pytest.raises(StoreError):
            base.search("退货")

    def test_a_newer_database_is_not_touched(self, base, publish, settings, open_base):
        publish()
        with sqlite3.connect(settings.database.database) as connection:
            connection.execute("UPDATE knowledge_base_revision SET version_num = '9999'")
        connection.close()

        with pytest.raises(StoreError, match="9999"):
            open_base().search("退货")

    def test_tables_match_the_models(self, base, publish, settings):
        from alembic.autogenerate import compare_metadata
        from alembic.migration import MigrationContext
        from sqlalchemy import create_engine

        from knowledge_base.storage.models import Base

        publish()
        with create_engine(settings.database).connect() as connection:
            options = {"version_table": "knowledge_base_revision"}
            context = MigrationContext.configure(connection, opts=options)

            assert compare_metadata(context, Base.metadata) == []
