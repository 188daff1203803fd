import json
import threading
from datetime import UTC, datetime, timedelta

import pytest

from knowledge_base import KnowledgeBase
from knowledge_base.errors import (
    ImportBusyError,
    ImportingError,
    ShopNameError,
    UnwritableFileError,
)
from knowledge_base.exporting.json_lines import json_lines
from knowledge_base.importing.errors import NothingToImportError
from knowledge_base.importing.rows import Row
from knowledge_base.importing.run import import_approved, import_files
from knowledge_base.personal_data.scan import Scan
from knowledge_base.storage import import_lock
from knowledge_base.storage.candidates import SqlCandidateStore
from tests.fakes.past_answers import ENTRIES


def entry(key, question, answer, **values):
    return {"entry": key, "questions": {"zh": [question]}, "answers": {"zh": answer}} | values


def numbers(report):
    return (report.added, report.updated, report.unchanged)


def reasons(report, outcome):
    return [
        (verdict.line, reason.code)
        for verdict in report.verdicts
        if verdict.outcome == outcome
        for reason in verdict.reasons
    ]


class TestPublishing:
    def test_the_same_file_twice_changes_nothing(self, publish, base):
        first = publish()
        second = publish()

        assert numbers(first) == (3, 0, 0)
        assert (numbers(second), second.version) == ((0, 0, 3), None)
        assert dict(second.outcomes) == {"unchanged": sum(first.outcomes.values())}
        assert base.status().version == first.version

    def test_an_edited_file_updates_what_changed(self, publish, base):
        publish()
        edited = [*ENTRIES[:2], {**ENTRIES[2], "answers": {"zh": "找客服开。"}}]

        assert numbers(publish(edited)) == (0, 1, 2)
        assert base.answer("invoice").answer == "找客服开。"

    def test_another_language_of_an_entry_stays(self, publish, base):
        publish()

        publish(
            [{"entry": "invoice", "questions": {"en": ["Invoice?"]}, "answers": {"en": "Yes."}}]
        )

        assert base.answer("invoice", language="zh").answer == "在订单页申请电子发票。"
        assert base.answer("invoice", language="en").answer == "Yes."

    def test_a_dry_run_checks_everything_and_changes_nothing(self, publish, base, settings):
        report = publish([*ENTRIES, entry("vip", "会员电话？", "打 13812345678。")], dry_run=True)

        assert (report.added, report.version, report.candidates) == (3, None, 1)
        assert base.status().version is None
        assert not settings.index_path.exists()
        assert SqlCandidateStore(base.store.database).pending("demo") == []

    def test_good_rows_are_published_and_bad_ones_reported(self, publish, base):
        report = publish([*ENTRIES, {"entry": "half", "questions": {"zh": ["半个"]}}])

        assert reasons(report, "rejected") == [(4, "entry_incomplete")]
        assert base.status().entries == 3

    def test_a_file_of_nothing_valid_is_refused_with_its_report(self, publish, base):
        with pytest.raises(NothingToImportError, match=r"entries\.jsonl line 1") as refused:
            publish([{"entry": "half", "questions": {"zh": ["半个"]}}])

        assert dict(refused.value.report.outcomes) == {"rejected": 1}
        assert base.status().version is None

    def test_a_shop_must_have_a_name_fit_for_a_folder(self, publish):
        with pytest.raises(ShopNameError):
            publish(shop="../etc")

    def test_indexes_of_the_last_versions_are_kept(self, publish, settings):
        versions = [
            publish([{**ENTRIES[2], "answers": {"zh": f"第{n}版"}}]).version
            for n in range(settings.kept_versions + 2)
        ]

        kept = {folder.name for folder in (settings.index_path / "demo").iterdir()}

        assert kept == {name.split("-")[1] for name in versions[-settings.kept_versions :]}

    def test_what_is_exported_can_be_imported_again(self, publish, base):
        publish()
        exported = [json.loads(line) for line in json_lines(base.store.content("demo"))]

        assert publish(exported).version is None
        publish(exported, shop="copy")
        assert base.store.content("copy").entries == base.store.content("demo").entries

    def test_every_revision_tells_where_it_came_from(self, publish, base):
        publish()
        publish([{**ENTRIES[2], "answers": {"zh": "找客服开。"}}])

        newest, oldest = base.store.history("demo", "invoice")

        assert [newest.entry.answers["zh"], oldest.entry.answers["zh"]] == [
            "找客服开。",
            "在订单页申请电子发票。",
        ]
        assert (oldest.file, oldest.line, oldest.since, oldest.until) == ("entries.jsonl", 3, 1, 2)
        assert (newest.since, newest.until) == (2, None)
        assert newest.importer
        assert datetime.now(UTC) - newest.imported_at < timedelta(minutes=1)


