import pytest

from agent_desk.turns.wishes import asks_how, wants_something


@pytest.mark.parametrize(
    "text", ["怎么查快递", "物流在哪里看", "how do I track it", "where can I see it"]
)
def test_asks_how_it_is_done(text):
    assert asks_how(text)


@pytest.mark.parametrize(
    "text", ["我的包裹在哪", "怎么还没到", "where is my parcel", "track my order"]
)
def test_wants_it_done(text):
    assert not asks_how(text)


@pytest.mark.parametrize("text", ["asdkjhasd", "qweqwe zxc", "啊啊啊啊", "。。。"])
def test_nonsense_wants_nothing(text):
    assert not wants_something(text)


@pytest.mark.parametrize("text", ["有货吗", "my cup leaks", "do you ship to Mars", "杯子盖不紧"])
def test_questions_and_statements_want_something(text):
    assert wants_something(text)
