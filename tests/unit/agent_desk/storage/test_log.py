import pytest

from agent_desk.domain.events import MessageAppended
from agent_desk.domain.lines import NewLine
from agent_desk.storage import log
from tests.fakes.rows import add_conversation, begin_transaction


@pytest.fixture
def transaction():
    return begin_transaction()


@pytest.fixture
def conversation(transaction):
    return add_conversation(transaction)


def append(transaction, conversation, *lines):
    return [log.append(transaction, conversation, line) for line in lines]


def text(author, words="hello", **more):
    return NewLine(author, text=words, **more)


def event(type_, author="system"):
    return NewLine(author, kind="event", event={"type": type_})


NOTE = NewLine("agent", kind="note", text="for colleagues")


def seqs(page):
    return [line.seq for line in page.lines]


class TestAppend:
    def test_lines_are_numbered_from_one_and_recorded(self, transaction, conversation):
        first, second = append(transaction, conversation, text("visitor"), text("bot"))

        assert (first.seq, second.seq, conversation.last_seq) == (1, 2, 2)
        assert transaction.events == (
            MessageAppended(conversation.id, first.id),
            MessageAppended(conversation.id, second.id),
        )

    def test_line_is_found_again_by_the_id_that_its_sender_gave(self, transaction, conversation):
        line = text("visitor", sender_id="v", client_message_id="an-id")
        (stored,) = append(transaction, conversation, line)

        assert log.sent_before(transaction, "v", "an-id") is stored
        assert log.sent_before(transaction, "somebody else", "an-id") is None


class TestCatchUp:
    @pytest.fixture
    def page(self, transaction, conversation):
        """Of six lines, the third of which is a note, with two lines a page."""
        append(transaction, conversation, *[text("visitor")] * 2, NOTE, *[text("bot")] * 3)

        def page(held_seq, *, notes=False):
            return log.catch_up(transaction, conversation.id, held_seq, limit=2, notes=notes)

        return page

    def test_client_that_lacks_a_page_gets_the_lines_after_its_own(self, page):
        assert (seqs(page(4)), page(4).reset, page(4).more) == ([5, 6], False, False)

    def test_client_that_lacks_nothing_gets_nothing(self, page):
        assert (seqs(page(6)), page(6).reset) == ([], False)

    @pytest.mark.parametrize("held_seq", [0, 1])
    def test_client_that_lacks_more_starts_from_the_newest_page(self, page, held_seq):
        assert seqs(page(held_seq)) == [5, 6]
        assert page(held_seq).reset
        assert page(held_seq).more

    def test_notes_are_for_agents(self, transaction, conversation, page):
        first = log.lines_after(transaction, conversation.id, 0, limit=3, notes=False)
        for_agents = log.lines_after(transaction, conversation.id, 0, limit=3, notes=True)

        assert (seqs(first), seqs(for_agents)) == ([1, 2, 4], [1, 2, 3])

    def test_every_line_knows_the_one_before_it_that_visitors_see(self, transaction, conversation):
        lines = append(transaction, conversation, text("visitor"), NOTE, text("agent"))

        assert [line.previous_shown_seq for line in lines] == [0, 1, 1]


class TestSpoken:
    def test_last_word_of_bot_or_agent_settles_what_was_asked(self, transaction, conversation):
        append(transaction, conversation, text("visitor"), text("bot"), text("visitor"))

        assert log.last_spoken_seq(transaction, conversation.id) == 2

    def test_handoff_settles_it_too_and_other_events_do_not(self, transaction, conversation):
        append(transaction, conversation, text("visitor"), event("handed_off"), event("assigned"))

        assert log.last_spoken_seq(transaction, conversation.id) == 2

    def test_line_that_says_that_nobody_comes_answers_nothing(self, transaction, conversation):
        nobody = NewLine("bot", text="Nobody is here.", event={"type": "message_offered"})
        append(transaction, conversation, text("visitor"), nobody)

        assert log.last_spoken_seq(transaction, conversation.id) == 0
        conversation.answered_seq = 0
        assert [line.seq for line in log.unanswered(transaction, conversation)] == [1]
