"""What is stored already is found, masked and erased, so that its bytes are gone from the disk."""

import csv
import sqlite3

import pytest
import structlog
from openpyxl import Workbook

from knowledge_base import KnowledgeBase, KnowledgeBaseSettings
from knowledge_base.__main__ import main
from knowledge_base.commands import context
from knowledge_base.content.candidates import Candidate, decision_on, fingerprint
from knowledge_base.content.entries import Entry
from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.personal_data.purging import loss_of
from knowledge_base.personal_data.purging import purge as erase
from knowledge_base.storage.candidates import SqlCandidateStore
from knowledge_base.storage.golden import GoldenQuestion, GoldenQuestions
from knowledge_base.storage.staging import Change
from tests.fakes.encoder import FakeEncoder

PHONE, ORDER, OWN = "13812345678", "RL2611200001", "13900001111"
ENTRIES = [
    Entry("safe", "returns", "a.csv", {"zh": ("能退吗？",)}, {"zh": "能。"}),
    Entry("order", "", "a.csv", {"zh": (f"订单{ORDER}到哪了？", "到哪了？")}, {"zh": "路上。"}),
    Entry("phone", "", "a.csv", {"zh": (f"王小明 {PHONE} 怎么换？",)}, {"zh": "联系我们。"}),
    Entry("answer", "", "a.csv", {"zh": ("找谁？",)}, {"zh": f"找小王 {PHONE}。"}),
    Entry(f"key {ORDER}", PHONE, f"{PHONE}.csv", {"en": ("Hello?",)}, {"en": "Hello."}),
    Entry("accepted", "", "a.csv", {"zh": ("店里电话？",)}, {"zh": f"打 {OWN}。"}),
]


@pytest.fixture
def settings(tmp_path):
    return KnowledgeBaseSettings(
        database_url=f"sqlite:///{tmp_path}/var/kb.sqlite3",
        index_dir=tmp_path / "var" / "index",
        refresh_seconds=0,
    )


@pytest.fixture
def base(settings):
    """A shop whose entries were stored before imports looked at more than answers."""
    base = KnowledgeBase(settings, FakeEncoder())
    with base.store.staging("demo") as staging:
        staging.put([Change(entry, f"{PHONE}.csv", 1, frozenset()) for entry in ENTRIES])
        staging.publish(staging.content(), f"import of {PHONE}.csv")
    GoldenQuestions(base.store.database).add(
        "demo", [GoldenQuestion(f"{ORDER}到哪了？", f"key {ORDER}")]
    )
    store = SqlCandidateStore(base.store.database)
    for question, answer, verdict in (
        (f"{PHONE}是谁", f"小王 {PHONE}", "reject"),
        ("店里电话？", f"打 {OWN}。", "accept"),
    ):
        store.add("demo", [Candidate(fingerprint([question], answer), (question,), answer)])
        (waiting,) = store.pending("demo")
        store.decide("demo", decision_on(waiting, verdict, "mei"))
        store.mark_published("demo", [waiting.id] if verdict == "accept" else [])
    return base


@pytest.fixture
def run(base, settings, monkeypatch, capsys):
    monkeypatch.setenv("RELAY_KNOWLEDGE_BASE_DATABASE_URL", str(settings.database))
    monkeypatch.setenv("RELAY_KNOWLEDGE_BASE_INDEX_DIR", str(settings.index_path))
    for console in (context.console, context.messages):
        monkeypatch.setattr(console, "width", 200)

    def run(*arguments):
        with pytest.raises(SystemExit) as stopped:
            main([str(argument) for argument in arguments], encoder=FakeEncoder())
        printed, complained = capsys.readouterr()
        return stopped.value.code or 0, printed, complained

    yield run
    structlog.reset_defaults()


@pytest.fixture
def purge(run, tmp_path):
    return lambda *more: run("purge", "--exports", tmp_path / "var", *more)


def reject_all(base):
    store = SqlCandidateStore(base.store.database)
    for waiting in store.pending("demo"):
        store.decide("demo", decision_on(waiting, "reject", "mei"))


