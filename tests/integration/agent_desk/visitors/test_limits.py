"""What one visitor, one connection and one address may do."""

from sqlalchemy import func, select

from agent_desk.storage.models import Conversation


def tabs_of(world, visitor, count):
    return [world.visitor(token=visitor.token) for _ in range(count)]


class TestTabs:
    def test_visitor_has_one_conversation_in_all_tabs(self, world):
        visitor = world.visitor()
        visitor.write("hello")

        for tab in [visitor, *tabs_of(world, visitor, 4)]:
            assert tab.write("hello")["ok"]

        with world.desk.database.read() as session:
            assert session.scalar(select(func.count()).select_from(Conversation)) == 1

    def test_visitor_has_at_most_ten_tabs(self, world):
        visitor = world.visitor()
        visitor.write("hello")
        tabs = tabs_of(world, visitor, 9)

        assert not world.visitor(token=visitor.token).connected
        tabs[0].disconnect()

        assert world.visitor(token=visitor.token).connected

    def test_refused_tab_is_not_counted(self, world):
        visitor = world.visitor()
        visitor.write("hello")
        for _ in range(30):
            world.visitor(token=visitor.token, identity="forged")

        assert world.visitor(token=visitor.token).connected


class TestRequests:
    def test_flood_on_one_connection_is_refused_with_a_time(self, world):
        visitor = world.visitor()

        acks = [visitor.request("nonsense", {}) for _ in range(601)]

        assert acks[599]["error"]["code"] == "unknown_event"
        assert acks[600]["error"]["code"] == "rate_limited"
        assert acks[600]["error"]["retry_after_seconds"] > 0

    def test_connection_of_an_agent_has_a_limit_too(self, world):
        agent = world.agent()

        acks = [agent.request("nonsense", {}) for _ in range(601)]

        assert acks[600]["error"]["code"] == "rate_limited"

    def test_address_has_a_limit_over_all_its_visitors(self, world):
        visitors = [world.visitor() for _ in range(11)]

        acks = [
            visitor.request("typing_set", {"typing": True})
            for _ in range(220)
            for visitor in visitors
        ]

        refused = [ack["error"]["code"] for ack in acks if not ack["ok"]]
        assert set(refused) == {"rate_limited"}
        assert len(refused) == 11 * 220 - 2400
