"""Values that break databases, calendars and encoders, in every field of every event.

The desk refuses or repairs them. It answers nothing with ``internal``, and logs no traceback.
"""

import datetime as dt
import sqlite3
from uuid import uuid4

import pytest

from agent_desk.events import contract
from agent_desk.events.payloads.agent import AgentConnect
from agent_desk.events.payloads.visitor import VisitorConnect
from agent_desk.rasa.turn import Act, RasaTurn
from agent_desk.settings.limits import LimitSettings
from tests.fakes.sockets import VisitorClient

NASTY = [
    2**53, 2**63 - 1, 2**63, 2**64, 2**70, 10**99, -1, -(2**63), -(2**70), 0,
    1e308, -1e308, float("inf"), float("-inf"), float("nan"), 0.5,
    None, True, False, [], {}, [[]] * 100, {"a": {}}, [None], {"\ud800": 1, "": 2},
    "", " ", "\0", "a\0b", "\ud800", "a\udfffb", "\ud800" * 300, "x" * 50_000, "\u0301" * 5_000,
    "\u202e", "\u3164", "\u2800", "\U000e0041", "\ufffe", "\N{BOM}", "'; DROP TABLE messages; --",
    "9" * 5_000, "1e400", "NaN", "../../etc/passwd", "%s%n{}{0.__class__}",
    "0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00",
    "9999-12-31T23:59:59Z", "10000-01-01T00:00:00Z", "2026-02-30T00:00:00Z",
    "2026-11-21T08:00:00+23:59", "2026-11-21T08:00:00", 253402300800, -62135596801,
]  # fmt: skip


@pytest.fixture
def world(world):
    """The rates are not what is tried here."""
    limits = world.desk.settings.limits
    for name, field in LimitSettings.model_fields.items():
        if isinstance(field.default, str):
            setattr(limits, name, "1000000/second")
    return world.another_desk()


def whole(model, chat, line):
    """A payload that the desk accepts, or refuses for a reason of its own."""
    values = {
        "client_message_id": uuid4().hex, "text": "hello", "message_id": line, "choice_id": "a",
        "contact": "ana@customer.example", "typing": True, "helpful": True, "score": 5,
        "conversation_id": chat, "last_seq": 1, "view": "all", "seq": 1, "duty": "on",
        "shop_id": "demo", "csrf_token": "a", "language": "en",
    }  # fmt: skip
    return {name: values[name] for name in model.model_fields if name in values}


def payloads(model, chat, line):
    """``whole`` with each nasty value in each field, and in a field that does not exist."""
    for name in [*model.model_fields, "extra"]:
        for value in NASTY:
            yield whole(model, chat, line) | {name: value}


@pytest.mark.usefixtures("no_traceback")
class TestEveryEvent:
    @pytest.mark.parametrize("event", contract.VISITOR_REQUESTS)
    def test_of_a_visitor_refuses_or_repairs_what_is_strange(self, world, event):
        visitor = world.visitor()
        line = visitor.write("hello")["message"]
        model = contract.VISITOR_REQUESTS[event].payload

        for payload in [*payloads(model, line["conversation_id"], line["id"]), *NASTY]:
            ack = visitor.request(event, payload)
            assert ack["ok"] or ack["error"]["code"] != "internal", payload
            assert len(str(ack.get("error"))) < 1000

    @pytest.mark.parametrize("event", contract.AGENT_REQUESTS)
    def test_of_an_agent_refuses_or_repairs_what_is_strange(self, world, event):
        agent = world.agent()
        visitor = world.visitor()
        line = visitor.write("hello")["message"]
        chat = world.hand_over(visitor)
        agent.claim(chat)
        model = contract.AGENT_REQUESTS[event].payload

        for payload in [*payloads(model, chat, line["id"]), *NASTY]:
            ack = agent.request(event, payload)
            assert ack["ok"] or ack["error"]["code"] != "internal", payload
            assert len(str(ack.get("error"))) < 1000


