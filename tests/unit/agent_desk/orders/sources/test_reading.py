from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from agent_desk.errors import OrderSourceError
from agent_desk.orders.model import Parcel
from agent_desk.orders.sources.reading import Conventions, lowered, read_order
from tests.fakes.nasty_json import spoiled
from tests.fakes.orders import event, order, parcel

TAIPEI = Conventions(time_zone=ZoneInfo("Asia/Taipei"), currency="TWD")


def sent(**values):
    return {"order_number": "1", "status": "shipped"} | values


def read(**values):
    return read_order(sent(**values), Conventions())


class TestWhatCannotBeRead:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("placed_at", "yesterday"), ("total", "much"), ("order_url", "javascript:alert(1)"),
            ("items", "[]"), ("items", [{"name": "a", "quantity": -1}]), ("items", [{}]),
            ("phone", {"number": 7}), ("email", ["a@b.example"]), ("currency", "x" * 300),
        ],
    )  # fmt: skip
    def test_is_left_out_and_named_without_its_value(self, field, value):
        found = read(**{field: value}, recipient="Lin")

        assert found.model_copy(update={"unread": ()}) == read(recipient="Lin")
        (named,) = found.unread
        assert named.startswith(field)
        assert str(value) not in named

    def test_item_among_others_takes_all_of_them_with_it(self):
        assert read(items=[{"name": "a"}, {"name": "b", "quantity": "many"}]).items == ()

    def test_field_of_a_parcel_leaves_the_rest_of_it(self):
        good = {"tracking_number": "T1", "carrier": "DHL"}
        order = read(parcels=[good | {"estimated_delivery": "soon", "url": "ftp://x"}, good])

        assert order.parcels == (Parcel.model_validate(good),) * 2
        assert len(order.unread) == 2

    def test_events_leave_the_others_in_their_order(self):
        at = "2026-11-10T09:00:00Z"
        codes = ["lost", "delivered", "?", "accepted"]
        order = read(parcels=[{"events": [{"at": at, "code": code} for code in codes]}])

        assert [event.code for event in order.parcels[0].events] == ["delivered", "accepted"]
        assert [said.split(":")[0] for said in order.unread] == [
            "parcels.0.events.0.code", "parcels.0.events.2.code"
        ]  # fmt: skip

    @pytest.mark.parametrize(
        "values",
        [
            {"order_number": None}, {"order_number": " " * 300}, {"status": "lost"},
            {"status": None}, {"refunds": [{"status": "soon"}]}, {"refund": 7}, {"parcels": ["T1"]},
            {"parcels": "T1"}, {"items": [{"name": "a"}] * 501},
            {"parcels": [{"tracking_number": "T1"}] * 51},
        ],
    )  # fmt: skip
    def test_that_no_order_can_be_without_is_an_error(self, values):
        with pytest.raises(OrderSourceError):
            read(**values)

    @pytest.mark.parametrize("answer", [None, [], "order", 7])
    def test_answer_that_is_no_object_is_an_error(self, answer):
        with pytest.raises(OrderSourceError):
            read_order(answer, Conventions())

    def test_lists_in_lists_without_end_are_an_error(self):
        deep = []
        for _ in range(10_000):
            deep = [deep]

        with pytest.raises(OrderSourceError):
            read(items=deep)

    def test_order_of_any_form_is_read_or_an_error(self):
        for spoilt in spoiled(order(parcels=(parcel(event()),)).model_dump(mode="json")):
            try:
                found = read_order(spoilt, Conventions())
            except OrderSourceError:
                continue
            assert found.order_number

    def test_shop_cannot_name_what_is_unread(self):
        assert read(unread=["all is well"]).unread == ()


class TestConventions:
    def test_words_of_the_shop_are_ours_whatever_their_case(self):
        words = Conventions(
            statuses=lowered({"NEW ": "paid", "7": "shipped"}),
            event_codes=lowered({"signed": "delivered"}),
            refund_statuses=lowered({"Done": "paid"}),
        )
        event = {"at": "2026-11-10T09:00:00Z", "code": "SIGNED"}
        order = read_order(
            sent(status="new", parcels=[{"events": [event]}], refunds=[{"status": "done"}]), words
        )

        assert (order.status, order.refunds[0].status) == ("paid", "paid")
        assert order.parcels[0].events[0].code == "delivered"
        assert read_order(sent(status=7), words).status == "shipped"

    def test_our_own_words_need_no_table(self):
        assert read(status="On_Hold").status == "on_hold"

    def test_time_without_a_zone_is_the_shops(self):
        order = read_order(sent(placed_at="2026-11-03 22:00:00"), TAIPEI)

        assert order.placed_at.astimezone(UTC) == datetime(2026, 11, 3, 14, tzinfo=UTC)

    def test_day_of_a_time_is_the_day_there(self):
        parcels = [{"estimated_delivery": "2026-11-10T18:00:00Z"}]

        assert read_order(sent(parcels=parcels), TAIPEI).parcels[0].estimated_delivery == date(
            2026, 11, 11
        )

    def test_currency_is_the_shops_unless_the_order_has_its_own(self):
        assert read_order(sent(), TAIPEI).currency == "TWD"
        assert read_order(sent(currency="USD"), TAIPEI).currency == "USD"