def files_with(folder, *secrets):
    return sorted(
        (path.name, secret)
        for path in folder.rglob("*")
        if path.is_file()
        for secret in secrets
        if secret.encode() in path.read_bytes()
    )


class TestScan:
    def test_lists_every_place_masked_and_fails(self, run):
        code, printed, complained = run("scan")

        assert code == 1
        for place in (
            "published order, question zh: order number: 订单[订单号]到哪了？",
            "published phone, question zh: phone: 王小明 [电话] 怎么换？",
            "published answer, answer zh: phone: 找小王 [电话]。",
            "category: phone",
            "source: phone",
            "file: phone",
            "version 1, reason: phone",
            "entry: order number: key [order number]",
            "candidate 1, questions: phone",
            "candidate 1, answer: phone",
            "golden",
        ):
            assert place in printed
        assert PHONE not in printed + complained
        assert ORDER not in printed + complained

    def test_what_a_person_let_pass_is_not_listed(self, run):
        assert "accepted, answer" not in run("scan")[1]

    def test_a_shop_that_has_only_candidates_is_looked_at(self, run, base):
        found = Candidate("f", (f"{PHONE}？",), "x", file="chats.csv")
        SqlCandidateStore(base.store.database).add("new", [found])

        assert "new: candidate" in run("scan")[1]

    def test_a_shop_without_any_succeeds(self, run, base):
        with base.store.staging("other") as staging:
            staging.put([Change(ENTRIES[0], "a.csv", 1, frozenset())])
            staging.publish(staging.content(), "import")

        assert run("scan", "--shop", "other")[0] == 0


class TestMask:
    def test_publishes_what_an_import_would_have_published(self, run, base):
        code, printed, _ = run("scan", "--mask")

        entries = {entry.key: entry for entry in base.store.content("demo").entries}
        assert entries["safe"] == ENTRIES[0]
        assert entries["accepted"] == ENTRIES[5]
        assert entries["order"].questions == {"zh": ("订单[订单号]到哪了？", "到哪了？")}
        assert not {"phone", "answer"} & set(entries)
        assert PHONE not in repr(entries)
        assert ORDER not in repr(entries)
        (hidden,) = set(entries) - {"safe", "accepted", "order"}
        assert base.answer(hidden).answer == "Hello."
        # The old version and what waits still hold it.
        assert code == 1
        assert "published " not in printed.replace("published as version", "")
        assert "history" in printed

    def test_what_it_withdraws_waits_in_the_review(self, run, base):
        run("scan", "--mask")

        waiting = [
            item.candidate for item in SqlCandidateStore(base.store.database).pending("demo")
        ]
        assert {(item.entry, item.questions, item.answer) for item in waiting} == {
            ("phone", ("王小明 [电话] 怎么换？",), "联系我们。"),
            ("answer", ("找谁？",), f"找小王 {PHONE}。"),
        }

    def test_golden_questions_follow(self, run, base):
        run("scan", "--mask")

        (golden,) = GoldenQuestions(base.store.database).all("demo")
        assert golden.question == "[订单号]到哪了？"
        assert golden.entry in base.store.content("demo").by_key

    def test_golden_questions_that_are_lost_are_named(self, run, base):
        golden = GoldenQuestions(base.store.database)
        more = [
            ("RL2611200009到哪了？", "safe"),
            ("[订单号]到哪了？", "safe"),
            ("怎么换？", "phone"),
        ]
        golden.add("demo", [GoldenQuestion(*each) for each in more])

        _, printed, _ = run("scan", "--mask")

        first, orphan = golden.all("demo")
        assert first.question == "[订单号]到哪了？"
        assert first.entry.startswith("key ")
        assert orphan == GoldenQuestion("怎么换？", "phone")
        removed = (
            "golden question “[订单号]到哪了？” of entry safe is the same as an earlier one now"
        )
        assert printed.count(removed) == 2
        assert "golden question “怎么换？” of entry phone has no published entry" in printed

    def test_a_chip_from_before_still_finds_its_entry(self, run, base):
        key = f"key {ORDER}"
        assert base.answer(key).answer == "Hello."

        run("scan", "--mask")

        assert base.answer(key).answer == "Hello."
        assert ORDER not in base.answer(key).entry

    def test_a_click_on_a_chip_does_not_look_through_all_entries(self, base, monkeypatch):
        base.answer("safe")
        hide, hidden = base._hide, []
        monkeypatch.setattr(base, "_hide", lambda name: hidden.append(name) or hide(name))

        assert base.answer("key [order number abcdefgh]") is None
        assert len(hidden) <= 1

    def test_rollback_does_not_publish_it_again(self, run, base):
        run("scan", "--mask")

        code, _, complained = run("rollback", "--shop", "demo")

        assert (code, "scan --mask" in complained) == (1, True)
        assert base.store.published("demo").number == 2

    def test_again_it_changes_nothing(self, run, base):
        run("scan", "--mask")
        version = base.store.published("demo").name

        run("scan", "--mask")

        assert base.store.published("demo").name == version


