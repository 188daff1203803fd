from datetime import timedelta

import pytest

from agent_desk.domain.explanation import Explanation
from agent_desk.domain.lines import NewLine
from agent_desk.storage import log
from agent_desk.turns.handoff_cooldown import cooling_reasons
from tests.fakes.clock import SATURDAY_AFTERNOON
from tests.fakes.rows import add_conversation, begin_transaction


@pytest.fixture
def transaction():
    return begin_transaction()


@pytest.fixture
def conversation(transaction):
    return add_conversation(transaction, handoff_reason="complaint")


@pytest.fixture
def happens(transaction, conversation):
    """A handoff for a reason, or a return to the bot, one minute after what was before."""

    def happens(type_, reason=None):
        transaction.now += timedelta(minutes=1)
        explanation = Explanation("hand_off", reason) if reason else None
        line = NewLine("system", kind="event", event={"type": type_}, explanation=explanation)
        log.append(transaction, conversation, line)

    return happens


@pytest.fixture
def cooling(transaction, conversation):
    def cooling(since=SATURDAY_AFTERNOON):
        return cooling_reasons(transaction, conversation, since=since)

    return cooling


def test_reason_cools_once_an_agent_has_returned_the_chat(happens, cooling):
    happens("handed_off", "complaint")
    assert cooling() == frozenset()
    happens("returned")

    assert cooling() == {"complaint"}


def test_several_reasons_cool_at_once(happens, cooling):
    for reason in ("complaint", "nothing_found_twice"):
        happens("handed_off", reason)
        happens("returned")

    assert cooling() == {"complaint", "nothing_found_twice"}


def test_reason_of_an_earlier_return_has_cooled(transaction, happens, cooling):
    happens("handed_off", "complaint")
    happens("returned")

    assert cooling(since=transaction.now) == frozenset()


def test_visitor_who_asks_for_a_person_always_gets_one(happens, cooling):
    happens("handed_off", "asked")
    happens("returned")

    assert cooling() == frozenset()
