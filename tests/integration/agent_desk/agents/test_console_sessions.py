"""A console is connected for as long as its agent is logged in."""

import pytest

from tests.fakes.sockets import AgentClient
from tests.fakes.world import MEI


def test_console_without_a_session_does_not_connect(world):
    assert not AgentClient(world.desk, "x").connected


def test_logging_out_cuts_the_console_off(world):
    agent = world.agent()

    agent.http.post(
        "/api/logout",
        headers={"X-CSRF-Token": agent.csrf_token, "Origin": "http://localhost"},
    )

    assert not agent.connected


def test_disabled_agent_is_cut_off_with_their_next_request(world):
    agent = world.agent()
    chat = world.hand_over(world.visitor())
    world.desk.accounts.disable(MEI)

    ack = agent.claim(chat)

    assert not ack or ack["error"]["code"] == "not_authenticated"
    assert not agent.connected
    assert [row["id"] for row in world.agent("bo@shop.example", "Bo").ready["waiting"]] == [chat]


@pytest.mark.parametrize("event", ["disconnect", "connect"])
def test_console_cannot_hide_from_the_desk_by_a_reserved_event(world, event):
    agent = world.agent()
    assert agent.request(event, "client disconnect")["error"]["code"] == "unknown_event"

    world.desk.accounts.disable(MEI)
    world.desk.agents.cut_off_ended()

    assert not agent.connected


def test_console_is_told_the_names_of_its_shops_in_every_language(world):
    shops = world.agent(shops=("demo", "other")).ready["shops"]

    name = {"zh-Hans": "灯笼巷", "zh-Hant": "燈籠巷", "en": "Lantern Lane"}
    assert shops == [{"id": "demo", "name": name}, {"id": "other", "name": name}]
