"""Imports that are killed, or fail, at any point."""

import json
import multiprocessing
import os
import random
import signal
import sqlite3
import sys
import time

import pytest

from knowledge_base import KnowledgeBase
from knowledge_base.importing.options import ImportOptions
from knowledge_base.importing.run import import_files
from tests.fakes import killed_import
from tests.fakes.encoder import FakeEncoder
from tests.fakes.past_answers import ENTRIES

KILLS = int(os.environ.get("RELAY_KILLS", "6"))
ENTRY_COUNT = 120


@pytest.fixture(scope="module")
def processes():
    """Processes that start quickly: a server that has imported everything forks them."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.fakes.killed_import"])
    return context


@pytest.fixture
def start(processes, settings):
    """Starts an import of a file in a process of its own."""
    folder = settings.index_path.parent

    def start(path, die_at=""):
        process = processes.Process(target=killed_import.run, args=(path, folder, die_at))
        process.start()
        return process

    return start


@pytest.fixture
def settings(tmp_path):
    return killed_import.settings_in(tmp_path / "shop")


class FailingEncoder(FakeEncoder):
    def encode_passages(self, texts):
        raise RuntimeError("out of memory")


def staged_rows(settings, newest):
    """Rows that belong to no published version, and rows marked as ended by none."""
    with sqlite3.connect(settings.database.database) as database:
        query = "SELECT COUNT(*) FROM revisions WHERE since > ? OR until > ?"
        return database.execute(query, (newest, newest)).fetchone()[0]


class TestAFailure:
    def test_in_the_middle_leaves_the_old_version_serving(self, publish, base, write, settings):
        version = publish().version
        base.warm()
        changed = write([ENTRIES[0], {**ENTRIES[1], "answers": {"en": "Never."}}, *more(3)])

        with pytest.raises(RuntimeError, match="out of memory"):
            import_files([changed], KnowledgeBase(settings, FailingEncoder()), "demo")

        assert base.status().version == version
        assert base.search("delivery time Brazil").matches[0].answer == "15 to 25 days."
        assert staged_rows(settings, 1) == 0

    def test_that_a_person_says_no_to_changes_nothing(self, publish, base, write, settings):
        version = publish().version

        report = import_files([write(more(3))], base, "demo", confirm=lambda report: False)

        assert (report.added, report.version) == (3, None)
        assert base.status().version == version
        assert staged_rows(settings, 1) == 0

    def test_ctrl_c_changes_nothing(self, publish, base, write, settings):
        version = publish().version

        def stop(*_):
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            import_files([write(more(3))], base, "demo", options=ImportOptions(), progress=stop)

        assert base.status().version == version
        assert staged_rows(settings, 1) == 0


class TestAKill:
    @pytest.mark.parametrize("stage", ["encoding", "written"])
    def test_at_a_certain_point_leaves_the_old_version(
        self, publish, base, write, start, settings, stage
    ):
        version = publish().version
        path = write([{**ENTRIES[1], "answers": {"en": "Never seen."}}, *more(3)])

        killed = start(path, stage)
        killed.join()

        assert killed.exitcode == -signal.SIGKILL
        assert base.status().version == version
        assert base.search("delivery time Brazil").matches[0].answer == "15 to 25 days."
        again = publish([{**ENTRIES[1], "answers": {"en": "20 days."}}])
        assert base.status().version == again.version
        assert base.search("delivery time Brazil").matches[0].answer == "20 days."

    def test_at_any_point_leaves_a_whole_version_and_the_next_import_works(
        self, open_base, write, start, settings, capsys
    ):
        """Two versions of a file by turns, each import killed at a random time."""
        draw = random.Random(4)
        files = [write(numbered(n), f"version{n}.jsonl") for n in (0, 1)]
        whole = {entry["entry"] for entry in numbered(0)}
        began = time.perf_counter()
        first = start(files[0])
        first.join()
        seconds = time.perf_counter() - began
        assert first.exitcode == 0
        killed = served_new = 0
        serving = 0
        for _ in range(KILLS):
            process = start(files[1 - serving])
            process.join(draw.uniform(0, seconds))
            if process.exitcode is None:
                process.kill()
                process.join()
                killed += 1

            base = open_base()
            content = base.store.content("demo")
            answers = {entry.answers["zh"][-1] for entry in content.entries}
            assert {entry.key for entry in content.entries} == whole
            assert answers in ({"0"}, {"1"}), "a mixture of two versions serves"
            if answers == {str(1 - serving)}:
                serving, served_new = 1 - serving, served_new + 1
            found = base.search("第 17 号商品的问题").matches[0]
            assert (found.entry, found.answer[-1]) == ("entry-17", str(serving))
        import_files([files[1 - serving]], open_base(), "demo")
        assert open_base().answer("entry-17").answer[-1] == str(1 - serving)
        assert staged_rows(settings, open_base().store.published("demo").number) == 0
        assert killed >= KILLS // 2, f"only {killed} of {KILLS} were killed in time"
        with capsys.disabled():
            sys.stdout.write(f"[{killed} of {KILLS} killed, {served_new} published] ")


def more(count):
    return [
        {"entry": f"new-{n}", "questions": {"zh": [f"新问题{n}{n}"]}, "answers": {"zh": f"答{n}"}}
        for n in range(count)
    ]


def numbered(version):
    return [
        {
            "entry": f"entry-{n}",
            "questions": {"zh": [f"第 {n} 号商品的问题", f"{n} 号怎么样"]},
            "answers": {"zh": json.dumps(f"{n} 号商品的回答") + f" {version}"},
        }
        for n in range(ENTRY_COUNT)
    ]