class TestPrune:
    def test_retires_what_vanished_from_the_file_and_nothing_else(self, publish, base, write):
        publish()
        other = write([entry("gift", "能包装礼盒吗？", "可以。")], "gifts.jsonl")
        import_files([other], base, "demo")

        report = publish(ENTRIES[:2], prune=True)

        assert report.retired == ["invoice"]
        assert {e.key for e in base.store.content("demo").entries} == {
            "return",
            "shipping-brazil",
            "gift",
        }

    def test_without_it_nothing_vanishes(self, publish, base):
        publish()

        assert publish(ENTRIES[:2]).version is None
        assert base.answer("invoice") is not None

    def test_a_slip_in_a_row_takes_nothing_away(self, publish, base):
        publish()
        slip = {**ENTRIES[2], "questions": {"zh": ["？"]}, "answers": {}}

        assert publish([*ENTRIES[:2], slip], prune=True).retired == []
        assert base.answer("invoice") is not None

    def test_the_last_entry_cannot_be_retired(self, publish, base):
        publish(ENTRIES[:1])
        with pytest.raises(ImportingError):
            publish([{"entry": "x"}], prune=True)

        assert base.status().entries == 1


class TestReview:
    def test_an_answer_with_somebodys_phone_waits_and_is_no_answer(self, publish, base):
        report = publish([*ENTRIES, entry("vip", "会员电话？", "打 13812345678。")])

        waiting = SqlCandidateStore(base.store.database).pending("demo")
        assert set(reasons(report, "needs_review")) == {
            (4, "answer_has_phone"),
            (4, "entry_waits"),
        }
        assert [stored.candidate.questions for stored in waiting] == [("会员电话？",)]
        assert base.answer("vip") is None

    def test_no_answer_waits_for_the_shops_own_hotline(self, publish):
        rows = [
            entry(f"faq-{number}", f"{topic}怎麼辦理？", f"{topic}請撥免付費專線 0809-001-365。")
            for number, topic in enumerate(("退貨", "發票", "會員卡", "點數", "外送"))
        ]

        report = publish([*rows, entry("hours", "幾點開門？", "每天 9 點，門市 02-2771-2171。")])

        assert (report.added, report.candidates) == (5, 1)
        assert report.contacts == {"0809-001-365": 5}

    def test_the_contacts_in_the_settings_are_the_shops(self, write, settings, encoder):
        landline = entry("hours", "幾點開門？", "每天 9 點，門市 (02)2771-2171。")
        contacts = {"shop_contacts": {"demo": ["02-2771-2171"]}}
        base = KnowledgeBase(settings.model_copy(update=contacts), encoder)

        report = import_files([write([landline])], base, "demo")

        assert (report.added, report.candidates) == (1, 0)
        assert report.contacts == {"(02)2771-2171": 1}
        assert list(Scan(base, "demo").findings()) == []

    def test_it_is_not_asked_twice(self, publish, base):
        rows = [*ENTRIES, entry("vip", "会员电话？", "打 13812345678。")]
        publish(rows)
        publish(rows)

        assert len(SqlCandidateStore(base.store.database).pending("demo")) == 1

    def test_a_new_entry_that_contradicts_a_stored_one_waits(self, publish, base):
        publish()

        report = publish([entry("bill", "怎么开发票？", "我们不开发票。")])

        assert report.version is None
        assert (1, "contradictory_answers") in reasons(report, "needs_review")
        assert base.answer("bill") is None
        assert len(SqlCandidateStore(base.store.database).pending("demo")) == 1

    def test_two_answers_to_one_question_in_a_file_leave_the_second_waiting(self, base, tmp_path):
        path = tmp_path / "faq.csv"
        path.write_text("问题,答案\n能退货吗,可以\n能退货吗,不可以\n", encoding="utf-8")

        report = import_files([path], base, "demo")

        assert reasons(report, "needs_review") == [(3, "other_answer_on_earlier_line")]
        assert base.search("能退货吗").matches[0].answer == "可以"

    def test_what_waits_takes_nothing_from_an_entry_that_is_there(self, publish, base):
        publish()
        worse = {**ENTRIES[2], "answers": {"zh": "找小王 13812345678 开。"}}

        assert publish([worse]).version is None
        assert base.answer("invoice").answer == "在订单页申请电子发票。"
        assert base.store.content("demo").by_key["invoice"].questions == {
            "zh": tuple(ENTRIES[2]["questions"]["zh"])
        }


