import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from knowledge_base.errors import NothingToImportError, ShopNameError
from knowledge_base.importing.run import import_files
from tests.fakes.encoder import FakeEncoder
from tests.fakes.past_answers import ENTRIES

ROOT = Path(__file__).parents[3]


class FailingEncoder(FakeEncoder):
    """Works until it is told to fail."""

    def encode_passages(self, texts):
        raise RuntimeError("out of memory")


class TestPublishing:
    def test_the_same_file_twice_changes_nothing(self, publish, base):
        first = publish()
        second = publish()

        assert [len(first.plan.added), second.version] == [3, None]
        assert len(second.plan.unchanged) == 3
        assert base.status().version == first.version

    def test_an_edited_file_updates_what_changed(self, publish):
        publish()
        edited = [*ENTRIES[:2], {**ENTRIES[2], "answers": {"zh": "找客服开。"}}]

        plan = publish(edited).plan

        assert [entry.key for entry in plan.updated] == ["invoice"]
        assert (len(plan.added), len(plan.unchanged)) == (0, 2)

    def test_a_dry_run_changes_nothing(self, publish, base, settings):
        report = publish(dry_run=True)

        assert (len(report.plan.added), report.version) == (3, None)
        assert base.status().version is None
        assert not settings.index_path.exists()

    def test_good_rows_are_published_and_bad_ones_reported(self, publish, base):
        report = publish([*ENTRIES, {"entry": "half", "questions": {"zh": ["半个"]}}])

        assert [(item.line, item.reason) for item in report.plan.rejected] == [
            (4, "entry 'half' has no answer")
        ]
        assert base.status().entries == 3

    def test_a_file_of_nothing_valid_is_refused(self, publish, base):
        with pytest.raises(NothingToImportError, match=r"entries\.jsonl line 1"):
            publish([{"entry": "half", "questions": {"zh": ["半个"]}}])

        assert base.status().version is None

    def test_a_shop_must_have_a_name_fit_for_a_folder(self, publish):
        with pytest.raises(ShopNameError):
            publish(shop_id="../etc")

    def test_old_indexes_are_deleted_and_the_last_but_one_is_kept(self, publish, settings):
        versions = [
            publish([{**ENTRIES[2], "answers": {"zh": f"第{n}版"}}]).version for n in range(4)
        ]

        kept = {folder.name for folder in (settings.index_path / "demo").iterdir()}

        assert kept == set(versions[-2:])

    def test_two_imports_at_once_take_turns(self, open_base, write):
        files = [write([entry], f"{entry['entry']}.jsonl") for entry in ENTRIES]

        def run(path):
            base = open_base()
            import_files([path], shop_id="demo", store=base.store, folder=base.folder)

        open_base().store.shops()
        with ThreadPoolExecutor() as pool:
            list(pool.map(run, files))

        assert open_base().status().entries == 3


class TestInterruptions:
    def test_a_failure_in_the_middle_leaves_the_old_version_serving(
        self, publish, base, write, settings
    ):
        version = publish().version
        base.warm()
        failing = type(base)(settings, FailingEncoder())

        with pytest.raises(RuntimeError, match="out of memory"):
            import_files(
                [write([ENTRIES[0], {**ENTRIES[1], "answers": {"en": "Never."}}])],
                shop_id="demo",
                store=failing.store,
                folder=failing.folder,
            )

        assert base.status().version == version
        assert base.search("delivery time Brazil").matches[0].answer == "15 to 25 days."

    @pytest.mark.parametrize("stage", ["encoding", "written"])
    def test_a_kill_in_the_middle_leaves_the_old_version_and_the_next_import_works(
        self, publish, base, write, settings, stage
    ):
        version = publish().version
        path = write([{**ENTRIES[1], "answers": {"en": "Never seen."}}])

        killed = subprocess.run(
            [sys.executable, "-c", KILLED_IMPORT, str(path), stage],
            cwd=ROOT,
            env=environment(settings),
            check=False,
        )

        assert killed.returncode == -signal.SIGKILL
        assert base.status().version == version
        assert base.search("delivery time Brazil").matches[0].answer == "15 to 25 days."
        again = publish([{**ENTRIES[1], "answers": {"en": "20 days."}}])
        assert base.status().version == again.version
        assert base.search("delivery time Brazil").matches[0].answer == "20 days."


KILLED_IMPORT = """
import os, signal, sys
from pathlib import Path
from knowledge_base import KnowledgeBase, KnowledgeBaseSettings
from knowledge_base.importing.run import import_files
from tests.fakes.encoder import FakeEncoder
from tests.fakes.past_answers import ENTRIES

path, stage = sys.argv[1:]
def die(): os.kill(os.getpid(), signal.SIGKILL)

class KilledEncoder(FakeEncoder):
    def encode_passages(self, texts):
        if stage == "encoding":
            die()
        return super().encode_passages(texts)

base = KnowledgeBase(KnowledgeBaseSettings(), KilledEncoder())
build = base.folder.build
def build_and_die(*arguments):
    build(*arguments)
    die()
base.folder.build = build_and_die
import_files([Path(path)], shop_id="demo", store=base.store, folder=base.folder)
"""


def environment(settings):
    return os.environ | {
        "RELAY_KNOWLEDGE_BASE_DATABASE_URL": str(settings.database),
        "RELAY_KNOWLEDGE_BASE_INDEX_DIR": str(settings.index_path),
        "PYTHONPATH": str(ROOT),
    }


class TestFormats:
    def test_a_table_in_gb18030_under_chinese_names(self, base, tmp_path):
        path = tmp_path / "常见问题.csv"
        path.write_bytes(
            "问题,答案\n怎么退款？,点“退款”。\n運費多少,满 99 包邮\n".encode("gb18030")
        )

        import_files([path], shop_id="demo", store=base.store, folder=base.folder)

        assert base.search("怎么退款").matches[0].answer == "点“退款”。"
        assert base.search("运费多少").matches[0].source == "常见问题.csv"

    def test_what_is_exported_can_be_imported_again(self, publish, base, write):
        from knowledge_base.exporting import lines

        publish()
        exported = [json.loads(line) for line in lines(base.store.content("demo"))]

        assert publish(exported).version is None
        assert publish(exported, shop_id="copy").plan.added == list(
            base.store.content("demo").entries
        )
