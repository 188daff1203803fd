"""A visitor who waits for a person, and writes that nobody is needed, waits no longer."""

import pytest


@pytest.fixture
def waiting(world):
    world.agent()
    visitor, _ = world.waiting_visitor(language="en")
    return visitor


@pytest.mark.parametrize(
    "text", ["never mind", "I don't need an agent anymore", "算了，不用了", "不用转人工了"]
)
def test_wait_ends_and_the_bot_goes_on(world, waiting, text):
    world.say(waiting, text)

    assert waiting.state == "bot"
    assert waiting.bot_lines()


@pytest.mark.parametrize(
    "text", ["still waiting", "ok", "thanks", "怎么还没人", "how do I return it?"]
)
def test_whatever_else_is_written_does_not_end_the_wait(world, waiting, text):
    world.say(waiting, text)

    assert waiting.state == "queued"
