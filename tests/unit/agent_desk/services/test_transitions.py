import pytest

from agent_desk.domain.agent import AgentProfile
from agent_desk.domain.conversation import Change, State, after, allows
from agent_desk.domain.events import ConversationChanged, ConversationQueued, QueueMoved
from agent_desk.errors import TransitionNotAllowedError
from agent_desk.services.transitions import change_state
from tests.fakes.rows import add_conversation, begin_transaction

MEI = AgentProfile("mei", "mei@shop.example", "Mei", ("demo",))
BO = AgentProfile("bo", "bo@shop.example", "Bo", ("demo",))
ALLOWED = [(state, change) for state in State for change in Change if allows(state, change)]


@pytest.fixture
def transaction():
    return begin_transaction()


@pytest.mark.parametrize(("state", "change"), ALLOWED)
def test_every_change_raises_the_epoch_and_is_a_line_of_the_log(transaction, state, change):
    conversation = add_conversation(transaction, state=state)

    line = change_state(transaction, conversation, change, by=MEI)

    assert conversation.state == after(state, change)
    assert conversation.epoch == 1
    assert (line.kind, line.seq, line.event["agent_name"]) == ("event", 1, "Mei")
    assert ConversationChanged(conversation.id) in transaction.events


@pytest.mark.parametrize(("state", "change"), ALLOWED)
def test_only_an_assigned_chat_has_an_agent_who_has_a_reply_to_write(transaction, state, change):
    conversation = add_conversation(transaction, state=state)

    change_state(transaction, conversation, change, by=MEI)

    held = conversation.state == State.ASSIGNED
    assert conversation.agent_id == ("mei" if held else None)
    assert conversation.awaiting_reply_since == (transaction.now if held else None)


def test_change_that_is_not_allowed_changes_nothing(transaction):
    conversation = add_conversation(transaction, state=State.RESOLVED)

    with pytest.raises(TransitionNotAllowedError):
        change_state(transaction, conversation, Change.CLAIM, by=MEI)

    assert (conversation.state, conversation.epoch, conversation.last_seq) == (State.RESOLVED, 0, 0)
    assert transaction.events == ()


def test_transferred_chat_is_the_colleagues(transaction):
    conversation = add_conversation(transaction, state=State.ASSIGNED)

    line = change_state(transaction, conversation, Change.TRANSFER, by=MEI, to=BO)

    assert conversation.agent_id == "bo"
    assert (line.event["agent_name"], line.event["to_name"]) == ("Mei", "Bo")


def test_fact_takes_the_place_of_what_the_change_says(transaction):
    conversation = add_conversation(transaction)

    line = change_state(
        transaction, conversation, Change.RESOLVE, facts={"type": "closed_idle", "after": 60}
    )

    assert line.event == {"type": "closed_idle", "after": 60}
    assert conversation.resolved_at == transaction.now


@pytest.mark.parametrize(
    ("state", "change", "queued", "moved"),
    [
        (State.BOT, Change.HAND_OFF, True, False),
        (State.QUEUED, Change.CLAIM, False, True),
        (State.ASSIGNED, Change.RELEASE, True, True),
        (State.ASSIGNED, Change.RESOLVE, False, False),
    ],
)
def test_queue_is_recorded_where_it_changes(transaction, state, change, queued, moved):
    conversation = add_conversation(transaction, state=state)

    change_state(transaction, conversation, change, by=MEI)

    assert (ConversationQueued(conversation.id) in transaction.events) is queued
    assert (QueueMoved("demo") in transaction.events) is moved
