from knowledge_base.importing.reading.chat_text import is_chat, read_chat
from knowledge_base.importing.reading.options import ReadOptions
from knowledge_base.importing.reading.text_files import WrittenText

CHAT = "会话 17\n客户：在吗\n客服小王：在的\n您请说\n客户：怎么退款\n客服：点退款\n"


def messages_of(text):
    return list(read_chat(WrittenText(text), "a.txt", ReadOptions()))


def test_a_line_that_says_who_wrote_begins_a_message():
    messages = messages_of(CHAT)

    assert [(m.line, m.conversation, m.role, m.text) for m in messages] == [
        (2, "会话 17", "visitor", "在吗"),
        (3, "会话 17", "agent", "在的\n您请说"),
        (5, "会话 17", "visitor", "怎么退款"),
        (6, "会话 17", "agent", "点退款"),
    ]


def test_a_rule_or_an_empty_line_ahead_of_a_visitor_begins_a_conversation():
    text = "Customer: hi\nAgent: hello\n\nCustomer: refund?\nAgent: yes\n-----\nCustomer: bye\n"

    assert [m.conversation for m in messages_of(text)] == ["1", "1", "2", "2", "3"]


def test_times_are_read_and_the_system_is_dropped():
    text = "[2023-05-01 12:30] 买家: 在吗\n[2023-05-01 12:31] 系统: 客服接入\n卖家: 在\n"

    visitor, agent = messages_of(text)

    assert visitor.at.isoformat() == "2023-05-01T12:30:00+00:00"
    assert (agent.role, agent.at) == ("agent", None)


def test_a_chat_is_known_by_its_speakers():
    assert is_chat(CHAT)
    assert not is_chat("question,answer\nq,a\n")