class TestPurge:
    def test_refuses_while_visitors_still_see_it(self, purge, base):
        code, _, complained = purge("--yes")

        assert (code, "scan --mask" in complained) == (1, True)
        assert len(base.store.versions("demo")) == 1

    def test_asks_for_a_terminal_or_yes(self, run, purge, base):
        run("scan", "--mask")

        code, printed, complained = purge()

        assert (code, "--yes" in complained) == (1, True)
        assert "no way back to the versions 1" in printed
        assert len(base.store.versions("demo")) == 2

    def test_takes_nothing_that_it_did_not_show(self, run, base, tmp_path):
        run("scan", "--mask")
        shown = loss_of(base, "demo", tmp_path / "var")
        with base.store.staging("demo") as staging:
            staging.retire(["safe"])
            staging.publish(staging.content(), "import")
        (tmp_path / "var" / "late.csv").write_text(PHONE)

        with pytest.raises(KnowledgeBaseError, match="changed meanwhile"):
            erase(base, [shown], tmp_path / "var")

        assert len(base.store.versions("demo")) == 3
        assert loss_of(base, "demo", tmp_path / "var").revisions

    def test_leaves_no_byte_of_it_on_the_disk(self, run, purge, base, settings, tmp_path):
        folder = tmp_path / "var"
        export, other = folder / "review.csv", folder / "other.csv"
        with export.open("w", newline="") as file:
            csv.writer(file).writerow(["id", PHONE])
        workbook = Workbook()
        workbook.active.append(["id", PHONE])
        workbook.save(folder / "export.xlsx")
        other.write_text("nothing")
        base.index_store.rebuild(base.store.content("demo"))
        run("scan", "--mask")
        reject_all(base)
        assert files_with(folder, PHONE, ORDER)

        assert purge("--yes")[0] == 0

        assert files_with(folder, PHONE, ORDER) == []
        assert other.exists()
        assert not (folder / "export.xlsx").exists()
        assert run("scan")[0] == 0

    def test_the_shop_goes_on_and_cannot_go_back(self, run, purge, base):
        run("scan", "--mask")
        reject_all(base)
        purge("--yes")

        assert base.search("能退吗？").matches[0].answer == "能。"
        assert base.answer("accepted").answer == f"打 {OWN}。"
        assert [version.number for version in base.store.versions("demo")] == [2]
        code, _, complained = run("rollback", "--shop", "demo")
        assert (code, "no earlier version" in complained) == (1, True)
        assert run("rollback", "--shop", "demo", "--to", "1")[0] == 1

    def test_what_waits_stays_until_it_is_decided(self, run, purge, base, tmp_path):
        run("scan", "--mask")

        _, printed, _ = purge("--yes")

        assert "that wait are kept" in printed
        assert SqlCandidateStore(base.store.database).pending("demo")

    def test_says_so_when_a_reader_keeps_traces_alive(
        self, run, purge, base, settings, monkeypatch
    ):
        monkeypatch.setattr("knowledge_base.storage.database.LOCK_WAIT_SECONDS", 0.1)
        run("scan", "--mask")
        reader = sqlite3.connect(settings.database.database)
        reader.execute("BEGIN").execute("SELECT count(*) FROM revisions").fetchone()
        try:
            code, _, complained = purge("--yes")
        finally:
            reader.close()

        assert (code, "reading" in complained or "locked" in complained) == (1, True)
