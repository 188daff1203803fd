import pytest

from agent_desk.turns.person_requests import agrees, asks_for_person


@pytest.mark.parametrize(
    "text",
    [
        "转人工",
        "人工",
        "人工客服！",
        "我要找人工客服",
        "帮我转接真人客服",
        "能不能叫个真人来",
        "轉人工客服",
        "我想聯絡客戶服務員",
        "我不想跟机器人说了",
        "有没有真人",
        "想和客服聊聊",
        "I want to talk to a person",
        "let me speak with a human being please",
        "can you connect me to an agent?",
        "put me through to customer service",
        "get me a manager",
        "is there a real person?",
        "Human please!",
        "agent",
        "where is my parcel\ntransfer me to somebody",
    ],
)
def test_a_request_for_a_person_is_recognised(text):
    assert asks_for_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "这个是人工智能吗",
        "手工费怎么算",
        "寄到人工湖附近要多久",
        "你好",
        "怎么退货？",
        "where is my parcel",
        "is it sent by air or by a person on a bike",
        "my agent code is 1234",
        "can my wife talk to the courier",
        "human hair wig, how much",
    ],
)
def test_other_words_are_no_request_for_a_person(text):
    assert not asks_for_person(text)


@pytest.mark.parametrize(
    "text", ["好的", "好", "Yes, please".replace(",", ""), "OK!", "可以。", "sure"]
)
def test_a_plain_yes_agrees(text):
    assert agrees(text)


@pytest.mark.parametrize("text", ["", "no", "好的但是先告诉我运费", "yes but where is it"])
def test_anything_more_does_not(text):
    assert not agrees(text)
