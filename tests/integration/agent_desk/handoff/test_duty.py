"""Only agents who are on duty are asked to take a chat."""

import pytest

from tests.fakes.world import BO


def test_new_agent_is_on_duty(world):
    assert world.agent().ready["duty"] == "on"


@pytest.mark.parametrize("duty", ["away", "off"])
def test_nothing_rings_at_an_agent_who_is_not_on_duty(world, duty):
    mei = world.agent()
    assert mei.set_duty(duty)["ok"]
    world.waiting_visitor()

    assert world.ring() == 0
    mei.set_duty("on")
    assert world.ring() == 1


def test_duty_is_shown_in_every_tab_and_kept_over_a_reload(world):
    mei, other_tab = world.agent(), world.agent()

    mei.set_duty("away")

    assert other_tab.received("duty_changed") == [{"duty": "away"}]
    assert world.agent().ready["duty"] == "away"


def test_chat_that_rang_at_an_agent_who_goes_off_duty_rings_at_the_next(world):
    mei, bo = world.agent(), world.agent(BO, "Bo")
    _, chat = world.waiting_visitor()
    world.ring()
    first, second = (mei, bo) if mei.offered() else (bo, mei)

    first.set_duty("off")
    world.ring()

    assert first.received("offer_ended")[-1] == {"conversation_id": chat, "outcome": "withdrawn"}
    assert second.offered() == [chat]


def test_agent_who_reconnects_in_time_keeps_what_rings_at_them(world):
    mei = world.agent()
    _, chat = world.waiting_visitor()
    world.ring()
    mei.disconnect()

    world.ring(after=15)
    again = world.agent()

    assert [offer["conversation"]["id"] for offer in again.ready["offers"]] == [chat]
    assert again.claim(chat)["ok"]


def test_agent_without_a_console_counts_as_away_and_returns_as_they_were(world):
    world.agent().disconnect()
    world.clock.advance(21)
    world.waiting_visitor()

    assert world.ring() == 0
    assert world.agent().ready["duty"] == "on"
    assert world.ring() == 1


def test_unknown_duty_is_refused(world):
    assert world.agent().set_duty("asleep")["error"]["code"] == "invalid_payload"


def test_agent_who_was_there_before_a_restart_is_not_on_duty_after_it(world):
    world.agent().disconnect()
    world.clock.advance(600)

    visitor, _ = world.another_desk().waiting_visitor()

    assert "Nobody is at the desk" in visitor.lines()[-1]
