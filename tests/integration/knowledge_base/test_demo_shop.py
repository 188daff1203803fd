"""The demo shop's entries with the encoder that ships: what a newcomer tries first."""

from pathlib import Path

import pytest

from bench.understanding.demo_outcomes import development_questions, teach
from bench.understanding.visitors import precision
from knowledge_base import KnowledgeBase, KnowledgeBaseSettings
from knowledge_base.importing.run import import_files
from knowledge_base.index.adaptation import aim_of

FILES = sorted((Path(__file__).parents[3] / "knowledge_base" / "demo").glob("*.jsonl"))

ASKED = {
    "怎么申请退货？": "return-how-to",
    "少发了一件": "return-missing-item",
    "收到的杯子碎了": "return-damaged",
    "退款多久到账": "refund-how-long",
    "優惠碼用不了": "coupon-not-working",
    "密码忘了": "account-forgot-password",
    "顯示簽收了可我沒收到": "shipping-delivered-not-received",
    "包裹被海关扣了": "customs-held",
    "How long does shipping to Brazil take?": "shipping-time-brazil",
    "i forgot my password": "account-forgot-password",
    "charged twice for one order": "payment-double-charge",
    "tracking hasn't moved for days": "tracking-not-updating",
    "do you gift wrap": "order-gift-wrap",
    "how long is the warranty": "product-warranty-period",
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    settings = KnowledgeBaseSettings(
        database_url=f"sqlite:///{folder}/kb.sqlite3", index_dir=folder / "index"
    )
    base = KnowledgeBase(settings)
    report = import_files(FILES, base, "demo")
    assert (report.outcomes["rejected"], report.outcomes["needs_review"]) == (0, 0)
    base.warm()
    return base


class TestTheDemoShop:
    def test_has_enough_entries_each_whole(self, demo):
        entries = demo.store.content("demo").entries

        assert len(entries) >= 150
        for entry in entries:
            assert len(entry.questions["zh"]) >= 3
            assert len(entry.questions["en"]) >= 3
            assert set(entry.answers) == {"zh", "en"}

    def test_finds_what_customers_ask_for(self, demo):
        found = {text: demo.search(text).matches[0].entry for text in ASKED}

        wrong = {text: entry for text, entry in found.items() if entry != ASKED[text]}
        assert len(wrong) <= 2, wrong

    @pytest.mark.parametrize(
        ("text", "entry"),
        [
            ("怎么申请退货？", "return-how-to"),
            ("How long does shipping to Brazil take?", "shipping-time-brazil"),
        ],
    )
    def test_answers_the_questions_on_the_demo_page(self, demo, text, entry):
        result = demo.search(text)

        assert (result.band, result.matches[0].entry) == ("answer", entry)

    @pytest.mark.parametrize(
        "text",
        [
            "给我写个故事",
            "外卖超时能赔吗",
            "孩子发烧了怎么办",
            "我想应聘仓库管理员",
            "what's the score of the game",
            "cancel my gym membership",
            "how tall is the Eiffel Tower",
            "how do I pay my electricity bill",
        ],
    )
    def test_does_not_answer_what_a_shop_cannot(self, demo, text):
        assert demo.search(text).band != "answer"


class TestOutcomes:
    @pytest.mark.parametrize("count", [25, 100])
    def test_of_visitors_cost_no_more_than_a_point_of_precision(self, demo, count):
        index, aim = demo.index_store.load(demo.store.content("demo")), aim_of(demo.settings)
        asked = development_questions(index, demo.encoder)

        found = teach(index.calibration, asked, aim, count, draws=8)

        least = min(aim.answer_precision, precision(found.plain))
        assert precision(found.taught) >= least - 0.01
        assert answers(found.taught) > answers(found.plain)


def answers(served):
    return sum(one.band == "answer" for one in served)
