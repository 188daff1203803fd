"""Questions and evidence for the tests of the bot's decisions."""

from datetime import UTC, datetime
from decimal import Decimal

from agent_desk.domain.dialogue_memory import NOTHING
from agent_desk.orders.guesses import Asker
from agent_desk.orders.lookup import Found, Mismatch
from agent_desk.orders.model import Order, OrderItem
from agent_desk.rasa.turn import Act, RasaTurn
from agent_desk.settings.desk import PolicySettings
from agent_desk.settings.shops import ShopSettings
from agent_desk.turns.decide import decide
from agent_desk.turns.evidence import Evidence, Unavailable
from agent_desk.turns.question import Question, Standing
from agent_desk.wording.wording import Wordings
from knowledge_base import Match, SearchResult

POLICY = PolicySettings(intent_confidence=0.5, out_of_scope_confidence=0.6)
DOWN, RESTARTING = Unavailable(), Unavailable(restarting=True)

SEARCH = Act("search_knowledge_base")
LOOK_UP = Act("look_up_order", {"order_number": "RL2611200001", "phone_last4": None})


def match(confidence=0.95, entry="returns-how"):
    return Match(
        entry=entry,
        question="How do I return an item?",
        answer="Open My orders.",
        answer_language="en",
        category="returns",
        source="returns.jsonl",
        confidence=confidence,
    )


SURE = SearchResult([match(0.95), match(0.02, "other")], "answer")
HALF_SURE = SearchResult([match(0.5), match(0.3, "other")], "clarify")
UNSURE = SearchResult([match(0.1)], "hand_off")

FOUND = Found(
    Order(
        order_number="RL2611200001",
        status="shipped",
        placed_at=datetime(2026, 11, 20, tzinfo=UTC),
        phone="1234",
        items=(OrderItem(name_zh="灯笼", name_en="Lantern", quantity=1),),
        total=Decimal("20.00"),
        currency="EUR",
    )
)


NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def wording(language="en", **settings):
    """That of the shop Camellia at ``NOW``. Unless ``settings`` say so, it has reworded nothing."""
    shop = ShopSettings(
        name={"zh": "山茶", "en": "Camellia"}, greeting={"zh": "您好", "en": "Hello"}, **settings
    )
    return Wordings({"camellia": shop}, clock=lambda: NOW).of("camellia", language)


def turn(intent="return_or_exchange", confidence=0.9, *acts, texts=(), state=None):
    return RasaTurn(intent=intent, confidence=confidence, acts=acts, texts=texts, state=state or {})


def routine():
    """A turn in which Rasa leaves the question to the knowledge base."""
    return turn("delivery_time", 0.9, SEARCH)


def hand_off_act(reason):
    return Act("hand_off", {"reason": reason})


def evidence(
    *,
    text="how do I return it",
    entry=None,
    other_order=False,
    subject=None,
    state=None,
    standing=None,
    memory=NOTHING,
    proved=(),
    **gathered,
):
    """``standing`` and whatever else a question holds, and what was gathered for it."""
    question = Question(
        "c1",
        "demo",
        Asker("demo", "v1", subject),
        text,
        "en",
        standing=standing or Standing(),
        dialogue_state=state or {},
        entry=entry,
        other_order=other_order,
        memory=memory,
        proved={number: frozenset({number}) for number in proved},
    )
    return Evidence(question, **gathered)


# A look-up that found nothing for the visitor.
MISMATCH = {"rasa": turn("track_order", 0.9, LOOK_UP), "search": UNSURE, "look_up": Mismatch()}


def decided(**asked):
    """The decision on ``evidence(**asked)``."""
    return decide(evidence(**asked), POLICY)


def weigh(rasa, search, standing=None, **more):
    """The decision once Rasa and the knowledge base have answered."""
    return decided(rasa=rasa, search=search, standing=standing, **more)
