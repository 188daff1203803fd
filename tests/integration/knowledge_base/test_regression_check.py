import pytest

from knowledge_base.importing.errors import RegressionError
from knowledge_base.knowledge_base import KnowledgeBase
from knowledge_base.storage.golden import GoldenQuestion, GoldenQuestions
from tests.fakes.past_answers import ENTRIES

WITHOUT_INVOICE = {**ENTRIES[2], "questions": {"zh": ["完全不同的问题"]}}


@pytest.fixture
def golden(publish, base):
    publish()
    questions = GoldenQuestions(base.store.database)
    questions.add(
        "demo",
        [
            GoldenQuestion("怎么开发票？", "invoice"),
            GoldenQuestion("怎么申请退货？", "return"),
        ],
    )
    return questions


class TestGoldenQuestions:
    def test_a_swap_that_loses_one_is_refused(self, golden, publish, base):
        before = base.status().version

        with pytest.raises(RegressionError, match="1 of 2 golden questions") as refused:
            publish([WITHOUT_INVOICE])

        changed = refused.value.report.regression.changed
        assert [(c.question, c.old_entry, c.old_band) for c in changed if c.lost] == [
            ("怎么开发票？", "invoice", "answer")
        ]
        assert changed[0].old_confidence > changed[0].new_confidence
        assert base.status().version == before
        assert base.answer("invoice") is not None

    def test_it_is_published_when_that_is_meant(self, golden, publish, base):
        report = publish([WITHOUT_INVOICE], accept_changes=True)

        assert report.regression.lost == 1
        assert base.status().version == report.version

    def test_an_allowed_share_may_be_lost(self, golden, publish, settings, encoder, write):
        from knowledge_base.importing.run import import_files

        tolerant = KnowledgeBase(settings.model_copy(update={"golden_loss_allowed": 0.5}), encoder)

        assert import_files([write([WITHOUT_INVOICE])], tolerant, "demo").version

    def test_a_new_text_of_the_right_answer_is_shown_and_no_loss(self, golden, publish):
        report = publish([{**ENTRIES[2], "answers": {"zh": "找客服开。"}}])

        assert report.version
        assert [(c.question, c.lost) for c in report.regression.changed] == [
            ("怎么开发票？", False)
        ]

    def test_nothing_is_said_where_nothing_changed(self, golden, publish):
        more = {"entry": "gift", "questions": {"zh": ["能包装礼盒吗？"]}, "answers": {"zh": "可。"}}

        report = publish([more])

        assert (report.regression.golden, report.regression.lost) == (2, 0)

    def test_naming_another_entry_replaces_the_first(self, golden):
        assert golden.add("demo", [GoldenQuestion("怎么开发票？", "return")]) == 0
        assert golden.all("demo")[0] == GoldenQuestion("怎么开发票？", "return")
        assert golden.remove("demo", "怎么开发票？")
        assert not golden.remove("demo", "怎么开发票？")

    def test_belong_to_one_shop(self, golden):
        assert golden.all("other") == []


class TestVisitorsQuestions:
    def ask(self, base, *questions):
        for question in questions:
            base.count(question, base.search(question))

    def test_are_asked_of_both_versions(self, publish, open_base):
        publish()
        running = open_base()
        for _ in range(25):
            self.ask(running, "我要发票", "我想退货")

        report = publish([{**ENTRIES[2], "answers": {"zh": "找客服开。"}}])

        assert report.regression.asked == 2
        assert [c.question for c in report.regression.changed] == ["我要发票"]

    def test_are_kept_without_personal_data(self, publish, open_base, settings):
        publish()
        running = open_base()
        for _ in range(50):
            self.ask(running, "我要发票，电话 13812345678")

        kept = running.index_store.question_log("demo").texts()

        assert kept
        assert not any("13812345678" in text for text in kept)

    def test_can_be_kept_not_at_all(self, publish, settings, encoder):
        publish()
        running = KnowledgeBase(settings.model_copy(update={"gate_questions": 0}), encoder)
        for _ in range(50):
            self.ask(running, "我要发票")

        assert running.index_store.question_log("demo").texts() == []
