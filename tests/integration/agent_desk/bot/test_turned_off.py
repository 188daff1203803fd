"""What a shop does without goes to Rasa with each turn."""

from agent_desk.rasa.turn import Act, RasaTurn
from tests.fakes.base import stored

IN_VAIN = RasaTurn(
    "track_order", 0.97, acts=(Act("search_knowledge_base", {"otherwise": "order_question"}),)
)
LOOK_UPS = ("look_up_order", "look_up_parcel")


class TestShopWithoutOrders:
    def test_does_without_look_ups(self, world):
        world.say(world.visitor(shop_id="other"), "where is my order")
        world.say(world.visitor(), "where is my order")

        assert [asked["turned_off"]["acts"] for asked in world.dialogue.asked] == [LOOK_UPS, ()]

    def test_answers_from_the_knowledge_base(self, world):
        world.dialogue.turns["where is my order"] = IN_VAIN
        world.base.knows("where is my order", stored(answer="We mail a tracking number."))
        visitor = world.visitor(shop_id="other")

        world.say(visitor, "where is my order")

        assert visitor.lines()[-1] == "We mail a tracking number."

    def test_calls_a_person_where_nothing_is_found(self, world):
        world.dialogue.turns["where is my order"] = IN_VAIN
        world.agent(shops=("other",))
        visitor = world.visitor(shop_id="other")

        world.say(visitor, "where is my order")

        assert "I can't look up orders myself" in visitor.lines()[-1]
        assert visitor.event_types() == ["handed_off"]


def test_settings_of_a_shop_are_sent(world):
    settings = world.desk.settings
    shop = settings.shops["demo"].model_copy(
        update={"intents_off": ["membership"], "acts_off": ["hand_off:complaint"]}
    )
    desk = world.another_desk(shops=settings.shops | {"demo": shop})

    desk.say(desk.visitor(), "what about points")

    assert desk.dialogue.asked[-1]["turned_off"] == {
        "intents": ("membership",),
        "acts": ("hand_off:complaint",),
    }