class TestTurns:
    def test_two_imports_at_once_take_turns(self, open_base, write):
        files = [write([one], f"{one['entry']}.jsonl") for one in ENTRIES]
        open_base().store.shops()
        threads = [
            threading.Thread(target=import_files, args=([path], open_base(), "demo"))
            for path in files
        ]

        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert open_base().status().entries == 3

    def test_one_that_waits_for_too_long_says_so(self, publish, base, monkeypatch):
        monkeypatch.setattr(import_lock, "WAIT_SECONDS", 0.1)

        with base.store.staging("demo"), pytest.raises(ImportBusyError, match="under way"):
            publish()

    def test_another_shop_does_not_wait(self, publish, base):
        with base.store.staging("other"):
            assert publish().version


class TestFormats:
    def test_a_table_in_gb18030_under_chinese_names(self, base, tmp_path):
        path = tmp_path / "常见问题.csv"
        path.write_bytes(
            "问题,答案\n怎么退款？,点“退款”。\n運費多少,满 99 包邮\n".encode("gb18030")
        )

        import_files([path], base, "demo")

        assert base.search("怎么退款").matches[0].answer == "点“退款”。"
        assert base.search("运费多少").matches[0].source == "常见问题.csv"


class TestLargeBases:
    """As with too many phrasings to learn from."""

    @pytest.fixture(autouse=True)
    def large(self, monkeypatch):
        monkeypatch.setattr("knowledge_base.search.classifier.MOST_PHRASINGS", 5)
        monkeypatch.setattr("knowledge_base.index.assembly.REFIT_SHARE", 0.2)

    def rows(self, count):
        return [entry(f"e{n}", f"第 {n} 个问题怎么办", f"第 {n} 个回答。") for n in range(count)]

    def calibration(self, base):
        return base.index_store.load(base.store.content("demo")).calibration

    def test_the_confidence_is_carried_on_while_little_changes(self, publish, base):
        publish(self.rows(20))
        first = self.calibration(base)
        publish([*self.rows(20), entry("new", "新的问题", "新的回答。")])

        carried = self.calibration(base)
        assert carried.changed_since == 1
        assert carried.models == first.models

    def test_it_is_fitted_again_once_much_has_changed(self, publish, base):
        publish(self.rows(20))
        publish(self.rows(30))

        assert self.calibration(base).changed_since == 0

    def test_an_update_answers_like_a_rebuilt_index(self, publish, base, settings, open_base):
        publish(self.rows(20))
        publish([*self.rows(19), entry("e19", "全新的说法", "另一个回答。")])

        updated = base.search("全新的说法").matches[0]
        base.index_store.rebuild(base.store.content("demo"))
        rebuilt = open_base().search("全新的说法").matches[0]
        assert (updated.entry, updated.answer) == (rebuilt.entry, rebuilt.answer)
        assert updated.similarity == pytest.approx(rebuilt.similarity, abs=1e-3)


class TestContradictions:
    def test_of_two_new_entries_the_later_waits(self, publish, base):
        rows = [
            entry("z-first", "可以货到付款吗？", "可以。"),
            entry("a-second", "可以货到付款吗？", "不可以。"),
        ]

        report = publish(rows)

        assert (2, "contradictory_answers") in reasons(report, "needs_review")
        assert base.answer("z-first").answer == "可以。"
        assert base.answer("a-second") is None

    def test_what_a_person_approved_is_published_all_the_same(self, publish, base):
        publish()
        rows = [Row("review", 1, "bill", language="zh", question="怎么开发票？", answer="不开。")]

        assert import_approved(rows, base, "demo").version
        assert base.answer("bill").answer == "不开。"


def test_an_index_that_cannot_be_written_is_one_clear_error(publish, base, settings):
    version = publish().version
    shop = settings.index_path / "demo"
    shop.rename(shop.with_name("moved"))
    shop.write_text("a file where the folder should be")

    with pytest.raises(UnwritableFileError, match="the index in .* cannot be written"):
        publish([entry("new", "新的问题", "新的回答。")])

    assert base.status().version == version