@pytest.mark.usefixtures("no_traceback")
class TestEveryConnect:
    def test_of_a_visitor_is_accepted_or_refused(self, world):
        for auth in payloads(VisitorConnect, uuid4().hex, uuid4().hex):
            VisitorClient(world.desk, auth)

    def test_of_an_agent_is_accepted_or_refused(self, world):
        agent = world.agent()
        for auth in payloads(AgentConnect, uuid4().hex, uuid4().hex):
            world.desk.socketio.test_client(
                world.desk.app, namespace="/agent", auth=auth, flask_test_client=agent.http
            )


class TestLoggingIn:
    @pytest.mark.parametrize("field", ["email", "password"])
    def test_is_refused_with_strange_values(self, world, no_traceback, field):
        http = world.desk.app.test_client()
        token = http.get("/api/session").json["csrf_token"]
        headers = {"X-CSRF-Token": token, "Origin": "http://localhost"}

        for number, value in enumerate(NASTY):
            form = {"email": "mei@shop.example", "password": "correct horse"} | {field: value}
            # Each from an address of its own, because wrong passwords are counted.
            place = {"REMOTE_ADDR": f"10.0.0.{number}"}
            answer = http.post("/api/login", json=form, headers=headers, environ_base=place)
            assert answer.status_code in (400, 401, 413), value


class TestATextOfNothingVisible:
    @pytest.mark.parametrize(
        "text", ["\u3164", "\u200b\u2060", "\u2800 ", "\U000e0041", "\u0301" * 9]
    )
    def test_is_refused_as_empty(self, world, text):
        assert world.visitor().write(text)["error"]["code"] == "text_empty"
        mei = world.agent()
        _, chat = world.held_chat(mei)
        assert mei.reply(chat, text)["error"]["code"] == "text_empty"

    @pytest.mark.parametrize("text", ["مرحبا", "שלום", "❤️", "👩‍👩‍👧", "ｶﾞ", "한국어", "é"])
    def test_is_not_mistaken_for_one_of_another_script(self, world, text):
        assert world.visitor().write(text)["message"]["text"] == text


def test_time_of_the_next_page_may_have_any_offset(world):
    mei = world.agent()
    world.visitor().write("hello")
    before = dt.datetime(2027, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=23, minutes=59)))

    ack = mei.request("conversation_list", {"view": "all", "before": before.isoformat()})

    assert len(ack["conversations"]) == 1


class TestAnOrderThatCannotBeRead:
    @pytest.mark.parametrize(
        ("table", "column", "value", "shown"),
        [
            ("orders", "placed_at", "yesterday", True),
            ("orders", "placed_at", "9999-12-31 23:59:59", True),
            ("orders", "items", "null", True),
            ("orders", "items", "not JSON", True),
            ("orders", "items", '[{"name_zh": "a", "name_en": "a", "quantity": 1e400}]', True),
            ("orders", "total", "much", True),
            ("orders", "total", 9e999, True),
            ("parcels", "events", "7", True),
            ("parcels", "estimated_delivery", "soon", True),
            ("orders", "status", "lost", False),
            ("orders", "refund", "7", False),
        ],
    )
    def test_leads_to_the_rest_of_it_or_to_a_person(
        self, world, no_traceback, table, column, value, shown
    ):
        shop = sqlite3.connect(
            world.desk.settings.shops["demo"].orders.url.removeprefix("sqlite:///")
        )
        with shop:
            shop.execute(f"UPDATE {table} SET {column} = ?", (value,))
        shop.close()
        act = Act("look_up_order", {"order_number": "RL2611200001", "phone_last4": "1234"})
        world.dialogue.turns["where is it"] = RasaTurn("track_order", 0.9, acts=(act,))
        visitor = world.visitor()

        world.say(visitor, "where is it")

        assert visitor.state == ("bot" if shown else "queued")
