from knowledge_base.importing.past_chats.turns import conversations, turns
from knowledge_base.importing.rows import Message


def message(role, text, conversation="1", line=1):
    return Message("a.csv", line, conversation, role, text)


def test_messages_of_one_side_in_a_row_are_one_turn():
    said = [
        message("visitor", "在吗", line=1),
        message("visitor", "怎么退货", line=2),
        message("visitor", "  ", line=3),
        message("agent", "点退货", line=4),
    ]

    found = list(turns(said))

    assert [(turn.role, turn.line, len(turn.messages)) for turn in found] == [
        ("visitor", 1, 2),
        ("agent", 4, 1),
    ]


def test_conversations_are_kept_apart():
    said = [message("visitor", "a"), message("agent", "b"), message("visitor", "c", "2")]

    assert [len(found) for found in conversations(said)] == [2, 1]
